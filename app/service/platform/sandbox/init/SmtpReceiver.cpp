#include "service/platform/sandbox/init/SmtpReceiver.h"

#include "domain/Instant.h"
#include "service/ipc/Process.h"

#include <QDir>

#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace slipway::init {

namespace {

constexpr auto idleLimit = std::chrono::seconds(60);
constexpr qsizetype longestAddress = 254;

// The address in "MAIL FROM:<address> …"; null when it isn't one.
QByteArray addressIn(const QByteArray &text, const char *prefix)
{
    const QByteArray head(prefix);
    if (!text.left(head.size()).toUpper().startsWith(head))
        return {};
    const qsizetype open = text.indexOf('<');
    const qsizetype close = text.indexOf('>', open);
    if (open < 0 || close < 0)
        return {};
    const QByteArray address = text.mid(open + 1, close - open - 1);
    const bool plain =
        std::all_of(address.begin(), address.end(), [](char c) { return c > ' ' && c < 0x7f; });
    if (address.isEmpty())
        return QByteArray(""); // "<>" is an address too, and not null
    return plain && address.size() <= longestAddress ? address : QByteArray();
}

} // namespace

void SmtpReceiver::reply(Session &session, const QByteArray &text)
{
    const QByteArray bytes = text + "\r\n";
    // A client that doesn't read its short answers has only itself to blame.
    if (::send(session.socket.get(), bytes.constData(), static_cast<std::size_t>(bytes.size()),
               MSG_NOSIGNAL | MSG_DONTWAIT) != bytes.size())
        session.done = true;
}

void SmtpReceiver::reset(Session &session)
{
    session.from.clear();
    session.recipients.clear();
    session.data.clear();
    session.recipientCount = 0;
    session.hasSender = session.inData = session.tooLarge = false;
}

// Looked at once in a while only: a folder that has grown large takes its time to be counted.
bool SmtpReceiver::hasRoom()
{
    if (m_untilCount-- > 0)
        return true;
    m_untilCount = 100;
    const auto count = QDir(m_folder).entryList({QStringLiteral("*.eml")}, QDir::Files).size();
    if (count < mostKept)
        return true;
    m_untilCount = 0;
    return false;
}

bool SmtpReceiver::store(const Session &session)
{
    const auto now =
        std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    const QString name = QStringLiteral("%1-%2-%3.eml")
                             .arg(toText(now).remove(QLatin1Char(':')))
                             .arg(::getpid())
                             .arg(++m_count);
    QDir().mkpath(m_folder);
    QByteArray bytes = "X-Envelope-From: <" + session.from + ">\r\n";
    for (const QByteArray &recipient : session.recipients.split('\n')) {
        if (!recipient.isEmpty())
            bytes += "X-Envelope-To: <" + recipient + ">\r\n";
    }
    return writeFileAtomically(m_folder + QLatin1Char('/') + name, bytes + session.data, 0660).has_value();
}

void SmtpReceiver::finish(Session &session)
{
    if (session.tooLarge)
        reply(session, "552 5.3.4 Message too large");
    else if (store(session))
        reply(session, "250 2.0.0 Taken");
    else
        reply(session, "451 4.3.0 Can't be stored now");
    reset(session);
}

void SmtpReceiver::dataLine(Session &session, const QByteArray &text)
{
    if (text == ".") {
        finish(session);
        return;
    }
    if (session.data.size() + text.size() > mostBytes) {
        session.tooLarge = true;
        session.data.clear();
    }
    if (!session.tooLarge)
        session.data += (text.startsWith('.') ? text.mid(1) : text) + "\r\n";
}

void SmtpReceiver::recipient(Session &session, const QByteArray &text)
{
    const QByteArray address = addressIn(text, "RCPT TO:");
    if (!session.hasSender)
        reply(session, "503 5.5.1 MAIL first");
    else if (address.isEmpty())
        reply(session, "501 5.1.3 No address");
    else if (session.recipientCount >= mostRecipients)
        reply(session, "452 4.5.3 Too many recipients");
    else {
        session.recipients += address + '\n';
        session.recipientCount++;
        reply(session, "250 2.1.5 OK");
    }
}

