// One page from being due to being acknowledged: what happened when, and how long after it was due.
#pragma once
#include "models/PagesModel.h"

#include <QWidget>

namespace slipway {

class PageTimeline : public QWidget
{
    Q_OBJECT

public:
    explicit PageTimeline(QWidget *parent = nullptr);
    void setPage(const std::optional<PageEntry> &page);
    QString inWords() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Mark
    {
        QString state; // of theme::lookOf
        QString word;
        std::optional<Instant> at; // nothing: still to come
    };
    std::vector<Mark> marks() const;
    QString lateness(const Mark &mark) const;
    QString timeOf(const Mark &mark) const;
    void paintHead(QPainter &painter, const QRect &room) const;
    void paintMark(QPainter &painter, const Mark &mark, const QRect &row) const;

    std::optional<PageEntry> m_page;
};

} // namespace slipway
