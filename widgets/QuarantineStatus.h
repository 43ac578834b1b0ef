// In the line at the bottom: how many mails wait in quarantine; nothing while none does.
#pragma once
#include "models/QuarantineModel.h"
#include "widgets/Pane.h"

namespace slipway {

class StatusFact;

class QuarantineStatus : public QWidget
{
    Q_OBJECT

public:
    explicit QuarantineStatus(const Desk &desk, QWidget *parent = nullptr);
    QString waiting() const; // as shown; empty: nothing is

private:
    void look(); // whether who is signed in may know
    void tell();

    Desk m_desk;
    QuarantineModel m_model;
    bool m_mayLook = false;
    StatusFact *m_fact = nullptr;
};

} // namespace slipway
