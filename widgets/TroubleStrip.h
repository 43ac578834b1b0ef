// The strip across the top for somebody who was paged: what is wrong, since when, whose turn it is, what
// changed last, and the next safe action. Not there while all is well.
#pragma once
#include "models/TroubleWatch.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QToolButton;
class QVBoxLayout;

namespace slipway {

class TroubleRow;

class TroubleStrip : public QWidget
{
    Q_OBJECT

public:
    TroubleStrip(Session &session, TroubleWatch &watch, QWidget *parent = nullptr);
    void setMost(std::size_t rows); // that are seen unasked

Q_SIGNALS:
    void actionAsked(const slipway::Trouble &trouble);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void fill();

    Session &m_session;
    TroubleWatch &m_watch;
    QTimer m_tick; // "since 14 min" grows
    std::vector<TroubleRow *> m_rows;
    std::size_t m_most = 3; // the panes have to stay in sight
    bool m_isUnfolded = false;
    QToolButton *m_more = nullptr;
    QVBoxLayout *m_layout = nullptr;
};

} // namespace slipway
