#include "domain/Instant.h"

#include <QDateTime>
#include <QTimeZone>

#include <array>
#include <limits>

namespace slipway {

namespace {

struct Unit
{
    QLatin1String name;
    qint64 microseconds;
};

// Longest names first: "ms" must be tried before "m".
constexpr std::array<Unit, 6> units{{{QLatin1String("us"), 1},
                                     {QLatin1String("ms"), 1'000},
                                     {QLatin1String("s"), 1'000'000},
                                     {QLatin1String("m"), 60'000'000},
                                     {QLatin1String("h"), 3'600'000'000},
                                     {QLatin1String("d"), 86'400'000'000}}};

constexpr qint64 firstSecond = -62'135'596'800; // 0001-01-01T00:00:00Z
constexpr qint64 lastSecond = 253'402'300'799;  // 9999-12-31T23:59:59Z

Failure notADuration(QStringView text)
{
    return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is not a duration").arg(text),
                QStringLiteral("Write a number and a unit, such as 250ms, 10s, 5m, 2h, 1d or 1h30m."));
}

} // namespace

QString toText(Instant instant)
{
    const auto whole = std::chrono::floor<std::chrono::milliseconds>(instant);
    const auto rest = (instant - whole).count();
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(whole.time_since_epoch().count(), Qt::UTC);
    return time.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz")) +
           QStringLiteral("%1Z").arg(rest, 3, 10, QLatin1Char('0'));
}

Result<Instant> instantFromText(QStringView text)
{
    const auto notATime = [&] {
        return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is not a time").arg(text),
                    QStringLiteral("Write it as ISO 8601 with a zone, such as 2026-11-23T18:05:22Z."));
    };
    QString copy = text.toString();
    qint64 microseconds = 0;
    const qsizetype dot = copy.indexOf(QLatin1Char('.'));
    if (dot > 0) {
        qsizetype end = dot + 1;
        while (end < copy.size() && copy.at(end) >= QLatin1Char('0') && copy.at(end) <= QLatin1Char('9'))
            ++end;
        if (end == dot + 1)
            return notATime();
        microseconds = copy.mid(dot + 1, end - dot - 1).leftJustified(6, QLatin1Char('0'), true).toLongLong();
        copy.remove(dot, end - dot);
    }
    const QDateTime time = QDateTime::fromString(copy, Qt::ISODate);
    if (!time.isValid() || copy.size() < 20)
        return notATime();
    // A zone or 24:00 may lead out of the years that have four digits, and text order would be lost.
    const qint64 seconds = time.toSecsSinceEpoch();
    if (seconds < firstSecond || seconds > lastSecond)
        return notATime();
    return Instant(std::chrono::seconds(seconds)) + std::chrono::microseconds(microseconds);
}

Result<Duration> durationFromText(QStringView text)
{
    QStringView rest = text.trimmed();
    if (rest.isEmpty())
        return notADuration(text);
    qint64 total = 0;
    while (!rest.isEmpty()) {
        qsizetype digits = 0;
        while (digits < rest.size() && rest.at(digits).isDigit())
            ++digits;
        bool isNumber = false;
        const qint64 number = rest.left(digits).toLongLong(&isNumber);
        rest = rest.mid(digits);
        const auto unit = std::find_if(units.begin(), units.end(), [&](const Unit &candidate) {
            return rest.startsWith(candidate.name) &&
                   (rest.size() == candidate.name.size() || rest.at(candidate.name.size()).isDigit());
        });
        if (!isNumber || unit == units.end())
            return notADuration(text);
        if (number > (std::numeric_limits<qint64>::max() - total) / unit->microseconds)
            return notADuration(text);
        total += number * unit->microseconds;
        rest = rest.mid(unit->name.size());
    }
    return Duration(total);
}

QString toText(Duration duration)
{
    qint64 left = duration.count();
    if (left == 0)
        return QStringLiteral("0s");
    QString text;
    for (auto unit = units.rbegin(); unit != units.rend(); ++unit) {
        const qint64 count = left / unit->microseconds;
        if (count == 0)
            continue;
        text += QString::number(count) + unit->name;
        left -= count * unit->microseconds;
    }
    return text;
}

} // namespace slipway
