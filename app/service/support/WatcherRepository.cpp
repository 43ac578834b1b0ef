#include "service/support/WatcherRepository.h"

namespace slipway {

namespace {

QString subjectOf(const QString &way)
{
    return QStringLiteral("watcher/") + way;
}

const QString outside = QStringLiteral("outside");

} // namespace

Result<std::optional<OutsideWatcher>> WatcherRepository::find(Reader &reader)
{
    std::optional<OutsideWatcher> found;
    const auto read = reader.query(
        QStringLiteral("SELECT place, verb, has_token, mail, every_seconds FROM outside_watcher"), {},
        [&](const Row &row) -> Result<void> {
            found = OutsideWatcher{row.text("place"),
                                   row.text("verb") == QLatin1String("GET") ? OutsideWatcher::Verb::Get
                                                                            : OutsideWatcher::Verb::Post,
                                   row.integer("has_token") != 0, row.text("mail"),
                                   static_cast<int>(row.integer("every_seconds"))};
            return {};
        });
    if (!read)
        return Failure(read.error());
    return found;
}

Result<void> WatcherRepository::set(Transaction &transaction, const QString &actor,
                                    const OutsideWatcher &watcher)
{
    const QJsonObject told = watcher.toJson();
    const auto written = transaction.execute(
        QStringLiteral("INSERT INTO outside_watcher (id, place, verb, has_token, mail, every_seconds) VALUES "
                       "(1, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET place = excluded.place, verb = "
                       "excluded.verb, has_token = excluded.has_token, mail = excluded.mail, every_seconds = "
                       "excluded.every_seconds"),
        {watcher.place, told.value(QLatin1String("method")).toString(), watcher.hasToken ? 1 : 0,
         watcher.mail, watcher.everySeconds});
    if (!written)
        return Failure(written.error());
    transaction.append({actor, QStringLiteral("watcher.set"), subjectOf(outside), told});
    return {};
}

Result<void> WatcherRepository::remove(Transaction &transaction, const QString &actor)
{
    const auto known = find(transaction);
    if (!known)
        return Failure(known.error());
    if (!*known)
        return fail(Problem::Kind::NotFound, QStringLiteral("No watcher outside is set"),
                    QStringLiteral("\"slipwayctl watcher set\" sets one."));
    const auto gone = transaction.execute(QStringLiteral("DELETE FROM outside_watcher"), {});
    if (!gone)
        return Failure(gone.error());
    transaction.append({actor, QStringLiteral("watcher.removed"), subjectOf(outside), (*known)->toJson()});
    return {};
}

void WatcherRepository::note(Transaction &transaction, const QString &actor, const QString &way,
                             const QString &problem)
{
    if (problem.isEmpty())
        transaction.append({actor, QStringLiteral("watcher.reached"), subjectOf(way), {}});
    else
        transaction.append({actor,
                            QStringLiteral("watcher.unreachable"),
                            subjectOf(way),
                            {{QStringLiteral("why"), problem}}});
}

} // namespace slipway
