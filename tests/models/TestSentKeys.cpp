// Every change that an action of the console asks for carries the key that it had, when it is pressed again
// after an answer that was lost. What the sources ask for is looked up: a call that isn't in the table, or
// that is sent without a key, doesn't pass.
#include "client/Client.h"
#include "models/SentOnce.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

#include <map>
#include <set>

using namespace slipway;

namespace {

using Send = std::function<Pending<QJsonObject>(Client &, const QByteArray &)>;

const QString shop = QStringLiteral("northwind/shop");
const QString production = QStringLiteral("shop-1");

// By the names of the calls.
const std::map<QString, Send> changes = {
    {QStringLiteral("cloneApplication"),
     [](Client &client, const QByteArray &key) { return client.cloneApplication(shop, key); }},
    {QStringLiteral("startEnvironment"),
     [](Client &client, const QByteArray &key) { return client.startEnvironment(shop, production, key); }},
    {QStringLiteral("stopEnvironment"),
     [](Client &client, const QByteArray &key) { return client.stopEnvironment(shop, production, key); }},
    {QStringLiteral("removeEnvironment"),
     [](Client &client, const QByteArray &key) { return client.removeEnvironment(shop, production, key); }},
    {QStringLiteral("removeApplication"),
     [](Client &client, const QByteArray &key) { return client.removeApplication(shop, key); }},
    {QStringLiteral("startRelease"),
     [](Client &client, const QByteArray &key) { return client.startRelease({}, key); }},
    {QStringLiteral("command"),
     [](Client &client, const QByteArray &key) {
         return client.command(214, QStringLiteral("pause"), {}, key);
     }},
    {QStringLiteral("importPipeline"),
     [](Client &client, const QByteArray &key) { return client.importPipeline("name: x", {}, key); }},
    {QStringLiteral("openCase"),
     [](Client &client, const QByteArray &key) { return client.openCase({}, key); }},
    {QStringLiteral("caseCommand"),
     [](Client &client, const QByteArray &key) {
         return client.caseCommand(12, QStringLiteral("take"), {}, key);
     }},
    {QStringLiteral("acknowledgePage"),
     [](Client &client, const QByteArray &key) { return client.acknowledgePage(7, key); }},
    {QStringLiteral("setTemplate"),
     [](Client &client, const QByteArray &key) {
         return client.setTemplate(QStringLiteral("hello"), {}, key);
     }},
    {QStringLiteral("removeTemplate"),
     [](Client &client, const QByteArray &key) {
         return client.removeTemplate(QStringLiteral("hello"), key);
     }},
    {QStringLiteral("releaseMail"),
     [](Client &client, const QByteArray &key) { return client.releaseMail(3, 12, key); }},
    {QStringLiteral("discardMail"),
     [](Client &client, const QByteArray &key) { return client.discardMail(3, {}, key); }},
    {QStringLiteral("takeMailBack"),
     [](Client &client, const QByteArray &key) { return client.takeMailBack(3, key); }},
    {QStringLiteral("overrideDuty"),
     [](Client &client, const QByteArray &key) { return client.overrideDuty({}, key); }},
    {QStringLiteral("removeOverride"),
     [](Client &client, const QByteArray &key) { return client.removeOverride(5, key); }},
    {QStringLiteral("swapDuty"),
     [](Client &client, const QByteArray &key) { return client.swapDuty({}, key); }},
    {QStringLiteral("removeSwap"),
     [](Client &client, const QByteArray &key) { return client.removeSwap(9, key); }},
    {QStringLiteral("setBrake"),
     [](Client &client, const QByteArray &key) {
         return client.setBrake(true, QStringLiteral("disk full"), key);
     }},
};

// Asked like changes, but nothing comes of having them twice.
const std::set<QString> harmless = {
    QStringLiteral("checkPipeline"),
    QStringLiteral("simulateDuty"), // change nothing
    QStringLiteral("beAtCase"),
    QStringLiteral("leaveCase"), // said again every few seconds
    // Of a draft: which there are is asked for first, a piece says where it belongs, and what nobody says is
    // swept.
    QStringLiteral("beginCaseFile"),
    QStringLiteral("bringCaseFile"),
    QStringLiteral("removeCaseFile"),
};

QString textOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s can't be read", qUtf8Printable(path));
    return QString::fromUtf8(file.readAll());
}

QString inSource(const char *path)
{
    return QStringLiteral(SLIPWAY_SOURCE "/") + QLatin1String(path);
}

