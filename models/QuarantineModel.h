// Mail that waits in quarantine, or that was discarded, newest first. Asked of the server in pages, and kept
// by the feed: what comes is asked for, what goes is taken out.
#pragma once
#include "models/MailRows.h"
#include "models/PagedModel.h"
#include "models/Refetch.h"

#include <QSet>

namespace slipway {

class QuarantineModel : public PagedModel
{
    Q_OBJECT

public:
    enum Column { When, From, Subject, Why, Case, ColumnCount };
    struct Query
    {
        bool discarded = false; // instead of what waits
        QString text;           // a part of sender or subject
        bool operator==(const Query &) const = default;
    };
    explicit QuarantineModel(Session &session, QObject *parent = nullptr);

    void ask(const Query &query);
    const Query &query() const { return m_query; }
    const MailEntry &entry(int row) const { return m_entries[static_cast<std::size_t>(row)]; }
    int rowOf(qint64 id) const; // -1: not here
    bool hasMore() const { return !m_next.isEmpty(); }

    void setActive(bool active) override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Pending<Listing> askPage(ListQuery page) override;
    void takePage(const Listing &page, bool isFirst) override;
    void onReload() override;
    void onEvents(const std::vector<Event> &events);
    void fetch(const QString &key, const Refetch::Done &done);
    template <class Answer, class Take>
    void fetched(Pending<Answer> answer, const Refetch::Done &done, Take take);
    void merge(const Listing &newest);
    void put(MailEntry entry);
    void drop(qint64 id);
    bool belongs(const MailEntry &entry) const;
    std::deque<MailEntry>::const_iterator placeOf(qint64 id) const;
    QVariant shown(const MailEntry &entry, int column) const;

    Query m_query;
    std::deque<MailEntry> m_entries; // newest first
    QSet<qint64> m_gone;             // by the feed: an answer that is on its way may still have them
    Refetch m_refetch;               // one by its number, or the newest
};

} // namespace slipway
