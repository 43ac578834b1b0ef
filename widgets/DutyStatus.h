// In the line at the bottom: who is on duty and until when, and how long it is to the nearest target of any
// open case.
#pragma once
#include "models/DutyWatch.h"
#include "widgets/Pane.h"

namespace slipway {

class StatusFact;

class DutyStatus : public QWidget
{
    Q_OBJECT

public:
    explicit DutyStatus(const Desk &desk, QWidget *parent = nullptr);
    QString onDuty() const; // as shown
    QString target() const;

private:
    void tell();
    void tellOnDuty();
    void tellTarget();

    Desk m_desk;
    DutyWatch m_watch;
    StatusFact *m_onDuty = nullptr;
    StatusFact *m_target = nullptr;
};

} // namespace slipway
