// The way out of live environments: what is understood of a request, what may be reached, and that it ends
// when it is told to.
#include "guardian/EchoServer.h"
#include "service/guardian/Egress.h"
#include "service/ipc/Channel.h"
#include "service/ipc/Process.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace slipway;
using namespace slipway::testing;
using namespace std::chrono_literals;

namespace {

// Everything until the end, or until `limit` passes without a byte.
QByteArray readAll(int fd, int limit = 5000)
{
    QByteArray answer;
    pollfd entry{fd, POLLIN, 0};
    while (::poll(&entry, 1, limit) > 0) {
        std::array<char, 65536> space;
        const ssize_t count = ::recv(fd, space.data(), space.size(), 0);
        if (count <= 0)
            break;
        answer.append(space.data(), count);
    }
    return answer;
}

QByteArray readSome(int fd)
{
    std::array<char, 65536> space;
    pollfd entry{fd, POLLIN, 0};
    const ssize_t count = ::poll(&entry, 1, 5000) > 0 ? ::recv(fd, space.data(), space.size(), 0) : 0;
    return QByteArray(space.data(), std::max<ssize_t>(0, count));
}

void sendText(int fd, const QByteArray &text)
{
    ::send(fd, text.constData(), static_cast<std::size_t>(text.size()), MSG_NOSIGNAL);
}

} // namespace

class TestEgress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_egress.reset(); }
    void carriesBothWays();
    void passesOnPlainRequests();
    void answersWithTheReason_data();
    void answersWithTheReason();
    void waitsForNobodyForLong();
    void settingsChangeAtOnce();
    void endsWhenShut();
    void boundsTheNumber();
    void doorsLeadNowhereElse();
    void refusalsAreCountedAndTold();

private:
    void allow(const QList<int> &ports) const
    {
        QByteArray list;
        for (const int port : ports)
            list += (list.isEmpty() ? "\"127.0.0.1:" : ", \"127.0.0.1:") + QByteArray::number(port) + '"';
        QVERIFY(writeFileAtomically(m_folder->filePath(QStringLiteral("outbound.json")),
                                    "{\"allow\": [" + list + "]}"));
    }
    FileDescriptor knock() const
    {
        auto socket = connectTo(m_folder->filePath(QStringLiteral("doors/1/out.sock")));
        return socket ? std::move(*socket) : FileDescriptor();
    }
    QByteArray ask(const QByteArray &request) const
    {
        const FileDescriptor socket = knock();
        sendText(socket.get(), request);
        return readAll(socket.get());
    }
    static QByteArray connectLine(int port)
    {
        return "CONNECT 127.0.0.1:" + QByteArray::number(port) + " HTTP/1.1\r\n\r\n";
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Egress> m_egress;
    std::mutex m_mutex;
    std::vector<int> m_told; // refused connections of slot 1
};

void TestEgress::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QDir(m_folder->path()).mkpath(QStringLiteral("doors/1"));
    QDir(m_folder->path()).mkpath(QStringLiteral("run"));
    EgressLimits limits;
    limits.head = 500ms;
    limits.idle = 1s;
    limits.tellEvery = 2s;
    m_told.clear();
    m_egress = std::make_unique<Egress>(m_folder->path(), limits, [this](int slot, int refused) {
        const std::lock_guard lock(m_mutex);
        if (slot == 1)
            m_told.push_back(refused);
    });
    QVERIFY(m_egress->open(1));
}

void TestEgress::carriesBothWays()
{
    EchoServer server;
    allow({server.port()});
    const FileDescriptor socket = knock();
    sendText(socket.get(), connectLine(server.port()) + "early"); // what comes with the request isn't lost
    QByteArray answer = readSome(socket.get());
    while (!answer.endsWith("early"))
        answer += readSome(socket.get());
    QCOMPARE(answer, QByteArray("HTTP/1.1 200 Connection established\r\n\r\nearly"));
    QCOMPARE(m_egress->connections(1), 1);
    const QByteArray lot(3'000'000, 'x');
    std::jthread writer([&] {
        for (qsizetype sent = 0; sent < lot.size();) {
            const ssize_t count = ::send(socket.get(), lot.constData() + sent,
                                         static_cast<std::size_t>(lot.size() - sent), MSG_NOSIGNAL);
            if (count <= 0)
                return;
            sent += count;
        }
        ::shutdown(socket.get(), SHUT_WR);
    });
    QCOMPARE(readAll(socket.get()).size(), lot.size());
    QTRY_COMPARE(m_egress->connections(1), 0);
}

