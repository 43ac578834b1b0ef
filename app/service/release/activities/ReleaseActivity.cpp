#include "service/release/activities/ReleaseActivity.h"

#include "service/ipc/DataFolder.h"
#include "service/release/CutoverKeeper.h"
#include "service/store/CatalogRepository.h"
#include "service/store/Store.h"

namespace slipway {

Result<Release> ReleaseActivity::release(const StepContext &context) const
{
    const auto release =
        m_parts.store.read([&](Reader &reader) { return ReleaseRepository::byRun(reader, context.runId); });
    if (!release)
        return Failure(release.error());
    if (!*release)
        return fail(Problem::Kind::Internal,
                    QStringLiteral("Run %1 belongs to no release").arg(context.runId));
    return **release;
}

Result<Application> ReleaseActivity::application(const StepContext &context) const
{
    const QString prefix = QStringLiteral("application/");
    return m_parts.store.read([&](Reader &reader) {
        return CatalogRepository::application(reader, context.subject.mid(prefix.size()));
    });
}

Result<Environment> ReleaseActivity::environmentById(qint64 id) const
{
    return m_parts.store.read([&](Reader &reader) { return CatalogRepository::environment(reader, id); });
}

Result<Environment> ReleaseActivity::environment(const StepContext &context, const QString &name) const
{
    const QJsonValue value = context.with.value(name);
    bool isNumber = value.isDouble();
    const qint64 id = isNumber ? value.toInteger() : value.toString().toLongLong(&isNumber);
    if (!isNumber) {
        return fail(Problem::Kind::Invalid,
                    QStringLiteral("The step's parameter \"%1\" names no environment").arg(name),
                    QStringLiteral("It is ${steps.clone.environment} or ${steps.clone.production}."),
                    context.step);
    }
    return environmentById(id);
}

Result<void> ReleaseActivity::startCandidate(const Environment &target, const Work &work) const
{
    const auto started = m_parts.platform.start(target, work);
    if (started)
        return {};
    Problem why = started.error();
    why.what = QStringLiteral("The candidate doesn't start in %1. %2").arg(shown(target), why.what);
    return Failure(why);
}

Result<void> ReleaseActivity::write(const Change &change) const
{
    return m_parts.store.write(change);
}

qint64 ReleaseActivity::token(const StepContext &context) const
{
    qint64 newest = context.token;
    const auto read = m_parts.store.read([&](Reader &reader) -> Result<void> {
        const auto release = ReleaseRepository::byRun(reader, context.runId);
        if (!release)
            return Failure(release.error());
        if (!*release)
            return {};
        const auto cutover = ReleaseRepository::latestCutover(reader, (*release)->id);
        if (!cutover)
            return Failure(cutover.error());
        if (*cutover)
            newest = std::max(newest, (*cutover)->token + 1);
        return {};
    });
    // A store that can't be read now is said by the step's next look at it; an old token is refused safely.
    static_cast<void>(read);
    return newest;
}

QString ReleaseActivity::fileOf(const Release &release, const QString &name) const
{
    return m_parts.folder.file(QStringLiteral("releases/%1/%2").arg(release.id).arg(name));
}

void ReleaseActivity::endJournal(const StepContext &context, qint64 release) const
{
    if (const auto ended = m_parts.keeper.end(release); !ended)
        context.say(QStringLiteral("The guardian keeps the journal: %1").arg(ended.error().what));
}

Work ReleaseActivity::work(const StepContext &context) const
{
    return {context.stop, token(context), context.progress};
}

Work ReleaseActivity::work(const StepContext &context, qint64 token, std::stop_token stop) const
{
    return {std::move(stop), token, context.progress};
}

Result<Duration> durationOf(const StepContext &context, const QString &name, Duration otherwise)
{
    const QJsonValue value = context.with.value(name);
    if (value.isUndefined() || value.isNull())
        return otherwise;
    const auto duration = durationFromText(value.toString());
    if (!duration)
        return Failure(duration.error().at(context.step + QStringLiteral("/with/") + name));
    return duration;
}

QString shown(const Environment &environment)
{
    return QStringLiteral("%1 (%2)").arg(environment.name, environment.address);
}

} // namespace slipway
