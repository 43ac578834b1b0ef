// The field one writes in, which takes more than text: files that are dropped or pasted, and pictures.
#pragma once
#include <QPlainTextEdit>

namespace slipway {

class ReplyText : public QPlainTextEdit
{
    Q_OBJECT

public:
    using QPlainTextEdit::QPlainTextEdit;

Q_SIGNALS:
    void filesGiven(const QStringList &paths);
    void pictureGiven(const QImage &picture);

protected:
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
};

} // namespace slipway
