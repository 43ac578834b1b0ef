// What visitors got during a cutover, drawn from the outside probe's own samples: green answered at once,
// amber held and answered late, red failed.
#pragma once
#include "models/ReleaseWatch.h"
#include "widgets/Theme.h"

#include <QWidget>

namespace slipway {

class DowntimeStrip : public QWidget
{
    Q_OBJECT

public:
    using Slice = ReleaseWatch::ProbeSlice;
    enum class Kind { None, Served, Held, Failed };
    static Kind kindOf(const Slice &slice);
    static QString wordOf(Kind kind);

    explicit DowntimeStrip(QWidget *parent = nullptr);

    // `held`: when requests were first held, in ms since the probe began; the axis begins there.
    void setSlices(const std::vector<Slice> &slices, std::optional<qint64> held);
    int count() const { return static_cast<int>(m_slices.size()); }
    int chosen() const { return m_chosen; } // under the mouse or chosen by keyboard; -1: none
    QString describe(int slice) const;
    QString inWords() const; // all of it: "12 s watched, 0.8 s of them held, nothing failed"

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    QRect plot() const;
    double xOf(qint64 at) const;
    int sliceAt(int x) const;
    void choose(int slice);
    void paintBars(QPainter &painter, const QRect &room) const;
    void paintAxis(QPainter &painter, const QRect &room) const;
    void paintLegend(QPainter &painter) const;
    void paintEmpty(QPainter &painter) const;

    std::vector<Slice> m_slices;
    std::optional<qint64> m_held;
    int m_chosen = -1;
};

} // namespace slipway
