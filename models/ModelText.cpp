#include "models/ModelText.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <array>

namespace slipway {

namespace {

struct Word
{
    QLatin1String state;
    const char *word;
};

// Of environments, appliances, releases, steps and cases: painted, spoken and searched for alike.
constexpr std::array words{
    Word{QLatin1String("healthy"), QT_TRANSLATE_NOOP("State", "healthy")},
    Word{QLatin1String("unhealthy"), QT_TRANSLATE_NOOP("State", "unhealthy")},
    Word{QLatin1String("creating"), QT_TRANSLATE_NOOP("State", "being built")},
    Word{QLatin1String("starting"), QT_TRANSLATE_NOOP("State", "starting")},
    Word{QLatin1String("stopping"), QT_TRANSLATE_NOOP("State", "stopping")},
    Word{QLatin1String("removing"), QT_TRANSLATE_NOOP("State", "being removed")},
    Word{QLatin1String("copying"), QT_TRANSLATE_NOOP("State", "being copied")},
    Word{QLatin1String("stopped"), QT_TRANSLATE_NOOP("State", "stopped")},
    Word{QLatin1String("paused"), QT_TRANSLATE_NOOP("State", "paused")},
    Word{QLatin1String("removed"), QT_TRANSLATE_NOOP("State", "removed")},
    Word{QLatin1String("gone"), QT_TRANSLATE_NOOP("State", "not there any more")},
    Word{QLatin1String("missing"), QT_TRANSLATE_NOOP("State", "missing")},
    Word{QLatin1String("production"), QT_TRANSLATE_NOOP("State", "production")},
    Word{QLatin1String("standby"), QT_TRANSLATE_NOOP("State", "standby")},
    Word{QLatin1String("retired"), QT_TRANSLATE_NOOP("State", "retired")},
    Word{QLatin1String("test"), QT_TRANSLATE_NOOP("State", "test")},
    Word{QLatin1String("page-due"), QT_TRANSLATE_NOOP("State", "due")},
    Word{QLatin1String("page-trying"), QT_TRANSLATE_NOOP("State", "not accepted yet")},
    Word{QLatin1String("page-accepted"), QT_TRANSLATE_NOOP("State", "accepted, no answer yet")},
    Word{QLatin1String("page-acknowledged"), QT_TRANSLATE_NOOP("State", "acknowledged")},
    Word{QLatin1String("page-refused"), QT_TRANSLATE_NOOP("State", "refused")},
    Word{QLatin1String("page-bounced"), QT_TRANSLATE_NOOP("State", "came back")},
    Word{QLatin1String("page-withdrawn"), QT_TRANSLATE_NOOP("State", "not needed any more")},
    Word{QLatin1String("on-duty"), QT_TRANSLATE_NOOP("State", "on duty")},
    Word{QLatin1String("alternate"), QT_TRANSLATE_NOOP("State", "alternate")},
    Word{QLatin1String("nobody"), QT_TRANSLATE_NOOP("State", "nobody")},
    Word{QLatin1String("degraded"), QT_TRANSLATE_NOOP("State", "degraded")},
    Word{QLatin1String("down"), QT_TRANSLATE_NOOP("State", "down")},
    Word{QLatin1String("draft"), QT_TRANSLATE_NOOP("State", "planned")},
    Word{QLatin1String("waiting"), QT_TRANSLATE_NOOP("State", "waiting")},
    Word{QLatin1String("running"), QT_TRANSLATE_NOOP("State", "running")},
    Word{QLatin1String("frozen"), QT_TRANSLATE_NOOP("State", "holding requests")},
    Word{QLatin1String("live"), QT_TRANSLATE_NOOP("State", "live")},
    Word{QLatin1String("finalized"), QT_TRANSLATE_NOOP("State", "finalized")},
    Word{QLatin1String("rolled-back"), QT_TRANSLATE_NOOP("State", "rolled back")},
    Word{QLatin1String("aborted"), QT_TRANSLATE_NOOP("State", "given up")},
    Word{QLatin1String("failed"), QT_TRANSLATE_NOOP("State", "failed")},
    Word{QLatin1String("pending"), QT_TRANSLATE_NOOP("State", "to come")},
    Word{QLatin1String("busy"), QT_TRANSLATE_NOOP("State", "under way")},
    Word{QLatin1String("done"), QT_TRANSLATE_NOOP("State", "done")},
    Word{QLatin1String("unknown"), QT_TRANSLATE_NOOP("State", "unknown")},
    Word{QLatin1String("skipped"), QT_TRANSLATE_NOOP("State", "skipped")},
    Word{QLatin1String("undoing"), QT_TRANSLATE_NOOP("State", "being undone")},
    Word{QLatin1String("undone"), QT_TRANSLATE_NOOP("State", "undone")},
    // Cases, how urgent they are, and how their guarantees stand.
    Word{QLatin1String("new"), QT_TRANSLATE_NOOP("State", "new")},
    Word{QLatin1String("open"), QT_TRANSLATE_NOOP("State", "open")},
    Word{QLatin1String("waiting-for-customer"), QT_TRANSLATE_NOOP("State", "waiting for the customer")},
    Word{QLatin1String("waiting-for-release"), QT_TRANSLATE_NOOP("State", "waiting for a release")},
    Word{QLatin1String("solved"), QT_TRANSLATE_NOOP("State", "solved")},
    Word{QLatin1String("closed"), QT_TRANSLATE_NOOP("State", "closed")},
    Word{QLatin1String("critical"), QT_TRANSLATE_NOOP("State", "critical")},
    Word{QLatin1String("high"), QT_TRANSLATE_NOOP("State", "high")},
    Word{QLatin1String("normal"), QT_TRANSLATE_NOOP("State", "normal")},
    Word{QLatin1String("low"), QT_TRANSLATE_NOOP("State", "low")},
    Word{QLatin1String("met"), QT_TRANSLATE_NOOP("State", "met")},
    Word{QLatin1String("met-late"), QT_TRANSLATE_NOOP("State", "met late")},
    Word{QLatin1String("soon"), QT_TRANSLATE_NOOP("State", "soon")},
    Word{QLatin1String("breached"), QT_TRANSLATE_NOOP("State", "breached")},
};

QDateTime localTime(Instant instant)
{
    const auto ms = std::chrono::floor<std::chrono::milliseconds>(instant).time_since_epoch().count();
    return QDateTime::fromMSecsSinceEpoch(ms);
}

} // namespace

QString stateWord(const QString &state)
{
    for (const Word &known : words) {
        if (known.state == state)
            return QCoreApplication::translate("State", known.word);
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
