#include "service/release/activities/AccessActivities.h"

#include "service/release/CodeRecord.h"
#include "service/release/EnvironmentBook.h"
#include "service/store/CatalogRepository.h"
#include "service/store/Store.h"

namespace slipway {

namespace {

// The keys of the customer's contacts: nobody else is let in.
Result<QStringList> keysOf(Store &store, const Application &application)
{
    auto keys = store.read([&](Reader &reader) { return sshKeysOf(reader, application); });
    if (!keys)
        return Failure(keys.error());
    if (keys->isEmpty()) {
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("No contact of %1 has an SSH key").arg(application.customer),
                    QStringLiteral("Add the public key of who brings the candidate, then retry."));
    }
    return keys;
}

} // namespace

Result<QStringList> OpenAccessActivity::preview(const StepContext &context)
{
    const auto app = application(context);
    const auto target = environment(context, QStringLiteral("environment"));
    if (!app)
        return Failure(app.error());
    if (!target)
        return Failure(target.error());
    const auto keys = keysOf(m_parts.store, *app);
    if (!keys)
        return Failure(keys.error());
    return QStringList{
        QStringLiteral("The holders of %1 key(s) of %2 are let into %3 by SSH and SFTP, and nowhere else.")
            .arg(keys->size())
            .arg(app->customer, shown(*target))};
}

Result<Observation> OpenAccessActivity::observe(const StepContext &)
{
    // Opening is idempotent and cheap: done once more rather than guessed.
    return Observation::notDone();
}

Result<QJsonObject> OpenAccessActivity::apply(const StepContext &context)
{
    const auto app = application(context);
    const auto target = environment(context, QStringLiteral("environment"));
    if (!app)
        return Failure(app.error());
    if (!target)
        return Failure(target.error());
    const auto keys = keysOf(m_parts.store, *app);
    if (!keys)
        return Failure(keys.error());
    const auto door = m_parts.platform.openAccess(*target, *keys, work(context));
    if (!door)
        return Failure(door.error());
    const auto saved = write([&](Transaction &transaction) {
        return CatalogRepository::setSsh(transaction, context.actor, target->id, *door);
    });
    if (!saved)
        return Failure(saved.error());
    return QJsonObject{{QStringLiteral("host"), door->host},
                       {QStringLiteral("port"), door->port},
                       {QStringLiteral("user"), door->user},
                       {QStringLiteral("code"), QJsonArray::fromStringList(door->code)},
                       {QStringLiteral("keys"), keys->size()}};
}

Result<void> OpenAccessActivity::undo(const StepContext &context, const QJsonObject &)
{
    const auto target = environment(context, QStringLiteral("environment"));
    if (!target)
        return Failure(target.error());
    if (target->role == EnvironmentRole::Retired)
        return {};
    if (const auto closed = m_parts.platform.closeAccess(*target, work(context)); !closed)
        return closed;
    return write([&](Transaction &transaction) {
        return CatalogRepository::setSsh(transaction, context.actor, target->id, SshEndpoint());
    });
}

Result<QStringList> CloseAccessActivity::preview(const StepContext &context)
{
    const auto target = environment(context, QStringLiteral("environment"));
    if (!target)
        return Failure(target.error());
    return QStringList{
        QStringLiteral("The customer's access to %1 is closed and what is left of its sessions is ended.")
            .arg(shown(*target)),
        QStringLiteral("Its code is compared with what was signed off; a difference stops the release."),
        QStringLiteral("What was signed off is started anew; it must be healthy.")};
}

Result<Observation> CloseAccessActivity::observe(const StepContext &)
{
    return Observation::notDone();
}

Result<QJsonObject> CloseAccessActivity::apply(const StepContext &context)
{
    const auto rel = release(context);
    const auto target = environment(context, QStringLiteral("environment"));
    if (!rel)
        return Failure(rel.error());
    if (!target)
        return Failure(target.error());
    if (const auto closed = m_parts.platform.closeAccess(*target, work(context)); !closed)
        return Failure(closed.error());
    const auto saved = write([&](Transaction &transaction) {
        return CatalogRepository::setSsh(transaction, context.actor, target->id, SshEndpoint());
    });
    if (!saved)
        return Failure(saved.error());
    const auto signedOff = readManifest(fileOf(*rel, QStringLiteral("candidate-code.json")));
    if (!signedOff)
        return Failure(signedOff.error());
    const auto now = m_parts.platform.codeManifest(*target, work(context));
    if (!now)
        return Failure(now.error());
    if (now->digest != signedOff->digest) {
        return fail(
            Problem::Kind::Conflict,
            QStringLiteral("The code of %1 isn't what was signed off: %2")
                .arg(shown(*target), differences(*signedOff, *now).join(QStringLiteral(", "))),
            QStringLiteral("Retry to let the customer in again and sign off what is there, or abort."));
    }
    // It was started anew when the customer left; a candidate that can't must not get as far as a hold.
    if (const auto started = startCandidate(*target, work(context)); !started) {
        Problem why = started.error();
        why.hint +=
            QStringLiteral(" Retry to let the customer in again and sign off what is mended, or abort.");
        return Failure(why);
    }
    return QJsonObject{{QStringLiteral("code"), now->digest}, {QStringLiteral("files"), now->files}};
}

Result<void> CloseAccessActivity::undo(const StepContext &context, const QJsonObject &)
{
    const auto app = application(context);
    const auto target = environment(context, QStringLiteral("environment"));
    if (!app)
        return Failure(app.error());
    if (!target)
        return Failure(target.error());
    const auto keys = keysOf(m_parts.store, *app);
    if (!keys)
        return Failure(keys.error());
    const auto door = m_parts.platform.openAccess(*target, *keys, work(context));
    if (!door)
        return Failure(door.error());
    return write([&](Transaction &transaction) {
        return CatalogRepository::setSsh(transaction, context.actor, target->id, *door);
    });
}

} // namespace slipway
