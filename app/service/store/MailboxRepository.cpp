#include "service/store/MailboxRepository.h"

#include "service/store/Cursor.h"

#include <QRegularExpression>

namespace slipway {

namespace {

const QString columns = QStringLiteral(
    "SELECT id, name, host, port, security, certificate, login, sign_in, token_url, client_id, "
    "scope, folder, move_to, largest, poll_seconds, created FROM mailbox ");

Result<Mailbox> mailboxFrom(const Row &row)
{
    Mailbox mailbox;
    for (const auto security :
         {Mailbox::Security::Tls, Mailbox::Security::StartTls, Mailbox::Security::None}) {
        if (row.text("security") == toText(security))
            mailbox.security = security;
    }
    if (row.text("sign_in") == toText(Mailbox::SignIn::OAuth2))
        mailbox.signIn = Mailbox::SignIn::OAuth2;
    const auto created = row.instant("created");
    if (!created)
        return Failure(created.error());
    mailbox.id = row.integer("id");
    mailbox.name = row.text("name");
    mailbox.host = row.text("host");
    mailbox.port = static_cast<int>(row.integer("port"));
    mailbox.certificate = row.text("certificate");
    mailbox.user = row.text("login");
    mailbox.tokenUrl = row.text("token_url");
    mailbox.clientId = row.text("client_id");
    mailbox.scope = row.text("scope");
    mailbox.folder = row.text("folder");
    mailbox.moveTo = row.text("move_to");
    mailbox.largest = row.integer("largest");
    mailbox.pollSeconds = static_cast<int>(row.integer("poll_seconds"));
    mailbox.created = *created;
    return mailbox;
}

Result<std::vector<Mailbox>> mailboxesWhere(Reader &reader, const QString &where, const QVariantList &values)
{
    std::vector<Mailbox> found;
    const auto read = reader.query(columns + where, values, [&](const Row &row) -> Result<void> {
        auto mailbox = mailboxFrom(row);
        if (!mailbox)
            return Failure(mailbox.error());
        found.push_back(std::move(*mailbox));
        return {};
    });
    if (!read)
        return Failure(read.error());
    return found;
}

QString subjectOf(const QString &name)
{
    return QStringLiteral("mailbox/") + name;
}

Result<void> checkName(const QString &name)
{
    static const QRegularExpression pattern(QStringLiteral("\\A[a-z0-9](?:[a-z0-9._-]{0,58}[a-z0-9])?\\z"));
    if (pattern.match(name).hasMatch())
        return {};
    return fail(
        Problem::Kind::Invalid, QStringLiteral("\"%1\" can't be the name of a mailbox").arg(name.left(100)),
        QStringLiteral("Use lower case letters, digits and . _ -, at most 60."), QStringLiteral("name"));
}

Result<Mailbox> add(Transaction &transaction, Mailbox mailbox)
{
    if (auto fine = checkName(mailbox.name); !fine)
        return Failure(fine.error());
    const auto count = transaction.integer(QStringLiteral("SELECT count(*) FROM mailbox"));
    if (!count)
        return Failure(count.error());
    if (*count >= MailboxRepository::most)
        return fail(Problem::Kind::Conflict, QStringLiteral("There are %1 mailboxes already").arg(*count),
                    QStringLiteral("Remove one that isn't needed."));
    mailbox.created = transaction.now();
    const auto id = transaction.insert(
        QStringLiteral(
            "INSERT INTO mailbox (name, host, port, security, certificate, login, sign_in, token_url, "
            "client_id, scope, folder, move_to, largest, poll_seconds, created, uid_validity, last_uid) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0) RETURNING id"),
        {mailbox.name, mailbox.host, mailbox.port, toText(mailbox.security), mailbox.certificate,
         mailbox.user, toText(mailbox.signIn), mailbox.tokenUrl, mailbox.clientId, mailbox.scope,
         mailbox.folder, mailbox.moveTo, mailbox.largest, mailbox.pollSeconds, toText(mailbox.created)});
    if (!id)
        return Failure(id.error());
    mailbox.id = *id;
    return mailbox;
}

Result<Mailbox> change(Transaction &transaction, const Mailbox &before, Mailbox mailbox)
{
    mailbox.id = before.id;
    const bool isOther =
        mailbox.host != before.host || mailbox.user != before.user || mailbox.folder != before.folder;
    mailbox.created = isOther ? transaction.now() : before.created;
    const auto rows = transaction.execute(
        QStringLiteral("UPDATE mailbox SET host = ?, port = ?, security = ?, certificate = ?, login = ?, "
                       "sign_in = ?, token_url = ?, client_id = ?, scope = ?, folder = ?, move_to = ?, "
                       "largest = ?, poll_seconds = ?, created = ? WHERE id = ?"),
        {mailbox.host, mailbox.port, toText(mailbox.security), mailbox.certificate, mailbox.user,
         toText(mailbox.signIn), mailbox.tokenUrl, mailbox.clientId, mailbox.scope, mailbox.folder,
         mailbox.moveTo, mailbox.largest, mailbox.pollSeconds, toText(mailbox.created), mailbox.id});
    if (!rows)
        return Failure(rows.error());
    if (isOther) {
        if (auto reset = MailboxRepository::setMark(transaction, mailbox.id, {}); !reset)
            return Failure(reset.error());
        if (auto forgotten = MailboxRepository::forgetLeft(transaction, mailbox.id); !forgotten)
            return Failure(forgotten.error());
    }
    return mailbox;
}

} // namespace

QJsonObject LeftMail::toJson() const
{
    return {{QStringLiteral("uid"), static_cast<qint64>(uid)},
            {QStringLiteral("size"), size},
            {QStringLiteral("why"), why},
            {QStringLiteral("at"), toText(at)}};
}

Result<Mailbox> MailboxRepository::set(Transaction &transaction, const QString &actor, const Mailbox &mailbox)
{
    const auto before = find(transaction, mailbox.name);
    if (!before && before.error().kind != Problem::Kind::NotFound)
        return Failure(before.error());
    auto done = before ? change(transaction, *before, mailbox) : add(transaction, mailbox);
    if (done) {
        QJsonObject said = done->toJson();
        said.remove(QStringLiteral("certificate"));
        transaction.append({actor, QStringLiteral("mailbox.set"), subjectOf(done->name), said});
    }
    return done;
}

Result<Mailbox> MailboxRepository::find(Reader &reader, const QString &name)
{
    auto found = mailboxesWhere(reader, QStringLiteral("WHERE name = ?"), {name});
    if (!found)
        return Failure(found.error());
    if (found->empty())
        return fail(
            Problem::Kind::NotFound, QStringLiteral("There is no mailbox \"%1\"").arg(name.left(100)),
            QStringLiteral("\"slipwayctl mailbox list\" shows those there are; \"mailbox set\" adds one."));
    return std::move(found->front());
}

Result<std::vector<Mailbox>> MailboxRepository::list(Reader &reader)
{
    return mailboxesWhere(reader, QStringLiteral("ORDER BY name"), {});
}

Result<void> MailboxRepository::remove(Transaction &transaction, const QString &actor, const QString &name)
{
    const auto mailbox = find(transaction, name);
    if (!mailbox)
        return Failure(mailbox.error());
    if (auto forgotten = forgetLeft(transaction, mailbox->id); !forgotten)
        return forgotten;
    const auto rows = transaction.execute(QStringLiteral("DELETE FROM mailbox WHERE id = ?"), {mailbox->id});
    if (!rows)
        return Failure(rows.error());
    transaction.append({actor, QStringLiteral("mailbox.removed"), subjectOf(name), {}});
    return {};
}

Result<bool> MailboxRepository::hasSecret(Reader &reader, const QString &secret)
{
    const auto mailboxes = list(reader);
    if (!mailboxes)
        return Failure(mailboxes.error());
    for (const Mailbox &mailbox : *mailboxes) {
        if (mailbox.secret() == secret)
            return true;
    }
    return false;
}

Result<MailboxMark> MailboxRepository::mark(Reader &reader, qint64 id)
{
    MailboxMark mark;
    const auto read = reader.query(
        QStringLiteral("SELECT uid_validity, last_uid, last_mail FROM mailbox WHERE id = ?"), {id},
        [&](const Row &row) -> Result<void> {
            mark = {static_cast<quint32>(row.integer("uid_validity")),
                    static_cast<quint32>(row.integer("last_uid")), row.optionalInstant("last_mail")};
            return {};
        });
    if (!read)
        return Failure(read.error());
    return mark;
}

Result<void> MailboxRepository::setMark(Transaction &transaction, qint64 id, const MailboxMark &mark)
{
    const auto rows = transaction.execute(
        QStringLiteral("UPDATE mailbox SET uid_validity = ?, last_uid = ?, last_mail = ? WHERE id = ?"),
        {static_cast<qint64>(mark.validity), static_cast<qint64>(mark.lastUid),
         mark.lastMail ? QVariant(toText(*mark.lastMail)) : QVariant(), id});
    return rows ? Result<void>() : Failure(rows.error());
}

Result<std::vector<LeftMail>> MailboxRepository::left(Reader &reader, qint64 id)
{
    std::vector<LeftMail> found;
    const auto read = reader.query(
        QStringLiteral("SELECT uid, size, why, at FROM mailbox_left WHERE mailbox_id = ? ORDER BY uid"), {id},
        [&](const Row &row) -> Result<void> {
            const auto at = row.instant("at");
            if (!at)
                return Failure(at.error());
            found.push_back(
                {static_cast<quint32>(row.integer("uid")), row.integer("size"), row.text("why"), *at});
            return {};
        });
    if (!read)
        return Failure(read.error());
    return found;
}

Result<void> MailboxRepository::addLeft(Transaction &transaction, qint64 id, const LeftMail &mail)
{
    const auto rows = transaction.execute(
        QStringLiteral(
            "INSERT INTO mailbox_left (mailbox_id, uid, size, why, at) SELECT id, ?, ?, ?, ? FROM mailbox "
            "WHERE id = ? ON CONFLICT (mailbox_id, uid) DO NOTHING"),
        {static_cast<qint64>(mail.uid), mail.size, mail.why, toText(mail.at), id});
    return rows ? Result<void>() : Failure(rows.error());
}

Result<void> MailboxRepository::removeLeft(Transaction &transaction, qint64 id, quint32 uid)
{
    const auto rows =
        transaction.execute(QStringLiteral("DELETE FROM mailbox_left WHERE mailbox_id = ? AND uid = ?"),
                            {id, static_cast<qint64>(uid)});
    return rows ? Result<void>() : Failure(rows.error());
}

Result<void> MailboxRepository::forgetLeft(Transaction &transaction, qint64 id)
{
    const auto rows =
        transaction.execute(QStringLiteral("DELETE FROM mailbox_left WHERE mailbox_id = ?"), {id});
    return rows ? Result<void>() : Failure(rows.error());
}

} // namespace slipway
