#include "service/store/UserRepository.h"

#include "service/store/CatalogRepository.h"
#include "service/store/Cursor.h"
#include "service/store/Like.h"

#include <QRegularExpression>

#include <array>
#include <sodium.h>

namespace slipway {

namespace {

constexpr unsigned long long passwordRounds = 2;
constexpr std::size_t passwordMemory = 19 * 1024 * 1024;
constexpr qsizetype shortestPassword = 8;
constexpr qsizetype longestPassword = 1024;
constexpr auto touchEvery = std::chrono::minutes(1);

// A hash of nobody's password in this very cost: unknown names take as long as known ones.
const QByteArray &nobodysHash()
{
    static const QByteArray hash = [] {
        const auto made = UserRepository::hashOfPassword(QStringLiteral("nobody has this password"));
        return made ? made->toLatin1() : QByteArray();
    }();
    return hash;
}

const QString userSql = QStringLiteral(
    "SELECT account.id, account.name, account.role, customer.slug AS customer, account.active, "
    "account.password_hash, account.created FROM account "
    "LEFT JOIN customer ON customer.id = account.customer_id");

User userFrom(const Row &row)
{
    User user;
    user.id = row.integer("id");
    user.name = row.text("name");
    user.role = roleFromText(row.text("role")).value_or(Role::Customer);
    user.customer = row.text("customer");
    user.active = row.flag("active");
    user.hasPassword = !row.text("password_hash").isEmpty();
    user.created = row.instant("created").value_or(Instant());
    return user;
}

QString hashOfToken(const QByteArray &token)
{
    std::array<unsigned char, 32> hash{};
    ::crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char *>(token.constData()),
                         static_cast<unsigned long long>(token.size()), nullptr, 0);
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char *>(hash.data()), static_cast<qsizetype>(hash.size())).toHex());
}

void insertTime(QJsonObject &object, const QString &key, const std::optional<Instant> &time)
{
    object.insert(key, time ? QJsonValue(toText(*time)) : QJsonValue(QJsonValue::Null));
}

Result<void> checkUser(const User &user)
{
    static const QRegularExpression pattern(QStringLiteral("^[a-z][a-z0-9._@+-]{0,79}$"));
    if (!pattern.match(user.name).hasMatch()) {
        return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" can't name a user").arg(user.name),
                    QStringLiteral("Use lower case letters, digits and . _ @ + -, a letter first."),
                    QStringLiteral("name"));
    }
    if ((user.role == Role::Customer) == user.customer.isEmpty()) {
        return fail(Problem::Kind::Invalid,
                    QStringLiteral("A user of the role customer belongs to a customer, and only such a one"),
                    QStringLiteral("Name the customer with the role customer, and none with another role."),
                    QStringLiteral("customer"));
    }
    return {};
}

QString subjectOf(const QString &name)
{
    return QStringLiteral("user/") + name;
}

Failure notSignedIn()
{
    return fail(Problem::Kind::Unauthenticated, QStringLiteral("Name or password are wrong"),
                QStringLiteral("Try again, or ask an administrator for a new password."));
}

} // namespace

QJsonObject User::toJson() const
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("name"), name},
            {QStringLiteral("role"), toText(role)},
            {QStringLiteral("customer"), customer.isEmpty() ? QJsonValue(QJsonValue::Null) : customer},
            {QStringLiteral("active"), active},
            {QStringLiteral("has_password"), hasPassword},
            {QStringLiteral("created"), slipway::toText(created)}};
}

QJsonObject Token::toJson() const
{
    QJsonObject object{{QStringLiteral("id"), id},
                       {QStringLiteral("user"), user},
                       {QStringLiteral("label"), label},
                       {QStringLiteral("created"), toText(created)}};
    insertTime(object, QStringLiteral("expires"), expires);
    insertTime(object, QStringLiteral("last_used"), lastUsed);
    insertTime(object, QStringLiteral("revoked"), revoked);
    return object;
}

Result<User> UserRepository::add(Transaction &transaction, const QString &actor, const User &user)
{
    if (auto fine = checkUser(user); !fine)
        return Failure(fine.error());
    QVariant customerId;
    if (!user.customer.isEmpty()) {
        const auto customer = CatalogRepository::customer(transaction, user.customer);
        if (!customer)
            return Failure(customer.error());
        customerId = customer->id;
    }
    const auto taken =
        transaction.integer(QStringLiteral("SELECT count(*) FROM account WHERE name = ?"), {user.name});
    if (!taken)
        return Failure(taken.error());
    if (*taken > 0)
        return fail(Problem::Kind::Conflict, QStringLiteral("There is a user \"%1\" already").arg(user.name));
    User added = user;
    added.created = transaction.now();
    added.active = true;
    added.hasPassword = false;
    const auto id = transaction.insert(
        QStringLiteral("INSERT INTO account (name, role, customer_id, password_hash, active, created) "
                       "VALUES (?, ?, ?, '', 1, ?) RETURNING id"),
        {added.name, toText(added.role), customerId, toText(added.created)});
    if (!id)
        return Failure(id.error());
    added.id = *id;
    transaction.append({actor, QStringLiteral("user.created"), subjectOf(added.name), added.toJson()});
    return added;
}