void TestEgress::passesOnPlainRequests()
{
    EchoServer server;
    allow({server.port()});
    const QByteArray at = "127.0.0.1:" + QByteArray::number(server.port());
    const FileDescriptor socket = knock();
    sendText(socket.get(), "POST http://" + at + "/x HTTP/1.1\r\nHost: y\r\nContent-Length: 4\r\n\r\nbody");
    ::shutdown(socket.get(), SHUT_WR);
    QCOMPARE(readAll(socket.get()), QByteArray("POST /x HTTP/1.1\r\nHost: " + at +
                                               "\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody"));
}

void TestEgress::answersWithTheReason_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const auto row = [](const QByteArray &target, int status) {
        QTest::newRow(target.constData()) << QByteArray("CONNECT " + target + " HTTP/1.1\r\n\r\n") << status;
    };
    for (const char *target : {"127.0.0.1:PORT",
                               "127.0.0.2:PORT",
                               "127.1:PORT",
                               "0:PORT",
                               "0.0.0.0:PORT",
                               "2130706433:PORT",
                               "0x7f.1:PORT",
                               "017700000001:PORT",
                               "localhost:PORT",
                               "[::1]:PORT",
                               "[::]:PORT",
                               "[::ffff:127.0.0.1]:PORT",
                               "[::ffff:7f00:1]:PORT",
                               "10.0.0.1:80",
                               "169.254.169.254:80",
                               "192.168.0.1:80",
                               "[fe80::1]:80",
                               "[fd00::1]:80",
                               "[64:ff9b::7f00:1]:80",
                               "255.255.255.255:80",
                               "224.0.0.1:80"})
        row(target, 403);
    QTest::newRow("nonsense") << QByteArray("\x16\x03\x01 hello\r\n\r\n") << 400;
    QTest::newRow("cut off") << QByteArray("CONNECT a:1 HTTP/1.1\r\n") << 504;
    QTest::newRow("endless") << QByteArray("CONNECT a:1 HTTP/1.1\r\nX: ") + QByteArray(40'000, 'x') << 431;
    QTest::newRow("nobody listens") << QByteArray("CONNECT 127.0.0.1:CLOSED HTTP/1.1\r\n\r\n") << 502;
    QTest::newRow("no such name") << QByteArray("CONNECT nowhere.invalid:80 HTTP/1.1\r\n\r\n") << 502;
}

void TestEgress::answersWithTheReason()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    int closed = 0;
    {
        const EchoServer gone;
        closed = gone.port();
    }
    EchoServer forbidden; // somebody listens there, on all that is tried
    allow({closed});
    request.replace("PORT", QByteArray::number(forbidden.port()));
    request.replace("CLOSED", QByteArray::number(closed));
    const QByteArray answer = ask(request);
    QVERIFY2(answer.startsWith("HTTP/1.1 " + QByteArray::number(status) + ' '), answer.constData());
    if (status == 403)
        QVERIFY2(answer.contains("outbound.json"), answer.constData());
    QCOMPARE(forbidden.visitors(), 0);
    QTRY_COMPARE(m_egress->connections(1), 0);
}

void TestEgress::waitsForNobodyForLong()
{
    EchoServer server;
    allow({server.port()});
    const FileDescriptor silent = knock();
    QVERIFY(readAll(silent.get()).startsWith("HTTP/1.1 504 "));
    const FileDescriptor idle = knock();
    sendText(idle.get(), connectLine(server.port()));
    QVERIFY(readSome(idle.get()).startsWith("HTTP/1.1 200 "));
    QCOMPARE(readAll(idle.get()), QByteArray());
    QTRY_COMPARE(server.present(), 0);
}

