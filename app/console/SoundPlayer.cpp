#include "console/SoundPlayer.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

#include <array>

namespace slipway {

namespace {

constexpr std::chrono::seconds longest{10}; // the sounds are of two at most

struct Player
{
    const char *program;
    const char *option; // before the file
};

// Of PipeWire, PulseAudio, any desktop with libcanberra, and bare ALSA.
constexpr std::array players{Player{"pw-play", ""}, Player{"paplay", ""},
                             Player{"canberra-gtk-play", "--file="}, Player{"aplay", ""}};

QString optionOf(const QString &program)
{
    for (const Player &player : players) {
        if (program == QLatin1String(player.program))
            return QLatin1String(player.option);
    }
    return {};
}

} // namespace

SoundPlayer::SoundPlayer(const QString &folder, QObject *parent) : QObject(parent), m_folder(folder)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(longest);
    connect(&m_patience, &QTimer::timeout, this, [this] { onEnded(false); });
}

SoundPlayer::~SoundPlayer()
{
    if (!m_process)
        return;
    m_process->disconnect(this);
    m_process->kill();
    m_process->waitForFinished();
}

QString SoundPlayer::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) +
           QStringLiteral("/slipway/sounds");
}

QStringList SoundPlayer::programs()
{
    QStringList names;
    for (const Player &player : players)
        names.append(QLatin1String(player.program));
    return names;
}

// As long as another version of it would be another file, its size says enough.
QString SoundPlayer::fileOf(Tone tone)
{
    const QString path = QDir(m_folder).filePath(nameOf(tone));
    const QByteArray wave = waveOf(tone);
    if (const QFileInfo known(path); known.isFile() && known.size() == wave.size())
        return path;
    QDir().mkpath(m_folder);
    QSaveFile file(path);
    const bool isThere = file.open(QIODevice::WriteOnly) && file.write(wave) == wave.size() && file.commit();
    return isThere ? path : QString();
}

void SoundPlayer::play(Tone tone)
{
    if (m_process && (tone == Tone::Arrival || m_tone == Tone::Call))
        return;
    if (m_process)
        drop();
    m_tone = tone;
    m_file = fileOf(tone);
    m_left = m_file.isEmpty() ? QStringList() : programs();
    tryNext();
}

void SoundPlayer::tryNext()
{
    QString program;
    while (program.isEmpty() && !m_left.isEmpty()) {
        m_program = m_left.takeFirst();
        program = QStandardPaths::findExecutable(m_program);
    }
    if (program.isEmpty()) {
        Q_EMIT failed(m_tone);
        return;
    }
    m_process = std::make_unique<QProcess>();
    m_process->setStandardInputFile(QProcess::nullDevice());
    m_process->setStandardOutputFile(QProcess::nullDevice());
    m_process->setStandardErrorFile(QProcess::nullDevice());
    connect(m_process.get(), &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        onEnded(status == QProcess::NormalExit && code == 0);
    });
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            onEnded(false);
    });
    m_patience.start();
    m_process->start(program, {optionOf(m_program) + m_file});
}

// Maybe from within the process's own signal: it goes later.
void SoundPlayer::drop()
{
    m_patience.stop();
    QProcess *process = m_process.release();
    process->disconnect(this);
    if (process->state() == QProcess::NotRunning) {
        process->deleteLater();
    } else {
        connect(process, &QProcess::finished, process, &QObject::deleteLater);
        process->kill();
    }
}

void SoundPlayer::onEnded(bool isGood)
{
    drop();
    if (isGood)
        Q_EMIT played(m_program);
    else
        tryNext();
}

} // namespace slipway
