#include "daemon/Watch.h"

#include "daemon/Pulse.h"
#include "domain/Clock.h"
#include "domain/Json.h"
#include "service/ipc/DataFolder.h"
#include "service/ipc/OutboundFile.h"
#include "service/ipc/Process.h"
#include "service/support/Postman.h"

#include <QDateTime>
#include <QUrl>

#include <algorithm>
#include <cstdio>
#include <thread>

namespace slipway {

using namespace std::chrono_literals;

namespace {

constexpr int exitUsage = 2;
constexpr Duration lookEvery = 500ms;  // a pace: what it waits for is that nothing comes; any signal ends it
constexpr Duration askEvery = 2s;      // over the network, unless the limit is shorter
constexpr Duration askLongest = 10s;   // for one answer
constexpr Duration remindEvery = 5min; // while it stands still
constexpr Duration commandLimit = 1min;

struct Watch
{
    QString data = DataFolder::defaultPath();
    QByteArray url; // empty: the service of the data folder
    Duration limit = 10s;
    QString mail;
    QStringList command;

    QString of() const
    {
        return url.isEmpty()
                   ? data
                   : QUrl(QString::fromUtf8(url)).toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
    }
    Duration pace() const
    {
        return url.isEmpty() ? lookEvery : std::clamp<Duration>(limit / 5, lookEvery, askEvery);
    }
};

Result<void> take(Watch &watch, const QString &option, const QString &value)
{
    if (option == QLatin1String("--data")) {
        watch.data = value;
    } else if (option == QLatin1String("--url")) {
        watch.url = value.toUtf8();
        if (auto checked = checkOpenUrl(watch.url); !checked)
            return fail(Problem::Kind::Invalid,
                        QStringLiteral("\"%1\" is no address to ask").arg(value.left(60)),
                        QStringLiteral("Use such as https://desk.example.net/healthz."), option);
    } else if (option == QLatin1String("--mail")) {
        watch.mail = value;
        if (!isMailAddress(value))
            return fail(Problem::Kind::Invalid,
                        QStringLiteral("\"%1\" is no mail address").arg(value.left(60)),
                        QStringLiteral("Use such as watch@example.net."), option);
    } else {
        const auto limit = durationFromText(value);
        if (!limit)
            return Failure(limit.error().at(option));
        watch.limit = *limit;
    }
    return {};
}

Result<Watch> parse(const QStringList &arguments)
{
    static const QStringList known{QStringLiteral("--data"), QStringLiteral("--url"),
                                   QStringLiteral("--mail"), QStringLiteral("--limit")};
    Watch watch;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &word = arguments.at(i);
        if (word == QLatin1String("--command") && i + 1 < arguments.size()) {
            watch.command = arguments.mid(i + 1);
            break;
        }
        if (!known.contains(word) || i + 1 >= arguments.size())
            return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is not an option").arg(word),
                        QStringLiteral("Use --data DIR or --url URL, --limit 10s, --mail ADDRESS, --command "
                                       "PROGRAM ARGUMENT…"));
        if (auto taken = take(watch, word, arguments.at(++i)); !taken)
            return Failure(taken.error());
    }
    return watch;
}

void complain(const QString &about, const QString &why)
{
    std::fprintf(stderr, "slipwayd --watch: %s: %s\n", qPrintable(about), qPrintable(why));
}

void run(const Watch &watch, const char *state)
{
    const QStringList words =
        QStringList{QStringLiteral("/usr/bin/env"), QStringLiteral("SLIPWAY_WATCH=") + QLatin1String(state)} +
        watch.command;
    const auto done = runProcess(words, commandLimit);
    if (!done || done->exitCode != 0)
        complain(watch.command.constFirst(), done ? QStringLiteral("it failed") : done.error().text());
}

// By the mail server of this machine's data folder.
void mail(const Watch &watch, const QByteArray &line, const char *state, const Clock &clock)
{
    const auto settings = OutboundFile::readFrom(watch.data);
    const QByteArray at = watch.mail.toUtf8();
    const Instant now = clock.now();
    const QByteArray date = QDateTime::fromMSecsSinceEpoch(now.time_since_epoch() / 1ms, Qt::UTC)
                                .toString(Qt::RFC2822Date)
                                .toUtf8();
    const QByteArray message =
        "From: " + at + "\r\nTo: " + at + "\r\nSubject: Slipway: paging is " + state + "\r\nDate: " + date +
        "\r\nMessage-ID: <watch." + QByteArray::number(qint64(now.time_since_epoch().count())) + '@' +
        at.mid(at.indexOf('@') + 1) + ">\r\nAuto-Submitted: auto-generated\r\n\r\n" + line + "\r\n";
    const SmtpOutcome outcome =
        MailRoute([&] { return settings ? settings->smarthost : std::nullopt; }, QString())
            .deliver({watch.mail, {watch.mail}, message}, {});
    if (outcome.kind != SmtpOutcome::Kind::Taken)
        complain(watch.mail, outcome.why);
}

// One line of JSON, the mail with it, and the command with the same in its surroundings.
void tell(const Watch &watch, const char *state, Duration silent, const QString &why, const Clock &clock)
{
    QJsonObject object{{QStringLiteral("at"), toText(clock.now())},
                       {QStringLiteral("state"), QLatin1String(state)},
                       {QStringLiteral("silent_ms"), qint64(silent / 1ms)},
                       {watch.url.isEmpty() ? QStringLiteral("data") : QStringLiteral("url"), watch.of()}};
    if (!why.isEmpty())
        object.insert(QStringLiteral("why"), why);
    const QByteArray line = toBytes(object);
    std::printf("%s\n", line.constData());
    std::fflush(stdout);
    if (!watch.command.isEmpty())
        run(watch, state);
    if (!watch.mail.isEmpty())
        mail(watch, line, state, clock);
}

[[noreturn]] void keepWatch(const Watch &watch, Pulse &pulse, const Clock &clock)
{
    Duration heard = clock.monotonic(); // a service that is being started has this long, too
    std::optional<Duration> toldAt;
    for (;;) {
        const Duration began = clock.monotonic();
        // An answer is waited for no longer than until it would be too late anyway.
        const Duration left = std::clamp<Duration>(heard + watch.limit - began, 1s, askLongest);
        if (const auto alive = pulse.look(began, left))
            heard = std::max(heard, *alive);
        const Duration now = clock.monotonic();
        const Duration silent = now - heard;
        if (silent <= watch.limit) {
            if (std::exchange(toldAt, std::nullopt))
                tell(watch, "alive", silent, {}, clock);
        } else if (!toldAt || now - *toldAt >= remindEvery) {
            toldAt = now;
            tell(watch, "stalled", silent, pulse.why(), clock);
        }
        // No pace goes past the moment at which it would be too late.
        const Duration patience = silent <= watch.limit ? watch.limit - silent + 1ms : watch.pace();
        std::this_thread::sleep_for(std::min(watch.pace(), patience));
    }
}

} // namespace

int watchMain(const QStringList &arguments)
{
    const auto watch = parse(arguments);
    if (!watch) {
        std::fprintf(stderr, "slipwayd --watch: %s\n", qPrintable(watch.error().text()));
        return exitUsage;
    }
    const SystemClock clock;
    if (watch->url.isEmpty()) {
        FilePulse pulse(watch->data);
        keepWatch(*watch, pulse, clock);
    }
    UrlPulse pulse(watch->url);
    keepWatch(*watch, pulse, clock);
}

} // namespace slipway
