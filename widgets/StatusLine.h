// The line at the bottom: connected or not, how old what is shown is, and what is under way.
#pragma once
#include "models/Session.h"

#include <QStatusBar>
#include <QTimer>

class QLabel;

namespace slipway {

class StatusLine : public QStatusBar
{
    Q_OBJECT

public:
    explicit StatusLine(Session &session, QWidget *parent = nullptr);
    QString connection() const; // as shown

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QLabel *addLabel(const QString &name);
    void tell();

    Session &m_session;
    QTimer m_tick; // the age grows without anybody saying so
    QLabel *m_connection = nullptr;
};

} // namespace slipway
