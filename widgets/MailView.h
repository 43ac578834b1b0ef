// A mail as it was laid out, on a sheet of its own: as high as it is, nothing loaded, nothing opened. A link
// tells where it leads, and is copied.
#pragma once
#include <QTextBrowser>

namespace slipway {

class MailView : public QTextBrowser
{
    Q_OBJECT

public:
    explicit MailView(QWidget *parent = nullptr);
    void showMail(const QString &html); // as the service cleaned it
    QVariant loadResource(int type, const QUrl &name) override;

Q_SIGNALS:
    void linkCopied(const QString &target);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
};

} // namespace slipway
