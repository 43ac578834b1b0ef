// Takes the mail of an environment's programs on its own loopback and puts each message into a file of a
// folder: kept there when the environment is quiet, for the service to pick up when it isn't. No relaying, no
// extensions but SIZE and 8BITMIME; runs in a worker of its own until it is ended.
#pragma once
#include "service/ipc/FileDescriptor.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <list>
#include <vector>

namespace slipway::init {

class SmtpReceiver
{
public:
    SmtpReceiver(std::vector<int> listeners, QString folder)
        : m_listeners(std::move(listeners)), m_folder(std::move(folder))
    {
    }
    [[noreturn]] void run();

private:
    using Moment = std::chrono::steady_clock::time_point;
    static constexpr std::size_t mostSessions = 32;
    static constexpr qsizetype mostBytes = 25 * 1024 * 1024;
    static constexpr qsizetype longestLine = 4096;
    static constexpr int mostRecipients = 100;
    static constexpr int mostKept = 10'000; // messages in the folder

    struct Session
    {
        FileDescriptor socket;
        QByteArray input;
        QByteArray from;
        QByteArray recipients; // one a line
        int recipientCount = 0;
        QByteArray data;
        bool hasSender = false;
        bool inData = false;
        bool tooLarge = false;
        bool done = false;
        Moment patience;
    };
    void admit(int listener);
    void read(Session &session);
    void line(Session &session, const QByteArray &text);
    void dataLine(Session &session, const QByteArray &text);
    void recipient(Session &session, const QByteArray &text);
    void finish(Session &session);
    bool hasRoom();
    bool store(const Session &session);
    static void reply(Session &session, const QByteArray &text);
    static void reset(Session &session);

    std::vector<int> m_listeners;
    QString m_folder;
    std::list<Session> m_sessions;
    quint64 m_count = 0;
    int m_untilCount = 0;
};

} // namespace slipway::init
