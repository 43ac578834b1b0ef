// Every release, newest first, kept as it is by the feed.
#pragma once
#include "models/PagedModel.h"
#include "models/Refetch.h"
#include "models/Rows.h"

#include <QHash>
#include <QSet>

namespace slipway {

class ReleasesModel : public PagedModel
{
    Q_OBJECT

public:
    enum Column { Id, Application, Pipeline, State, StepTitle, WaitsFor, RequestedBy, Started, ColumnCount };
    explicit ReleasesModel(Session &session, QObject *parent = nullptr);

    void setActive(bool active) override;
    const ReleaseRow &release(int row) const;
    int rowOf(qint64 id) const; // -1: not loaded
    void fetchAll(); // page after page to the oldest: before something is looked for in all of them
    bool isWhole() const
    {
        return !isDirty() && !isLoadingFirst() && m_next.isEmpty();
    } // nothing older is left
    // How far it is, 0…1, by what the steps of its pipeline took before, else by how many of them are done.
    std::optional<double> progress(int row) const;
    // Of each step of its pipeline, or of its way back: "done", "busy", "waiting", "failed" or "pending".
    // Empty: not known, or over.
    QStringList stepStates(int row) const;
    std::optional<Duration> eta(int row) const; // until it is live, from earlier runs of the same pipeline

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct StepTime
    {
        QString step;
        Duration median{};
    };
    struct Outline // of a pipeline
    {
        QStringList forward; // steps by id, in order
        QStringList back;
        QHash<QString, QString> titles;
    };
    struct Place // of a release in the outline of its pipeline
    {
        int at = 0;
        int steps = 0;
    };
    struct Course // of a release through the steps of its pipeline
    {
        Duration before{}; // what the steps before the current one take
        Duration here{};   // what the current one takes
        Duration whole{};
    };
    Pending<Listing> askPage(ListQuery page) override;
    void takePage(const Listing &page, bool isFirst) override;
    void onReload() override;
    void fetchOne(qint64 id, const Refetch::Done &done);
    void merge(const ReleaseRow &row);
    void remove(qint64 id);
    void onEvents(const std::vector<Event> &events);
    void askPipeline(const ReleaseRow &row);
    void askOutline(const QString &pipeline);
    void askDurations(const ReleaseRow &row);
    QString stepTitle(const ReleaseRow &row) const; // or its id, as long as it isn't known
    static std::vector<StepTime> timesUntilLive(const QJsonArray &items);
    std::optional<Course> courseOf(const ReleaseRow &row) const;
    std::optional<Place> placeOf(const ReleaseRow &row) const;
    QString placeWords(const ReleaseRow &row) const;
    Duration timeInStep(const ReleaseRow &row) const;
    QVariant shown(const ReleaseRow &row, int column) const;
    QVariant sortValue(const ReleaseRow &row, int column) const;

    Refetch m_refetch;
    std::vector<ReleaseRow> m_rows;                    // by id, the highest first
    QHash<qint64, qint64> m_ofRun;                     // of the engine → release
    QHash<QString, std::vector<StepTime>> m_durations; // of a pipeline
    QSet<QString> m_askedDurations;
    QHash<QString, Outline> m_outlines;
    QSet<QString> m_askedOutlines;
    bool m_all = false;
};

} // namespace slipway
