#include "service/remote/SshCommand.h"

#include <algorithm>
#include <array>
#include <poll.h>
#include <sys/eventfd.h>

namespace slipway {

namespace {

constexpr auto openingLimit = std::chrono::seconds(10);
// What the command left in the background may hold its output open for ever.
constexpr auto graceForOutput = std::chrono::seconds(1);

struct Persuasion
{
    const char *signal;
    std::chrono::milliseconds grace;
};
constexpr std::array persuasions{Persuasion{"TERM", std::chrono::milliseconds(2000)},
                                 Persuasion{"KILL", std::chrono::milliseconds(500)}};

// Only wakes the poll; who polls looks at the stop token itself.
int onStop(socket_t descriptor, int, void *)
{
    eventfd_t count = 0;
    ::eventfd_read(descriptor, &count);
    return SSH_OK;
}

} // namespace

SshCommand::SshCommand(SshSession &session, const SshCall &call, const RemoteWait &wait)
    : m_session(session), m_call(call), m_wait(wait), m_channel(::ssh_channel_new(session.handle()))
{
    ::ssh_event_add_fd(m_session.events(), m_wait.descriptor(), POLLIN, onStop, nullptr);
    if (m_channel)
        setCallbacks();
}

SshCommand::~SshCommand()
{
    if (m_channel) {
        // The channel lives on until the server has closed it too; we don't.
        ::ssh_remove_channel_callbacks(m_channel, &m_callbacks);
        ::ssh_channel_free(m_channel);
    }
    ::ssh_event_remove_fd(m_session.events(), m_wait.descriptor());
}

void SshCommand::setCallbacks()
{
    m_callbacks.userdata = this;
    m_callbacks.channel_data_function = onData;
    m_callbacks.channel_exit_status_function = onStatus;
    m_callbacks.channel_exit_signal_function = onSignal;
    ssh_callbacks_init(&m_callbacks);
    ::ssh_set_channel_callbacks(m_channel, &m_callbacks);
}

int SshCommand::onData(ssh_session, ssh_channel, void *data, uint32_t size, int isError, void *self)
{
    auto &command = *static_cast<SshCommand *>(self);
    const auto *bytes = static_cast<const char *>(data);
    SshEnd &end = command.m_end;
    const auto count = static_cast<qsizetype>(size);
    command.m_heard = std::chrono::steady_clock::now();
    if (isError != 0) {
        end.error.append(bytes, count);
        if (end.error.size() > 2 * command.m_call.mostError)
            end.error = end.error.right(command.m_call.mostError);
    } else {
        const qsizetype room = command.m_call.mostOutput - end.output.size();
        end.isCut |= count > room;
        end.output.append(bytes, std::min(room, count));
    }
    return static_cast<int>(size); // all of it is taken, kept or not
}

void SshCommand::onStatus(ssh_session, ssh_channel, int status, void *self)
{
    auto &command = *static_cast<SshCommand *>(self);
    command.m_end.exitCode = status;
    command.m_ended = true;
    command.m_heard = std::chrono::steady_clock::now();
}

void SshCommand::onSignal(ssh_session, ssh_channel, const char *signal, int, const char *, const char *,
                          void *self)
{
    auto &command = *static_cast<SshCommand *>(self);
    command.m_end.exitCode = 128;
    command.m_end.signal = QString::fromLatin1(signal);
    command.m_ended = true;
    command.m_heard = std::chrono::steady_clock::now();
}

bool SshCommand::pump(Time until)
{
    const int answer = ::ssh_event_dopoll(m_session.events(), RemoteWait::pollTime(until));
    return answer != SSH_ERROR && m_session.isConnected();
}

bool SshCommand::isFinished() const
{
    if (::ssh_channel_is_closed(m_channel) != 0)
        return true;
    if (!m_ended)
        return false;
    return ::ssh_channel_is_eof(m_channel) != 0 ||
           std::chrono::steady_clock::now() >= m_heard + graceForOutput;
}

Failure SshCommand::lost() const
{
    const QString place = m_session.host().place();
    if (!m_sent) {
        return fail(
            Problem::Kind::Unavailable,
            QStringLiteral("The connection broke before the command was sent: %1").arg(m_session.error()),
            QStringLiteral("Try again."), place);
    }
    return fail(
        Problem::Kind::Unavailable,
        QStringLiteral("The connection broke while the command ran: whether it was done is not known"),
        QStringLiteral("Look at the host before it is run again."), place);
}

// Never beforehand: the server's answer is also what tells that the connection still lives, while nothing has
// been sent.
Result<void> SshCommand::openChannel()
{
    const QString place = m_session.host().place();
    const Time until = std::min<Time>(m_wait.deadline(), std::chrono::steady_clock::now() + openingLimit);
    int answer = SSH_ERROR;
    while (m_channel && (answer = ::ssh_channel_open_session(m_channel)) == SSH_AGAIN) {
        if (m_wait.isStopped())
            return fail(Problem::Kind::Cancelled,
                        QStringLiteral("It was told to stop before the command was sent"), {}, place);
        if (std::chrono::steady_clock::now() >= until) {
            m_session.giveUp();
            return fail(Problem::Kind::Timeout, QStringLiteral("It doesn't answer any more"),
                        QStringLiteral("Check that it still runs."), place);
        }
        if (!pump(until))
            return lost();
    }
    if (answer == SSH_OK)
        return {};
    if (!m_session.isConnected())
        return lost();
    return fail(Problem::Kind::Unavailable, QStringLiteral("It opens no session: %1").arg(m_session.error()),
                QStringLiteral("Check MaxSessions and the log of sshd there."), place);
}

Result<void> SshCommand::send()
{
    m_sent = true;
    int answer = SSH_ERROR;
    while ((answer = ::ssh_channel_request_exec(m_channel, m_call.command.constData())) == SSH_AGAIN) {
        if (m_wait.isOver())
            return {}; // run() sees it too, and ends what may have begun
        if (!pump(m_wait.deadline()))
            return lost();
    }
    if (answer != SSH_OK && !m_session.isConnected())
        return lost();
    if (answer != SSH_OK) {
        m_sent = false;
        return fail(Problem::Kind::Forbidden,
                    QStringLiteral("It runs no commands for %1").arg(m_session.host().user),
                    QStringLiteral("Check sshd's configuration there."), m_session.host().place());
    }
    ::ssh_channel_send_eof(m_channel); // whoever reads finds the end, as from /dev/null
    return {};
}

Result<SshEnd> SshCommand::run()
{
    if (auto opened = openChannel(); !opened)
        return Failure(opened.error());
    if (auto sent = send(); !sent)
        return Failure(sent.error());
    while (!isFinished()) {
        if (!m_ended && m_wait.isOver())
            return endThere();
        const Time until = m_ended ? m_heard + graceForOutput : m_wait.deadline();
        if (!pump(until))
            break;
    }
    if (!m_ended)
        return lost();
    m_end.error = m_end.error.right(m_call.mostError);
    ::ssh_channel_close(m_channel);
    return std::move(m_end);
}

Result<SshEnd> SshCommand::endThere()
{
    const bool stopped = m_wait.isStopped();
    bool connected = true;
    for (const Persuasion &persuasion : persuasions) {
        const Time until = std::chrono::steady_clock::now() + persuasion.grace;
        ::ssh_channel_request_send_signal(m_channel, persuasion.signal);
        while (connected && !m_ended && std::chrono::steady_clock::now() < until)
            connected = pump(until);
    }
    m_session.giveUp();
    const QString what = stopped
                             ? QStringLiteral("The command was told to stop")
                             : QStringLiteral("The command took longer than %1").arg(toText(m_call.timeout));
    return fail(stopped ? Problem::Kind::Cancelled : Problem::Kind::Timeout,
                what + (m_ended ? QStringLiteral(", and was ended there")
                                : QStringLiteral(", and may still run there")),
                m_ended ? QStringLiteral("Look how far it came.")
                        : QStringLiteral("Look at the host before it is run again."),
                m_session.host().place());
}

} // namespace slipway
