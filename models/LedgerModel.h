// The ledger as people ask of it: who, what, when; newest first, asked of the server in pages, and new
// entries as they come while nothing but the newest is shown.
#pragma once
#include "domain/Event.h"
#include "models/PagedModel.h"

#include <deque>

namespace slipway {

class LedgerModel : public PagedModel
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

    void ask(const Query &query);
    const Query &query() const { return m_query; }
    const Event &event(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Pending<Listing> askPage(ListQuery page) override;
    void takePage(const Listing &page, bool isFirst) override;
    void onEvents(const std::vector<Event> &events);
    void prepend(const std::vector<Event> &newer); // oldest first
    bool isAskedFor(const Event &event) const;
    QVariant shown(const Event &event, int column) const;

    Query m_query;
    std::deque<Event> m_events; // newest first
    std::vector<Event> m_fresh; // came while the first page was on its way
};

} // namespace slipway
