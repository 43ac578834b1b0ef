#include "service/store/Offline.h"

#include "domain/Json.h"
#include "service/ipc/DataFolder.h"
#include "service/ipc/Process.h"
#include "service/store/Backup.h"
#include "service/store/Connection.h"
#include "service/store/DatabaseCopy.h"
#include "service/store/Ledger.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>

#include <cstdio>
#include <functional>

namespace slipway {

namespace {

enum Exit { Fine = 0, Altered = 1, CannotRead = 2 };

struct Request
{
    QStringList words;
    QString data;
    QString head; // file, or empty
    bool keepAddresses = false;
    bool json = false;
};

void printLine(const QByteArray &line)
{
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

int refuse(const Problem &problem, bool json)
{
    if (json)
        printLine(toBytes(QJsonObject{{QStringLiteral("problem"), problem.toJson()}}));
    std::fprintf(stderr, "slipwayd: %s\n", qUtf8Printable(problem.text()));
    return CannotRead;
}

Result<Request> requestFrom(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption data(QStringLiteral("data"), QString(), QStringLiteral("DIR"));
    const QCommandLineOption head(QStringLiteral("head"), QString(), QStringLiteral("FILE"));
    const QCommandLineOption keep(QStringLiteral("keep-addresses"));
    const QCommandLineOption json(QStringLiteral("json"));
    parser.addOptions({data, head, keep, json});
    if (!parser.parse(QStringList{QStringLiteral("slipwayd --offline")} + arguments)) {
        return fail(Problem::Kind::Invalid, parser.errorText(),
                    QStringLiteral("Use: ledger verify|head|export [--head FILE] [--data DIR] [--json], or "
                                   "restore FILE [--keep-addresses] [--data DIR] [--json]."));
    }
    return Request{parser.positionalArguments(),
                   parser.isSet(data) ? parser.value(data) : DataFolder::defaultPath(), parser.value(head),
                   parser.isSet(keep), parser.isSet(json)};
}

Result<int> withLedger(const Request &request, const std::function<Result<int>(Reader &)> &work)
{
    const auto copy = DatabaseCopy::of(QDir(request.data).filePath(QStringLiteral("slipway.db")));
    if (!copy)
        return Failure(copy.error());
    auto connection = Connection::open(copy->file(), Connection::Use::Write, std::chrono::seconds(1));
    if (!connection)
        return Failure(connection.error());
    Reader reader(**connection);
    return work(reader);
}

Result<std::optional<LedgerHead>> savedHead(const QString &file)
{
    if (file.isEmpty())
        return std::nullopt;
    const auto bytes = readFile(file, 64 * 1024);
    if (!bytes)
        return Failure(bytes.error());
    const auto object = objectFromBytes(*bytes, QStringLiteral("The saved head"));
    if (!object)
        return Failure(object.error().at(file));
    auto head = LedgerHead::fromJson(*object);
    if (!head)
        return Failure(head.error().at(file));
    return *head;
}

Result<int> verify(const Request &request)
{
    const auto saved = savedHead(request.head);
    if (!saved)
        return Failure(saved.error());
    return withLedger(request, [&](Reader &reader) -> Result<int> {
        const auto report = Ledger::verify(reader, *saved);
        if (!report)
            return Failure(report.error());
        if (request.json) {
            printLine(toBytes(report->toJson()));
        } else if (report->ok()) {
            std::printf("The ledger is whole: %lld events.\n", static_cast<long long>(report->events));
        } else {
            for (const LedgerReport::Finding &finding : report->bad)
                std::printf("event %lld: %s\n", static_cast<long long>(finding.seq),
                            qUtf8Printable(finding.what));
        }
        return report->ok() ? Fine : Altered;
    });
}

Result<int> printHead(const Request &request)
{
    return withLedger(request, [&](Reader &reader) -> Result<int> {
        const auto head = Ledger::head(reader);
        if (!head)
            return Failure(head.error());
        if (request.json)
            printLine(toBytes(head->toJson()));
        else
            std::printf("event %lld of %s\nhash %s\nsignature %s\nby key %s\n",
                        static_cast<long long>(head->seq), qUtf8Printable(head->at), head->hash.constData(),
                        head->signature.constData(), head->publicKey.constData());
        return Fine;
    });
}

Result<int> exportEvents(const Request &request)
{
    return withLedger(request, [](Reader &reader) -> Result<int> {
        auto done = Ledger::exportTo(reader, [](const QByteArray &line) -> Result<void> {
            if (std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout) ==
                static_cast<std::size_t>(line.size()))
                return {};
            return fail(Problem::Kind::Unavailable, QStringLiteral("The export can't be written"),
                        QStringLiteral("Check the free space where it goes."));
        });
        if (!done)
            return Failure(done.error());
        return Fine;
    });
}

void tellRestored(const QString &folder, const RestoreReport &report)
{
    std::printf(
        "Restored into %s; its ledger is whole: %lld events.\n"
        "A backup holds the store (customers, applications, releases, users, the ledger), the key that "
        "signs the ledger,\nsealed secrets and the folder's settings. It doesn't hold the files and "
        "databases of "
        "environments, logs, or what was\nmeasured in releases: %lld environments will be shown as "
        "missing.\n",
        qUtf8Printable(folder), static_cast<long long>(report.ledger.events),
        static_cast<long long>(report.environments));
    std::puts(report.keepsAddresses
                  ? "It keeps the addresses of the folder that the backup was made of."
                  : "It takes addresses of its own at its first start, and the store's are moved there.");
}

Result<int> restoreBackup(const Request &request)
{
    const auto report = restore(request.words.at(1), request.data, request.keepAddresses);
    if (!report)
        return Failure(report.error());
    if (request.json)
        printLine(toBytes(report->toJson()));
    else
        tellRestored(request.data, *report);
    return Fine;
}

Result<int> serve(const Request &request)
{
    const QString command = request.words.join(QLatin1Char(' '));
    if (command == QLatin1String("ledger verify"))
        return verify(request);
    if (command == QLatin1String("ledger head"))
        return printHead(request);
    if (command == QLatin1String("ledger export"))
        return exportEvents(request);
    if (request.words.value(0) == QLatin1String("restore") && request.words.size() == 2)
        return restoreBackup(request);
    return fail(Problem::Kind::Invalid,
                QStringLiteral("\"%1\" is nothing that works without a service").arg(command),
                QStringLiteral("Use: ledger verify|head|export, or restore FILE."));
}

} // namespace

int offlineMain(const QStringList &arguments)
{
    // Qt finds its SQL driver through an application object.
    int count = 1;
    char name[] = "slipwayd";
    char *names[] = {name, nullptr};
    std::unique_ptr<QCoreApplication> application;
    if (!QCoreApplication::instance())
        application = std::make_unique<QCoreApplication>(count, names);
    const auto request = requestFrom(arguments);
    if (!request)
        return refuse(request.error(), arguments.contains(QStringLiteral("--json")));
    const auto done = serve(*request);
    return done ? *done : refuse(done.error(), request->json);
}

} // namespace slipway
