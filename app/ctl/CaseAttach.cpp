#include "ctl/CaseAttach.h"

#include "domain/CaseFile.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace slipway {

namespace {

// One that is being brought.
struct Brought
{
    qint64 id = 0;
    qint64 size = 0;
};

Failure unreadable(const QString &path, const QString &why)
{
    return fail(Problem::Kind::Invalid, QStringLiteral("A file can't be attached: %1").arg(why),
                QStringLiteral("Nothing was sent. Name a file that can be read."), path);
}

Result<void> lookAt(const QStringList &paths)
{
    qint64 bytes = 0;
    for (const QString &path : paths) {
        const QFileInfo info(path);
        if (info.exists() && !info.isFile())
            return unreadable(path, QStringLiteral("it is no file"));
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return unreadable(path, file.errorString());
        if (auto fits = CaseFile::fits(info.fileName(), file.size()); !fits)
            return Failure(fits.error().at(path));
        bytes += file.size();
    }
    if (auto fit = CaseFile::fitOneMessage(static_cast<std::size_t>(paths.size()), bytes); !fit)
        return Failure(fit.error().at(QStringLiteral("--attach")));
    return {};
}

Task<Result<void>> bring(Context &context, qint64 ofCase, Brought file, QString path)
{
    QFile source(path);
    if (!source.open(QIODevice::ReadOnly))
        co_return unreadable(path, source.errorString());
    for (qint64 at = 0; at < file.size;) {
        const QByteArray piece = source.read(std::min(CaseFile::bytesOfAPiece, file.size - at));
        if (piece.isEmpty())
            co_return unreadable(path, QStringLiteral("it got shorter while it was read"));
        const auto brought = co_await context.client().bringCaseFile(ofCase, file.id, at, piece);
        if (!brought)
            co_return Failure(brought.error());
        at += piece.size();
    }
    co_return Result<void>();
}

Task<Result<void>> bringAll(Context &context, qint64 ofCase, QStringList paths, std::vector<Brought> &files)
{
    for (const QString &path : paths) {
        const QFileInfo info(path);
        const auto begun = co_await context.client().beginCaseFile(ofCase, info.fileName(), info.size());
        if (!begun)
            co_return Failure(begun.error().at(path));
        files.push_back({begun->value(QLatin1String("id")).toInteger(), info.size()});
        const auto brought = co_await bring(context, ofCase, files.back(), path);
        if (!brought)
            co_return Failure(brought.error());
    }
    co_return Result<void>();
}

} // namespace

Task<Result<QJsonObject>> sayWithFiles(Context &context, QString verb, QString text)
{
    const QString number = context.arguments().text("id");
    const QStringList paths = context.arguments().all("attach");
    if (auto fine = lookAt(paths); !fine)
        co_return Failure(fine.error());
    std::vector<Brought> files;
    auto brought = co_await bringAll(context, number.toLongLong(), paths, files);
    QJsonObject body{{QStringLiteral("text"), text}};
    QJsonArray ids;
    for (const Brought &file : files)
        ids.append(file.id);
    if (!ids.isEmpty())
        body.insert(QStringLiteral("files"), ids);
    Result<QJsonObject> said = brought ? Result<QJsonObject>(QJsonObject()) : Failure(brought.error());
    const QString path = QStringLiteral("/api/v1/cases/%1/%2").arg(number, verb);
    if (brought)
        said = co_await context.client().post(path, body);
    if (said || Client::isOutcomeUnknown(said.error()))
        co_return said;
    for (const Brought &file : files) {
        const auto removed = co_await context.client().removeCaseFile(number.toLongLong(), file.id);
        if (!removed && removed.error().kind != Problem::Kind::Conflict) // or it was said after all
            printNote(
                QStringLiteral("A file stays at the service for 30 days: %1").arg(removed.error().text()));
    }
    co_return said;
}

Task<int> fetchInto(Context &context, QString path)
{
    Client::Call call;
    call.path = path;
    const auto bytes = co_await context.client().call(call);
    if (!bytes)
        co_return context.failed(bytes.error());
    QSaveFile file(context.arguments().text("output"));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes->body) != bytes->body.size() || !file.commit())
        co_return context.failed({Problem::Kind::Invalid,
                                  QStringLiteral("Can't be written: %1").arg(file.errorString()),
                                  file.fileName(), QStringLiteral("Name a file that may be written.")});
    const QJsonObject kept{{QStringLiteral("file"), file.fileName()},
                           {QStringLiteral("size"), bytes->body.size()}};
    co_return context.done(kept,
                           QStringLiteral("%1: %2 bytes.").arg(file.fileName()).arg(bytes->body.size()));
}

} // namespace slipway
