#include "service/mailbox/Mailboxes.h"

#include "domain/Json.h"
#include "service/ipc/Process.h"

namespace slipway {

namespace {

constexpr qint64 largestStatus = 1024 * 1024;

Failure noPassword(const QString &name)
{
    return fail(
        Problem::Kind::Invalid, QStringLiteral("A mailbox needs the password of its user"),
        QStringLiteral("Give it: slipwayctl mailbox set %1 --password reads it from stdin.").arg(name),
        QStringLiteral("/password"));
}

Failure noOAuth(const QString &name)
{
    return fail(
        Problem::Kind::Invalid,
        QStringLiteral("A mailbox with OAuth2 needs a refresh token, or the client's secret, or both"),
        QStringLiteral("Give them: slipwayctl mailbox set %1 --client-secret --refresh-token reads "
                       "them from stdin. Another endpoint or client needs them anew.")
            .arg(name),
        QStringLiteral("/refresh_token"));
}

Result<std::optional<SecretValue>> checked(const Mailbox &mailbox, SecretValue secret)
{
    if (auto fine = SecretStore::check(mailbox.secret(), secret.bytes()); !fine)
        return Failure(fine.error());
    return std::optional(std::move(secret));
}

// A secret of the other way to sign in.
Failure misplaced(const QString &field, const QString &signIn)
{
    return fail(Problem::Kind::Invalid, QStringLiteral("The mailbox doesn't sign in with that"),
                QStringLiteral("Leave it out, or set sign_in to %1.").arg(signIn), field);
}

} // namespace

Mailboxes::Mailboxes(Store &store, SecretStore &secrets, MailboxReader::Take take, QString statusFile,
                     MailboxOptions options)
    : m_store(store),
      m_secrets(secrets),
      m_book(store, secrets),
      m_take(std::move(take)),
      m_statusFile(std::move(statusFile)),
      m_options(options),
      m_tokens(store, secrets, m_book, options.token)
{
}

Mailboxes::~Mailboxes()
{
    stop();
}

Result<void> Mailboxes::start()
{
    const auto mailboxes = m_store.read([](Reader &reader) { return MailboxRepository::list(reader); });
    if (!mailboxes)
        return Failure(mailboxes.error());
    {
        const std::lock_guard lock(m_mutex);
        m_isStarted = true;
    }
    for (const Mailbox &mailbox : *mailboxes)
        watch(mailbox);
    writeStatus();
    return {};
}

// All are asked before any is waited for.
void Mailboxes::stop()
{
    const std::lock_guard changing(m_changing);
    std::map<QString, std::unique_ptr<MailboxWatch>> ending;
    {
        const std::lock_guard lock(m_mutex);
        m_isStarted = false;
        ending.swap(m_watches);
    }
    for (const auto &[name, watch] : ending)
        watch->askToStop();
}

void Mailboxes::watch(const Mailbox &mailbox)
{
    auto fresh = std::make_unique<MailboxWatch>(m_store, m_secrets, m_tokens, mailbox, m_take, m_options,
                                                [this] { writeStatus(); });
    const std::lock_guard lock(m_mutex);
    if (!m_isStarted)
        return;
    fresh->start();
    m_watches.emplace(mailbox.name, std::move(fresh));
}

// Whoever gets it ends it, without our lock: its thread may want that.
std::unique_ptr<MailboxWatch> Mailboxes::forget(const QString &name)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_watches.find(name);
    if (found == m_watches.end())
        return nullptr;
    auto watch = std::move(found->second);
    m_watches.erase(found);
    return watch;
}

MailboxStatus Mailboxes::statusOf(const QString &name) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_watches.find(name);
    return found == m_watches.end() ? MailboxStatus() : found->second->status();
}

Result<QJsonObject> Mailboxes::describe(Reader &reader, const Mailbox &mailbox) const
{
    const auto mark = MailboxRepository::mark(reader, mailbox.id);
    const auto left = MailboxRepository::left(reader, mailbox.id);
    if (!mark || !left)
        return Failure(mark ? left.error() : mark.error());
    QJsonArray leftMail;
    for (const LeftMail &one : *left)
        leftMail.append(one.toJson());
    QJsonObject state = statusOf(mailbox.name).toJson();
    state.insert(QStringLiteral("last_mail"),
                 mark->lastMail ? QJsonValue(toText(*mark->lastMail)) : QJsonValue());
    state.insert(QStringLiteral("left"), leftMail);
    QJsonObject object = mailbox.toJson();
    object.insert(QStringLiteral("state"), state);
    return object;
}