void SmtpReceiver::line(Session &session, const QByteArray &text)
{
    if (session.inData) {
        dataLine(session, text);
        return;
    }
    const QByteArray verb = text.left(4).toUpper();
    if (verb == "EHLO") {
        reply(session, "250-localhost\r\n250-8BITMIME\r\n250 SIZE " + QByteArray::number(mostBytes));
    } else if (verb == "HELO") {
        reply(session, "250 localhost");
    } else if (verb == "MAIL") {
        const QByteArray address = addressIn(text, "MAIL FROM:");
        reset(session);
        session.hasSender = !address.isNull();
        session.from = address;
        reply(session, session.hasSender ? "250 2.1.0 OK" : "501 5.1.7 No address");
    } else if (verb == "RCPT") {
        recipient(session, text);
    } else if (verb == "DATA") {
        const bool room = hasRoom();
        session.inData = session.recipientCount > 0 && room;
        reply(session, session.inData ? "354 End with a dot alone"
                       : room         ? "503 5.5.1 RCPT first"
                                      : "452 4.3.1 Too many messages wait here; try again later");
    } else if (verb == "RSET" || verb == "NOOP") {
        if (verb == "RSET")
            reset(session);
        reply(session, "250 2.0.0 OK");
    } else if (verb == "QUIT") {
        reply(session, "221 2.0.0 Bye");
        session.done = true;
    } else {
        reply(session, "502 5.5.1 Not known here");
    }
}

void SmtpReceiver::read(Session &session)
{
    std::array<char, 65536> space;
    const ssize_t count = ::recv(session.socket.get(), space.data(), space.size(), MSG_DONTWAIT);
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (count <= 0) {
        session.done = true;
        return;
    }
    session.patience = std::chrono::steady_clock::now() + idleLimit;
    session.input.append(space.data(), count);
    qsizetype begin = 0;
    for (qsizetype end = session.input.indexOf('\n'); end >= 0 && !session.done;
         end = session.input.indexOf('\n', begin)) {
        QByteArray text = session.input.mid(begin, end - begin);
        if (text.endsWith('\r'))
            text.chop(1);
        begin = end + 1;
        line(session, text);
    }
    session.input.remove(0, begin);
    if (session.input.size() > (session.inData ? mostBytes : longestLine)) {
        reply(session, "500 5.5.2 Line too long");
        session.done = true;
    }
}

void SmtpReceiver::admit(int listener)
{
    FileDescriptor socket(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
    if (!socket.isValid() || m_sessions.size() >= mostSessions)
        return;
    Session session;
    session.socket = std::move(socket);
    session.patience = std::chrono::steady_clock::now() + idleLimit;
    reply(session, "220 localhost ESMTP");
    m_sessions.push_back(std::move(session));
}

void SmtpReceiver::run()
{
    for (;;) {
        std::vector<pollfd> entries;
        std::vector<Session *> order;
        for (const int listener : m_listeners)
            entries.push_back({listener, POLLIN, 0});
        for (Session &session : m_sessions) {
            entries.push_back({session.socket.get(), POLLIN, 0});
            order.push_back(&session);
        }
        ::poll(entries.data(), entries.size(), m_sessions.empty() ? -1 : 1000);
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (entries[m_listeners.size() + i].revents)
                read(*order[i]);
        }
        for (std::size_t i = 0; i < m_listeners.size(); ++i) {
            if (entries[i].revents)
                admit(m_listeners[i]);
        }
        const Moment now = std::chrono::steady_clock::now();
        m_sessions.remove_if(
            [now](const Session &session) { return session.done || session.patience < now; });
    }
}

} // namespace slipway::init
