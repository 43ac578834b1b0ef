// All mailboxes that mail is taken from: their settings, their passwords and whoever watches them.
#pragma once
#include "service/mailbox/MailboxWatch.h"
#include "service/secrets/SecretBook.h"

#include <map>

namespace slipway {

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
    // What `body` doesn't say stays. A new one needs a password; with one that is given it is kept as the
    // secret "mailbox.NAME". It is connected to anew.
    Result<QJsonObject> set(const QString &name, const QJsonObject &body, const SecretValue &password,
                            const QString &actor);
    Result<void> remove(const QString &name, const QString &actor); // its password goes with it
    // Connects once, changes nothing there: {"name", "ok", "problem", "hint", "idle", "mails"}.
    Result<QJsonObject> check(const QString &name, const std::stop_token &stop = {}) const;

    QByteArray metrics() const;

    // Of a service that may not run: {"name", "connected", "problem", …} of each.
    static QJsonArray statusIn(const QString &file);

private:
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
    std::mutex m_changing; // one change of settings at a time
    mutable std::mutex m_writing;
    mutable std::mutex m_mutex; // for what follows
    bool m_isStarted = false;
    std::map<QString, std::unique_ptr<MailboxWatch>> m_watches;
};

} // namespace slipway
