#include "service/store/Ledger.h"

#include "domain/Json.h"
#include "service/store/Like.h"
#include "service/store/SigningKey.h"

#include <QCryptographicHash>

#include <algorithm>

namespace slipway {

namespace {

const QByteArray noHash(64, '0');

QByteArray withLength(const QByteArray &field)
{
    QByteArray bytes(8, '\0');
    auto size = static_cast<quint64>(field.size());
    for (int i = 7; i >= 0; --i, size >>= 8)
        bytes[i] = static_cast<char>(size & 0xff);
    return bytes + field;
}

QByteArray headMessage(const LedgerHead &head)
{
    return withLength("slipway-head-1") + withLength(QByteArray::number(head.seq)) + withLength(head.hash) +
           withLength(head.at.toUtf8());
}

Event eventFrom(const Row &row)
{
    Event event;
    event.seq = row.integer("seq");
    event.at = row.instant("at").value_or(Instant());
    event.actor = row.text("actor");
    event.kind = row.text("kind");
    event.subject = row.text("subject");
    event.payload = row.text("payload").toUtf8();
    event.prevHash = row.text("prev_hash").toLatin1();
    event.hash = row.text("hash").toLatin1();
    return event;
}

// What can be stored and read back the same: SQLite and Qt replace half a surrogate pair differently.
QString storable(const QString &text)
{
    return QString::fromUtf8(text.toUtf8());
}

const QString columns = QStringLiteral("seq, at, actor, kind, subject, payload, prev_hash, hash");

} // namespace

bool LedgerHead::isSigned() const
{
    return SigningKey::verify(publicKey, headMessage(*this), signature);
}

QJsonObject LedgerHead::toJson() const
{
    return {{QStringLiteral("seq"), seq},
            {QStringLiteral("hash"), QString::fromLatin1(hash)},
            {QStringLiteral("at"), at},
            {QStringLiteral("public_key"), QString::fromLatin1(publicKey)},
            {QStringLiteral("signature"), QString::fromLatin1(signature)}};
}

Result<LedgerHead> LedgerHead::fromJson(const QJsonObject &object)
{
    LedgerHead head;
    head.seq = object.value(QStringLiteral("seq")).toInteger(-1);
    head.hash = object.value(QStringLiteral("hash")).toString().toLatin1();
    head.at = object.value(QStringLiteral("at")).toString();
    head.publicKey = object.value(QStringLiteral("public_key")).toString().toLatin1();
    head.signature = object.value(QStringLiteral("signature")).toString().toLatin1();
    if (head.seq < 0 || head.hash.isEmpty() || head.publicKey.isEmpty() || head.signature.isEmpty()) {
        return fail(Problem::Kind::Invalid, QStringLiteral("This is not a head of a ledger"),
                    QStringLiteral("Give the file with what \"slipwayctl ledger head --json\" printed."));
    }
    return head;
}

QByteArray Ledger::hashOf(const Event &event)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &field :
         {QByteArray::number(event.seq), toText(event.at).toUtf8(), event.actor.toUtf8(), event.kind.toUtf8(),
          event.subject.toUtf8(), event.payload, event.prevHash})
        hash.addData(withLength(field));
    return hash.result().toHex();
}

Result<LedgerHead> Ledger::head(Reader &reader)
{
    std::optional<LedgerHead> head;
    auto read = reader.query(
        QStringLiteral("SELECT seq, hash, at, public_key, signature FROM ledger_head WHERE id = 1"), {},
        [&](const Row &row) -> Result<void> {
            head = LedgerHead{row.integer("seq"), row.text("hash").toLatin1(), row.text("at"),
                              row.text("public_key").toLatin1(), row.text("signature").toLatin1()};
            return {};
        });
    if (!read)
        return Failure(read.error());
    if (!head)
        return fail(Problem::Kind::Conflict, QStringLiteral("The ledger is empty: it has no head yet"));
    return *head;
}

Result<std::vector<Event>> Ledger::append(Transaction &transaction, const std::vector<Pending> &events,
                                          const SigningKey &key)
{
    LedgerHead last{0, noHash, {}, {}, {}};
    if (auto stored = head(transaction))
        last = *stored;
    else if (stored.error().kind != Problem::Kind::Conflict)
        return Failure(stored.error());

    std::vector<Event> appended;
    appended.reserve(events.size());
    static const QString insert =
        QStringLiteral("INSERT INTO event (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?)").arg(columns);
    for (const Pending &pending : events) {
        Event event;
        event.seq = ++last.seq;
        event.at = pending.at;
        event.actor = storable(pending.event.actor);
        event.kind = storable(pending.event.kind);
        event.subject = storable(pending.event.subject);
        const QString payload = QString::fromUtf8(toBytes(pending.event.payload));
        event.payload = payload.toUtf8();
        event.prevHash = last.hash;
        event.hash = hashOf(event);
        last.hash = event.hash;
        last.at = toText(event.at);
        auto stored = transaction.execute(insert, {event.seq, last.at, event.actor, event.kind, event.subject,
                                                   payload, QString::fromLatin1(event.prevHash),
                                                   QString::fromLatin1(event.hash)});
        if (!stored)
            return Failure(stored.error());
        appended.push_back(std::move(event));
    }
    last.publicKey = key.publicKey();
    last.signature = key.sign(headMessage(last));
    auto stored = transaction.execute(
        QStringLiteral("INSERT INTO ledger_head (id, seq, hash, at, public_key, signature) "
                       "VALUES (1, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, "
                       "hash = excluded.hash, at = excluded.at, public_key = excluded.public_key, "
                       "signature = excluded.signature"),
        {last.seq, QString::fromLatin1(last.hash), last.at, QString::fromLatin1(last.publicKey),
         QString::fromLatin1(last.signature)});
    if (!stored)
        return Failure(stored.error());
    return appended;
}

