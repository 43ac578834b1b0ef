// Process definitions by name and version: those that come with the service and those that were imported.
// A version is never changed; a release stays pinned to its digest.
#pragma once
#include "service/engine/Definition.h"
#include "service/store/Transaction.h"

namespace slipway {

struct Pipeline
{
    qint64 id = 0;
    QString name;
    int version = 1;
    QString digest;
    QString title;
    QString origin; // shipped, imported
    QString author; // who imported it
    Instant at;
    QByteArray yaml;
    QString purpose = QStringLiteral("release"); // what it is run for: release, case
    bool operator==(const Pipeline &) const = default;
    QJsonObject toJson() const; // without the YAML
};

class PipelineRepository
{
public:
    static Result<std::vector<Pipeline>> list(Reader &reader); // the newest of each name, by name
    static Result<std::vector<Pipeline>> versions(Reader &reader, const QString &name); // newest first
    // The newest, or that version of it; NotFound names those there are.
    static Result<Pipeline> find(Reader &reader, const QString &name, std::optional<int> version = {});
    static Result<Pipeline> byDigest(Reader &reader, const QString &digest);
    // Fine when the very same is there. An imported definition can't take a version that is taken.
    static Result<Pipeline> add(Transaction &transaction, const Definition &definition, const QString &origin,
                                const QString &author);
};

} // namespace slipway
