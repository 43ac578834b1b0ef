#include "console/SingleInstance.h"

#include "domain/Json.h"
#include "domain/Pause.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QFile>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QTimer>

#include <chrono>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace slipway {

namespace {

constexpr std::chrono::milliseconds patience{2000};
constexpr std::chrono::seconds longestTalk{2};
constexpr qint64 longestMessage = 16 * 1024;
const QByteArray taken = QByteArrayLiteral("taken\n");

} // namespace

SingleInstance::SingleInstance(const QString &key, QObject *parent) : QObject(parent)
{
    // A socket's path may have a hundred bytes only.
    const QByteArray name =
        QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    m_path = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + QStringLiteral("/slipway-") +
             QString::fromLatin1(name);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::onConnection);
}

SingleInstance::~SingleInstance()
{
    m_server.close();
    if (m_lock >= 0)
        ::close(m_lock);
}

// The kernel lets go of it with the process, however that ends.
bool SingleInstance::lock()
{
    const QByteArray path = QFile::encodeName(m_path + QStringLiteral(".lock"));
    m_lock = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (m_lock < 0)
        return true; // nowhere to lock: better two windows than none
    if (::flock(m_lock, LOCK_EX | LOCK_NB) == 0)
        return true;
    ::close(m_lock);
    m_lock = -1;
    return false;
}

SingleInstance::Outcome SingleInstance::begin(const QString &reference)
{
    // The first one may be about to listen, or about to end.
    QDeadlineTimer deadline(patience);
    do {
        if (lock()) {
            QLocalServer::removeServer(m_path);
            m_server.listen(m_path);
            return Outcome::First;
        }
        if (handOver(reference))
            return Outcome::HandedOver;
        pauseFor(std::chrono::milliseconds(20), {});
    } while (!deadline.hasExpired());
    return Outcome::Silent;
}

bool SingleInstance::handOver(const QString &reference) const
{
    QLocalSocket socket;
    socket.connectToServer(m_path);
    if (!socket.waitForConnected(100))
        return false;
    const QJsonObject message{
        {QStringLiteral("open"), reference},
        {QStringLiteral("token"), QString::fromLocal8Bit(qgetenv("XDG_ACTIVATION_TOKEN"))}};
    socket.write(toBytes(message) + '\n');
    QDeadlineTimer deadline(patience);
    while (!socket.canReadLine() && !deadline.hasExpired()) {
        if (!socket.waitForReadyRead(static_cast<int>(deadline.remainingTime())))
            break;
    }
    return socket.readLine() == taken;
}

void SingleInstance::onConnection()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        QTimer::singleShot(longestTalk, socket, [socket] { socket->abort(); });
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (!socket->canReadLine()) {
                if (socket->bytesAvailable() > longestMessage)
                    socket->abort();
                return;
            }
            const auto message =
                objectFromBytes(socket->readLine(longestMessage), QStringLiteral("the other console"));
            if (!message) {
                socket->abort();
                return;
            }
            socket->write(taken);
            socket->disconnectFromServer();
            Q_EMIT asked(message->value(QStringLiteral("open")).toString(),
                         message->value(QStringLiteral("token")).toString().toLocal8Bit());
        });
    }
}

} // namespace slipway
