#include "console/Diagnostics.h"

#include "console/LogFile.h"
#include "console/Profiles.h"
#include "console/Settings.h"
#include "console/StartTrace.h"
#include "console/Watchdog.h"
#include "models/Session.h"

#include <QFile>
#include <QGuiApplication>
#include <QLocale>
#include <QMetaEnum>
#include <QScreen>
#include <QSysInfo>

#include <chrono>

namespace slipway {

namespace {

QString memory()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return QStringLiteral("unknown");
    QStringList found;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:") || line.startsWith("VmHWM:") || line.startsWith("Threads:"))
            found.append(QString::fromLatin1(line.simplified()));
    }
    return found.join(QStringLiteral(", "));
}

QString screens()
{
    QStringList found;
    for (const QScreen *screen : QGuiApplication::screens()) {
        found.append(QStringLiteral("%1×%2 at %3×")
                         .arg(screen->size().width())
                         .arg(screen->size().height())
                         .arg(screen->devicePixelRatio()));
    }
    return found.join(QStringLiteral(", "));
}

QString inSeconds(const std::optional<Duration> &duration)
{
    if (!duration)
        return QStringLiteral("never heard");
    return QStringLiteral("%1 s").arg(std::chrono::duration<double>(*duration).count(), 0, 'f', 1);
}

QString stateOf(const Session &session)
{
    return QLatin1String(QMetaEnum::fromType<Session::State>().valueToKey(static_cast<int>(session.state())));
}

} // namespace

std::vector<Diagnostics::Fact> Diagnostics::facts() const
{
    const Session &session = m_sources.session;
    std::vector<Fact> facts{
        {QStringLiteral("slipway"), QStringLiteral(SLIPWAY_VERSION)},
        {QStringLiteral("qt"),
         QStringLiteral("%1 (built with %2), %3")
             .arg(QLatin1String(qVersion()), QLatin1String(QT_VERSION_STR), QGuiApplication::platformName())},
        {QStringLiteral("system"),
         QSysInfo::prettyProductName() + QStringLiteral(", ") + QSysInfo::kernelVersion()},
        {QStringLiteral("language"), QLocale().name()},
        {QStringLiteral("screens"), screens()},
        {QStringLiteral("connection"), m_sources.profile.name},
        {QStringLiteral("server"), session.server()},
        {QStringLiteral("session"), QStringLiteral("%1, last heard %2 ago, event %3")
                                        .arg(stateOf(session), inSeconds(session.age()))
                                        .arg(session.lastSeq())},
        {QStringLiteral("service's version"),
         session.serviceVersion().isEmpty() ? QStringLiteral("unknown") : session.serviceVersion()},
        {QStringLiteral("clock offset"), inSeconds(session.clockOffset())},
        {QStringLiteral("window's thread"), m_sources.watchdog.figures().text()},
        {QStringLiteral("start"), m_sources.trace.text()},
        {QStringLiteral("memory"), memory()},
        {QStringLiteral("settings"), m_sources.settings.file()},
        {QStringLiteral("log"), m_sources.log.path()},
    };
    if (!session.problem().what.isEmpty())
        facts.emplace_back(QStringLiteral("problem"), session.problem().text());
    if (const auto problem = m_sources.settings.loadProblem())
        facts.emplace_back(QStringLiteral("settings' problem"), problem->text());
    return facts;
}

QString Diagnostics::text() const
{
    QString text;
    for (const auto &[name, value] : facts())
        text += name + QStringLiteral(": ") + value + QLatin1Char('\n');
    return LogFile::blotted(text);
}

} // namespace slipway
