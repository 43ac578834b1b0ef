// The ledger as people ask of it: who, what, when; newest first, asked of the server in pages, and new
// entries as they come while nothing but the newest is shown.
#pragma once
#include "domain/Event.h"
#include "models/Session.h"

#include <QAbstractTableModel>

namespace slipway {

class LedgerModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Actor, What, Subject, Detail, ColumnCount };
    struct Query
    {
        QString actor;
        QString kind;
        QString subject;
        QString text;
        bool operator==(const Query &) const = default;
    };
    explicit LedgerModel(Session &session, QObject *parent = nullptr);

    void setActive(bool active);
    void ask(const Query &query);
    const Query &query() const { return m_query; }
    const Event &event(int row) const;
    bool isLoading() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void loaded();
    void failed(const slipway::Problem &problem);

private:
    Session &m_session;
    Query m_query;
};

} // namespace slipway