Result<void> Ledger::checkHead(Reader &reader, const SigningKey &key)
{
    const auto stored = head(reader);
    const auto last = reader.integer(QStringLiteral("SELECT max(seq) FROM event"));
    if (!last)
        return Failure(last.error());
    if (!stored && stored.error().kind != Problem::Kind::Conflict)
        return Failure(stored.error());
    QString wrong;
    if (!stored && *last > 0) {
        wrong = QStringLiteral("The ledger has events but no head");
    } else if (stored) {
        EventFilter newest;
        newest.before = stored->seq + 1;
        newest.limit = 1;
        auto found = list(reader, newest);
        if (!found)
            return Failure(found.error());
        const bool fits = *last == stored->seq && found->items.size() == 1 &&
                          found->items.front().hash == stored->hash &&
                          hashOf(found->items.front()) == stored->hash;
        if (!fits)
            wrong = QStringLiteral("The last event of the ledger isn't the one its head names");
        else if (stored->publicKey != key.publicKey())
            wrong = QStringLiteral("The ledger was signed with another key");
        else if (!stored->isSigned())
            wrong = QStringLiteral("The signature of the ledger's head is wrong");
    }
    if (wrong.isEmpty())
        return {};
    return fail(Problem::Kind::Conflict, wrong,
                QStringLiteral("Run \"slipwayctl ledger verify\" to see what was altered, and restore the "
                               "last backup into an empty data folder."));
}

Result<Page<Event>> Ledger::list(Reader &reader, const EventFilter &filter)
{
    QStringList conditions;
    QVariantList values;
    const auto require = [&](const QString &condition, const QVariant &value) {
        conditions.append(condition);
        values.append(value);
    };
    if (filter.since > 0)
        require(QStringLiteral("seq > ?"), filter.since);
    if (filter.before > 0)
        require(QStringLiteral("seq < ?"), filter.before);
    if (!filter.actor.isEmpty())
        require(QStringLiteral("actor = ?"), filter.actor);
    if (filter.subject.endsWith(QLatin1Char('/')))
        require(QStringLiteral("subject LIKE ? ESCAPE '\\'"), likeStart(filter.subject));
    else if (!filter.subject.isEmpty())
        require(QStringLiteral("subject = ?"), filter.subject);
    if (filter.kind.endsWith(QLatin1Char('.')))
        require(QStringLiteral("kind LIKE ? ESCAPE '\\'"), likeStart(filter.kind));
    else if (!filter.kind.isEmpty())
        require(QStringLiteral("kind = ?"), filter.kind);
    if (!filter.q.isEmpty())
        require(QStringLiteral("lower(actor || ' ' || kind || ' ' || subject || ' ' || payload) "
                               "LIKE lower(?) ESCAPE '\\'"),
                likeAnywhere(filter.q));
    const int limit = std::clamp(filter.limit, 1, 1000);
    const QString where = conditions.isEmpty()
                              ? QString()
                              : QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND "));
    values.append(limit + 1);
    Page<Event> page;
    auto read =
        reader.query(QStringLiteral("SELECT %1 FROM event%2 ORDER BY seq DESC LIMIT ?").arg(columns, where),
                     values, [&](const Row &row) -> Result<void> {
                         page.items.push_back(eventFrom(row));
                         return {};
                     });
    if (!read)
        return Failure(read.error());
    if (static_cast<int>(page.items.size()) > limit) {
        page.items.pop_back();
        page.next = QString::number(page.items.back().seq);
    }
    return page;
}

Result<std::vector<Event>> Ledger::since(Reader &reader, qint64 since, int limit)
{
    static const QString sql =
        QStringLiteral("SELECT %1 FROM event WHERE seq > ? ORDER BY seq LIMIT ?").arg(columns);
    std::vector<Event> events;
    auto read = reader.query(sql, {since, limit}, [&](const Row &row) -> Result<void> {
        events.push_back(eventFrom(row));
        return {};
    });
    if (!read)
        return Failure(read.error());
    return events;
}

Result<void> Ledger::exportTo(Reader &reader, const std::function<Result<void>(const QByteArray &)> &line)
{
    return reader.query(QStringLiteral("SELECT %1 FROM event ORDER BY seq").arg(columns), {},
                        [&](const Row &row) -> Result<void> {
                            const Event event = eventFrom(row);
                            QJsonObject object = event.toJson();
                            object.insert(QStringLiteral("payload_text"), QString::fromUtf8(event.payload));
                            return line(toBytes(object) + '\n');
                        });
}

} // namespace slipway
