#include "ctl/DemoRelease.h"

#include "ctl/ReleaseView.h"
#include "ctl/ReleaseWait.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryFile>
#include <QVersionNumber>

namespace slipway {

namespace {

constexpr int mostRetries = 3;
constexpr int mostConflicts = 20; // retries that came too late, or too early
constexpr int mostBeats = 60;     // of the ledger, or seconds, until the probe has said what it saw
constexpr Duration copyLimit = std::chrono::minutes(2);
constexpr Duration endLimit = std::chrono::minutes(2);

QString textOf(const QJsonObject &object, const char *field)
{
    return object.value(QLatin1String(field)).toString();
}

// "2" → "3", "1.4" → "1.5"; what isn't a number gets one.
QString bumped(const QString &version)
{
    qsizetype suffix = 0;
    const QVersionNumber number = QVersionNumber::fromString(version, &suffix);
    if (number.isNull())
        return version + QStringLiteral(".1");
    QList<int> parts = number.segments();
    ++parts.last();
    return QVersionNumber(parts).toString();
}

Result<void> copyFolder(const QString &from, const QString &to)
{
    QDirIterator entries(from, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden,
                         QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        entries.next();
        const QString target = to + QLatin1Char('/') + QDir(from).relativeFilePath(entries.filePath());
        const bool copied = entries.fileInfo().isDir() ? QDir().mkpath(target)
                                                       : QDir().mkpath(QFileInfo(target).path()) &&
                                                             QFile::copy(entries.filePath(), target);
        if (!copied) {
            return fail(Problem::Kind::Unavailable, QStringLiteral("The candidate can't be copied"),
                        QStringLiteral("Run this as the user of the service, or as root."),
                        entries.filePath());
        }
    }
    return {};
}

QJsonObject environmentOf(const QJsonObject &application, const char *role)
{
    for (const QJsonValue &value : application.value(QStringLiteral("environments")).toArray()) {
        if (textOf(value.toObject(), "role") == QLatin1String(role))
            return value.toObject();
    }
    return {};
}

} // namespace

DemoRelease::DemoRelease(Context &context)
    : m_context(context), m_client(context.client()), m_pulse(context.client())
{
}

void DemoRelease::say(const QString &line) const
{
    // The answer alone goes to stdout where it is JSON.
    if (m_context.json())
        printNote(line);
    else
        printLine(line);
}

Task<Result<QJsonObject>> DemoRelease::application()
{
    co_return co_await m_client.application(m_application);
}

Task<Result<void>> DemoRelease::prepare()
{
    const auto demo = co_await m_client.demo();
    if (!demo)
        co_return Failure(demo.error());
    m_demo = *demo;
    m_application = textOf(m_demo, "app");
    if (auto away = co_await putAway(); !away)
        co_return away;
    const auto shop = co_await application();
    if (!shop)
        co_return Failure(shop.error());
    co_return makeCandidate(textOf(environmentOf(*shop, "production"), "version"));
}

Task<Result<void>> DemoRelease::putAway()
{
    ListQuery query;
    query.limit = 1;
    query.more.addQueryItem(QStringLiteral("application"), m_application);
    const auto releases = co_await m_client.releases(query);
    if (!releases)
        co_return Failure(releases.error());
    const QJsonObject last = releases->items.at(0).toObject();
    const auto state = releaseStateFromText(textOf(last, "state"));
    if (!state || isEnd(*state))
        co_return Result<void>();
    const qint64 id = last.value(QStringLiteral("id")).toInteger();
    const bool live = *state == ReleaseState::Live;
    say((live ? QStringLiteral("Finalizing release %1.") : QStringLiteral("Aborting release %1.")).arg(id));
    QJsonObject body;
    insertGiven(body, live ? "note" : "reason", QStringLiteral("the demo's next release begins"));
    // Not inside the co_await: g++ 12 evaluates both sides there.
    Result<QJsonObject> asked = QJsonObject();
    if (live)
        asked = co_await finalizeRelease(m_client, id, body);
    else
        asked = co_await m_client.command(id, QStringLiteral("abort"), body);
    if (!asked)
        co_return Failure(asked.error());
    ReleaseWait::Wish wish;
    wish.release = id;
    wish.state = live ? ReleaseState::Finalized : ReleaseState::Aborted;
    wish.timeout = endLimit;
    const auto ended = co_await waitForRelease(m_client, wish);
    co_return ended ? Result<void>() : Failure(ended.error());
}

Result<void> DemoRelease::makeCandidate(const QString &productionVersion)
{
    if (auto copied = copyFolder(textOf(m_demo, "candidate"), m_folder.path()); !copied)
        return copied;
    const QString name = QFileInfo(textOf(m_demo, "version_file")).fileName();
    QFile file(m_folder.filePath(name));
    if (file.open(QIODevice::ReadOnly))
        m_version = QString::fromUtf8(file.readAll()).trimmed();
    file.close();
    const bool isNewer =
        QVersionNumber::fromString(m_version) > QVersionNumber::fromString(productionVersion);
    if (isNewer)
        return {};
    m_version = bumped(productionVersion);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(m_version.toUtf8() + '\n') < 0) {
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("The candidate's version can't be written: %1").arg(file.errorString()),
                    {}, file.fileName());
    }
    return {};
}

