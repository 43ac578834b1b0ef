// Cases as they are worked off: the nearest deadline first, asked of the service page after page, kept as
// they are by the feed.
#pragma once
#include "models/CaseRows.h"
#include "models/PagedModel.h"
#include "models/Refetch.h"

namespace slipway {

// Which cases somebody wants to see.
struct CasesQuery
{
    enum class Owner { Anybody, Me, Nobody };
    QString state; // empty: those that aren't over; "all"
    Owner owner = Owner::Anybody;
    QString customer; // slug
    QString text;     // in any of its words; looked for by the service
    bool operator==(const CasesQuery &) const = default;

    QJsonObject toJson() const; // as it is kept
    static CasesQuery fromJson(const QJsonObject &object);
    // By what the row says; the text is left to the service.
    bool wants(const CaseRow &row, const QString &user) const;
};
QString toText(CasesQuery::Owner owner); // "anybody", "me", "nobody"

class CasesModel : public PagedModel
{
    Q_OBJECT

public:
    enum Column { Clock, Severity, Subject, Customer, Owner, State, ColumnCount };
    explicit CasesModel(Session &session, QObject *parent = nullptr);

    void ask(const CasesQuery &query);
    const CasesQuery &query() const { return m_query; }
    void setActive(bool active) override;
    const CaseRow &at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowOf(qint64 id) const; // -1: not loaded

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Pending<Listing> askPage(ListQuery page) override;
    void takePage(const Listing &page, bool isFirst) override;
    void onReload() override;
    void onEvents(const std::vector<Event> &events);
    void fetchOne(qint64 id, const Refetch::Done &done);
    void merge(const CaseRow &row);
    void insert(const CaseRow &row);
    void change(int at, const CaseRow &row);
    void remove(int at);
    QVariant shown(const CaseRow &row, int column) const;
    QString sentence(const CaseRow &row) const;

    Refetch m_refetch;
    CasesQuery m_query;
    std::vector<CaseRow> m_rows; // by isMoreUrgent
};

} // namespace slipway
