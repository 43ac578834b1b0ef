#include "ctl/Waiting.h"

#include <QProcess>

namespace slipway {

namespace {
constexpr auto tick = std::chrono::seconds(1);
}

Pending<bool> after(Duration pause)
{
    Pending<bool> pending;
    QTimer::singleShot(std::chrono::ceil<std::chrono::milliseconds>(pause),
                       [pending] { pending.resolve(true); });
    return pending;
}

Pending<ProgramEnd> runProgram(const QStringList &arguments, Duration limit)
{
    Pending<ProgramEnd> pending;
    auto *process = new QProcess;
    process->setProcessChannelMode(QProcess::MergedChannels);
    process->setStandardInputFile(QProcess::nullDevice());
    QObject::connect(
        process, &QProcess::finished, process, [process, pending](int code, QProcess::ExitStatus how) {
            process->deleteLater();
            pending.resolve(ProgramEnd{how == QProcess::NormalExit ? code : 128, process->readAll()});
        });
    QObject::connect(process, &QProcess::errorOccurred, process,
                     [process, pending, program = arguments.value(0)](QProcess::ProcessError error) {
                         if (error != QProcess::FailedToStart)
                             return;
                         process->deleteLater();
                         pending.resolve(fail(
                             Problem::Kind::Unavailable,
                             QStringLiteral("%1 can't be started: %2").arg(program, process->errorString()),
                             QStringLiteral("\"slipwayctl doctor\" tells what is missing.")));
                     });
    QTimer::singleShot(std::chrono::ceil<std::chrono::milliseconds>(limit), process,
                       [process] { process->kill(); });
    process->start(arguments.value(0), arguments.mid(1));
    return pending;
}

Pulse::Pulse(Client &client)
    : m_feed(client,
             {[this](const Event &) { beat(); }, [this] { beat(); }, [this](const Problem &) { beat(); }})
{
    m_tick.setInterval(tick);
    QObject::connect(&m_tick, &QTimer::timeout, &m_tick, [this] { beat(); });
    m_tick.start();
}

void Pulse::beat()
{
    m_beaten = true;
    // Later, so that the feed isn't changed from inside one of its callbacks.
    QTimer::singleShot(0, &m_tick, [this] {
        if (!m_waiting || !m_beaten)
            return;
        m_beaten = false;
        const Pending<bool> waiting = *std::exchange(m_waiting, std::nullopt);
        waiting.resolve(true);
    });
}

Pending<bool> Pulse::next()
{
    Pending<bool> pending;
    m_waiting = pending;
    if (m_beaten)
        beat();
    return pending;
}

} // namespace slipway
