// Links: bytes both ways, half-closed connections, replacing and removing, and symbolic links that lead out.
#include "gateway/TinyServer.h"
#include "service/guardian/Relay.h"
#include "service/ipc/Process.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace slipway;
using namespace slipway::testing;
using namespace std::chrono_literals;

namespace {

// Reads until the end and sends back how many bytes there were.
class Counter
{
public:
    explicit Counter(const QString &path) : m_listener(std::move(*listenAt(path, 0600)))
    {
        m_thread = std::jthread([this](const std::stop_token &stop) {
            while (!stop.stop_requested()) {
                auto accepted = acceptFrom(m_listener.get(), 20ms);
                if (!accepted)
                    continue;
                qint64 sum = 0;
                std::vector<char> space(1 << 20);
                for (ssize_t count = 0; (count = ::recv(accepted->get(), space.data(), space.size(), 0)) > 0;)
                    sum += count;
                const QByteArray text = QByteArray::number(sum);
                ::send(accepted->get(), text.constData(), static_cast<std::size_t>(text.size()),
                       MSG_NOSIGNAL);
            }
        });
    }

private:
    FileDescriptor m_listener;
    std::jthread m_thread;
};

QByteArray pushThrough(int fd, qint64 bytes)
{
    const std::vector<char> part(1 << 20, 'x');
    for (qint64 sent = 0; sent < bytes;) {
        const auto size = static_cast<std::size_t>(std::min<qint64>(bytes - sent, 1 << 20));
        const ssize_t count = ::send(fd, part.data(), size, MSG_NOSIGNAL);
        if (count <= 0)
            return "broken";
        sent += count;
    }
    ::shutdown(fd, SHUT_WR);
    QByteArray answer;
    std::array<char, 64> space;
    for (ssize_t count = 0; (count = ::recv(fd, space.data(), space.size(), 0)) > 0;)
        answer.append(space.data(), count);
    return answer;
}

} // namespace

class TestRelay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_root = m_folder->path() + QStringLiteral("/doors");
        QDir().mkpath(m_root + QStringLiteral("/1/db"));
        QDir().mkpath(m_root + QStringLiteral("/2"));
        m_relay = std::make_unique<Relay>(Doors(m_root));
    }
    void cleanup() { m_relay.reset(); }

    void carriesBothWays();
    void aLotAtATime();
    void tcpToUnix();
    void goneTarget();
    void replacedAndRemoved();
    void manyAtOnce();
    void symbolicLinksAreRefused_data();
    void symbolicLinksAreRefused();

private:
    QString source() const { return m_root + QStringLiteral("/1/db/.s.PGSQL.5432"); }
    QString peer() const { return m_root + QStringLiteral("/2/peer/db/.s.PGSQL.5432"); }
    Link link() const { return {QStringLiteral("follow/2/db"), peer(), source()}; }
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_root;
    std::unique_ptr<Relay> m_relay;
};

void TestRelay::carriesBothWays()
{
    TinyServer server(source(), "database");
    QVERIFY(m_relay->add(link()));
    const auto socket = connectTo(peer());
    QVERIFY(socket);
    for (int i = 0; i < 3; ++i) {
        const QByteArray request = "GET / HTTP/1.1\r\n\r\n";
        ::send(socket->get(), request.constData(), static_cast<std::size_t>(request.size()), MSG_NOSIGNAL);
        std::array<char, 4096> space;
        QVERIFY(::recv(socket->get(), space.data(), space.size(), 0) > 20);
    }
    QCOMPARE(server.requests(), 3);
    QCOMPARE(m_relay->connections(link().name), 1);
}

