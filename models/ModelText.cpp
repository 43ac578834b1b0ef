#include "models/ModelText.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace slipway {

namespace {

constexpr const char *context = "slipway::State";

// Of environments, appliances, releases and steps.
constexpr const char *words[] = {
    QT_TRANSLATE_NOOP("slipway::State", "creating"),    QT_TRANSLATE_NOOP("slipway::State", "running"),
    QT_TRANSLATE_NOOP("slipway::State", "stopped"),     QT_TRANSLATE_NOOP("slipway::State", "paused"),
    QT_TRANSLATE_NOOP("slipway::State", "failed"),      QT_TRANSLATE_NOOP("slipway::State", "unknown"),
    QT_TRANSLATE_NOOP("slipway::State", "missing"),     QT_TRANSLATE_NOOP("slipway::State", "healthy"),
    QT_TRANSLATE_NOOP("slipway::State", "unhealthy"),   QT_TRANSLATE_NOOP("slipway::State", "draft"),
    QT_TRANSLATE_NOOP("slipway::State", "waiting"),     QT_TRANSLATE_NOOP("slipway::State", "frozen"),
    QT_TRANSLATE_NOOP("slipway::State", "live"),        QT_TRANSLATE_NOOP("slipway::State", "finalized"),
    QT_TRANSLATE_NOOP("slipway::State", "rolled-back"), QT_TRANSLATE_NOOP("slipway::State", "aborted"),
    QT_TRANSLATE_NOOP("slipway::State", "pending"),     QT_TRANSLATE_NOOP("slipway::State", "done"),
    QT_TRANSLATE_NOOP("slipway::State", "skipped"),     QT_TRANSLATE_NOOP("slipway::State", "undoing"),
    QT_TRANSLATE_NOOP("slipway::State", "undone"),      QT_TRANSLATE_NOOP("slipway::State", "production"),
    QT_TRANSLATE_NOOP("slipway::State", "test"),        QT_TRANSLATE_NOOP("slipway::State", "standby"),
    QT_TRANSLATE_NOOP("slipway::State", "retired"),
};

QDateTime localTime(Instant instant)
{
    const auto ms = std::chrono::floor<std::chrono::milliseconds>(instant).time_since_epoch().count();
    return QDateTime::fromMSecsSinceEpoch(ms);
}

} // namespace

QString stateWord(const QString &state)
{
    for (const char *word : words) {
        if (state == QLatin1String(word))
            return QCoreApplication::translate(context, word);
    }
    return state;
}

QString shortTime(Instant instant)
{
    return QLocale().toString(localTime(instant), QLocale::ShortFormat);
}

QString exactTime(Instant instant)
{
    const QDateTime time = localTime(instant);
    return QLocale().toString(time.date(), QLocale::ShortFormat) + QLatin1Char(' ') +
           time.toString(QStringLiteral("HH:mm:ss.zzz"));
}

} // namespace slipway