Task<int> DemoRelease::run()
{
    if (const auto ready = co_await prepare(); !ready)
        co_return m_context.failed(ready.error());
    const auto head = co_await m_client.ledgerHead();
    if (!head)
        co_return m_context.failed(head.error());
    const QJsonObject wanted{{QStringLiteral("application"), m_application}};
    const auto release = co_await m_client.startRelease(wanted);
    if (!release)
        co_return m_context.failed(release.error());
    m_release = release->value(QStringLiteral("id")).toInteger();
    say(QStringLiteral("Release %1 of %2 to version %3 has started.")
            .arg(m_release)
            .arg(m_application, m_version));
    m_pulse.start(head->value(QStringLiteral("seq")).toInteger());
    while (true) {
        const auto live = co_await act();
        if (!live)
            co_return m_context.failed(live.error());
        if (*live)
            break;
        co_await m_pulse.next();
    }
    say(QStringLiteral("Version %1 is live.").arg(m_version));
    const auto report = co_await measuredReport();
    if (!report)
        co_return m_context.failed(report.error());
    if (m_context.json())
        printJson(*report);
    else
        printReport(*report);
    co_return exitFine;
}

// The probe looks on for some seconds after the swap; what it measured comes into the report then.
Task<Result<QJsonObject>> DemoRelease::measuredReport()
{
    for (int beats = 0;; ++beats) {
        const auto report = co_await m_client.report(m_release);
        const bool measured = report && !report->value(QStringLiteral("requests")).isNull();
        if (!report || measured || beats >= mostBeats)
            co_return report;
        co_await m_pulse.next();
    }
}

Task<Result<bool>> DemoRelease::act()
{
    const auto release = co_await m_client.release(m_release);
    if (!release)
        co_return Failure(release.error());
    const auto state = releaseStateFromText(textOf(*release, "state"));
    if (state && *state == ReleaseState::Live)
        co_return true;
    const auto steps = co_await m_client.steps(m_release);
    if (!steps)
        co_return Failure(steps.error());
    if (state && isEnd(*state)) {
        co_return fail(Problem::Kind::Conflict,
                       QStringLiteral("Release %1 has ended %2").arg(m_release).arg(toText(*state)),
                       QStringLiteral("\"slipwayctl release show %1\" tells why.").arg(m_release));
    }
    for (const QJsonValue &step : steps->items) {
        auto decided = co_await decide(step.toObject());
        if (!decided)
            co_return Failure(decided.error());
        if (*decided)
            co_return false;
    }
    co_return false;
}

// True when something was done about this step.
Task<Result<bool>> DemoRelease::decide(QJsonObject step)
{
    const QString state = textOf(step, "state");
    const bool waits = state == QLatin1String("waiting");
    // What a failed cutover was taken back to, and an undo that failed, wait for a person with the reason.
    const bool isHeld = (waits || state == QLatin1String("undoing")) &&
                        !textOf(step, "waits_for").isEmpty() &&
                        step.value(QStringLiteral("problem")).isObject();
    if (isHeld || state == QLatin1String("failed") || state == QLatin1String("unknown"))
        co_return co_await tryAgain(step);
    if (waits && textOf(step, "activity").isEmpty())
        co_return co_await sign(step);
    co_return false;
}

Task<Result<bool>> DemoRelease::sign(QJsonObject step)
{
    const QString waits = textOf(step, "waits_for");
    const bool customer = waits.contains(QLatin1String("customer"));
    if (!customer && !waits.contains(QLatin1String("operations")))
        co_return false; // for a time or an event: nobody's turn
    if (customer && !m_brought) {
        if (const auto brought = co_await bringCandidate(); !brought)
            co_return Failure(brought.error());
        m_brought = true;
    }
    const QString as = customer ? QStringLiteral("customer") : QStringLiteral("operations");
    const QJsonObject note{{QStringLiteral("as"), as},
                           {QStringLiteral("note"), QStringLiteral("tested, by the demo's %1").arg(as)}};
    const auto signature = co_await m_client.command(m_release, QStringLiteral("signoff"), note);
    if (!signature)
        co_return Failure(signature.error());
    say(QStringLiteral("%1: signed as %2.").arg(textOf(step, "id"), as));
    co_return true;
}

