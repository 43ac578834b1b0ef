// Notices the first frames: of the window, and of a list in it that has rows. Looks no longer than until
// then.
#pragma once
#include <QObject>

namespace slipway {

class FirstRows : public QObject
{
    Q_OBJECT

public:
    explicit FirstRows(QObject *parent = nullptr);

Q_SIGNALS:
    void painted(); // the window, empty as it may be
    void shown();   // rows

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool m_isPainted = false;
};

} // namespace slipway