Result<User> UserRepository::find(Reader &reader, const QString &name)
{
    std::optional<User> found;
    auto read = reader.query(userSql + QStringLiteral(" WHERE account.name = ?"), {name},
                             [&](const Row &row) -> Result<void> {
                                 found = userFrom(row);
                                 return {};
                             });
    if (!read)
        return Failure(read.error());
    if (!found)
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no user \"%1\"").arg(name));
    return std::move(*found);
}

Result<Page<User>> UserRepository::list(Reader &reader, const PageRequest &request)
{
    const auto before = beforeOf(request);
    if (!before)
        return Failure(before.error());
    const int limit = limitOf(request);
    Page<User> page;
    auto read = reader.query(
        userSql + QStringLiteral(" WHERE account.id < ? AND lower(account.name || ' ' || account.role || ' ' "
                                 "|| coalesce(customer.slug, '')) LIKE lower(?) ESCAPE '\\' "
                                 "ORDER BY account.id DESC LIMIT ?"),
        {*before, likeAnywhere(request.q), limit + 1}, [&](const Row &row) -> Result<void> {
            page.items.push_back(userFrom(row));
            return {};
        });
    if (!read)
        return Failure(read.error());
    closePage(page, limit);
    return page;
}

Result<void> UserRepository::setActive(Transaction &transaction, const QString &actor, const QString &name,
                                       bool active)
{
    const auto changed = transaction.execute(QStringLiteral("UPDATE account SET active = ? WHERE name = ?"),
                                             {active ? 1 : 0, name});
    if (!changed)
        return Failure(changed.error());
    if (*changed == 0)
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no user \"%1\"").arg(name));
    transaction.append({actor,
                        active ? QStringLiteral("user.enabled") : QStringLiteral("user.disabled"),
                        subjectOf(name),
                        {}});
    return {};
}

Result<QString> UserRepository::hashOfPassword(const QString &password)
{
    const QByteArray bytes = password.toUtf8();
    if (password.size() < shortestPassword || bytes.size() > longestPassword) {
        return fail(Problem::Kind::Invalid, QStringLiteral("The password is too short or too long"),
                    QStringLiteral("Use %1 characters or more.").arg(shortestPassword),
                    QStringLiteral("password"));
    }
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (::sodium_init() < 0 ||
        ::crypto_pwhash_str_alg(hash.data(), bytes.constData(), static_cast<unsigned long long>(bytes.size()),
                                passwordRounds, passwordMemory, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return fail(Problem::Kind::Unavailable, QStringLiteral("The password can't be hashed: out of memory"),
                    QStringLiteral("Try again when the machine has 20 MB free."));
    }
    return QString::fromLatin1(hash.data());
}

Result<void> UserRepository::setPassword(Transaction &transaction, const QString &actor, const QString &name,
                                         const QString &hash)
{
    const auto changed = transaction.execute(
        QStringLiteral("UPDATE account SET password_hash = ? WHERE name = ?"), {hash, name});
    if (!changed)
        return Failure(changed.error());
    if (*changed == 0)
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no user \"%1\"").arg(name));
    transaction.append({actor, QStringLiteral("user.password"), subjectOf(name), {}});
    return {};
}

Result<User> UserRepository::verifyPassword(Reader &reader, const QString &name, const QString &password)
{
    QByteArray hash = nobodysHash();
    std::optional<User> found;
    auto read = reader.query(userSql + QStringLiteral(" WHERE account.name = ? AND account.active = 1"),
                             {name}, [&](const Row &row) -> Result<void> {
                                 found = userFrom(row);
                                 if (found->hasPassword)
                                     hash = row.text("password_hash").toLatin1();
                                 return {};
                             });
    if (!read)
        return Failure(read.error());
    const QByteArray bytes = password.toUtf8().left(longestPassword + 1);
    const bool fits = ::crypto_pwhash_str_verify(hash.constData(), bytes.constData(),
                                                 static_cast<unsigned long long>(bytes.size())) == 0;
    if (!fits || !found || !found->hasPassword)
        return notSignedIn();
    return std::move(*found);
}

