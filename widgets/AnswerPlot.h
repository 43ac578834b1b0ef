// How answers spread over time, as bars: how many came within so long. The same stands in a table beside it.
#pragma once
#include "models/SlaReportModel.h"

#include <QWidget>

namespace slipway {

class AnswerPlot : public QWidget
{
    Q_OBJECT

public:
    explicit AnswerPlot(QWidget *parent = nullptr);
    void setBuckets(const QString &title, const std::vector<ReportRow::Bucket> &buckets);
    void choose(int bar); // -1: none
    int chosen() const { return m_chosen; }
    QString describe(int bar) const; // "up to 5 min: 12 answers"
    QString inWords() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void barChosen(int bar); // by mouse or keyboard

protected:
    bool event(QEvent *event) override; // tool tips
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    QRect plot() const;
    QRect slotOf(int bar) const; // the whole of its column
    int barAt(int x) const;
    qint64 highest() const;
    void pick(int bar);
    void paintScale(QPainter &painter, const QRect &room) const;
    void paintBars(QPainter &painter, const QRect &room) const;

    QString m_title;
    std::vector<ReportRow::Bucket> m_buckets;
    int m_chosen = -1;
};

} // namespace slipway
