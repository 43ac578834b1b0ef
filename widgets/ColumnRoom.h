// Which columns of a table are shown: as many as there is room for, so that none is cut. Some share what is
// left, some are always there, and the others give way, the last one first.
#pragma once
#include <QHeaderView>

#include <vector>

namespace slipway {

class ColumnRoom : public QObject
{
    Q_OBJECT

public:
    struct Column
    {
        int section;
        int width;
    };
    // `sharing` have at least the widths that are given here.
    ColumnRoom(QHeaderView *header, std::vector<Column> sharing, std::vector<Column> fixed,
               std::vector<Column> givingWay);
    void fit(); // happens by itself when the room changes; needed when the header was restored

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QHeaderView *const m_header;
    const std::vector<Column> m_sharing;
    const std::vector<Column> m_fixed;
    const std::vector<Column> m_givingWay;
};

} // namespace slipway
