#include "widgets/ColumnRoom.h"

#include <QAbstractItemView>
#include <QEvent>

namespace slipway {

ColumnRoom::ColumnRoom(QHeaderView *header, std::vector<Column> sharing, std::vector<Column> fixed,
                       std::vector<Column> givingWay)
    : QObject(header),
      m_header(header),
      m_sharing(std::move(sharing)),
      m_fixed(std::move(fixed)),
      m_givingWay(std::move(givingWay))
{
    for (const auto *columns : {&m_fixed, &m_givingWay}) {
        for (const Column &column : *columns)
            m_header->resizeSection(column.section, column.width);
    }
    header->viewport()->installEventFilter(this);
    fit();
}

void ColumnRoom::fit()
{
    m_header->setStretchLastSection(false);
    int room = m_header->viewport()->width();
    for (const Column &column : m_sharing) {
        m_header->setSectionResizeMode(column.section, QHeaderView::Stretch);
        room -= column.width;
    }
    for (const Column &column : m_fixed)
        room -= m_header->sectionSize(column.section);
    bool fits = true;
    for (const Column &column : m_givingWay) {
        const bool isHidden = m_header->isSectionHidden(column.section);
        const int width = isHidden ? column.width : m_header->sectionSize(column.section);
        fits = fits && room >= width;
        room -= width;
        if (isHidden == fits)
            m_header->setSectionHidden(column.section, !fits);
    }
}

bool ColumnRoom::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        fit();
    return QObject::eventFilter(watched, event);
}

} // namespace slipway
