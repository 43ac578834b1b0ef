// The brake, for when something goes wrong everywhere: pulled at once with a reason, taken off after a look.
#pragma once
#include "models/TroubleWatch.h"
#include "widgets/Pane.h"

namespace slipway {

class BrakeActions : public QObject
{
    Q_OBJECT

public:
    BrakeActions(const Desk &desk, TroubleWatch &watch, QObject *parent = nullptr);
    void askOff();

private:
    void askOn();
    void set(bool on, const QString &reason);
    void tend();

    Desk m_desk;
    TroubleWatch &m_watch;
    QAction *m_on = nullptr;
    QAction *m_off = nullptr;
};

} // namespace slipway
