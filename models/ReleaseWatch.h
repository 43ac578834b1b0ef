// One release, kept as it is by the feed: its row, its steps, what may be done now, and doing it once.
#pragma once
#include "models/ReleaseActions.h"
#include "models/Session.h"

#include <QHash>
#include <QPointer>

#include <functional>

namespace slipway {

class ReleaseWatch : public QObject
{
    Q_OBJECT

public:
    explicit ReleaseWatch(Session &session, QObject *parent = nullptr);

    void watch(qint64 id);       // 0: none
    void setActive(bool active); // hidden, as at first: nothing is fetched
    qint64 id() const { return m_id; }
    bool isLoaded() const { return m_loaded; }
    const ReleaseRow &release() const { return m_release; }
    const std::vector<StepRow> &steps() const { return m_steps; } // forward, then rollback
    const StepRow *step(const QString &id) const; // of the phase it is in before the other; or null
    const StepRow *current() const; // the one that is lit: under way, stuck or waited for; or null
    bool isBack() const;            // on its way back
    std::vector<ReleaseAction> actions() const; // none while the session isn't live or a command is under way

    // Sentences of what the step would change; fetched when they are asked for first.
    QStringList preview(const QString &step);
    // As GET …/report answers; fetched when asked for and whenever the state changes.
    QJsonObject report();
    // One line of the probe for each tenth of a second; see ProbeSlice.
    struct ProbeSlice
    {
        qint64 at = 0; // ms since `probeStart`
        int answered = 0;
        int failed = 0;
        double worstMs = 0;
        bool operator==(const ProbeSlice &) const = default;
    };
    const std::vector<ProbeSlice> &probe() const { return m_probe; }
    std::optional<Instant> probeStart() const { return m_probeStart; }

    // Sends it once, however often it is pressed.
    void run(const ReleaseAction &action, const QString &reasonOrNote = {});
    bool isBusy() const { return m_underWay.contains(m_id); } // since whenever it was sent

Q_SIGNALS:
    void changed();
    void previewChanged(const QString &step);
    void reportChanged();
    void probeChanged();
    void failed(const slipway::Problem &problem);
    void done(const slipway::ReleaseAction &action);
    // With a release that isn't watched any more.
    void doneElsewhere(qint64 id, const slipway::ReleaseAction &action);
    void failedElsewhere(qint64 id, const slipway::Problem &problem);

private:
    struct Preview
    {
        QStringList lines;
        bool fresh = false;
        bool asked = false;
        bool failed = false;
    };
    struct Fetched // of one try; a release without its steps is never shown
    {
        std::optional<Result<QJsonObject>> release;
        std::optional<Result<Listing>> steps;
    };

    void reset();
    void onEvents(const std::vector<Event> &events);
    void onSession();
    void wantFetch();
    void fetch();
    void onFetched(const Fetched &fetched);
    std::optional<Problem> problemOf(const Fetched &fetched) const;
    void onFailure(const Problem &problem);
    void take(ReleaseRow release, std::vector<StepRow> steps, bool tell);
    QString situationOf(const ReleaseAction &action) const;
    void onAnswer(qint64 id, const ReleaseAction &action, const Result<QJsonObject> &answer);
    void fetchPreview(const QString &step);
    void fetchReport();
    void followProbe();
    bool isProbeOpen() const;
    std::optional<Instant> lastProbe() const; // when the step began that started it
    void fetchProbe(qint64 since);
    void onProbe(const QJsonObject &answer, qint64 since);
    qint64 probeSince() const;
    // What was asked for another release comes to nothing; commands aren't asked so.
    template <class T>
    void answered(const Pending<T> &pending, std::function<void(const Result<T> &)> next)
    {
        const QPointer<ReleaseWatch> alive(this);
        pending.then([alive, round = m_round, next = std::move(next)](const Result<T> &result) {
            if (alive && alive->m_round == round)
                next(result);
        });
    }

    Session &m_session;
    qint64 m_id = 0;
    quint64 m_round = 0;
    // Commands, by release, and whether they are answered: busy until what they changed is there. Outside of
    // the rounds.
    QHash<qint64, bool> m_underWay;
    bool m_active = false;
    bool m_loaded = false;
    bool m_fetching = false;
    bool m_fetchesAnswer = false; // the fetch under way was begun after the command's answer
    bool m_dirty = false;         // something happened since it was asked for
    bool m_wasLive = false;
    QTimer m_pause;                   // between two fetches
    std::optional<Problem> m_problem; // of the last one
    ReleaseRow m_release;
    std::vector<StepRow> m_steps;
    QHash<QString, Preview> m_previews;
    QJsonObject m_report;
    bool m_reportAsked = false;
    bool m_reportFresh = false;
    QTimer m_probeTimer;
    bool m_probeFetching = false;
    std::optional<Instant> m_probeSettled; // of which lastProbe() all is here, and no more will come
    int m_probeRate = 100;
    qint64 m_probeSlice = 100; // ms
    std::vector<ProbeSlice> m_probe;
    std::optional<Instant> m_probeStart;
};

} // namespace slipway
