#include "service/engine/ShippedDefinitions.h"

#include "service/engine/PipelineRepository.h"
#include "service/store/Store.h"

#include <QDir>
#include <QFile>

namespace slipway {

Result<void> loadShipped(Store &store, Definition::For purpose, const ActivityRegistry *registry)
{
    const QDir folder(QStringLiteral(":/slipway/processes"));
    for (const QString &name : folder.entryList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return fail(Problem::Kind::Internal, QStringLiteral("%1 can't be read").arg(name));
        const QByteArray yaml = file.readAll();
        ParsedDefinition parsed = parseDefinition(yaml, name, nullptr);
        if (parsed.definition && parsed.definition->purpose != purpose)
            continue;
        if (registry)
            parsed = parseDefinition(yaml, name, registry);
        if (!parsed.definition)
            return Failure(parsed.problems.front());
        const auto added = store.write([&](Transaction &transaction) {
            return PipelineRepository::add(transaction, *parsed.definition, QStringLiteral("shipped"),
                                           QStringLiteral("service"));
        });
        if (!added)
            return Failure(added.error());
    }
    return {};
}

} // namespace slipway
