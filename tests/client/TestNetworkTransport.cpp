// Answers over a real socket that are larger than anybody wants: they are ended, said, and not asked for
// again.
#include "client/Client.h"
#include "client/NetworkTransport.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace slipway;

namespace {

constexpr qint64 mb = 1024 * 1024;
constexpr qint64 largest = 2 * mb;
constexpr int within = 30000; // ms

// Answers each request with its head and as much of a body as is taken from it, up to a length.
class Pourer final : public QTcpServer
{
public:
    Pourer()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                socket->readAll();
                ++requests;
                left = length;
                socket->write(head);
                pour(socket);
            });
            connect(socket, &QTcpSocket::bytesWritten, this, [this, socket] { pour(socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this] { ++gone; });
        });
    }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverPort())); }

    QByteArray head;
    qint64 length = 0; // -1: without an end
    qint64 left = 0;
    qint64 poured = 0;
    int requests = 0;
    int gone = 0;

private:
    void pour(QTcpSocket *socket)
    {
        const QByteArray piece(64 * 1024, ' '); // which is JSON, as far as it goes
        while (left != 0 && socket->bytesToWrite() < piece.size()) {
            const qint64 size = left < 0 ? piece.size() : std::min<qint64>(left, piece.size());
            socket->write(piece.constData(), size);
            poured += size;
            left -= left < 0 ? 0 : size;
        }
    }
};

QByteArray headOf(const QByteArray &more)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + more + "\r\n";
}

} // namespace

class TestNetworkTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsTooLargeIsEnded_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<qint64>("length");
        QTest::addColumn<qint64>("mostPoured");
        // What the sockets between hold comes on top.
        QTest::newRow("without an end") << headOf("Connection: close\r\n") << qint64(-1) << largest + 32 * mb;
        QTest::newRow("as it says itself")
            << headOf("Content-Length: 99999999999\r\n") << qint64(-1) << 32 * mb;
        QTest::newRow("a byte more") << headOf("Content-Length: " + QByteArray::number(largest + 1) + "\r\n")
                                     << largest + 1 << largest + 1;
        QTest::newRow("a refusal without an end")
            << QByteArray("HTTP/1.1 500 No\r\nConnection: close\r\n\r\n") << qint64(-1) << largest + 32 * mb;
    }
    void whatIsTooLargeIsEnded()
    {
        QFETCH(QByteArray, head);
        QFETCH(qint64, length);
        QFETCH(qint64, mostPoured);
        serve(head, length);
        const auto answer = ask();
        QVERIFY(answer && !*answer);
        const Problem problem = answer->error();
        QCOMPARE(problem.kind, Problem::Kind::Malformed);
        QVERIFY2(problem.what.contains(QStringLiteral("it is larger than 2 MB")), qPrintable(problem.text()));
        QCOMPARE(problem.where, QStringLiteral("/api/v1/me"));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->gone, 1, within); // nobody listens any more
        QVERIFY2(m_server->poured <= mostPoured, qPrintable(QString::number(m_server->poured)));
        QCOMPARE(m_server->requests, 1); // and it isn't asked for again
    }

    void whatIsJustNotTooLargeIsRead()
    {
        serve(headOf("Content-Length: " + QByteArray::number(largest) + "\r\n"), largest);
        const auto answer = ask();
        QVERIFY(answer && !*answer); // blanks are no JSON, but they were read
        QVERIFY2(answer->error().what.contains(QStringLiteral("not JSON")),
                 qPrintable(answer->error().text()));
    }

private:
    void serve(const QByteArray &head, qint64 length)
    {
        m_server = std::make_unique<Pourer>();
        m_server->head = head;
        m_server->length = length;
        QVERIFY(m_server->listen(QHostAddress::LocalHost));
    }
    std::optional<Result<QJsonObject>> ask()
    {
        NetworkTransport transport(largest);
        Client client(
            transport,
            [this] {
                return Endpoint{m_server->url(), "token"};
            },
            Client::Options{[] { return std::chrono::seconds(5); }, std::chrono::seconds(60), {}});
        std::optional<Result<QJsonObject>> answer;
        client.whoAmI().then([&answer](const Result<QJsonObject> &got) { answer = got; });
        return QTest::qWaitFor([&] { return answer.has_value(); }, within) ? answer : std::nullopt;
    }

    std::unique_ptr<Pourer> m_server;
};

QTEST_GUILESS_MAIN(TestNetworkTransport)
#include "TestNetworkTransport.moc"
