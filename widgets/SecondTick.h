// Says each second, on the second: what counts down goes on evenly, and all of it at once.
#pragma once
#include "models/Session.h"

#include <QTimer>

namespace slipway {

class SecondTick : public QObject
{
    Q_OBJECT

public:
    explicit SecondTick(Session &session, QObject *parent = nullptr);
    void setActive(bool active); // at first it isn't

Q_SIGNALS:
    void ticked();

private:
    void startNext();

    Session &m_session;
    QTimer m_timer;
};

} // namespace slipway
