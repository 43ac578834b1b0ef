// What the activities of a release said, line by line; grows at its end, a million lines and more: the texts
// lie in a few large blocks.
#pragma once
#include "models/Session.h"

#include <QAbstractTableModel>
#include <QHash>

namespace slipway {

class LogModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, StepId, Line, ColumnCount };
    struct Entry
    {
        qint64 id = 0;
        Instant at;
        QString step;
        QString line;
        bool operator==(const Entry &) const = default;
    };
    explicit LogModel(Session &session, QObject *parent = nullptr);

    void watch(qint64 release);  // 0: none
    void setActive(bool active); // hidden, as at first: nothing is fetched
    // Whether a step of it is under way: what it says comes without an event, and is asked for every second.
    // True until somebody who knows says otherwise.
    void setUnderWay(bool underWay);
    void append(std::vector<Entry> lines); // one insert; what is there already, by its id, isn't taken again
    Entry entry(int row) const;
    QStringList steps() const
    {
        return m_steps;
    } // that have said something, in the order in which they began
    qint64 lastId() const { return m_lastId; }
    bool isLoading() const { return m_fetching; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void loaded(); // all that had been said when it was asked for
    void failed(const slipway::Problem &problem);

private:
    struct Place // of one line
    {
        qint64 id;
        qint64 at;
        quint32 block;
        quint32 offset;
        quint32 length;
        quint32 step;
    };

    void clear();
    void onEvents(const std::vector<Event> &events);
    void want();
    void fetch();
    void onPage(const Listing &page);
    void onFailure(const Problem &problem);
    Place placed(const Entry &entry);
    QString textOf(const Place &place) const;
    void follow();

    Session &m_session;
    qint64 m_release = 0;
    quint64 m_round = 0;
    bool m_active = false;
    bool m_underWay = true;
    bool m_fetching = false;
    bool m_wanted = false;
    qint64 m_lastId = 0;
    QTimer m_poll;
    std::optional<Problem> m_problem; // of the last page
    std::vector<Place> m_places;
    std::vector<QByteArray> m_blocks;
    QStringList m_steps;
    QHash<QString, quint32> m_stepPlaces;
};

} // namespace slipway