Result<QByteArray> UserRepository::issueToken(Transaction &transaction, const QString &actor,
                                              const QString &name, const QString &label,
                                              std::optional<Instant> expires)
{
    const auto user = find(transaction, name);
    if (!user)
        return Failure(user.error());
    if (::sodium_init() < 0)
        return fail(Problem::Kind::Internal, QStringLiteral("libsodium can't be initialised"));
    QByteArray random(32, '\0');
    ::randombytes_buf(random.data(), static_cast<std::size_t>(random.size()));
    const QByteArray token =
        "slw_" + random.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    const auto id = transaction.insert(
        QStringLiteral("INSERT INTO token (account_id, label, hash, created, expires) VALUES (?, ?, ?, ?, ?) "
                       "RETURNING id"),
        {user->id, label, hashOfToken(token), toText(transaction.now()),
         expires ? QVariant(toText(*expires)) : QVariant()});
    if (!id)
        return Failure(id.error());
    QJsonObject payload{{QStringLiteral("token"), *id}, {QStringLiteral("label"), label}};
    insertTime(payload, QStringLiteral("expires"), expires);
    transaction.append({actor, QStringLiteral("token.issued"), subjectOf(name), payload});
    return token;
}

Result<Session> UserRepository::verifyToken(Reader &reader, const QByteArray &token, Instant now)
{
    static const QString sql = QStringLiteral(
        "SELECT account.id, account.name, account.role, customer.slug AS customer, account.active, "
        "account.password_hash, account.created, token.id AS token_id, token.expires, token.last_used "
        "FROM token JOIN account ON account.id = token.account_id "
        "LEFT JOIN customer ON customer.id = account.customer_id "
        "WHERE token.hash = ? AND token.revoked IS NULL AND account.active = 1");
    std::optional<Session> session;
    auto read = reader.query(sql, {hashOfToken(token)}, [&](const Row &row) -> Result<void> {
        const auto expires = row.optionalInstant("expires");
        if (expires && *expires <= now)
            return {};
        const auto used = row.optionalInstant("last_used");
        session =
            Session{userFrom(row), row.integer("token_id"), !used || now - *used >= touchEvery, expires};
        return {};
    });
    if (!read)
        return Failure(read.error());
    if (!session) {
        return fail(Problem::Kind::Unauthenticated,
                    QStringLiteral("The token is unknown, expired or was revoked"),
                    QStringLiteral("Sign in again, or ask for one with \"slipwayctl user token\"."));
    }
    return std::move(*session);
}

Result<void> UserRepository::touchToken(Transaction &transaction, qint64 tokenId)
{
    const auto changed = transaction.execute(QStringLiteral("UPDATE token SET last_used = ? WHERE id = ?"),
                                             {toText(transaction.now()), tokenId});
    return changed ? Result<void>() : Failure(changed.error());
}

Result<void> UserRepository::revokeToken(Transaction &transaction, const QString &actor, qint64 tokenId)
{
    QString name;
    auto read = transaction.query(
        QStringLiteral("SELECT account.name FROM token JOIN account ON account.id = token.account_id "
                       "WHERE token.id = ? AND token.revoked IS NULL"),
        {tokenId}, [&](const Row &row) -> Result<void> {
            name = row.text("name");
            return {};
        });
    if (!read)
        return read;
    if (name.isEmpty())
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no valid token %1").arg(tokenId));
    const auto changed = transaction.execute(QStringLiteral("UPDATE token SET revoked = ? WHERE id = ?"),
                                             {toText(transaction.now()), tokenId});
    if (!changed)
        return Failure(changed.error());
    transaction.append(
        {actor, QStringLiteral("token.revoked"), subjectOf(name), {{QStringLiteral("token"), tokenId}}});
    return {};
}

Result<std::vector<Token>> UserRepository::tokens(Reader &reader, const QString &name)
{
    std::vector<Token> list;
    auto read = reader.query(
        QStringLiteral("SELECT token.id, account.name, token.label, token.created, token.expires, "
                       "token.last_used, token.revoked FROM token "
                       "JOIN account ON account.id = token.account_id WHERE account.name = ? "
                       "ORDER BY token.id DESC"),
        {name}, [&](const Row &row) -> Result<void> {
            list.push_back({row.integer("id"), row.text("name"), row.text("label"),
                            row.instant("created").value_or(Instant()), row.optionalInstant("expires"),
                            row.optionalInstant("last_used"), row.optionalInstant("revoked")});
            return {};
        });
    if (!read)
        return Failure(read.error());
    return list;
}

} // namespace slipway
