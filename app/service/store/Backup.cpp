#include "service/store/Backup.h"

#include "domain/Json.h"
#include "service/ipc/DataFolder.h"
#include "service/ipc/Process.h"
#include "service/store/Connection.h"
#include "service/store/Store.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

#include <array>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway {

namespace {

constexpr auto tarLimit = std::chrono::hours(1);
constexpr auto busyLimit = std::chrono::seconds(5);
const QString database = QStringLiteral("slipway.db");
const QString key = QStringLiteral("ledger.key");
const QString settings = QStringLiteral("folder.json");
const QString contents = QStringLiteral("backup.json");

const QString folderField = QStringLiteral("folder"); // where the backup was made

QStringList members()
{
    return {contents, database, key, settings};
}

// Only where there are any. The sealed file before its key, which is never younger.
QStringList optionalMembers()
{
    return {QStringLiteral("secrets.sealed"), QStringLiteral("secrets.key"), QStringLiteral("mail.key")};
}

Failure cannotWrite(const QString &path)
{
    return fail(Problem::Kind::Unavailable, QStringLiteral("The backup can't be written"),
                QStringLiteral("Check the free space and the owner of its folder."), path);
}

Result<void> copyInto(const QString &from, const QString &to)
{
    const auto bytes = readFile(from);
    if (!bytes)
        return Failure(bytes.error());
    return writeFileAtomically(to, *bytes, 0600);
}

Result<LedgerHead> headOf(const QString &file)
{
    auto connection = Connection::open(file, Connection::Use::Read, busyLimit);
    if (!connection)
        return Failure(connection.error());
    Reader reader(**connection);
    return Ledger::head(reader);
}

Result<QByteArray> runTar(const QStringList &arguments)
{
    const auto finished = runProcess(QStringList{QStringLiteral("tar")} + arguments, tarLimit);
    if (!finished)
        return Failure(finished.error());
    if (finished->exitCode == 0)
        return finished->output;
    return fail(Problem::Kind::Unavailable,
                QStringLiteral("tar failed: %1").arg(QString::fromLocal8Bit(finished->error.trimmed())),
                QStringLiteral("Check the file and the free space."));
}

// Lays out what goes into the file.
Result<LedgerHead> stage(Store &store, const DataFolder &folder, const QString &place)
{
    const auto at = [&](const QString &name) { return place + QLatin1Char('/') + name; };
    if (auto copied = store.copyTo(at(database)); !copied)
        return Failure(copied.error());
    if (auto copied = copyInto(folder.signingKey(), at(key)); !copied)
        return Failure(copied.error());
    if (auto copied = copyInto(folder.file(settings), at(settings)); !copied)
        return Failure(copied.error());
    for (const QString &name : optionalMembers()) {
        if (!QFile::exists(folder.file(name)))
            continue;
        if (auto copied = copyInto(folder.file(name), at(name)); !copied)
            return Failure(copied.error());
    }
    auto head = headOf(at(database));
    if (!head)
        return head;
    const QJsonObject manifest{{QStringLiteral("slipway"), QStringLiteral(SLIPWAY_VERSION)},
                               {QStringLiteral("made"), toText(store.clock().now())},
                               {folderField, QFileInfo(folder.path()).canonicalFilePath()},
                               {QStringLiteral("head"), head->toJson()}};
    if (auto written = writeFileAtomically(at(contents), toBytes(manifest), 0600); !written)
        return Failure(written.error());
    return head;
}

QStringList staged(const QString &place)
{
    QStringList names = members();
    for (const QString &name : optionalMembers()) {
        if (QFile::exists(place + QLatin1Char('/') + name))
            names.append(name);
    }
    return names;
}

// What of a backup goes into a folder: nothing of other names.
Result<QStringList> namesIn(const QString &file)
{
    const auto listed = runTar({QStringLiteral("-tf"), file});
    if (!listed)
        return Failure(listed.error());
    const QStringList all = QString::fromUtf8(*listed).split(QLatin1Char('\n'));
    QStringList names = members();
    for (const QString &name : optionalMembers()) {
        if (all.contains(name))
            names.append(name);
    }
    return names;
}

Result<void> publish(const QString &temporary, const QString &file)
{
    const FileDescriptor descriptor(::open(temporary.toLocal8Bit().constData(), O_RDONLY | O_CLOEXEC));
    if (::fsync(descriptor.get()) != 0 ||
        ::rename(temporary.toLocal8Bit().constData(), file.toLocal8Bit().constData()) != 0)
        return cannotWrite(file);
    return {};
}

// Nothing in a backup is trusted before it was looked at: regular files of known names.
Result<RestoreReport> checkRestored(const QString &folder)
{
    for (const QString &name : staged(folder)) {
        const QFileInfo info(folder + QLatin1Char('/') + name);
        if (info.isSymLink() || !info.isFile())
            return fail(Problem::Kind::Invalid, QStringLiteral("%1 isn't a plain file").arg(name));
        ::chmod(info.filePath().toLocal8Bit().constData(), name == settings ? 0644 : 0600);
    }
    const auto bytes = readFile(folder + QLatin1Char('/') + contents);
    if (!bytes)
        return Failure(bytes.error());
    const auto manifest = objectFromBytes(*bytes, contents);
    if (!manifest)
        return Failure(manifest.error());
    const auto head = LedgerHead::fromJson(manifest->value(QStringLiteral("head")).toObject());
    if (!head)
        return Failure(head.error());
    auto connection =
        Connection::open(folder + QLatin1Char('/') + database, Connection::Use::Read, busyLimit);
    if (!connection)
        return Failure(connection.error());
    Reader reader(**connection);
    const auto ledger = Ledger::verify(reader, *head);
    if (!ledger)
        return Failure(ledger.error());
    RestoreReport report;
    report.ledger = *ledger;
    report.keepsAddresses = manifest->value(folderField).toString() == QFileInfo(folder).canonicalFilePath();
    if (!ledger->ok())
        return report;
    const auto environments =
        reader.integer(QStringLiteral("SELECT count(*) FROM environment WHERE role <> 'retired'"));
    if (!environments)
        return Failure(environments.error());
    report.environments = *environments;
    return report;
}

// Keeps the addresses or lets the first start choose others.
Result<void> settleAddresses(const QString &folder, bool keepAddresses, RestoreReport &report)
{
    report.keepsAddresses = report.keepsAddresses || keepAddresses;
    if (report.keepsAddresses && !DataFolder::isFree(folder)) {
        if (keepAddresses) {
            return fail(Problem::Kind::Conflict,
                        QStringLiteral("The addresses of the backup's folder are in use"),
                        QStringLiteral("Stop what runs there, or leave --keep-addresses out: the restored "
                                       "folder then takes addresses of its own."));
        }
        report.keepsAddresses = false;
    }
    return DataFolder::markRestored(folder, !report.keepsAddresses);
}

Result<RestoreReport> unpack(const QString &file, const QString &folder)
{
    const auto names = namesIn(file);
    if (!names)
        return Failure(names.error());
    const auto unpacked = runTar(QStringList{QStringLiteral("-xf"), file, QStringLiteral("--no-same-owner"),
                                             QStringLiteral("-C"), folder} +
                                 *names);
    if (!unpacked)
        return Failure(unpacked.error());
    return checkRestored(folder);
}

} // namespace