Task<Result<bool>> DemoRelease::tryAgain(QJsonObject step)
{
    const QString id = textOf(step, "id");
    const Problem why = Problem::fromJson(step.value(QStringLiteral("problem")).toObject(), 500);
    if (m_retries < mostRetries && m_conflicts < mostConflicts) {
        say(QStringLiteral("%1 is %2: %3. Trying again.").arg(id, textOf(step, "state"), why.text()));
        const QJsonObject body{{QStringLiteral("step"), id}};
        const auto retried = co_await m_client.command(m_release, QStringLiteral("retry"), body);
        // Somebody else, or the service itself, was quicker.
        if (!retried && retried.error().kind != Problem::Kind::Conflict)
            co_return Failure(retried.error());
        ++(retried ? m_retries : m_conflicts);
        co_return true;
    }
    const QJsonObject body{{QStringLiteral("reason"), QStringLiteral("%1 failed too often").arg(id)}};
    const auto aborted = co_await m_client.command(m_release, QStringLiteral("abort"), body);
    if (!aborted)
        co_return fail(
            aborted.error().kind,
            QStringLiteral("Release %1 can't be aborted: %2").arg(m_release).arg(aborted.error().what),
            aborted.error().hint, id);
    co_return fail(why.kind, QStringLiteral("Release %1 was aborted: %2").arg(m_release).arg(why.what),
                   why.hint, id);
}

// Only the key of the demo, and only the host whose key we know.
QStringList DemoRelease::copyCommand(const QJsonObject &ssh, const QString &knownHosts) const
{
    QStringList words{QStringLiteral("scp"),
                      QStringLiteral("-r"),
                      QStringLiteral("-q"),
                      QStringLiteral("-F"),
                      QStringLiteral("none"),
                      QStringLiteral("-i"),
                      textOf(m_demo, "key"),
                      QStringLiteral("-P"),
                      QString::number(ssh.value(QStringLiteral("port")).toInt())};
    const QStringList options{QStringLiteral("BatchMode=yes"),
                              QStringLiteral("IdentitiesOnly=yes"),
                              QStringLiteral("StrictHostKeyChecking=yes"),
                              QStringLiteral("ConnectTimeout=10"),
                              QStringLiteral("GlobalKnownHostsFile=/dev/null"),
                              QStringLiteral("UserKnownHostsFile=") + knownHosts};
    for (const QString &option : options)
        words << QStringLiteral("-o") << option;
    const auto entries =
        QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
    for (const QString &entry : entries)
        words << m_folder.filePath(entry);
    words << QStringLiteral("%1@%2:%3")
                 .arg(textOf(ssh, "user"), textOf(ssh, "host"), textOf(m_demo, "upload_path"));
    return words;
}

Task<Result<void>> DemoRelease::bringCandidate()
{
    const auto shop = co_await application();
    if (!shop)
        co_return Failure(shop.error());
    const QJsonObject ssh = environmentOf(*shop, "test").value(QStringLiteral("ssh")).toObject();
    const QString host = textOf(ssh, "host");
    const int port = ssh.value(QStringLiteral("port")).toInt();
    if (host.isEmpty())
        co_return fail(Problem::Kind::Conflict, QStringLiteral("Nobody is let into the test environment"),
                       QStringLiteral("\"slipwayctl app show %1\" shows its door.").arg(m_application));
    QTemporaryFile knownHosts;
    if (!knownHosts.open())
        co_return fail(Problem::Kind::Unavailable, QStringLiteral("No temporary file can be made"), {},
                       QDir::tempPath());
    knownHosts.write(
        QStringLiteral("[%1]:%2 %3\n").arg(host).arg(port).arg(textOf(ssh, "host_key")).toUtf8());
    knownHosts.flush();
    const QStringList words = copyCommand(ssh, knownHosts.fileName());
    const auto copied = co_await runProgram(words, copyLimit);
    if (!copied)
        co_return Failure(copied.error());
    if (copied->exitCode != 0) {
        co_return fail(Problem::Kind::Unavailable,
                       QStringLiteral("scp ended with %1: %2")
                           .arg(copied->exitCode)
                           .arg(QString::fromUtf8(copied->output).trimmed()),
                       QStringLiteral("Check that the key %1 can be read.").arg(textOf(m_demo, "key")));
    }
    say(QStringLiteral("The customer has copied version %1 in.").arg(m_version));
    co_return Result<void>();
}

} // namespace slipway
