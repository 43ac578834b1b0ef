#include "models/ReleaseWatch.h"

#include "domain/Json.h"
#include "models/ServicePhrases.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace slipway {

namespace {

constexpr auto betweenFetches = 150ms;
constexpr auto afterFailure = 1s;
constexpr auto betweenProbes = 250ms;

std::vector<StepRow> stepsOf(const Listing &listing)
{
    std::vector<StepRow> steps;
    for (const QJsonValue &item : listing.items)
        steps.push_back(StepRow::fromJson(item.toObject()));
    std::stable_partition(steps.begin(), steps.end(), [](const StepRow &step) { return !step.isBack(); });
    return steps;
}

QJsonObject bodyOf(const ReleaseAction &action, const QString &text)
{
    QJsonObject body;
    const auto insert = [&body](const char *field, const QString &value) {
        if (!value.isEmpty())
            body.insert(QLatin1String(field), value);
    };
    if (action.verb == QLatin1String("signoff"))
        insert("as", action.as);
    if (action.verb == QLatin1String("signoff") || action.verb == QLatin1String("retry") ||
        action.verb == QLatin1String("skip"))
        insert("step", action.step);
    if (action.needsReason)
        insert("reason", text);
    else if (action.takesNote)
        insert("note", text);
    return body;
}

// What is lit when several are: first what a person has to decide, last what is tried again by itself.
int brightness(const StepRow &step)
{
    if (step.isStuck())
        return 4;
    if (step.state == QLatin1String("running") || step.state == QLatin1String("undoing"))
        return 3;
    if (step.state == QLatin1String("waiting"))
        return 2;
    return step.state == QLatin1String("failed") ? 1 : 0;
}

} // namespace

ReleaseWatch::ReleaseWatch(Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    m_pause.setSingleShot(true);
    m_probeTimer.setInterval(betweenProbes);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_dirty)
            fetch();
    });
    connect(&m_probeTimer, &QTimer::timeout, this, [this] { fetchProbe(probeSince()); });
    connect(&m_session, &Session::eventsArrived, this, &ReleaseWatch::onEvents);
    connect(&m_session, &Session::resynchronized, this, &ReleaseWatch::wantFetch);
    connect(&m_session, &Session::stateChanged, this, &ReleaseWatch::onSession);
    m_wasLive = m_session.isLive();
}

void ReleaseWatch::watch(qint64 id)
{
    if (id == m_id)
        return;
    reset();
    m_id = id;
    Q_EMIT changed();
    Q_EMIT reportChanged();
    Q_EMIT probeChanged();
    wantFetch();
}

void ReleaseWatch::reset()
{
    ++m_round;
    if (m_underWay.value(m_id)) // what comes when it is watched again is newer than the answer
        m_underWay.remove(m_id);
    m_loaded = m_fetching = m_fetchesAnswer = m_dirty = false;
    m_pause.stop();
    m_problem.reset();
    m_release = {};
    m_steps.clear();
    m_previews.clear();
    m_report = {};
    m_reportAsked = m_reportFresh = false;
    m_probeTimer.stop();
    m_probeFetching = false;
    m_probeSettled.reset();
    m_probe.clear();
    m_probeStart.reset();
}

void ReleaseWatch::setActive(bool active)
{
    if (active == m_active)
        return;
    m_active = active;
    if (m_active && (m_dirty || !m_loaded))
        wantFetch();
    followProbe();
}

void ReleaseWatch::onEvents(const std::vector<Event> &events)
{
    if (m_id == 0)
        return;
    const QString own = QStringLiteral("release/%1").arg(m_id);
    const QString application = QStringLiteral("application/") + m_release.application;
    const bool any = std::any_of(events.begin(), events.end(), [&](const Event &event) {
        if (event.subject == own)
            return true;
        // What its steps do is told of the application, with the run.
        if (!m_loaded || event.subject != application)
            return false;
        const auto payload = objectFromBytes(event.payload, {});
        return payload && payload->value(QLatin1String("run")).toInteger() == m_release.run;
    });
    if (any)
        wantFetch();
}