void TestEgress::settingsChangeAtOnce()
{
    EchoServer server;
    QVERIFY(ask(connectLine(server.port())).startsWith("HTTP/1.1 403 "));
    allow({server.port()});
    const FileDescriptor socket = knock();
    sendText(socket.get(), connectLine(server.port()));
    QVERIFY(readSome(socket.get()).startsWith("HTTP/1.1 200 "));
    allow({});
    QVERIFY(ask(connectLine(server.port())).startsWith("HTTP/1.1 403 "));
}

void TestEgress::endsWhenShut()
{
    EchoServer server;
    allow({server.port()});
    const FileDescriptor socket = knock();
    sendText(socket.get(), connectLine(server.port()) + "x");
    QTRY_COMPARE(server.present(), 1);
    const FileDescriptor asking = knock();
    sendText(asking.get(), "CONNECT ");
    QTRY_COMPARE(m_egress->connections(1), 2);
    m_egress->shut(1);
    QVERIFY(!m_egress->isOpen(1));
    QVERIFY(!knock().isValid());
    readAll(socket.get());
    sendText(socket.get(), "too late");
    sendText(asking.get(), "127.0.0.1:" + QByteArray::number(server.port()) + " HTTP/1.1\r\n\r\n");
    QTRY_COMPARE(server.present(), 0);
    QTRY_COMPARE(m_egress->connections(1), 0);
    QCOMPARE(server.visitors(), 1);
    QVERIFY(m_egress->open(1));
    QVERIFY(knock().isValid());
}

void TestEgress::boundsTheNumber()
{
    EchoServer server;
    allow({server.port()});
    std::vector<FileDescriptor> sockets;
    for (int i = 0; i < Egress::mostOfSlot; ++i) {
        sockets.push_back(knock());
        sendText(sockets.back().get(), connectLine(server.port()));
        QVERIFY(readSome(sockets.back().get()).startsWith("HTTP/1.1 200 "));
    }
    const FileDescriptor one = knock();
    QVERIFY(readAll(one.get()).startsWith("HTTP/1.1 503 "));
    sockets.clear();
    QTRY_COMPARE(m_egress->connections(1), 0);
    const FileDescriptor next = knock();
    sendText(next.get(), connectLine(server.port()));
    QVERIFY(readSome(next.get()).startsWith("HTTP/1.1 200 "));
}

void TestEgress::doorsLeadNowhereElse()
{
    const QString door = m_folder->filePath(QStringLiteral("doors/2"));
    QCOMPARE(::symlink("../run", door.toLocal8Bit().constData()), 0);
    QVERIFY(!m_egress->open(2));
    QVERIFY(!QFileInfo::exists(m_folder->filePath(QStringLiteral("run/out.sock"))));
}

// The first at once, the others together; what was merely asked for badly or isn't there doesn't count.
void TestEgress::refusalsAreCountedAndTold()
{
    EchoServer server;
    const auto told = [this] {
        const std::lock_guard lock(m_mutex);
        return m_told;
    };
    QVERIFY(ask(connectLine(server.port())).startsWith("HTTP/1.1 403 "));
    QTRY_COMPARE_WITH_TIMEOUT(told(), std::vector<int>{1}, 20000);
    allow({1});
    QVERIFY(ask("BREW / HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 400 "));
    QVERIFY(ask(connectLine(1)).startsWith("HTTP/1.1 502 "));
    constexpr int many = 7;
    for (int i = 0; i < many; ++i)
        QVERIFY(ask(connectLine(server.port())).startsWith("HTTP/1.1 403 "));
    const auto total = [&] {
        int sum = 0;
        for (const int refused : told())
            sum += refused;
        return sum;
    };
    QTRY_COMPARE_WITH_TIMEOUT(total(), 1 + many, 20000);
    QVERIFY(told().size() < many);
    // What hasn't been told yet is told at the end.
    QVERIFY(ask(connectLine(server.port())).startsWith("HTTP/1.1 403 "));
    m_egress.reset();
    QCOMPARE(total(), 1 + many + 1);
}

QTEST_GUILESS_MAIN(TestEgress)
#include "TestEgress.moc"
