#include "service/ipc/Channel.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <fcntl.h>
#include <random>
#include <sys/socket.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

struct Pair
{
    Channel ours;
    Channel theirs;
    Pair() : Pair(std::move(*Channel::pair())) {}

private:
    explicit Pair(std::pair<Channel, Channel> ends)
        : ours(std::move(ends.first)), theirs(std::move(ends.second))
    {
    }
};

// A channel whose other side writes raw bytes.
struct Raw
{
    FileDescriptor theirs;
    Channel ours;
    Raw() : Raw(sockets()) {}
    void write(const QByteArray &bytes) const
    {
        QCOMPARE(::write(theirs.get(), bytes.constData(), static_cast<std::size_t>(bytes.size())),
                 bytes.size());
    }

private:
    explicit Raw(std::array<int, 2> ends) : theirs(ends[0]), ours(FileDescriptor(ends[1])) {}
    static std::array<int, 2> sockets()
    {
        std::array<int, 2> ends{};
        ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data());
        return ends;
    }
};

QJsonObject numbered(int number)
{
    return {{QStringLiteral("number"), number}};
}

struct Pipe
{
    FileDescriptor read;
    FileDescriptor write;
    Pipe()
    {
        std::array<int, 2> ends{};
        ::pipe2(ends.data(), O_CLOEXEC);
        read = FileDescriptor(ends[0]);
        write = FileDescriptor(ends[1]);
    }
};

QByteArray frame(const QByteArray &body)
{
    const auto size = static_cast<quint32>(body.size());
    QByteArray bytes(4, '\0');
    for (int i = 0; i < 4; ++i)
        bytes[i] = static_cast<char>(size >> (8 * i));
    return bytes + body;
}

int openDescriptors()
{
    return static_cast<int>(
        QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries | QDir::System).size());
}

} // namespace

class TestChannel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messagesArriveInOrder();
    void descriptorsTravelWithTheirMessage();
    void tooManyDescriptorsAreRefused();
    void largeMessagesPass();
    void tooLargeIsRefusedOnBothSides();
    void piecesAreJoined();
    void brokenFramesAreProblems_data();
    void brokenFramesAreProblems();
    void theOtherSideIsGone();
    void waitingEnds();
    void callsAnswerOrRefuse();
    void aFullSocketWaitsForItsReader();
    void socketsInTheFileSystem();
    void longPathsWork();
    void peersAreKnown();
};

void TestChannel::messagesArriveInOrder()
{
    Pair pair;
    std::jthread sender([&] {
        for (int i = 0; i < 500; ++i)
            static_cast<void>(pair.ours.send(numbered(i)));
    });
    for (int i = 0; i < 500; ++i) {
        const auto message = pair.theirs.receive(5s);
        QVERIFY(message.has_value());
        QCOMPARE(message->body, numbered(i));
        QVERIFY(message->descriptors.empty());
    }
}

// Also when messages with and without descriptors wait in the socket together.
void TestChannel::descriptorsTravelWithTheirMessage()
{
    Pair pair;
    std::mt19937 random(3);
    std::uniform_int_distribution<std::size_t> many(0, 8);
    for (int round = 0; round < 20; ++round) {
        const int before = openDescriptors();
        std::vector<std::size_t> counts;
        for (int i = 0; i < 20; ++i) {
            counts.push_back(i % 3 ? 0 : many(random));
            std::vector<Pipe> pipes(counts.back());
            std::vector<int> sent;
            for (std::size_t j = 0; j < pipes.size(); ++j) {
                const char mark = static_cast<char>(i * 10 + static_cast<int>(j));
                QCOMPARE(::write(pipes[j].write.get(), &mark, 1), 1);
                sent.push_back(pipes[j].read.get());
            }
            QVERIFY(pair.ours.send(numbered(i), sent).has_value());
        }
        for (int i = 0; i < 20; ++i) {
            const auto message = pair.theirs.receive(5s);
            QVERIFY(message.has_value());
            QCOMPARE(message->body, numbered(i));
            QCOMPARE(message->descriptors.size(), counts[static_cast<std::size_t>(i)]);
            for (std::size_t j = 0; j < message->descriptors.size(); ++j) {
                char mark = 0;
                QCOMPARE(::read(message->descriptors[j].get(), &mark, 1), 1);
                QCOMPARE(mark, static_cast<char>(i * 10 + static_cast<int>(j)));
                QVERIFY(::fcntl(message->descriptors[j].get(), F_GETFD) & FD_CLOEXEC);
            }
        }
        QCOMPARE(openDescriptors(), before);
    }
}

