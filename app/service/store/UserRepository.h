// Who may sign in: accounts with a role, their passwords (Argon2id) and bearer tokens (kept as hashes).
#pragma once
#include "domain/Roles.h"
#include "service/store/Page.h"
#include "service/store/Transaction.h"

namespace slipway {

struct User
{
    qint64 id = 0;
    QString name;
    Role role = Role::Support;
    QString customer; // slug, for Role::Customer: all it may see
    bool active = true;
    bool hasPassword = false;
    Instant created;
    bool operator==(const User &) const = default;
    QJsonObject toJson() const;
};

struct Token
{
    qint64 id = 0;
    QString user;
    QString label;
    Instant created;
    std::optional<Instant> expires;
    std::optional<Instant> lastUsed;
    std::optional<Instant> revoked;
    bool operator==(const Token &) const = default;
    QJsonObject toJson() const;
};

// Who stands behind a request.
struct Session
{
    User user;
    qint64 tokenId = 0;
    bool isStale = false; // its last use should be noted (at most once a minute): touchToken
    std::optional<Instant> expires;
};

class UserRepository
{
public:
    // A customer's account needs its customer's slug, others have none. Name: as in an address, lower case.
    static Result<User> add(Transaction &transaction, const QString &actor, const User &user);
    static Result<User> find(Reader &reader, const QString &name); // NotFound
    static Result<Page<User>> list(Reader &reader, const PageRequest &request);
    static Result<void> setActive(Transaction &transaction, const QString &actor, const QString &name,
                                  bool active);

    // Argon2id takes its time and 19 MiB: hash before the write, not inside it.
    static Result<QString> hashOfPassword(const QString &password);
    static Result<void> setPassword(Transaction &transaction, const QString &actor, const QString &name,
                                    const QString &hash);
    // Unauthenticated without saying which of both was wrong, in the same time.
    static Result<User> verifyPassword(Reader &reader, const QString &name, const QString &password);

    // Returns the token; it can't be shown again. 32 random bytes after "slw_".
    static Result<QByteArray> issueToken(Transaction &transaction, const QString &actor, const QString &name,
                                         const QString &label, std::optional<Instant> expires = {});
    static Result<Session> verifyToken(Reader &reader, const QByteArray &token, Instant now);
    // Appends no event: looking at something isn't a change.
    static Result<void> touchToken(Transaction &transaction, qint64 tokenId);
    static Result<void> revokeToken(Transaction &transaction, const QString &actor, qint64 tokenId);
    static Result<std::vector<Token>> tokens(Reader &reader, const QString &name); // newest first
};

} // namespace slipway
