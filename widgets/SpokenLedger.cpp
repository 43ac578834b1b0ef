#include "widgets/SpokenLedger.h"

#include "widgets/EventWords.h"

namespace slipway {

SpokenLedger::SpokenLedger(LedgerModel &ledger, QObject *parent)
    : QIdentityProxyModel(parent), m_ledger(ledger)
{
    setSourceModel(&ledger);
}

QVariant SpokenLedger::data(const QModelIndex &index, int role) const
{
    if (index.isValid() && index.column() == LedgerModel::What) {
        if (role == Qt::DisplayRole)
            return wordsOf(m_ledger.event(index.row()));
        if (role == Qt::ToolTipRole)
            return quietWord(m_ledger.event(index.row()).kind);
    }
    return QIdentityProxyModel::data(index, role);
}

} // namespace slipway