void TestChannel::tooManyDescriptorsAreRefused()
{
    Pair pair;
    const std::vector<int> nine(9, 0);
    const auto refused = pair.ours.send({}, nine);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Problem::Kind::TooLarge);
    // A stranger that puts more of them into one message than there may be.
    Raw raw;
    const QByteArray bytes = frame("{}");
    for (const char byte : bytes) {
        iovec part{const_cast<char *>(&byte), 1};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * 8)> control{};
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int) * 8);
        const std::array<int, 8> descriptors{0, 0, 0, 0, 0, 0, 0, 0};
        std::memcpy(CMSG_DATA(header), descriptors.data(), sizeof descriptors);
        QCOMPARE(::sendmsg(raw.theirs.get(), &message, 0), 1);
    }
    const auto flooded = raw.ours.receive(1s);
    QVERIFY(!flooded);
    QCOMPARE(flooded.error().kind, Problem::Kind::TooLarge);
}

void TestChannel::largeMessagesPass()
{
    Pair pair;
    const QJsonObject large{{QStringLiteral("text"), QString(10'000'000, QLatin1Char('x'))}};
    std::jthread sender([&] { static_cast<void>(pair.ours.send(large)); });
    const auto message = pair.theirs.receive(20s);
    QVERIFY(message.has_value());
    QCOMPARE(message->body, large);
}

void TestChannel::tooLargeIsRefusedOnBothSides()
{
    Pair pair;
    const auto refused = pair.ours.send({{QStringLiteral("text"), QString(17'000'000, QLatin1Char('x'))}});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Problem::Kind::TooLarge);
    Raw raw;
    raw.write(QByteArray::fromHex("01000001")); // 16 MiB and one byte
    QCOMPARE(raw.ours.receive(1s).error().kind, Problem::Kind::TooLarge);
}

void TestChannel::piecesAreJoined()
{
    Raw raw;
    const QByteArray bytes = frame(R"({"a":1})") + frame("{}") + frame(R"({"b":2})");
    std::jthread sender([&] {
        for (const char byte : bytes)
            raw.write(QByteArray(1, byte));
    });
    QCOMPARE(raw.ours.receive(5s)->body.value(QStringLiteral("a")).toInt(), 1);
    QVERIFY(raw.ours.receive(5s)->body.isEmpty());
    QCOMPARE(raw.ours.receive(5s)->body.value(QStringLiteral("b")).toInt(), 2);
}

void TestChannel::brokenFramesAreProblems_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body : {"", "[]", "{", "null", "{}{}", "\xff\xff"})
        QTest::newRow(body) << QByteArray(body);
}

void TestChannel::brokenFramesAreProblems()
{
    QFETCH(QByteArray, body);
    Raw raw;
    raw.write(frame(body) + frame(R"({"a":1})"));
    QCOMPARE(raw.ours.receive(1s).error().kind, Problem::Kind::Malformed);
    QCOMPARE(raw.ours.receive(1s)->body.value(QStringLiteral("a")).toInt(), 1);
}

void TestChannel::theOtherSideIsGone()
{
    Raw raw;
    raw.write(frame("{}") + "\x05");
    raw.theirs.reset();
    QVERIFY(raw.ours.receive(1s).has_value());
    QCOMPARE(raw.ours.receive(1s).error().kind, Problem::Kind::Unavailable);
    const auto sent = raw.ours.send({});
    QVERIFY(!sent);
    QCOMPARE(sent.error().kind, Problem::Kind::Unavailable);
}