Result<std::vector<QJsonObject>> Mailboxes::list() const
{
    return m_store.read([&](Reader &reader) -> Result<std::vector<QJsonObject>> {
        const auto mailboxes = MailboxRepository::list(reader);
        if (!mailboxes)
            return Failure(mailboxes.error());
        std::vector<QJsonObject> items;
        for (const Mailbox &mailbox : *mailboxes) {
            auto object = describe(reader, mailbox);
            if (!object)
                return Failure(object.error());
            items.push_back(std::move(*object));
        }
        return items;
    });
}

Result<QJsonObject> Mailboxes::show(const QString &name) const
{
    return m_store.read([&](Reader &reader) -> Result<QJsonObject> {
        const auto mailbox = MailboxRepository::find(reader, name);
        return mailbox ? describe(reader, *mailbox) : Failure(mailbox.error());
    });
}

Result<std::optional<SecretValue>> Mailboxes::secretFor(const Mailbox &wanted, const Mailbox &before,
                                                        const MailboxSecrets &given) const
{
    const auto known = m_book.known(wanted.secret());
    if (!known)
        return Failure(known.error());
    // A secret goes only to whom it was given for.
    const bool isOther = wanted.signIn != before.signIn || wanted.tokenUrl != before.tokenUrl ||
                         wanted.clientId != before.clientId;
    const bool isKept = *known && !isOther;
    const bool isOfOAuth = !given.client.isEmpty() || !given.refresh.isEmpty();
    if (wanted.signIn == Mailbox::SignIn::Password) {
        if (isOfOAuth)
            return misplaced(QStringLiteral("/client_secret"), QStringLiteral("oauth2"));
        if (given.password.isEmpty())
            return isKept ? Result<std::optional<SecretValue>>(std::nullopt) : noPassword(wanted.name);
        return checked(wanted, SecretValue(given.password.bytes()));
    }
    if (!given.password.isEmpty())
        return misplaced(QStringLiteral("/password"), QStringLiteral("password"));
    if (!isOfOAuth)
        return isKept ? Result<std::optional<SecretValue>>(std::nullopt) : noOAuth(wanted.name);
    OAuthSecrets secrets;
    if (isKept)
        secrets = OAuthSecrets::of(**known, wanted.name).value_or(OAuthSecrets());
    if (!given.client.isEmpty())
        secrets.client = SecretValue(given.client.bytes());
    if (!given.refresh.isEmpty())
        secrets.refresh = SecretValue(given.refresh.bytes());
    if (!OAuthSecrets::canBe(secrets.client) || !OAuthSecrets::canBe(secrets.refresh))
        return fail(Problem::Kind::Invalid, QStringLiteral("A secret of OAuth2 is one line of plain letters"),
                    QStringLiteral("Give it as the endpoint gave it, without anything around it."),
                    OAuthSecrets::canBe(secrets.client) ? QStringLiteral("/refresh_token")
                                                        : QStringLiteral("/client_secret"));
    return checked(wanted, secrets.sealed());
}

Result<QJsonObject> Mailboxes::set(const QString &name, const QJsonObject &body, const MailboxSecrets &given,
                                   const QString &actor)
{
    const std::lock_guard changing(m_changing);
    Mailbox wanted;
    wanted.name = name;
    Mailbox before = wanted;
    const QString secret = wanted.secret();
    const auto ready = [&](Reader &reader) -> Result<void> {
        auto found = MailboxRepository::find(reader, name);
        if (!found && found.error().kind != Problem::Kind::NotFound)
            return Failure(found.error());
        if (found)
            before = std::move(*found);
        auto read = Mailbox::fromJson(body, before);
        if (!read)
            return Failure(read.error());
        wanted = std::move(*read);
        return {};
    };
    if (auto fine = m_store.read(ready); !fine)
        return Failure(fine.error());
    if (auto fine = secretFor(wanted, before, given); !fine)
        return Failure(fine.error());
    // The old one ends before the new settings count: it notes how far it has read.
    forget(name).reset();
    const auto written = m_book.change(secret, [&](Transaction &transaction) -> Result<void> {
        auto set = MailboxRepository::set(transaction, actor, wanted);
        if (!set)
            return Failure(set.error());
        wanted = std::move(*set);
        // Only now: a token endpoint may have changed the refresh token since.
        const auto fresh = secretFor(wanted, before, given);
        if (!fresh)
            return Failure(fresh.error());
        return *fresh ? m_book.put(transaction, secret, **fresh, actor) : Result<void>();
    });
    m_tokens.forget(name);
    const auto now = m_store.read([&](Reader &reader) { return MailboxRepository::find(reader, name); });
    if (now)
        watch(*now); // also where nothing was changed
    writeStatus();
    return written ? show(name) : Failure(written.error());
}

