// The ledger of pages, newest first: whom it went to, when it was due, handed over, accepted and
// acknowledged. Asked of the server in pages, and kept by the feed: of a case something happened to, the
// pages are asked for anew.
#pragma once
#include "models/PagedModel.h"
#include "models/Refetch.h"

#include <deque>

namespace slipway {

struct PageEntry
{
    qint64 id = 0;
    qint64 caseId = 0;
    QString step;
    QString to;
    QString method;
    QString address;
    std::optional<Instant> due;
    std::optional<Instant> claimed;
    std::optional<Instant> sent;
    std::optional<Instant> accepted;
    std::optional<Instant> refused;
    std::optional<Instant> bounced;
    std::optional<Instant> withdrawn;
    std::optional<Instant> acknowledged;
    QString why;
    int attempts = 0;
    std::optional<qint64> latenessMs;
    bool operator==(const PageEntry &) const = default;
    static PageEntry fromJson(const QJsonObject &object);

    // "page-due", "page-trying", "page-accepted", "page-acknowledged", "page-bounced", "page-refused",
    // "page-withdrawn": states of theme::lookOf
    QString state() const;
    // It may be acknowledged.
    bool isOpen() const { return !acknowledged && !withdrawn && !refused && !bounced; }
};

class PagesModel : public PagedModel
{
    Q_OBJECT

public:
    enum Column { State, Due, To, Case, Method, Lateness, Acknowledged, Step, ColumnCount };
    struct Query
    {
        qint64 ofCase = 0; // 0: of all
        QString person;    // part of a name or an address
        bool operator==(const Query &) const = default;
    };
    explicit PagesModel(Session &session, QObject *parent = nullptr);

    void ask(const Query &query);
    const Query &query() const { return m_query; }
    static ListQuery listQuery(const Query &query);
    const PageEntry &entry(int row) const { return m_entries[static_cast<std::size_t>(row)]; }
    int rowOf(qint64 id) const; // -1: not here

    void setActive(bool active) override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Pending<Listing> askPage(ListQuery page) override;
    void takePage(const Listing &page, bool isFirst) override;
    void onReload() override { m_refetch.forget(); }
    void onEvents(const std::vector<Event> &events);
    void fetchCase(const QString &number, const Refetch::Done &done);
    void merge(const QJsonArray &items);
    void put(PageEntry entry);
    QVariant shown(const PageEntry &entry, int column) const;

    Query m_query;
    std::deque<PageEntry> m_entries; // newest first
    Refetch m_refetch;               // pages of a case, by its number
};

QString latenessText(qint64 ms); // "12 ms", "1.4 s", "4 min 10 s"

} // namespace slipway