void TestChannel::waitingEnds()
{
    Pair pair;
    const auto start = std::chrono::steady_clock::now();
    QCOMPARE(pair.ours.receive(20ms).error().kind, Problem::Kind::Timeout);
    QVERIFY(std::chrono::steady_clock::now() - start >= 20ms);
    std::stop_source stop;
    std::jthread canceller([&] { stop.request_stop(); });
    QCOMPARE(pair.ours.receive(30s, stop.get_token()).error().kind, Problem::Kind::Cancelled);
    QVERIFY(std::chrono::steady_clock::now() - start < 5s);
}

void TestChannel::callsAnswerOrRefuse()
{
    Pair pair;
    const Problem refusal{Problem::Kind::Conflict, QStringLiteral("held"), QStringLiteral("shop"),
                          QStringLiteral("Wait.")};
    std::jthread server([&] {
        const auto first = pair.theirs.receive(5s);
        static_cast<void>(pair.theirs.send(first ? first->body : QJsonObject()));
        static_cast<void>(pair.theirs.receive(5s));
        static_cast<void>(pair.theirs.send(problemAnswer(refusal)));
    });
    const auto answer = pair.ours.call(numbered(7), 5s);
    QVERIFY(answer.has_value());
    QCOMPARE(*answer, numbered(7));
    const auto refused = pair.ours.call({}, 5s);
    QVERIFY(!refused);
    QCOMPARE(refused.error(), refusal);
}

void TestChannel::aFullSocketWaitsForItsReader()
{
    Pair pair;
    const QJsonObject body{{QStringLiteral("text"), QString(200'000, QLatin1Char('x'))}};
    std::jthread sender([&] {
        for (int i = 0; i < 20; ++i)
            static_cast<void>(pair.ours.send(body));
    });
    for (int i = 0; i < 20; ++i)
        QVERIFY(pair.theirs.receive(10s).has_value());
}

void TestChannel::socketsInTheFileSystem()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("test.sock"));
    QCOMPARE(Channel::connect(path).error().kind, Problem::Kind::Unavailable);
    for (int round = 0; round < 2; ++round) { // the second replaces what the first left
        const auto listener = listenAt(path, 0600);
        QVERIFY(listener.has_value());
        struct stat info
        {
        };
        QCOMPARE(::stat(path.toLocal8Bit().constData(), &info), 0);
        QCOMPARE(info.st_mode & 0777U, 0600U);
        QCOMPARE(acceptFrom(listener->get(), 10ms).error().kind, Problem::Kind::Timeout);
        auto client = Channel::connect(path);
        QVERIFY(client.has_value());
        auto accepted = acceptFrom(listener->get(), 1s);
        QVERIFY(accepted.has_value());
        Channel server(std::move(*accepted));
        QVERIFY(client->send(numbered(round)).has_value());
        QCOMPARE(server.receive(1s)->body, numbered(round));
    }
    QVERIFY(!listenAt(QStringLiteral("/nowhere/test.sock"), 0600));
}

void TestChannel::longPathsWork()
{
    QTemporaryDir folder;
    const QString deep =
        folder.filePath(QString(100, QLatin1Char('d')) + QLatin1Char('/') + QString(100, QLatin1Char('e')));
    QVERIFY(QDir().mkpath(deep));
    const QString path = deep + QStringLiteral("/test.sock");
    const auto listener = listenAt(path, 0600);
    QVERIFY2(listener.has_value(), listener ? "" : qUtf8Printable(listener.error().text()));
    QVERIFY(QFile::exists(path));
    QVERIFY(Channel::connect(path).has_value());
    const QString tooLong = deep + QLatin1Char('/') + QString(150, QLatin1Char('s'));
    QVERIFY(!listenAt(tooLong, 0600));
    QVERIFY(!connectTo(tooLong));
}

void TestChannel::peersAreKnown()
{
    Pair pair;
    QCOMPARE(pair.ours.peer().pid, ::getpid());
    QCOMPARE(pair.ours.peer().uid, ::getuid());
    Channel none{FileDescriptor()};
    QCOMPARE(none.peer().uid, ~0U); // nobody, rather than root
}

QTEST_GUILESS_MAIN(TestChannel)
#include "TestChannel.moc"
