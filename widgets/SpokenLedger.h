// The ledger with what happened put into words: for eyes, screen readers and copies alike.
#pragma once
#include "models/LedgerModel.h"

#include <QIdentityProxyModel>

namespace slipway {

class SpokenLedger final : public QIdentityProxyModel
{
    Q_OBJECT

public:
    explicit SpokenLedger(LedgerModel &ledger, QObject *parent = nullptr);
    QVariant data(const QModelIndex &index, int role) const override;

private:
    LedgerModel &m_ledger;
};

} // namespace slipway
