// Tells a watcher outside that pages would go out now, again and again, and says nothing once they wouldn't:
// it is the silence that raises the alarm. Each way has a thread of its own, so that nothing here holds up
// paging, nor one way the other.
#pragma once
#include "service/notify/HttpSender.h"
#include "service/secrets/SecretBook.h"
#include "service/support/OutsideWatcher.h"
#include "service/support/Postman.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <thread>

namespace slipway {

class WatcherDesk
{
public:
    enum class Way { Url, Mail };
    // How long nothing that is due was attended to.
    using Behind = std::function<Duration()>;
    using MailServer = MailRoute::Server;

    struct Options
    {
        Duration stall = std::chrono::seconds(10);    // so long without progress: nothing is told any more
        Duration look = std::chrono::seconds(1);      // at whether it goes on, while it doesn't
        Duration retry = std::chrono::seconds(10);    // after what couldn't be told, if not sooner anyway
        Duration patience = std::chrono::seconds(10); // with whoever is called
    };

    // mailFolder: as MailRoute's. statusFile: what `doctor` reads.
    WatcherDesk(Store &store, SecretStore &secrets, Behind behind, MailServer server, QString mailFolder,
                QString statusFile)
        : WatcherDesk(store, secrets, std::move(behind), std::move(server), std::move(mailFolder),
                      std::move(statusFile), Options())
    {
    }
    WatcherDesk(Store &store, SecretStore &secrets, Behind behind, MailServer server, QString mailFolder,
                QString statusFile, Options options);
    ~WatcherDesk(); // stops

    Result<void> start();
    void stop();

    // {"url","method","token","mail","every_seconds",
    // "ways":[{"way","place","tried_at","accepted_at","problem","hint","silent"}]}; without a watcher
    // "every_seconds" is null and "ways" is empty.
    Result<QJsonObject> show() const;
    Result<QJsonObject> set(const QJsonObject &body, const QString &actor); // see OutsideWatcher::with
    Result<void> remove(const QString &actor);                              // NotFound; its secret goes, too
    // Once, however it goes: {"ok","ways":[{"way","ok","problem","hint"}]}.
    Result<QJsonObject> test(const std::stop_token &stop = {}) const;

    QByteArray metrics() const;
    // Of a service that may not run: [{"way","place","problem","hint"}].
    static QJsonArray statusIn(const QString &file);

private:
    struct State
    {
        std::optional<Instant> tried;
        std::optional<Instant> accepted;
        QString problem;
        QString hint;
        bool isSilent = false;
        qint64 acceptedCount = 0;
        qint64 failedCount = 0;
    };
    struct Told
    {
        bool isAccepted = false;
        QString problem;
        QString hint;
    };

    void watch(const OutsideWatcher &watcher);
    void forget();
    void serve(Way way, const OutsideWatcher &watcher, const std::stop_token &stop);
    Duration turn(Way way, const OutsideWatcher &watcher, const std::stop_token &stop);
    Told tell(Way way, const OutsideWatcher &watcher, const std::stop_token &stop) const;
    Told call(const OutsideWatcher &watcher, const std::stop_token &stop) const;
    Told mail(const OutsideWatcher &watcher, const std::stop_token &stop) const;
    void note(Way way, const OutsideWatcher &watcher, const Told &told);
    void writeStatus() const;
    QJsonArray ways() const;

    Store &m_store;
    SecretStore &m_secrets;
    SecretBook m_book;
    const Behind m_behind;
    const MailServer m_server;
    const QString m_mailFolder;
    const QString m_statusFile;
    const Options m_options;
    std::mutex m_changing; // one change of settings at a time
    mutable std::mutex m_writing;
    mutable std::mutex m_mutex; // for what follows
    std::condition_variable_any m_wake;
    bool m_isStarted = false;
    std::optional<OutsideWatcher> m_watcher;
    std::map<Way, State> m_states;
    std::vector<std::jthread> m_threads; // only who holds m_changing touches them
};

} // namespace slipway
