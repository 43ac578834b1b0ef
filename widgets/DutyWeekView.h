// A week of the rota as a picture: people below each other, the days beside each other, as long as they are.
// On duty, alternate and override are told apart by shape and word. A stretch of one person's row is chosen
// by dragging, or with Shift and the arrows; it snaps to quarters of an hour.
#pragma once
#include "models/DutyModel.h"

#include <QAbstractScrollArea>

namespace slipway {

class DutyWeekView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    struct Span // of one person's row
    {
        int person = 0;
        Instant from;
        Instant to;
        bool operator==(const Span &) const = default;
    };
    // The model outlives it.
    explicit DutyWeekView(DutyModel &model, QWidget *parent = nullptr);

    void setNow(Instant now);                    // where today's line is
    std::optional<Span> span() const;            // that is chosen; nothing: a moment only
    QString person() const;                      // of the cursor's row; or empty
    int personIndex() const { return m_person; } // -1: nobody
    const DutyModel &model() const { return m_model; }
    Instant moment() const { return m_moment; }
    const ShiftRow *chosen() const;          // the shift of the cursor's person there, or null
    void choose(int person, Instant moment); // the cursor, and nothing more
    void clearSpan();

    // In the viewport.
    QRect rowRect(int person) const;
    int xOf(Instant moment) const;
    Instant momentAt(int x) const; // snapped
    int personAt(int y) const;     // -1: none
    QRect shiftRect(const ShiftRow &shift, int person) const;
    QString describeCursor() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosenChanged();
    void overrideWanted(const QString &person, slipway::Instant from, slipway::Instant to);
    void removalWanted(const slipway::ShiftRow &shift);
    void weekWanted(int weeks); // that many later, or earlier

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    int nameWidth() const;
    int headerHeight() const;
    int legendHeight() const;
    int rowHeight() const; // more where there is room
    int rowsHeight() const { return viewport()->height() - headerHeight() - legendHeight(); }
    void onReset();
    void updateBars();
    void say(); // to whoever has it read out
    void moveBy(int people, Duration time, bool extends);
    void showRow(int person);
    bool moves(const QKeyEvent &event);
    Instant inWeek(Instant moment) const;

    void paintHeader(QPainter &painter) const;
    void paintRow(QPainter &painter, int person) const;
    void paintShift(QPainter &painter, const ShiftRow &shift, int person) const;
    void paintOnDuty(QPainter &painter, const ShiftRow &shift, const QRect &box) const;
    void paintGaps(QPainter &painter) const;
    void paintNow(QPainter &painter) const;
    void paintChoice(QPainter &painter) const;
    void paintLegend(QPainter &painter) const;

    DutyModel &m_model;
    Instant m_now;
    Instant m_moment;
    int m_person = -1;
    std::optional<Instant> m_anchor; // the other end of what is chosen
    bool m_isDragging = false;
};

} // namespace slipway
