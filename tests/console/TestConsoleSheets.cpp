// Signing in and connecting, typed and clicked: errors in place, and a password that stays nowhere.
#include "client/Transport.h"
#include "console/ConnectSheet.h"
#include "console/SignInSheet.h"
#include "domain/Json.h"
#include "widgets/InlineMessage.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace slipway;

namespace {

// Answers a sign-in as the service does.
class Door final : public Transport
{
public:
    void send(const Endpoint &endpoint, const TransportRequest &request,
              std::function<void(TransportAnswer)> done) override
    {
        requests.push_back(request);
        endpoints.push_back(endpoint);
        QTimer::singleShot(0, [this, done] { done(answer); });
    }
    void says(int status, const QByteArray &body, const QByteArray &type = "application/json")
    {
        answer = {};
        answer.status = status;
        answer.body = body;
        answer.headers.emplace_back("content-type", type);
        if (status == 0)
            answer.error = QStringLiteral("Connection refused");
    }

    TransportAnswer answer;
    std::vector<TransportRequest> requests;
    std::vector<Endpoint> endpoints;
};

const QUrl server(QStringLiteral("https://prod.example:8443"));

} // namespace

class TestConsoleSheets : public QObject
{
    Q_OBJECT

private:
    template <class T>
    T *part(const char *name) const
    {
        return m_window->findChild<T *>(QLatin1String(name));
    }
    SignInSheet *signIn(const QString &user = {})
    {
        auto *sheet = new SignInSheet(m_window.get(), m_door, server, user);
        sheet->ask();
        return sheet;
    }
    QString message() const
    {
        const auto *said = m_window->findChild<InlineMessage *>();
        return said && said->isVisible() ? said->text() : QString();
    }
    void type(const char *name, const QString &text) const
    {
        auto *field = part<QLineEdit>(name);
        QVERIFY(field);
        field->clear();
        QTest::keyClicks(field, text);
    }

private Q_SLOTS:
    void init()
    {
        m_door = {};
        m_window = std::make_unique<QWidget>();
        m_window->resize(900, 600);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void signedInByKeyboard()
    {
        m_door.says(201, R"({"token":"slw_token","user":{"name":"eva"}})");
        SignInSheet *sheet = signIn();
        QSignalSpy signedIn(sheet, &SignInSheet::signedIn);
        QTRY_COMPARE(QApplication::focusWidget(), part<QLineEdit>("signInName"));
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("eva"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), part<QLineEdit>("signInPassword"));
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("a password"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(signedIn.count(), 1);
        QCOMPARE(signedIn.first().at(0).toString(), QStringLiteral("eva"));
        QCOMPARE(signedIn.first().at(1).toByteArray(), QByteArray("slw_token"));
        QCOMPARE(m_door.requests.size(), std::size_t(1));
        QCOMPARE(m_door.requests[0].path, QStringLiteral("/api/v1/sessions"));
        QCOMPARE(*objectFromBytes(m_door.requests[0].body, {}),
                 (QJsonObject{{QStringLiteral("name"), QStringLiteral("eva")},
                              {QStringLiteral("password"), QStringLiteral("a password")}}));
        QCOMPARE(m_door.endpoints[0].url, server);
        QVERIFY(m_door.endpoints[0].token.isEmpty());
        QTRY_VERIFY(!part<QLineEdit>("signInPassword")); // gone with its sheet
    }

    void aWrongPasswordIsSaidInPlace()
    {
        const Problem wrong{Problem::Kind::Unauthenticated,
                            QStringLiteral("Name or password are wrong"),
                            {},
                            QStringLiteral("Try again, or ask an administrator for a new password.")};
        m_door.says(401, toBytes(wrong.toJson()), "application/problem+json");
        SignInSheet *sheet = signIn(QStringLiteral("eva"));
        QSignalSpy signedIn(sheet, &SignInSheet::signedIn);
        QTRY_COMPARE(QApplication::focusWidget(), part<QLineEdit>("signInPassword"));
        type("signInPassword", QStringLiteral("guess"));
        QTest::mouseClick(part<QPushButton>("signInButton"), Qt::LeftButton);
        QVERIFY(sheet->isBusy());
        QTest::mouseClick(part<QPushButton>("signInButton"), Qt::LeftButton); // once is enough
        QTRY_VERIFY(!sheet->isBusy());
        QVERIFY2(message().contains(wrong.what), qPrintable(message()));
        // The sheet has grown by it.
        QTRY_VERIFY(part<QLineEdit>("signInName")->height() >=
                    part<QLineEdit>("signInName")->sizeHint().height());
        QVERIFY(part<QLineEdit>("signInPassword")->text().isEmpty());
        QCOMPARE(part<QLineEdit>("signInName")->text(), QStringLiteral("eva"));
        QVERIFY(signedIn.isEmpty());
        for (const TransportRequest &request : m_door.requests)
            QVERIFY(!request.path.contains(QStringLiteral("guess")));
    }

    void nobodyAnswers()
    {
        m_door.says(0, {});
        SignInSheet *sheet = signIn(QStringLiteral("eva"));
        type("signInPassword", QStringLiteral("a password"));
        QTest::keyClick(part<QLineEdit>("signInPassword"), Qt::Key_Return);
        QTRY_VERIFY(!sheet->isBusy());
        QVERIFY2(message().contains(QStringLiteral("prod.example:8443")), qPrintable(message()));
        QCOMPARE(m_door.requests.size(), std::size_t(1)); // who types a password decides about the next try
    }

    void anotherKindOfServerAnswers()
    {
        m_door.says(200, R"({"hello":"world"})");
        SignInSheet *sheet = signIn(QStringLiteral("eva"));
        type("signInPassword", QStringLiteral("a password"));
        QTest::keyClick(part<QLineEdit>("signInPassword"), Qt::Key_Return);
        QTRY_VERIFY(!sheet->isBusy());
        QVERIFY(!message().isEmpty());
        QVERIFY(sheet->isVisible());
    }

    void anOpenConnectionIsWarnedOf()
    {
        auto *sheet =
            new SignInSheet(m_window.get(), m_door, QUrl(QStringLiteral("http://prod.example")), {});
        sheet->ask();
        QVERIFY(message().contains(QStringLiteral("encryption")));
    }

    void goneWhileItAsks()
    {
        m_door.says(201, R"({"token":"slw_token"})");
        SignInSheet *sheet = signIn(QStringLiteral("eva"));
        type("signInPassword", QStringLiteral("a password"));
        QTest::keyClick(part<QLineEdit>("signInPassword"), Qt::Key_Return);
        QTest::keyClick(part<QPushButton>("signInButton"), Qt::Key_Escape);
        delete sheet;
        QCoreApplication::processEvents();
    }

    void connecting()
    {
        auto *sheet = new ConnectSheet(m_window.get());
        QSignalSpy chosen(sheet, &ConnectSheet::chosen);
        sheet->ask();
        type("connectServer", QStringLiteral("ftp://x"));
        QTest::keyClick(part<QLineEdit>("connectServer"), Qt::Key_Return);
        QVERIFY(!message().isEmpty());
        QVERIFY(chosen.isEmpty());
        type("connectServer", QStringLiteral(" prod.example "));
        QTest::mouseClick(part<QPushButton>("connectButton"), Qt::LeftButton);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().toUrl(), QUrl(QStringLiteral("https://prod.example")));
    }

private:
    Door m_door;
    std::unique_ptr<QWidget> m_window;
};

QTEST_MAIN(TestConsoleSheets)
#include "TestConsoleSheets.moc"
