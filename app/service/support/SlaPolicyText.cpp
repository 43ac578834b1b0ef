#include "service/support/Sla.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr qsizetype mostWarnings = 10;
constexpr Duration longestPromise = std::chrono::hours(24 * 366);

Failure wrong(const QString &where, const QString &what, const QString &hint)
{
    return fail(Problem::Kind::Invalid, what, hint, where);
}

Result<void> checkKeys(const QJsonObject &object, const QStringList &known, const QString &where,
                       const QString &owner)
{
    for (const QString &key : object.keys()) {
        if (!known.contains(key))
            return wrong(where + QLatin1Char('/') + key.left(60),
                         QStringLiteral("%1 has no \"%2\"").arg(owner, key.left(60)),
                         QStringLiteral("Known are: %1.").arg(known.join(QStringLiteral(", "))));
    }
    return {};
}

Result<Duration> promiseFrom(const QJsonObject &object, const QString &key, const QString &where)
{
    const QJsonValue value = object.value(key);
    if (value.isUndefined() || value.isNull() || value.toString() == QLatin1String("none"))
        return Duration::zero();
    const auto within = durationFromText(value.toString());
    if (!within || *within <= Duration::zero() || *within > longestPromise)
        return wrong(where + QLatin1Char('/') + key,
                     QStringLiteral("\"%1\" can't be promised").arg(value.toString().left(40)),
                     QStringLiteral("Use such as 30m, 2h or 3d, at most a year; or none."));
    return *within;
}

QString textOf(Duration within)
{
    return within > Duration::zero() ? toText(within) : QStringLiteral("none");
}

Result<SlaPolicy::Promise> promiseOf(const QJsonValue &value, const QString &where)
{
    const QJsonObject object = value.toObject();
    const auto keys = checkKeys(object,
                                {QStringLiteral("severity"), QStringLiteral("first_response"),
                                 QStringLiteral("next_response"), QStringLiteral("resolution")},
                                where, QStringLiteral("A promise"));
    const auto severity = severityFromText(object.value(QLatin1String("severity")).toString());
    if (!keys || !severity)
        return keys ? Failure(severity.error().at(where + QStringLiteral("/severity")))
                    : Failure(keys.error());
    SlaPolicy::Promise promise{*severity, {}, {}, {}};
    for (const auto &[key, place] :
         {std::pair("first_response", &promise.firstResponse),
          std::pair("next_response", &promise.nextResponse), std::pair("resolution", &promise.resolution)}) {
        const auto within = promiseFrom(object, QLatin1String(key), where);
        if (!within)
            return Failure(within.error());
        *place = *within;
    }
    return promise;
}

Result<std::vector<int>> warningsFrom(const QJsonArray &array)
{
    std::vector<int> warnings;
    for (const QJsonValue &value : array) {
        const int percent = value.toInt();
        if (percent < 1 || percent > 99 || (!warnings.empty() && percent <= warnings.back()))
            return wrong(QStringLiteral("/warnings"), QStringLiteral("Nobody can be warned then"),
                         QStringLiteral("Use percents from 1 to 99, rising, such as [50, 80]."));
        warnings.push_back(percent);
    }
    if (array.size() > mostWarnings)
        return wrong(QStringLiteral("/warnings"), QStringLiteral("Those are too many warnings"),
                     QStringLiteral("Use at most %1.").arg(mostWarnings));
    return warnings;
}

} // namespace

Result<SlaPolicy> SlaPolicy::fromJson(const QJsonObject &object)
{
    if (auto keys = checkKeys(
            object, {QStringLiteral("calendar"), QStringLiteral("promises"), QStringLiteral("warnings")}, {},
            QStringLiteral("A policy"));
        !keys)
        return Failure(keys.error());
    SlaPolicy read;
    read.calendar = object.value(QLatin1String("calendar")).toString();
    const QJsonArray promises = object.value(QLatin1String("promises")).toArray();
    for (qsizetype i = 0; i < promises.size(); ++i) {
        const QString where = QStringLiteral("/promises/%1").arg(i);
        const auto promise = promiseOf(promises.at(i), where);
        if (!promise)
            return Failure(promise.error());
        if (read.of(promise->severity))
            return wrong(where + QStringLiteral("/severity"),
                         QStringLiteral("%1 is promised twice").arg(toText(promise->severity)),
                         QStringLiteral("Give each severity one promise."));
        read.promises.push_back(*promise);
    }
    if (read.promises.empty())
        return wrong(QStringLiteral("/promises"), QStringLiteral("The policy promises nothing"),
                     QStringLiteral("Give a promise for one severity at least."));
    if (object.contains(QLatin1String("warnings"))) {
        auto warnings = warningsFrom(object.value(QLatin1String("warnings")).toArray());
        if (!warnings)
            return Failure(warnings.error());
        read.warnings = std::move(*warnings);
    }
    return read;
}

QJsonObject SlaPolicy::toJson() const
{
    QJsonArray all;
    for (const Promise &promise : promises)
        all.append(QJsonObject{{QStringLiteral("severity"), toText(promise.severity)},
                               {QStringLiteral("first_response"), textOf(promise.firstResponse)},
                               {QStringLiteral("next_response"), textOf(promise.nextResponse)},
                               {QStringLiteral("resolution"), textOf(promise.resolution)}});
    QJsonArray percents;
    for (const int percent : warnings)
        percents.append(percent);
    return {{QStringLiteral("calendar"), calendar},
            {QStringLiteral("promises"), all},
            {QStringLiteral("warnings"), percents}};
}

} // namespace slipway
