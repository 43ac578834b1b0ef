// All mailboxes that mail is taken from: their settings, their secrets and whoever watches them.
#pragma once
#include "service/mailbox/MailboxWatch.h"
#include "service/secrets/SecretBook.h"

#include <map>

namespace slipway {

// What somebody gives with the settings; empty: it stays as it is.
struct MailboxSecrets
{
    SecretValue password = {};
    SecretValue client = {}; // of OAuth2, as the next
    SecretValue refresh = {};
};

class Mailboxes
{
public:
    // `take` may be called by several threads at once. statusFile: what `doctor` reads.
    Mailboxes(Store &store, SecretStore &secrets, MailboxReader::Take take, QString statusFile,
              MailboxOptions options = {});
    ~Mailboxes(); // stops

    Result<void> start();
    void stop();

    // With their state, as the API shows them.
    Result<std::vector<QJsonObject>> list() const;
    Result<QJsonObject> show(const QString &name) const;
    // What `body` doesn't say stays. A new one, and one that signs in in another way, needs a password or
    // what OAuth2 takes; it is kept as the secret "mailbox.NAME". It is connected to anew.
    Result<QJsonObject> set(const QString &name, const QJsonObject &body, const MailboxSecrets &given,
                            const QString &actor);
    Result<void> remove(const QString &name, const QString &actor); // its secret goes with it
    // Connects once, changes nothing there: {"name", "ok", "problem", "hint", "idle", "mails"}.
    Result<QJsonObject> check(const QString &name, const std::stop_token &stop = {});

    QByteArray metrics() const;

    // Of a service that may not run: {"name", "connected", "problem", …} of each.
    static QJsonArray statusIn(const QString &file);

private:
    // What to keep for `wanted` instead of what is kept; nothing: that stays.
    Result<std::optional<SecretValue>> secretFor(const Mailbox &wanted, const Mailbox &before,
                                                 const MailboxSecrets &given) const;
    void watch(const Mailbox &mailbox);
    std::unique_ptr<MailboxWatch> forget(const QString &name);
    MailboxStatus statusOf(const QString &name) const;
    Result<QJsonObject> describe(Reader &reader, const Mailbox &mailbox) const;
    void writeStatus() const;

    Store &m_store;
    SecretStore &m_secrets;
    SecretBook m_book;
    const MailboxReader::Take m_take;
    const QString m_statusFile;
    const MailboxOptions m_options;
    AccessTokens m_tokens;
    std::mutex m_changing; // one change of settings at a time
    mutable std::mutex m_writing;
    mutable std::mutex m_mutex; // for what follows
    bool m_isStarted = false;
    std::map<QString, std::unique_ptr<MailboxWatch>> m_watches;
};

} // namespace slipway
