#include "gui/Demo.h"

#include "client/LocalService.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QSignalSpy>

#include <memory>

namespace slipway::test {

namespace {

constexpr int startsWithin = 120000; // ms, and the same for whatever else has to come to an end
constexpr int answersWithin = 15000;

QString program(const char *name = "slipwayd")
{
    return qEnvironmentVariable("SLIPWAY_BIN") + QLatin1Char('/') + QLatin1String(name);
}

} // namespace

Demo::~Demo()
{
    if (m_service.state() == QProcess::NotRunning)
        return;
    QProcess stop;
    stop.start(program(), {QStringLiteral("--stop"), QStringLiteral("--data"), folder()});
    stop.waitForFinished(startsWithin);
    if (!m_service.waitForFinished(answersWithin))
        m_service.kill();
    m_service.waitForFinished(answersWithin);
}

QString Demo::folder() const
{
    return m_base.filePath(QStringLiteral("data"));
}

bool Demo::fails(const QString &problem)
{
    m_problem = problem;
    return false;
}

bool Demo::start()
{
    // The users of service and environments pass through.
    QFile::setPermissions(m_base.path(), QFile::Permissions(0x7755));
    m_service.setStandardErrorFile(m_base.filePath(QStringLiteral("service.log")));
    m_service.setWorkingDirectory(QStringLiteral("/"));
    m_service.start(program(), {QStringLiteral("--data"), folder(), QStringLiteral("--demo")});
    QByteArray said;
    while (!said.contains('\n') && m_service.waitForReadyRead(startsWithin))
        said += m_service.readAllStandardOutput();
    if (!said.startsWith("ready "))
        return fails(QStringLiteral("%1 isn't ready: %2").arg(program(), QString::fromUtf8(said)));
    m_demo = ask(QStringLiteral("/api/v1/demo"));
    return !application().isEmpty() || fails(QStringLiteral("The service doesn't say what its demo is"));
}

QByteArray Demo::fetch(const QUrl &url, const QByteArray &token)
{
    QNetworkRequest request(url);
    request.setTransferTimeout(answersWithin);
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token);
    const std::unique_ptr<QNetworkReply> reply(m_network.get(request));
    QSignalSpy ended(reply.get(), &QNetworkReply::finished);
    if (!reply->isFinished())
        ended.wait(2 * answersWithin);
    return reply->error() == QNetworkReply::NoError ? reply->readAll() : QByteArray();
}

QJsonObject Demo::ask(const QString &path)
{
    const Endpoint endpoint = LocalService(folder()).endpoint();
    QUrl url = endpoint.url;
    url.setPath(path);
    return QJsonDocument::fromJson(fetch(url, endpoint.token)).object();
}

QString Demo::productionVersion()
{
    const QJsonArray environments = ask(QStringLiteral("/api/v1/applications/") + application())
                                        .value(QStringLiteral("environments"))
                                        .toArray();
    for (const QJsonValue &environment : environments) {
        if (environment[QStringLiteral("role")].toString() != QLatin1String("production"))
            continue;
        const QUrl url(environment[QStringLiteral("url")].toString());
        return QString::fromUtf8(fetch(url.resolved(QUrl(QStringLiteral("/version"))))).trimmed();
    }
    return {};
}

bool Demo::run(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    QSignalSpy ended(&process, &QProcess::finished);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (process.state() != QProcess::NotRunning)
        ended.wait(startsWithin);
    const bool isGood = process.exitStatus() == QProcess::NormalExit &&
                        process.error() == QProcess::UnknownError && process.exitCode() == 0;
    return isGood || fails(program + QStringLiteral(": ") + QString::fromUtf8(process.readAll()));
}

// A copy of the demo's candidate with another version; empty: it failed.
QString Demo::candidate(const QString &version)
{
    const QString copy = m_base.filePath(QStringLiteral("candidate-") + version);
    const QString name = QFileInfo(m_demo.value(QStringLiteral("version_file")).toString()).fileName();
    if (!run(QStringLiteral("cp"),
             {QStringLiteral("-r"), m_demo.value(QStringLiteral("candidate")).toString(), copy}))
        return {};
    QFile file(copy + QLatin1Char('/') + name);
    const QByteArray text = version.toUtf8() + '\n';
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? copy : QString();
}

bool Demo::bring(const QString &version, const QString &invitation)
{
    static const QRegularExpression door(QStringLiteral("ssh -p (\\d+) (\\S+@\\S+)"));
    const auto match = door.match(invitation);
    if (!match.hasMatch())
        return fails(QStringLiteral("This isn't an invitation: ") + invitation);
    const QString folder = candidate(version);
    if (folder.isEmpty())
        return fails(QStringLiteral("There is no candidate. ") + m_problem);
    QStringList words{
        QStringLiteral("-r"),  QStringLiteral("-i"), m_demo.value(QStringLiteral("key")).toString(),
        QStringLiteral("-P"),  match.captured(1),    QStringLiteral("-F"),
        QStringLiteral("none")};
    for (const char *option : {"BatchMode=yes", "StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null",
                               "IdentitiesOnly=yes", "LogLevel=ERROR", "ConnectTimeout=5"})
        words += {QStringLiteral("-o"), QLatin1String(option)};
    for (const QFileInfo &entry : QDir(folder).entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot))
        words += entry.absoluteFilePath();
    words += match.captured(2) + QLatin1Char(':') + m_demo.value(QStringLiteral("upload_path")).toString();
    return run(QStringLiteral("scp"), words);
}

bool Demo::takeMail(const QByteArray &message)
{
    return run(program("slipwayctl"),
               {QStringLiteral("--data"), folder(), QStringLiteral("mail"), QStringLiteral("intake")},
               message);
}

QList<QByteArray> Demo::mailTo(const QString &address) const
{
    QList<QByteArray> mails;
    const QDir box(folder() + QStringLiteral("/demo/mail/") + address);
    for (const QFileInfo &entry :
         box.entryInfoList({QStringLiteral("*.eml")}, QDir::Files, QDir::Time | QDir::Reversed)) {
        if (QFile file(entry.absoluteFilePath()); file.open(QIODevice::ReadOnly))
            mails.append(file.readAll());
    }
    return mails;
}

} // namespace slipway::test
