// One release, kept as it is by the feed: its row, its steps, what may be done now, and doing it once.
#pragma once
#include "models/ReleaseActions.h"
#include "models/Session.h"

namespace slipway {

class ReleaseWatch : public QObject
{
    Q_OBJECT

public:
    explicit ReleaseWatch(Session &session, QObject *parent = nullptr);

    void watch(qint64 id);       // 0: none
    void setActive(bool active); // hidden: nothing is fetched
    qint64 id() const { return m_id; }
    bool isLoaded() const { return m_loaded; }
    const ReleaseRow &release() const { return m_release; }
    const std::vector<StepRow> &steps() const { return m_steps; } // forward, then rollback
    const StepRow *step(const QString &id) const;                 // of the phase it is in; or null
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
    bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void changed();
    void previewChanged(const QString &step);
    void reportChanged();
    void probeChanged();
    void failed(const slipway::Problem &problem);
    void done(const slipway::ReleaseAction &action);

private:
    Session &m_session;
    qint64 m_id = 0;
    bool m_loaded = false;
    bool m_busy = false;
    ReleaseRow m_release;
    std::vector<StepRow> m_steps;
    std::vector<ProbeSlice> m_probe;
    std::optional<Instant> m_probeStart;
};

} // namespace slipway
