// All clocks of a case beside each other, counting: what is breached is filled, so that it can't be missed.
#pragma once
#include "models/CaseRows.h"

#include <QWidget>

#include <functional>

namespace slipway {

class ClockStrip : public QWidget
{
    Q_OBJECT

public:
    explicit ClockStrip(std::function<Instant()> now, QWidget *parent = nullptr);
    void setClocks(const std::vector<ClockRow> &clocks, const std::vector<ClockRow> &earlier = {});
    void tick();          // a second has passed
    QString text() const; // what is shown, a line for each
    // With their beginnings and ends, and every round before: as they are read out, and beneath the mouse.
    QString details() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Chip
    {
        QRect place;
        const ClockRow *clock;
    };
    std::vector<Chip> chipsIn(int width) const;
    int chipWidth(const ClockRow &clock) const;
    static int chipHeight();

    const std::function<Instant()> m_now;
    std::vector<ClockRow> m_clocks;
    std::vector<ClockRow> m_earlier;
};

// "began 10:00, due 12:00, met 11:40: 0:20:00 before its time; stood still for 5 min"
QString courseOf(const ClockRow &clock, Instant now);
// "next response, round 2"; without the round where there is no other.
QString roundName(const ClockRow &clock, bool hasOthers);

} // namespace slipway
