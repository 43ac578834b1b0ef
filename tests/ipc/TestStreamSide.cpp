// One direction of a carried connection: what is read arrives, and so does the end, whatever was in its way.
#include "service/ipc/StreamPair.h"
#include "service/ipc/StreamSide.h"

#include <QTest>

#include <array>
#include <fcntl.h>
#include <sys/socket.h>
#include <thread>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

struct Pair
{
    FileDescriptor near;
    FileDescriptor far;
};

Pair pairOfSockets()
{
    std::array<int, 2> ends{};
    ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data());
    return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

void put(int socket, const QByteArray &bytes)
{
    QCOMPARE(::send(socket, bytes.constData(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL),
             static_cast<ssize_t>(bytes.size()));
}

// What has arrived by now; "<end>" follows once the other side said that no more comes.
QByteArray arrived(int socket)
{
    QByteArray all;
    std::array<char, 4096> space;
    ssize_t count = 0;
    while ((count = ::recv(socket, space.data(), space.size(), MSG_DONTWAIT)) > 0)
        all.append(space.data(), count);
    return count == 0 ? all + "<end>" : all;
}

// Until nothing more fits.
qsizetype stuff(int socket)
{
    const QByteArray part(4096, 'x');
    qsizetype sent = 0;
    for (ssize_t count = 0;
         (count = ::send(socket, part.constData(), 4096, MSG_DONTWAIT | MSG_NOSIGNAL)) > 0;)
        sent += count;
    return sent;
}

} // namespace

class TestStreamSide : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_from = pairOfSockets();
        m_to = pairOfSockets();
        m_side = StreamSide();
        m_side.socket = std::move(m_from.near);
        m_side.buffer.resize(8);
    }

    void bytesAndTheEnd();
    void anEndBehindAFullBuffer();
    void aTargetThatIsGone();
    void aPairPassesTheEndOn();

private:
    Pair m_from;
    Pair m_to;
    StreamSide m_side;
};

void TestStreamSide::bytesAndTheEnd()
{
    put(m_from.far.get(), "one");
    QVERIFY(m_side.carryTo(m_to.near.get()));
    QCOMPARE(arrived(m_to.far.get()), QByteArray("one"));
    put(m_from.far.get(), "two");
    ::shutdown(m_from.far.get(), SHUT_WR);
    QVERIFY(m_side.carryTo(m_to.near.get()));
    QCOMPARE(arrived(m_to.far.get()), QByteArray("two<end>"));
    QVERIFY(m_side.passedOn);
}

// The buffer is full and the target takes nothing; then it takes all, and all that is left to read is the
// end.
void TestStreamSide::anEndBehindAFullBuffer()
{
    const qsizetype before = stuff(m_to.near.get());
    put(m_from.far.get(), "12345678");
    QVERIFY(m_side.carryTo(m_to.near.get()));
    QVERIFY(!m_side.hasRoom());
    ::shutdown(m_from.far.get(), SHUT_WR);
    QCOMPARE(arrived(m_to.far.get()).size(), before);
    QVERIFY(m_side.carryTo(m_to.near.get()));
    QCOMPARE(arrived(m_to.far.get()), QByteArray("12345678<end>"));
}

void TestStreamSide::aTargetThatIsGone()
{
    m_to.far = FileDescriptor();
    put(m_from.far.get(), "lost");
    QVERIFY(!m_side.carryTo(m_to.near.get()));
}

// Many small connections with a busy reader: every one ends, at whatever moment its end is read.
void TestStreamSide::aPairPassesTheEndOn()
{
    for (int round = 0; round < 200; ++round) {
        Pair from = pairOfSockets();
        Pair to = pairOfSockets();
        StreamPair pair(std::move(from.near), std::move(to.near));
        std::jthread carrier([&pair] { pair.run(10s); });
        std::jthread writer([&from, round] {
            stuff(from.far.get());
            const QByteArray rest(300'000 + round, 'y');
            ::send(from.far.get(), rest.constData(), static_cast<std::size_t>(rest.size()), MSG_NOSIGNAL);
            ::shutdown(from.far.get(), SHUT_WR);
        });
        std::array<char, 65536> space;
        ssize_t count = 0;
        while ((count = ::recv(to.far.get(), space.data(), space.size(), 0)) > 0) {
        }
        QCOMPARE(count, 0);
        ::shutdown(to.far.get(), SHUT_WR);
        carrier.join();
        QCOMPARE(arrived(from.far.get()), QByteArray("<end>"));
    }
}

QTEST_GUILESS_MAIN(TestStreamSide)
#include "TestStreamSide.moc"