Result<QJsonObject> backUp(Store &store, const DataFolder &folder, const QString &file, const QString &actor)
{
    if (QFile::exists(file)) {
        return fail(Problem::Kind::Conflict, QStringLiteral("The file exists already"),
                    QStringLiteral("Name another."), file);
    }
    // Beside the file, so that what fits there once fits again.
    QTemporaryDir place(file + QStringLiteral(".XXXXXX"));
    if (!place.isValid())
        return cannotWrite(QFileInfo(file).path());
    const auto head = stage(store, folder, place.path());
    if (!head)
        return Failure(head.error());
    const QString temporary = place.filePath(QStringLiteral("backup.tar"));
    if (auto made = writeFileAtomically(temporary, {}, 0600); !made)
        return Failure(made.error());
    if (auto packed =
            runTar(QStringList{QStringLiteral("-cf"), temporary, QStringLiteral("-C"), place.path()} +
                   staged(place.path()));
        !packed)
        return Failure(packed.error());
    const qint64 size = QFileInfo(temporary).size();
    if (auto published = publish(temporary, file); !published)
        return Failure(published.error());
    const QJsonObject answer{{QStringLiteral("file"), QFileInfo(file).absoluteFilePath()},
                             {QStringLiteral("bytes"), size},
                             {QStringLiteral("head"), head->toJson()}};
    auto told = store.write([&](Transaction &transaction) -> Result<void> {
        transaction.append({actor, QStringLiteral("backup.made"),
                            QStringLiteral("backup/") + QFileInfo(file).fileName(), answer});
        return {};
    });
    if (!told)
        return Failure(told.error());
    return answer;
}

QJsonObject RestoreReport::toJson() const
{
    QJsonObject object = ledger.toJson();
    object.insert(QStringLiteral("keeps_addresses"), keepsAddresses);
    object.insert(QStringLiteral("missing_environments"), environments);
    return object;
}

Result<RestoreReport> restore(const QString &file, const QString &folder, bool keepAddresses)
{
    if (!QFileInfo(file).isReadable()) {
        return fail(Problem::Kind::NotFound, QStringLiteral("The backup can't be read"),
                    QStringLiteral("Name a file that \"slipwayctl backup\" made."), file);
    }
    const QDir target(folder);
    if (target.exists() &&
        !target.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)) {
        return fail(Problem::Kind::Conflict, QStringLiteral("The data folder isn't empty"),
                    QStringLiteral("Name an empty or new folder with --data."), folder);
    }
    const bool isNew = !target.exists();
    if (!QDir().mkpath(folder) || ::chmod(folder.toLocal8Bit().constData(), 0700) != 0)
        return cannotWrite(folder);
    auto report = unpack(QFileInfo(file).absoluteFilePath(), folder);
    if (report && report->ledger.ok()) {
        const auto settled = settleAddresses(folder, keepAddresses, *report);
        QFile::remove(target.filePath(contents));
        if (settled)
            return report;
        report = Failure(settled.error());
    }
    for (const QString &name : members() + optionalMembers())
        QFile::remove(target.filePath(name));
    if (isNew)
        QDir().rmdir(folder);
    if (!report)
        return Failure(report.error().at(file));
    return fail(Problem::Kind::Conflict,
                QStringLiteral("The ledger in the backup was altered (event %1: %2)")
                    .arg(report->ledger.bad.front().seq)
                    .arg(report->ledger.bad.front().what),
                QStringLiteral("Use another backup."), file);
}

} // namespace slipway
