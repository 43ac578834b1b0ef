#include "daemon/Doctor.h"

#include "daemon/Handover.h"
#include "domain/Json.h"
#include "service/ipc/Channel.h"
#include "service/ipc/OutboundFile.h"
#include "service/ipc/Process.h"
#include "service/mailbox/Mailboxes.h"
#include "service/notify/MailCarrier.h"
#include "service/support/WatcherDesk.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#include <array>
#include <cstdio>
#include <pwd.h>
#include <unistd.h>

namespace slipway {

namespace {

struct Needed
{
    const char *program;
    const char *package;
    const char *why;
};

// Where the service starts them from: PATH of whoever asks, in which /usr/sbin often isn't, plays no part.
constexpr std::array needed{
    Needed{"/usr/sbin/haproxy", "haproxy", "the gateway in front of all public addresses"},
    Needed{"/usr/bin/bwrap", "bubblewrap", "separating environments"},
    Needed{"/usr/bin/rsync", "rsync", "copying live files between environments"},
    Needed{"/usr/sbin/sshd", "openssh-server", "letting customers into a test environment"},
    Needed{"/usr/sbin/nginx", "nginx-light", "appliances of class nginx"},
    Needed{"/usr/lib/postgresql/15/bin/postgres", "postgresql-15", "appliances of class postgresql"},
    Needed{"/usr/bin/gunicorn", "gunicorn", "the demo's application server"},
};

Finding checkProgram(const Needed &need)
{
    const QString name = QLatin1String(need.program);
    Finding finding{QStringLiteral("program %1").arg(QFileInfo(name).fileName()),
                    QFileInfo(name).isExecutable(),
                    name,
                    {}};
    if (!finding.ok) {
        finding.detail =
            QStringLiteral("%1 is missing; it is needed for %2").arg(name, QLatin1String(need.why));
        finding.hint =
            QStringLiteral("apt-get install --no-install-recommends %1").arg(QLatin1String(need.package));
    }
    return finding;
}

Finding checkSeparation()
{
    Finding finding{QStringLiteral("separation"), false, {}, {}};
    // As root the launcher starts environments under users without any right; the check does the same.
    SpawnOptions options;
    if (::geteuid() == 0)
        options.uid = 65534;
    options.folder = QStringLiteral("/");
    const auto run =
        runProcess({QStringLiteral("/usr/bin/bwrap"), QStringLiteral("--unshare-all"),
                    QStringLiteral("--ro-bind"), QStringLiteral("/"), QStringLiteral("/"),
                    QStringLiteral("--proc"), QStringLiteral("/proc"), QStringLiteral("/bin/true")},
                   std::chrono::seconds(5), {}, {}, options);
    finding.ok = run && run->exitCode == 0;
    if (finding.ok) {
        finding.detail = QStringLiteral("bubblewrap separates environments");
    } else {
        finding.detail = run ? QString::fromLocal8Bit(run->error).trimmed() : run.error().what;
        finding.hint =
            QStringLiteral("Nobody can be let into a test environment here. Allow user namespaces (sysctl "
                           "user.max_user_namespaces, kernel.unprivileged_userns_clone) and don't run in a "
                           "plain chroot: enter the tree by pivot_root.");
    }
    return finding;
}

Finding checkUser()
{
    Finding finding{QStringLiteral("user"), true, {}, {}};
    if (::geteuid() != 0) {
        finding.detail = QStringLiteral("runs as an ordinary user: bubblewrap alone separates environments");
        return finding;
    }
    finding.ok = ::getpwnam(serviceUser) != nullptr;
    finding.detail = finding.ok ? QStringLiteral("system user slipway exists")
                                : QStringLiteral("system user slipway is missing");
    if (!finding.ok)
        finding.hint =
            QStringLiteral("useradd --system --home-dir /var/lib/slipway --shell /usr/sbin/nologin slipway");
    return finding;
}

Finding checkDisk(const QString &path)
{
    constexpr qint64 enough = 2'000'000'000;
    QString existing = path;
    while (!QFile::exists(existing))
        existing = QFileInfo(existing).path();
    const qint64 free = QStorageInfo(existing).bytesAvailable();
    Finding finding{QStringLiteral("disk"), free >= enough, {}, {}};
    finding.detail = QStringLiteral("%1 MB free at %2").arg(free / 1'000'000).arg(existing);
    if (!finding.ok)
        finding.hint = QStringLiteral(
            "A clone needs as much room as production has; free some or use --data on a larger disk.");
    return finding;
}

Finding checkWatches()
{
    constexpr int enough = 8192;
    const auto bytes = readFile(QStringLiteral("/proc/sys/fs/inotify/max_user_watches"), 64);
    const int limit = bytes ? bytes->trimmed().toInt() : 0;
    Finding finding{QStringLiteral("file watches"), limit >= enough, {}, {}};
    finding.detail = QStringLiteral("%1 inotify watches a user").arg(limit);
    if (!finding.ok)
        finding.hint = QStringLiteral(
            "sysctl fs.inotify.max_user_watches=65536; with fewer, the last pass of a sync walks all files");
    return finding;
}

Finding checkProcess(const QString &name, bool answers, const QString &hint)
{
    return {name, answers, answers ? QStringLiteral("answers") : QStringLiteral("doesn't answer"),
            answers ? QString() : hint};
}

Finding checkOutbound(const QString &path)
{
    Finding finding{QStringLiteral("outbound"), true, {}, {}};
    const auto settings = OutboundFile::readFrom(path);
    if (!settings) {
        finding.ok = false;
        finding.detail = QStringLiteral("%1 (%2)").arg(settings.error().what, settings.error().where);
        finding.hint = settings.error().hint;
        return finding;
    }
    finding.detail = QStringLiteral("live environments reach public addresses and %1 more that are allowed")
                         .arg(settings->allow.size());
    return finding;
}

Finding checkMail(const QString &path)
{
    Finding finding{QStringLiteral("mail"), true, {}, {}};
    const auto settings = OutboundFile::readFrom(path);
    const auto status = MailCarrier::statusIn(path + QStringLiteral("/mail"));
    const QString counts = QStringLiteral("%1 wait, %2 were refused").arg(status.waiting).arg(status.refused);
    if (!settings) {
        finding.detail =
            QStringLiteral("goes where it went before outbound.json was changed (%1)").arg(counts);
        return finding;
    }
    if (!settings->smarthost) {
        finding.detail = QStringLiteral("kept in mail/queue: no smarthost is set (%1)").arg(counts);
        return finding;
    }
    finding.ok = status.problem.isEmpty();
    finding.detail = QStringLiteral("to %1 (%2)").arg(settings->smarthost->at.text(), counts);
    if (!finding.ok) {
        finding.detail += QStringLiteral(": ") + status.problem;
        finding.hint =
            QStringLiteral("Mend the smarthost, or name another one in %1/outbound.json").arg(path);
    }
    return finding;
}

// As the service last wrote it down.
void checkMailboxes(const QString &path, std::vector<Finding> &findings)
{
    for (const QJsonValue &value : Mailboxes::statusIn(path + QStringLiteral("/mail/mailboxes.json"))) {
        const QJsonObject mailbox = value.toObject();
        const QString problem = mailbox.value(QStringLiteral("problem")).toString();
        const QString warning = mailbox.value(QStringLiteral("warning")).toString();
        const QString name = mailbox.value(QStringLiteral("name")).toString();
        const qint64 left = mailbox.value(QStringLiteral("left")).toInteger();
        Finding finding{QStringLiteral("mailbox %1").arg(name),
                        problem.isEmpty() && warning.isEmpty() && left == 0,
                        mailbox.value(QStringLiteral("place")).toString(),
                        {}};
        if (!problem.isEmpty() || !warning.isEmpty()) {
            finding.detail += QStringLiteral(": ") + (problem.isEmpty() ? warning : problem);
            finding.hint = mailbox.value(QStringLiteral("hint")).toString();
        } else if (left > 0) {
            finding.detail += QStringLiteral(": mail lies there that can't be taken: %1").arg(left);
            finding.hint = QStringLiteral("\"slipwayctl mailbox show %1\" says which, and why").arg(name);
        }
        findings.push_back(finding);
    }
}

void checkWatcher(const QString &path, std::vector<Finding> &findings)
{
    for (const QJsonValue &value : WatcherDesk::statusIn(path + QStringLiteral("/run/watcher.json"))) {
        const QJsonObject way = value.toObject();
        const QString problem = way.value(QStringLiteral("problem")).toString();
        Finding finding{QStringLiteral("watcher %1").arg(way.value(QStringLiteral("way")).toString()),
                        problem.isEmpty(),
                        way.value(QStringLiteral("place")).toString(),
                        {}};
        if (!finding.ok) {
            finding.detail += QStringLiteral(": ") + problem;
            finding.hint = way.value(QStringLiteral("hint")).toString();
        }
        findings.push_back(finding);
    }
}

std::vector<Finding> examine(const QString &path)
{
    std::vector<Finding> findings;
    for (const Needed &need : needed)
        findings.push_back(checkProgram(need));
    findings.push_back(checkSeparation());
    findings.push_back(checkUser());
    findings.push_back(checkDisk(path));
    findings.push_back(checkWatches());
    findings.push_back(checkOutbound(path));
    findings.push_back(checkMail(path));
    checkMailboxes(path, findings);
    checkWatcher(path, findings);
    const auto pid = readFile(path + QStringLiteral("/slipwayd.pid"), 64);
    if (!pid)
        return findings; // never started here: nothing more to examine
    const auto process = ProcessId::of(pid->trimmed().toInt());
    findings.push_back(checkProcess(QStringLiteral("service"), process && process->isAlive(),
                                    QStringLiteral("Start it: app/run --headless --data %1").arg(path)));
    const bool guardian = Channel::connect(path + QStringLiteral("/run/guardian.sock")).has_value();
    findings.push_back(checkProcess(
        QStringLiteral("guardian"), guardian,
        QStringLiteral("A running service starts it again within seconds; see %1/log/guardian.log")
            .arg(path)));
    const bool gateway = connectTo(path + QStringLiteral("/gateway/runtime.sock")).has_value();
    findings.push_back(
        checkProcess(QStringLiteral("gateway"), gateway,
                     QStringLiteral("The guardian starts it again within seconds; see %1/log").arg(path)));
    if (::geteuid() == 0) {
        const bool launcher = Channel::connect(path + QStringLiteral("/run/launcher.sock")).has_value();
        findings.push_back(
            checkProcess(QStringLiteral("launcher"), launcher,
                         QStringLiteral("Stop and start the service as root: it leaves a launcher behind")));
    }
    return findings;
}

} // namespace

QJsonObject Finding::toJson() const
{
    return {{QStringLiteral("check"), check},
            {QStringLiteral("ok"), ok},
            {QStringLiteral("detail"), detail},
            {QStringLiteral("hint"), hint}};
}

int doctorMain(const QStringList &arguments)
{
    const qsizetype named = arguments.indexOf(QStringLiteral("--data"));
    const QString path =
        QDir(named >= 0 ? arguments.value(named + 1) : DataFolder::defaultPath()).absolutePath();
    const auto findings = examine(path);
    QJsonArray items;
    bool ok = true;
    for (const Finding &finding : findings) {
        ok = ok && finding.ok;
        items.append(finding.toJson());
    }
    if (arguments.contains(QStringLiteral("--json"))) {
        std::printf(
            "%s\n",
            toBytes(QJsonObject{{QStringLiteral("ok"), ok}, {QStringLiteral("items"), items}}).constData());
        return ok ? 0 : 1;
    }
    for (const Finding &finding : findings) {
        std::printf("%s  %-20s %s\n", finding.ok ? "ok  " : "MEND", qUtf8Printable(finding.check),
                    qUtf8Printable(finding.detail));
        if (!finding.hint.isEmpty())
            std::printf("      %-20s → %s\n", "", qUtf8Printable(finding.hint));
    }
    return ok ? 0 : 1;
}

} // namespace slipway