// The calls of the client that aren't mere questions.
std::set<QString> changingCalls()
{
    static const QRegularExpression function(QStringLiteral("Client::(\\w+)\\([^{;]*\\)\\n\\{\\n(.*?)\\n\\}"),
                                             QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression change(QStringLiteral("\\b(post|put|remove)\\(|method = \""));
    std::set<QString> names{QStringLiteral("post"), QStringLiteral("put"), QStringLiteral("remove"),
                            QStringLiteral("call")};
    for (const char *file : {"app/client/ClientCalls.cpp", "app/client/ClientDesk.cpp"}) {
        auto found = function.globalMatch(textOf(inSource(file)));
        while (found.hasNext()) {
            const auto match = found.next();
            if (match.captured(2).contains(change))
                names.insert(match.captured(1));
        }
    }
    return names;
}

struct Use
{
    QString call;
    QString arguments;
    QString file;
};

// What stands between the parenthesis before `from` and its partner.
QString argumentsAt(const QString &text, qsizetype from)
{
    qsizetype to = from;
    for (int depth = 1; depth > 0 && to < text.size(); ++to)
        depth += text.at(to) == u'(' ? 1 : text.at(to) == u')' ? -1 : 0;
    return text.mid(from, to - from - 1);
}

std::vector<Use> usesInConsole()
{
    static const QRegularExpression call(
        QStringLiteral("\\b[cC]lient(?:\\(\\))?\\s*(?:\\.|->)\\s*(\\w+)\\("));
    std::vector<Use> uses;
    for (const char *folder : {"models", "widgets", "app/console"}) {
        QDirIterator files(inSource(folder), {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            const QString text = textOf(path);
            auto found = call.globalMatch(text);
            while (found.hasNext()) {
                const auto match = found.next();
                uses.push_back({match.captured(1), argumentsAt(text, match.capturedEnd()), path});
            }
        }
    }
    return uses;
}

// The first answer is lost, every later one arrives.
class OnceDeaf final : public Transport
{
public:
    void send(const Endpoint &, const TransportRequest &request,
              std::function<void(TransportAnswer)> done) override
    {
        QByteArray key;
        for (const auto &[name, value] : request.headers) {
            if (name == "Idempotency-Key")
                key = value;
        }
        keys.append(key);
        TransportAnswer answer;
        if (keys.size() > 1) {
            answer.status = 200;
            answer.body = "{}";
            answer.headers.emplace_back("content-type", "application/json");
        }
        done(answer);
    }
    QByteArrayList keys;
};

} // namespace

class TestSentKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pressedAgainItIsTheSame_data()
    {
        QTest::addColumn<QString>("call");
        for (const auto &[call, send] : changes)
            QTest::newRow(qPrintable(call)) << call;
    }
    void pressedAgainItIsTheSame()
    {
        QFETCH(QString, call);
        OnceDeaf transport;
        Client::Options options;
        options.patience = [] { return Duration::zero(); };
        Client client(
            transport,
            [] {
                return Endpoint{QUrl(QStringLiteral("http://127.0.0.1:1")), {}, {}};
            },
            options);
        SentOnce once;
        const auto press = [&] {
            std::optional<Result<QJsonObject>> answer;
            once.send(call, [&](const QByteArray &key) { return changes.at(call)(client, key); })
                .then([&answer](const Result<QJsonObject> &came) { answer = came; });
            return answer.value_or(fail(Problem::Kind::Internal, QStringLiteral("No answer")));
        };
        const auto lost = press();
        QVERIFY(!lost && SentOnce::isUnknown(lost.error()));
        QVERIFY(press());
        QVERIFY(press()); // done: from here on it is another
        QVERIFY(!transport.keys.at(0).isEmpty());
        QCOMPARE(transport.keys.at(1), transport.keys.at(0));
        QVERIFY(transport.keys.at(2) != transport.keys.at(0));
    }

    void everyChangeIsKnownHere()
    {
        const std::set<QString> changing = changingCalls();
        for (const auto &[call, send] : changes)
            QVERIFY2(changing.contains(call), qPrintable(call));
        std::set<QString> used;
        for (const Use &use : usesInConsole()) {
            if (!changing.contains(use.call) || harmless.contains(use.call))
                continue;
            used.insert(use.call);
            const QString where = use.call + QStringLiteral(" in ") + use.file;
            QVERIFY2(changes.contains(use.call), qPrintable(where + QStringLiteral(" isn't in the table")));
            QVERIFY2(use.arguments.simplified().endsWith(QLatin1String(", key")),
                     qPrintable(where + QStringLiteral(" is sent without a key")));
        }
        for (const auto &[call, send] : changes)
            QVERIFY2(used.contains(call), qPrintable(call + QStringLiteral(" is asked for by nobody")));
    }
};

QTEST_GUILESS_MAIN(TestSentKeys)
#include "TestSentKeys.moc"
