// What the files of CaseRepository share; included by them only.
#pragma once
#include "service/store/Store.h"

namespace slipway {

inline QVariant timeOrNull(const std::optional<Instant> &time)
{
    return time ? QVariant(toText(*time)) : QVariant();
}

inline Result<void> done(const Result<qint64> &rows)
{
    return rows ? Result<void>() : Result<void>(Failure(rows.error()));
}

// What is called `at` in the only row.
inline Result<std::optional<Instant>> earliest(Reader &reader, const QString &sql,
                                               const QVariantList &values = {})
{
    std::optional<Instant> found;
    const auto read = reader.query(sql, values, [&](const Row &row) -> Result<void> {
        found = row.optionalInstant("at");
        return {};
    });
    if (!read)
        return Failure(read.error());
    return found;
}

} // namespace slipway
