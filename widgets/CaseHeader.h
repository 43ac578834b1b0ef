// How a case stands, below its heading: its state, how urgent it is, whose it is, and all its clocks.
#pragma once
#include "models/CaseRows.h"
#include "widgets/Theme.h"

#include <QFrame>

#include <functional>

class QLabel;

namespace slipway {

class ClockStrip;
class ElidedLabel;

class CaseHeader : public QFrame
{
    Q_OBJECT

public:
    explicit CaseHeader(std::function<Instant()> now, QWidget *parent = nullptr);
    void showCase(const CaseRow &about);
    void tick();
    QString state() const;                          // shape and word, as shown
    static QString headingOf(const CaseRow &about); // number and subject

private:
    QLabel *m_state = nullptr;
    QLabel *m_severity = nullptr;
    ElidedLabel *m_owner = nullptr;
    ClockStrip *m_clocks = nullptr;
};

} // namespace slipway
