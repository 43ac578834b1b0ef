// Rows of the triage list: two lines each, so that every clock of a case is seen, the nearest first and
// large; and beneath the subject who asks and where.
#pragma once
#include "models/CaseRows.h"
#include "widgets/StateDelegate.h"

#include <functional>

namespace slipway {

class CaseDelegate final : public StateDelegate
{
    Q_OBJECT

public:
    using Asker = std::function<const CaseRow &(const QModelIndex &)>;
    // `hasColumn`: it has one of its own now; what has none stands beneath the subject.
    CaseDelegate(Asker ask, std::function<Instant()> now, std::function<bool(int)> hasColumn,
                 QObject *parent);
    static int rowHeight();

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintClocks(QPainter *painter, const QStyleOptionViewItem &option, const CaseRow &row) const;
    void paintSubject(QPainter *painter, const QStyleOptionViewItem &option, const CaseRow &row,
                      const QString &shown) const;

    const Asker m_ask;
    const std::function<Instant()> m_now;
    const std::function<bool(int)> m_hasColumn;
};

} // namespace slipway
