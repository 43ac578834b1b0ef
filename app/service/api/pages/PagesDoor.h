// The listener of the pages behind signed links, and of nothing else: opened where the setting says, and
// opened anew when that or the certificate changes. What can't be opened is said, and tried again.
#pragma once
#include "service/api/HttpServer.h"
#include "service/api/pages/PagesHandler.h"
#include "service/api/pages/PagesSettings.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace slipway {

class PagesDoor
{
public:
    // `address`: where it listens when the setting names none.
    PagesDoor(Store &store, LinkDesk &desk, QString address);
    ~PagesDoor(); // stops

    void start(); // listening when it returns, if it can be
    void stop();

    QString url() const;                    // as this machine itself reaches it; empty: it isn't open
    std::optional<Problem> problem() const; // why it isn't open
    // What the setting says, to which it was opened last.
    Result<PagesSettings> settings() const;

private:
    struct Open; // a handler and its server
    void loop(const std::stop_token &stop);
    void look();
    Result<void> open(const PagesSettings &settings);
    void close();

    Store &m_store;
    LinkDesk &m_desk;
    const QString m_address;
    mutable std::mutex m_mutex; // for what follows
    std::condition_variable_any m_wake;
    bool m_changed = false;
    std::unique_ptr<Open> m_open;
    std::optional<Problem> m_problem;
    QByteArray m_seen; // what was opened
    int m_subscription = 0;
    std::jthread m_thread;
};

} // namespace slipway