void ReleaseWatch::onSession()
{
    // What may be done depends on it.
    if (m_wasLive == m_session.isLive())
        return;
    m_wasLive = m_session.isLive();
    if (m_wasLive && !m_loaded)
        wantFetch();
    if (m_wasLive) { // what couldn't be told may be told now
        for (Preview &preview : m_previews)
            preview.fresh = preview.fresh && !preview.failed;
    }
    followProbe();
    Q_EMIT changed();
}

void ReleaseWatch::wantFetch()
{
    m_dirty = m_id != 0;
    if (m_dirty && m_active && m_session.isKnown() && !m_fetching && !m_pause.isActive())
        fetch();
}

void ReleaseWatch::fetch()
{
    if (!m_active || m_id == 0 || m_fetching)
        return;
    m_dirty = false;
    m_fetching = true;
    m_fetchesAnswer = m_underWay.value(m_id);
    m_pause.start(betweenFetches);
    const auto both = std::make_shared<Fetched>();
    const auto settle = [this, both] {
        if (both->release && both->steps)
            onFetched(*both);
    };
    answered<QJsonObject>(m_session.client().release(m_id), [both, settle](const auto &release) {
        both->release = release;
        settle();
    });
    answered<Listing>(m_session.client().steps(m_id), [both, settle](const auto &steps) {
        both->steps = steps;
        settle();
    });
}

void ReleaseWatch::onFetched(const Fetched &fetched)
{
    m_fetching = false;
    const bool frees = std::exchange(m_fetchesAnswer, false);
    if (frees)
        m_underWay.remove(m_id);
    if (const auto problem = problemOf(fetched)) {
        onFailure(*problem);
        if (frees)
            Q_EMIT changed();
    } else {
        m_problem.reset();
        take(ReleaseRow::fromJson(**fetched.release), stepsOf(**fetched.steps), frees);
    }
    if (m_dirty && !m_pause.isActive())
        fetch();
}

std::optional<Problem> ReleaseWatch::problemOf(const Fetched &fetched) const
{
    if (!*fetched.release)
        return fetched.release->error();
    if (!*fetched.steps)
        return fetched.steps->error();
    if (ReleaseRow::fromJson(**fetched.release).id == m_id)
        return std::nullopt;
    return Problem{Problem::Kind::Malformed,
                   tr("The service's answer about release %1 can't be read").arg(m_id), QString(),
                   tr("Look whether service and console are of the same version.")};
}

// What may be better in a while is asked for again; the same is said once.
void ReleaseWatch::onFailure(const Problem &problem)
{
    if (problem.kind != Problem::Kind::NotFound && problem.kind != Problem::Kind::Forbidden) {
        m_dirty = true;
        m_pause.start(afterFailure);
    }
    if (m_problem == problem)
        return;
    m_problem = problem;
    Q_EMIT failed(problem);
}

void ReleaseWatch::take(ReleaseRow release, std::vector<StepRow> steps, bool tell)
{
    const bool same = m_loaded && release == m_release && steps == m_steps;
    const bool newState = !m_loaded || release.state != m_release.state;
    m_loaded = true;
    m_release = std::move(release);
    m_steps = std::move(steps);
    if (!same) {
        // What was done so far decides what a step would still change.
        for (Preview &preview : m_previews)
            preview.fresh = false;
        m_reportFresh = false; // what was measured comes after the state; asked for where somebody looks
    }
    if (newState && m_reportAsked)
        fetchReport();
    if (!same || tell)
        Q_EMIT changed();
    followProbe();
}

const StepRow *ReleaseWatch::step(const QString &id) const
{
    const StepRow *other = nullptr;
    for (const StepRow &step : m_steps) {
        if (step.id != id)
            continue;
        if (step.isBack() == isBack())
            return &step;
        other = &step;
    }
    return other;
}

