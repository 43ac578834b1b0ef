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
    void setClocks(const std::vector<ClockRow> &clocks);
    void tick();          // a second has passed
    QString text() const; // all of it, for who has it read out

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
};

} // namespace slipway
