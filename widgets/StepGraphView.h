// The steps of a release as a picture: which are done, which one it is at, what is held, where the swap is,
// and the way back as a lane of its own. They go on in the direction of reading, or downwards beside a text.
// Only what is visible is painted.
#pragma once
#include "models/Rows.h"
#include "widgets/Theme.h"

#include <QAbstractScrollArea>

namespace slipway {

class StepGraphView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit StepGraphView(QWidget *parent = nullptr);

    // Forward, then rollback; `current`: the one that is lit, or empty.
    void setSteps(const std::vector<StepRow> &steps, const QString &current);
    void select(const QString &id); // and scrolls to it
    void clearSelection();
    QString selected() const { return m_selected; }

    int count() const { return static_cast<int>(m_nodes.size()); }
    const StepRow &stepAt(int node) const { return m_nodes[static_cast<std::size_t>(node)].step; }
    QRect nodeRect(int node) const; // in the viewport
    int nodeOf(const QString &id) const;
    int nodeAt(QPoint viewportPosition) const; // -1: none
    QString describe(int node) const;          // all of a step in words
    QString inWords() const;                   // how far it is, in one sentence

    void setUpright(bool upright); // downwards: for one lane, in a column of its own
    void setRowsAsked(int rows);   // as many as are seen without scrolling, where there are so many
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void selectionChanged(const QString &id);
    void activated(const QString &id); // Enter, or a double click

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int x, int y) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    struct Node
    {
        StepRow step;
        theme::Look look;
        QRect box; // in the picture
        int column = 0;
        int row = 0; // lanes one below the other
        bool isHeld = false;
        bool isBack = false;
    };
    struct Edge
    {
        std::size_t from = 0;
        std::size_t to = 0;
    };
    struct Lane
    {
        int firstRow = 0;
        int rows = 0;
        bool isBack = false;
    };

    void addLane(const std::vector<StepRow> &steps, bool back);
    void place();
    void placeOnward();
    void placeUpright();
    QRect mirrored(const QRect &box) const; // where one reads from right to left; else as it is
    void scrollTo(int left);
    void updateBars();
    void updateWords();
    void moveTo(int node);
    void showNode(int node);    // with its neighbours
    void keepInSight(int node); // scrolls only where it isn't
    bool isInSight(int node) const;
    int neighbour(int node, int columns, int rows) const;
    QPoint offset() const;
    int laneTop(const Lane &lane) const;
    const Lane &laneOf(const Node &node) const { return m_lanes[node.isBack ? m_lanes.size() - 1 : 0]; }

    void paintLane(QPainter &painter, const Lane &lane, const QRect &visible) const;
    void paintHeldBand(QPainter &painter, const Lane &lane) const;
    void paintMarker(QPainter &painter, const Node &node) const;
    void paintEdges(QPainter &painter, const QRect &visible) const;
    void paintNode(QPainter &painter, const Node &node) const;
    void paintTitle(QPainter &painter, const Node &node, const QRect &room, const QColor &ink) const;

    std::vector<StepRow> m_steps;
    std::vector<Node> m_nodes;
    std::vector<Edge> m_edges;
    std::vector<Lane> m_lanes;
    QSize m_picture;
    bool m_isUpright = false;
    int m_rowsAsked = 2;
    QString m_current;
    QString m_selected;
    bool m_follows = true;    // the current step, until somebody scrolls it away
    bool m_isPlacing = false; // it scrolls by itself
};

} // namespace slipway