const StepRow *ReleaseWatch::current() const
{
    const StepRow *lit = nullptr;
    for (const StepRow &step : m_steps) {
        if (step.isBack() != isBack() || brightness(step) == 0)
            continue;
        const bool brighter = !lit || brightness(step) > brightness(*lit);
        const bool named = lit && brightness(step) == brightness(*lit) && step.id == m_release.currentStep;
        if (brighter || named)
            lit = &step;
    }
    return m_release.isEnded() ? nullptr : lit;
}

bool ReleaseWatch::isBack() const
{
    return isBackWay(m_steps);
}

std::vector<ReleaseAction> ReleaseWatch::actions() const
{
    const auto role = m_session.role();
    if (!m_loaded || isBusy() || !m_session.isLive() || !role)
        return {};
    return actionsOf(m_release, m_steps, *role, m_session.user());
}

QStringList ReleaseWatch::preview(const QString &step)
{
    Preview &preview = m_previews[step];
    const QStringList lines = preview.lines;
    if (!preview.fresh && !preview.asked && m_id != 0 && m_active)
        fetchPreview(step);
    return lines;
}

void ReleaseWatch::fetchPreview(const QString &step)
{
    m_previews[step].asked = true;
    m_previews[step].fresh = true; // until something happens, also meanwhile
    answered<Listing>(m_session.client().preview(m_id, step), [this, step](const Result<Listing> &answer) {
        Preview &preview = m_previews[step];
        preview.asked = false;
        preview.failed = !answer;
        QStringList lines;
        if (answer) {
            for (const QJsonValue &line : answer->items)
                lines.append(phraseWords(line.toString()));
        } else {
            lines.append(tr("What it would change can't be told yet: %1").arg(answer.error().what));
        }
        if (lines == preview.lines)
            return;
        preview.lines = lines;
        Q_EMIT previewChanged(step);
    });
}

QJsonObject ReleaseWatch::report()
{
    m_reportAsked = true;
    if (!m_reportFresh && m_id != 0 && m_active)
        fetchReport();
    return m_report;
}

void ReleaseWatch::fetchReport()
{
    m_reportFresh = true;
    answered<QJsonObject>(m_session.client().report(m_id), [this](const Result<QJsonObject> &report) {
        if (!report) {
            m_reportFresh = false;
            Q_EMIT failed(report.error());
            return;
        }
        if (*report == m_report)
            return;
        m_report = *report;
        Q_EMIT reportChanged();
    });
}

void ReleaseWatch::run(const ReleaseAction &action, const QString &reasonOrNote)
{
    if (isBusy() || m_id == 0 || !m_session.isLive())
        return;
    m_underWay.insert(m_id, false);
    Q_EMIT changed();
    const QJsonObject body = bodyOf(action, reasonOrNote);
    const auto how = [this, verb = action.verb, body](const QByteArray &key) {
        return m_session.client().command(m_id, verb, body, key);
    };
    const QPointer<ReleaseWatch> alive(this);
    m_session.once()
        .send(actionOf(situationOf(action), body), how)
        .then([this, alive, id = m_id, action](const Result<QJsonObject> &answer) {
            if (alive)
                onAnswer(id, action, answer);
        });
}

// When it has gone on, the same verb is another action.
QString ReleaseWatch::situationOf(const ReleaseAction &action) const
{
    QStringList words{QStringLiteral("release/%1/%2").arg(m_id).arg(action.verb), m_release.state,
                      m_release.currentStep, m_release.waitsFor};
    if (const StepRow *about = step(action.step))
        words += {about->state, QString::number(about->attempt)};
    return words.join(QLatin1Char(' '));
}

void ReleaseWatch::onAnswer(qint64 id, const ReleaseAction &action, const Result<QJsonObject> &answer)
{
    if (!answer || id != m_id)
        m_underWay.remove(id);
    else
        m_underWay.insert(id, true); // what is shown was before it: what that allows isn't offered once more
    if (id != m_id) {
        if (answer)
            Q_EMIT doneElsewhere(id, action);
        else
            Q_EMIT failedElsewhere(id, answer.error());
        return;
    }
    if (answer) {
        Q_EMIT done(action);
    } else {
        Q_EMIT changed();
        Q_EMIT failed(answer.error());
    }
    wantFetch();
}

} // namespace slipway