Result<void> Mailboxes::remove(const QString &name, const QString &actor)
{
    const std::lock_guard changing(m_changing);
    const auto mailbox = m_store.read([&](Reader &reader) { return MailboxRepository::find(reader, name); });
    if (!mailbox)
        return Failure(mailbox.error());
    forget(name).reset();
    auto removed = m_book.change(mailbox->secret(), [&](Transaction &transaction) -> Result<void> {
        if (auto gone = MailboxRepository::remove(transaction, actor, name); !gone)
            return gone;
        const auto known = m_book.known(mailbox->secret());
        if (!known)
            return Failure(known.error());
        return *known ? m_book.take(transaction, mailbox->secret(), actor) : Result<void>();
    });
    m_tokens.forget(name);
    if (!removed)
        watch(*mailbox);
    writeStatus();
    return removed;
}

Result<QJsonObject> Mailboxes::check(const QString &name, const std::stop_token &stop)
{
    const auto mailbox = m_store.read([&](Reader &reader) { return MailboxRepository::find(reader, name); });
    if (!mailbox)
        return Failure(mailbox.error());
    QJsonObject answer{
        {QStringLiteral("name"), name}, {QStringLiteral("idle"), false}, {QStringLiteral("mails"), 0}};
    const auto look = [&]() -> Result<void> {
        ImapClient::Patience patience = m_options.patience;
        patience.connect = std::min<Duration>(patience.connect, std::chrono::seconds(10));
        patience.answer = std::min<Duration>(patience.answer, std::chrono::seconds(10));
        const auto opened = signedIn(*mailbox, m_secrets, m_tokens, patience, stop);
        if (!opened)
            return Failure(opened.error());
        ImapClient &client = **opened;
        answer.insert(QStringLiteral("idle"), client.canIdle());
        const auto folder = client.select(mailbox->folder, true);
        if (!folder)
            return Failure(folder.error());
        answer.insert(QStringLiteral("mails"), folder->mails);
        return {};
    };
    const auto looked = look();
    answer.insert(QStringLiteral("ok"), looked.has_value());
    answer.insert(QStringLiteral("problem"), looked ? QString() : looked.error().what);
    answer.insert(QStringLiteral("hint"), looked ? QString() : looked.error().hint);
    return answer;
}

QByteArray Mailboxes::metrics() const
{
    const auto mailboxes = list();
    if (!mailboxes)
        return {};
    QByteArray up =
        "# HELP slipway_mailbox_up Whether a mailbox is connected to.\n# TYPE slipway_mailbox_up gauge\n";
    QByteArray taken = "# HELP slipway_mailbox_taken_total Mails that were taken from a mailbox.\n"
                       "# TYPE slipway_mailbox_taken_total counter\n";
    QByteArray left =
        "# HELP slipway_mailbox_left Mails that couldn't be taken and were left on the server.\n"
        "# TYPE slipway_mailbox_left gauge\n";
    for (const QJsonObject &mailbox : *mailboxes) {
        const QByteArray label =
            "{mailbox=\"" + mailbox.value(QStringLiteral("name")).toString().toUtf8() + "\"} ";
        const QJsonObject state = mailbox.value(QStringLiteral("state")).toObject();
        up += "slipway_mailbox_up" + label +
              (state.value(QStringLiteral("connected")).toBool() ? "1\n" : "0\n");
        taken += "slipway_mailbox_taken_total" + label +
                 QByteArray::number(state.value(QStringLiteral("taken")).toInteger()) + '\n';
        left += "slipway_mailbox_left" + label +
                QByteArray::number(state.value(QStringLiteral("left")).toArray().size()) + '\n';
    }
    return up + taken + left;
}

void Mailboxes::writeStatus() const
{
    const std::lock_guard writing(m_writing);
    QJsonArray items;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[name, watch] : m_watches) {
            const MailboxStatus status = watch->status();
            QJsonObject one = status.toJson();
            one.insert(QStringLiteral("name"), name);
            one.insert(QStringLiteral("left"), status.left);
            one.insert(QStringLiteral("place"), watch->mailbox().place());
            items.append(one);
        }
    }
    const auto written = writeFileAtomically(
        m_statusFile, toBytes(QJsonObject{{QStringLiteral("mailboxes"), items}}) + '\n', 0600);
    if (!written)
        qWarning("slipwayd: %s", qUtf8Printable(written.error().text()));
}

QJsonArray Mailboxes::statusIn(const QString &file)
{
    const auto bytes = readFile(file, largestStatus);
    const auto object = bytes ? objectFromBytes(*bytes, file) : Failure(bytes.error());
    return object ? object->value(QStringLiteral("mailboxes")).toArray() : QJsonArray();
}

} // namespace slipway
