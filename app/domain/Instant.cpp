#include "domain/Instant.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

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

// Where the numbers stand in "2026-11-23T18:05:22.123456Z", the only form that is written.
constexpr qsizetype writtenSize = 27;
constexpr std::array<std::pair<int, int>, 7> places{
    {{0, 4}, {5, 2}, {8, 2}, {11, 2}, {14, 2}, {17, 2}, {20, 6}}};
constexpr QStringView frame = u"    -  -  T  :  :  .      Z";

// Every row that is read has a few of them: parsed by hand, which is a hundred times quicker than QDateTime.
std::optional<Instant> fromWritten(QStringView text)
{
    std::array<int, places.size()> numbers{};
    if (text.size() != writtenSize)
        return std::nullopt;
    for (qsizetype i = 0; i < writtenSize; ++i) {
        const bool isDigit = text[i] >= u'0' && text[i] <= u'9';
        if (frame[i] == u' ' ? !isDigit : text[i] != frame[i])
            return std::nullopt;
    }
    for (std::size_t place = 0; place < places.size(); ++place) {
        for (int i = places[place].first; i < places[place].first + places[place].second; ++i)
            numbers[place] = numbers[place] * 10 + (text[i].unicode() - u'0');
    }
    const std::chrono::year_month_day day{std::chrono::year(numbers[0]),
                                          std::chrono::month(static_cast<unsigned>(numbers[1])),
                                          std::chrono::day(static_cast<unsigned>(numbers[2]))};
    if (!day.ok() || numbers[0] < 1 || numbers[3] > 23 || numbers[4] > 59 || numbers[5] > 59)
        return std::nullopt;
    return Instant(std::chrono::sys_days(day)) + std::chrono::hours(numbers[3]) +
           std::chrono::minutes(numbers[4]) + std::chrono::seconds(numbers[5]) +
           std::chrono::microseconds(numbers[6]);
}

} // namespace

QString toText(Instant instant)
{
    instant = std::clamp(instant, Instant(std::chrono::seconds(firstSecond)),
                         Instant(std::chrono::seconds(lastSecond)) + std::chrono::microseconds(999'999));
    const auto midnight = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day day(midnight);
    const std::chrono::hh_mm_ss time(instant - midnight);
    const std::array<qint64, places.size()> numbers{
        static_cast<int>(day.year()),     static_cast<unsigned>(day.month()),
        static_cast<unsigned>(day.day()), time.hours().count(),
        time.minutes().count(),           time.seconds().count(),
        time.subseconds().count()};
    QString text = frame.toString();
    for (std::size_t place = 0; place < places.size(); ++place) {
        qint64 rest = numbers[place];
        for (int i = places[place].first + places[place].second - 1; i >= places[place].first;
             --i, rest /= 10)
            text[i] = QChar(static_cast<char16_t>(u'0' + rest % 10));
    }
    return text;
}

Result<Instant> instantFromText(QStringView text)
{
    const auto notATime = [&] {
        return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is not a time").arg(text),
                    QStringLiteral("Write it as ISO 8601 with a zone, such as 2026-11-23T18:05:22Z."));
    };
    if (const auto written = fromWritten(text))
        return *written;
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