void TestRelay::aLotAtATime()
{
    Counter counter(source());
    QVERIFY(m_relay->add(link()));
    const auto socket = connectTo(peer());
    constexpr qint64 size = 128LL << 20;
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(pushThrough(socket->get(), size), QByteArray::number(size));
    qInfo("%.0f MB/s",
          static_cast<double>(size) / 1e3 / static_cast<double>(std::max<qint64>(1, clock.elapsed())));
    QVERIFY2(clock.elapsed() < 10'000, qPrintable(QString::number(clock.elapsed())));
    QTRY_COMPARE_WITH_TIMEOUT(m_relay->connections(link().name), 0, 1000);
}

void TestRelay::tcpToUnix()
{
    Counter counter(source());
    QVERIFY(m_relay->add({QStringLiteral("ssh/1"), Link::Tcp{QStringLiteral("127.81.3.5"), 2222}, source()}));
    const FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(2222);
    ::inet_pton(AF_INET, "127.81.3.5", &name.sin_addr);
    QCOMPARE(::connect(socket.get(), reinterpret_cast<sockaddr *>(&name), sizeof name), 0);
    QCOMPARE(pushThrough(socket.get(), 100'000), QByteArray("100000"));
    m_relay->remove(QStringLiteral("ssh/1"));
    const FileDescriptor second(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    QVERIFY(::connect(second.get(), reinterpret_cast<sockaddr *>(&name), sizeof name) != 0);
}

void TestRelay::goneTarget()
{
    QVERIFY(m_relay->add(link()));
    const auto socket = connectTo(peer());
    QVERIFY(socket);
    std::array<char, 16> space;
    QVERIFY(::recv(socket->get(), space.data(), space.size(), 0) <= 0);
}

void TestRelay::replacedAndRemoved()
{
    TinyServer server(source(), "database");
    QVERIFY(m_relay->add(link()));
    const auto socket = connectTo(peer());
    QTRY_COMPARE_WITH_TIMEOUT(m_relay->connections(link().name), 1, 1000);
    QVERIFY(m_relay->add(link())); // the same again: what is under way goes on
    QCOMPARE(m_relay->connections(link().name), 1);
    Link other = link();
    other.to += QStringLiteral("-of-another");
    QVERIFY(m_relay->add(other)); // another: the old connection ends
    std::array<char, 16> space;
    QVERIFY(::recv(socket->get(), space.data(), space.size(), 0) <= 0);
    QCOMPARE(m_relay->links().size(), std::size_t{1});
    QVERIFY(m_relay->add(link()));
    // Nobody gets to it any more: it is made anew.
    QVERIFY(QFile::remove(peer()));
    QVERIFY(m_relay->add(link()));
    QVERIFY(connectTo(peer()));
    m_relay->remove(link().name);
    m_relay->remove(link().name);
    QVERIFY(m_relay->links().empty());
    QVERIFY(!connectTo(peer()));
}

void TestRelay::manyAtOnce()
{
    Counter counter(source());
    QVERIFY(m_relay->add(link()));
    std::vector<std::jthread> threads;
    std::atomic<int> good = 0;
    for (int i = 0; i < 20; ++i)
        threads.emplace_back([&, i] {
            const auto socket = connectTo(peer());
            good += pushThrough(socket->get(), 300'000 + i) == QByteArray::number(300'000 + i);
        });
    threads.clear();
    QCOMPARE(good, 20);
}

void TestRelay::symbolicLinksAreRefused_data()
{
    QTest::addColumn<QString>("at");
    QTest::addColumn<QString>("to");
    QTest::newRow("the socket leads out")
        << QStringLiteral("/1/db/.s.PGSQL.5432") << QStringLiteral("../../../secret.sock");
    QTest::newRow("the socket leads to another one's")
        << QStringLiteral("/1/db/.s.PGSQL.5432") << QStringLiteral("../../3/http.sock");
    QTest::newRow("the folder leads out") << QStringLiteral("/1/db") << QStringLiteral("../..");
    QTest::newRow("the listening side leads out") << QStringLiteral("/2/peer") << QStringLiteral("../../run");
}

void TestRelay::symbolicLinksAreRefused()
{
    QFETCH(QString, at);
    QFETCH(QString, to);
    const QString outside = m_folder->path();
    QDir().mkpath(outside + QStringLiteral("/run"));
    QDir().mkpath(m_root + QStringLiteral("/3"));
    std::vector<std::unique_ptr<TinyServer>> secrets;
    for (const QString &path :
         {outside + QStringLiteral("/secret.sock"), outside + QStringLiteral("/.s.PGSQL.5432"),
          m_root + QStringLiteral("/3/http.sock")})
        secrets.push_back(std::make_unique<TinyServer>(path, "secret"));
    if (at == QLatin1String("/1/db"))
        QDir().rmdir(m_root + at);
    QCOMPARE(::symlink(to.toLocal8Bit().constData(), (m_root + at).toLocal8Bit().constData()), 0);
    if (const auto added = m_relay->add(link())) {
        const auto socket = connectTo(peer());
        QVERIFY(socket);
        const QByteArray request = "GET / HTTP/1.1\r\n\r\n";
        ::send(socket->get(), request.constData(), static_cast<std::size_t>(request.size()), MSG_NOSIGNAL);
        std::array<char, 4096> space;
        QVERIFY(::recv(socket->get(), space.data(), space.size(), 0) <= 0);
    }
    for (const auto &secret : secrets)
        QCOMPARE(secret->requests(), 0);
    QVERIFY(QDir(outside + QStringLiteral("/run"))
                .isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    QVERIFY(!m_relay->add({QStringLiteral("x"), outside + QStringLiteral("/run/guardian.sock"), source()}));
}

QTEST_GUILESS_MAIN(TestRelay)
#include "TestRelay.moc"
