#include "domain/Case.h"

#include "domain/Json.h"

#include <array>
#include <utility>

namespace slipway {

namespace {

template <class T, std::size_t size>
using Names = std::array<std::pair<T, const char *>, size>;

constexpr Names<CaseState, 6> stateNames{{{CaseState::New, "new"},
                                          {CaseState::Open, "open"},
                                          {CaseState::WaitingForCustomer, "waiting-for-customer"},
                                          {CaseState::WaitingForRelease, "waiting-for-release"},
                                          {CaseState::Solved, "solved"},
                                          {CaseState::Closed, "closed"}}};

constexpr Names<Severity, 4> severityNames{{{Severity::Critical, "critical"},
                                            {Severity::High, "high"},
                                            {Severity::Normal, "normal"},
                                            {Severity::Low, "low"}}};

constexpr Names<CaseMessage::Kind, 3> kindNames{{{CaseMessage::Kind::Customer, "customer"},
                                                 {CaseMessage::Kind::Staff, "staff"},
                                                 {CaseMessage::Kind::Note, "note"}}};

constexpr Names<CaseClock::State, 4> clockNames{{{CaseClock::State::Running, "running"},
                                                 {CaseClock::State::Paused, "paused"},
                                                 {CaseClock::State::Met, "met"},
                                                 {CaseClock::State::Breached, "breached"}}};

template <class T, std::size_t size>
QString textOf(const Names<T, size> &names, T value)
{
    for (const auto &[known, name] : names) {
        if (known == value)
            return QLatin1String(name);
    }
    return {};
}

template <class T, std::size_t size>
Result<T> valueOf(const Names<T, size> &names, QStringView text, const char *what)
{
    QStringList all;
    for (const auto &[known, name] : names) {
        if (text == QLatin1String(name))
            return known;
        all.append(QLatin1String(name));
    }
    return fail(Problem::Kind::Invalid,
                QStringLiteral("\"%1\" is no %2").arg(text.left(60), QLatin1String(what)),
                QStringLiteral("Use one of: %1.").arg(all.join(QStringLiteral(", "))));
}

QJsonValue timeOrNull(const std::optional<Instant> &time)
{
    return time ? QJsonValue(toText(*time)) : QJsonValue(QJsonValue::Null);
}

} // namespace

QString toText(CaseState state)
{
    return textOf(stateNames, state);
}

Result<CaseState> caseStateFromText(QStringView text)
{
    return valueOf(stateNames, text, "state of a case");
}

bool isOver(CaseState state)
{
    return state == CaseState::Solved || state == CaseState::Closed;
}

QString toText(Severity severity)
{
    return textOf(severityNames, severity);
}

Result<Severity> severityFromText(QStringView text)
{
    return valueOf(severityNames, text, "severity");
}

QString toText(CaseMessage::Kind kind)
{
    return textOf(kindNames, kind);
}

Result<CaseMessage::Kind> caseMessageKindFromText(QStringView text)
{
    return valueOf(kindNames, text, "kind of message");
}

QString toText(CaseClock::State state)
{
    return textOf(clockNames, state);
}

CaseClock::State CaseClock::state() const
{
    if (breached)
        return State::Breached;
    if (met)
        return State::Met;
    return paused ? State::Paused : State::Running;
}

QJsonObject CaseClock::toJson() const
{
    return {{QStringLiteral("name"), name},
            {QStringLiteral("state"), toText(state())},
            {QStringLiteral("started"), toText(started)},
            {QStringLiteral("target"), toText(target)},
            {QStringLiteral("met"), timeOrNull(met)},
            {QStringLiteral("breached"), timeOrNull(breached)},
            {QStringLiteral("paused"), timeOrNull(paused)},
            {QStringLiteral("round"), round},
            {QStringLiteral("promised"), toText(promised)},
            {QStringLiteral("paused_for"), toText(pausedFor)},
            {QStringLiteral("cause"), cause}};
}

QJsonObject CaseMessage::toJson() const
{
    return {{QStringLiteral("id"), id},          {QStringLiteral("kind"), toText(kind)},
            {QStringLiteral("author"), author},  {QStringLiteral("at"), toText(at)},
            {QStringLiteral("text"), text},      {QStringLiteral("message_id"), messageId},
            {QStringLiteral("machine"), machine}};
}

QString Case::handle() const
{
    return QStringLiteral("case/%1").arg(id);
}

const CaseClock *Case::nextClock() const
{
    const CaseClock *next = nullptr;
    for (const CaseClock &clock : clocks) {
        if (!clock.met && !clock.paused && (!next || clock.target < next->target))
            next = &clock;
    }
    return next;
}

std::optional<Instant> Case::deadline() const
{
    const CaseClock *next = nextClock();
    return next ? std::optional(next->target) : std::nullopt;
}

QJsonObject Case::toJson() const
{
    QJsonArray all;
    for (const CaseClock &clock : clocks)
        all.append(clock.toJson());
    return {{QStringLiteral("id"), id},
            {QStringLiteral("number"), id},
            {QStringLiteral("subject"), subject},
            {QStringLiteral("state"), toText(state)},
            {QStringLiteral("severity"), toText(severity)},
            {QStringLiteral("customer"), customer},
            {QStringLiteral("application"), application},
            {QStringLiteral("contact"), contact},
            {QStringLiteral("owner"), owner},
            {QStringLiteral("plan"), plan},
            {QStringLiteral("tags"), slipway::toJson(tags)},
            {QStringLiteral("created"), toText(created)},
            {QStringLiteral("updated"), toText(updated)},
            {QStringLiteral("acknowledged"), timeOrNull(acknowledged)},
            {QStringLiteral("acknowledged_by"), acknowledgedBy},
            {QStringLiteral("revision"), revision},
            {QStringLiteral("clocks"), all}};
}

std::optional<qint64> CasePage::latenessMs() const
{
    if (!accepted)
        return std::nullopt;
    return std::chrono::duration_cast<std::chrono::milliseconds>(*accepted - due).count();
}

QJsonObject CasePage::toJson() const
{
    const auto lateness = latenessMs();
    return {{QStringLiteral("id"), id},
            {QStringLiteral("case"), caseId},
            {QStringLiteral("step"), step},
            {QStringLiteral("to"), to},
            {QStringLiteral("method"), method},
            {QStringLiteral("address"), address},
            {QStringLiteral("due"), toText(due)},
            {QStringLiteral("claimed"), timeOrNull(claimed)},
            {QStringLiteral("sent"), timeOrNull(sent)},
            {QStringLiteral("accepted"), timeOrNull(accepted)},
            {QStringLiteral("refused"), timeOrNull(refused)},
            {QStringLiteral("bounced"), timeOrNull(bounced)},
            {QStringLiteral("why"), why},
            {QStringLiteral("withdrawn"), timeOrNull(withdrawn)},
            {QStringLiteral("acknowledged"), timeOrNull(acknowledged)},
            {QStringLiteral("attempts"), attempts},
            {QStringLiteral("lateness_ms"), lateness ? QJsonValue(*lateness) : QJsonValue()}};
}

} // namespace slipway
