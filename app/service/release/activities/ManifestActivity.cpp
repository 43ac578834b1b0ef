#include "service/release/activities/ManifestActivity.h"

#include "service/release/CodeRecord.h"
#include "service/store/CatalogRepository.h"

namespace slipway {

Result<QStringList> ManifestActivity::preview(const StepContext &context)
{
    const auto target = environment(context, QStringLiteral("environment"));
    if (!target)
        return Failure(target.error());
    return QStringList{QStringLiteral("The candidate is started if it doesn't run; it must be healthy."),
                       QStringLiteral("Every file below the code paths of %1 is written down with its hash.")
                           .arg(shown(*target))};
}

Result<Observation> ManifestActivity::observe(const StepContext &)
{
    return Observation::notDone(); // reading again changes nothing
}

Result<QJsonObject> ManifestActivity::apply(const StepContext &context)
{
    const auto rel = release(context);
    auto target = environment(context, QStringLiteral("environment"));
    if (!rel)
        return Failure(rel.error());
    if (!target)
        return Failure(target.error());
    // One that failed before it was mended may be waiting for its next attempt.
    if (const auto started = startCandidate(*target, work(context)); !started)
        return Failure(started.error());
    const auto manifest = m_parts.platform.codeManifest(*target, work(context));
    if (!manifest)
        return Failure(manifest.error());
    if (const auto kept = writeManifest(fileOf(*rel, QStringLiteral("candidate-code.json")), *manifest);
        !kept)
        return Failure(kept.error());
    const auto before = readManifest(fileOf(*rel, QStringLiteral("production-code.json")));
    if (!before)
        return Failure(before.error());
    const auto health = m_parts.platform.health(*target);
    if (health && health->version != target->version) {
        target->version = health->version;
        const auto saved = write([&](Transaction &transaction) {
            return CatalogRepository::setVersion(transaction, context.actor, target->id, health->version);
        });
        if (!saved)
            return Failure(saved.error());
    }
    return QJsonObject{
        {QStringLiteral("code"), manifest->digest},
        {QStringLiteral("files"), manifest->files},
        {QStringLiteral("bytes"), manifest->bytes},
        {QStringLiteral("version"), target->version},
        {QStringLiteral("changes"), QJsonArray::fromStringList(differences(*before, *manifest, 50))}};
}

Result<void> ManifestActivity::undo(const StepContext &, const QJsonObject &)
{
    return {};
}

} // namespace slipway
