// The whole window with all its panes beside a service that is older or newer, lies, has a clock of its own,
// throws the user out, or gives things names that want to do harm.
#include "console/Notifications.h"
#include "console/Panes.h"
#include "domain/Json.h"
#include "models/FakeService.h"
#include "widgets/EmptyState.h"
#include "widgets/InlineMessage.h"
#include "widgets/MainWindow.h"
#include "widgets/Notices.h"
#include "widgets/PaneRig.h"
#include "widgets/Sheet.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDateTimeEdit>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace slipway;

namespace {

constexpr int within = 30000; // ms

const QString base = QStringLiteral("/api/v1/");
const QStringList panes{QStringLiteral("applications"), QStringLiteral("releases"),
                        QStringLiteral("activity"), QStringLiteral("pipelines"), QStringLiteral("release")};
// What each list is asked of; the rest of a pane's questions cost it less.
const QHash<QString, QString> listOf{{QStringLiteral("applications"), base + QStringLiteral("customers")},
                                     {QStringLiteral("releases"), base + QStringLiteral("releases")},
                                     {QStringLiteral("activity"), base + QStringLiteral("ledger")},
                                     {QStringLiteral("pipelines"), base + QStringLiteral("pipelines")}};

// As the service says it of a path that it hasn't.
FakeService::Reply unknown(const FakeService::Request &request)
{
    return FakeService::Reply::refusal(
        {Problem::Kind::NotFound, QStringLiteral("There is nothing at this path"), request.path, {}});
}

} // namespace

class TestConsoleFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void anotherVersionIsSaidOnce_data();
    void anotherVersionIsSaidOnce();
    void anOlderServiceCostsTheListItHasnt_data();
    void anOlderServiceCostsTheListItHasnt();
    void anOlderServiceWithoutTheRest();
    void lies_data();
    void lies();
    void wordsItNeverHeardOf();
    void aWrongClock_data();
    void aWrongClock();
    void anExpiredTokenCostsNoDraft();
    void namesThatWantToDoHarm_data();
    void namesThatWantToDoHarm();
    void whatIsOverOrInSightIsNotSaid();
    void aCaseIsSaidAndHeardWhereItIsWanted();

private:
    void open();
    QWidget *pane(const QString &id) { return m_window->pane(id); }
    bool showAll();
    bool hasRows(const QString &id);
    QString message(const QString &id);
    QString emptyWords(const QString &id);
    int told(const QString &words);

    std::unique_ptr<FakeService> m_service;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Actions> m_actions;
    std::unique_ptr<MainWindow> m_window;
};

void TestConsoleFaults::init()
{
    theme::apply(*qApp, theme::Scheme::Light);
    m_service = std::make_unique<FakeService>();
    m_service->fillWorld();
    m_service->logs[214] = {fake::logLine(1, QStringLiteral("clone"), QStringLiteral("9 files copied"))};
}

void TestConsoleFaults::open()
{
    m_session = std::make_unique<Session>(
        *m_service, [this] { return m_service->endpoint(); }, m_service->parts());
    m_actions = std::make_unique<Actions>();
    m_window = std::make_unique<MainWindow>(*m_session, *m_actions);
    addPanes(*m_window);
    m_window->restoreSession({});
    m_window->resize(1280, 800);
    m_window->show();
    m_session->open();
    m_window->open(QStringLiteral("release/214"));
    QVERIFY(QTest::qWaitForWindowActive(m_window.get(), within));
}

void TestConsoleFaults::cleanup()
{
    m_window.reset();
    m_actions.reset();
    m_session.reset();
    m_service.reset();
}

// Each pane is looked at until it is painted.
bool TestConsoleFaults::showAll()
{
    for (const QString &id : panes) {
        m_window->showPane(id);
        if (!QTest::qWaitFor([&] { return pane(id)->isVisible(); }, within) || pane(id)->grab().isNull())
            return false;
    }
    return true;
}

bool TestConsoleFaults::hasRows(const QString &id)
{
    m_window->showPane(id);
    const auto views = pane(id)->findChildren<QAbstractItemView *>();
    return QTest::qWaitFor(
        [&] {
            return std::any_of(views.begin(), views.end(), [](const QAbstractItemView *view) {
                return view->isVisible() && view->model() && view->model()->rowCount() > 0;
            });
        },
        within);
}

// What the pane says in place; empty: nothing.
QString TestConsoleFaults::message(const QString &id)
{
    QStringList texts;
    const auto bars = pane(id)->findChildren<InlineMessage *>();
    for (const InlineMessage *bar : bars) {
        if (!bar->isHidden())
            texts.append(bar->text());
    }
    return texts.join(QLatin1Char('\n'));
}

QString TestConsoleFaults::emptyWords(const QString &id)
{
    const auto states = pane(id)->findChildren<EmptyState *>();
    for (const EmptyState *state : states) {
        if (state->isVisible())
            return state->text();
    }
    return {};
}

int TestConsoleFaults::told(const QString &words)
{
    const QStringList texts = m_window->notices().texts();
    return static_cast<int>(
        std::count_if(texts.begin(), texts.end(), [&](const QString &text) { return text.contains(words); }));
}

void TestConsoleFaults::anotherVersionIsSaidOnce_data()
{
    QTest::addColumn<QJsonValue>("version");
    QTest::addColumn<QString>("words");
    QTest::newRow("the same") << QJsonValue(QStringLiteral(SLIPWAY_VERSION)) << QString();
    QTest::newRow("newer") << QJsonValue(QStringLiteral("99.1.0"))
                           << QStringLiteral("newer than this console");
    QTest::newRow("older") << QJsonValue(QStringLiteral("0.0.9"))
                           << QStringLiteral("older than this console");
    QTest::newRow("says none") << QJsonValue(QJsonValue::Undefined)
                               << QStringLiteral("older than this console");
    QTest::newRow("makes no sense") << QJsonValue(7) << QStringLiteral("older than this console");
}

void TestConsoleFaults::anotherVersionIsSaidOnce()
{
    QFETCH(QJsonValue, version);
    QFETCH(QString, words);
    m_service->version = version;
    open();
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isLive() && !m_session->user().isEmpty(), within);
    if (words.isEmpty()) {
        QCOMPARE(m_window->notices().texts(), QStringList());
        return;
    }
    QTRY_COMPARE_WITH_TIMEOUT(told(words), 1, within);
    QVERIFY(hasRows(QStringLiteral("applications"))); // and works
    // Closed, it isn't said again: not even after the connection was lost.
    m_window->notices().clear();
    m_service->cutFeed();
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isLive(), within);
    QCOMPARE(told(words), 0);
    // It comes back as it should be, and nothing is said of it any more.
    m_service->version = QStringLiteral(SLIPWAY_VERSION);
    m_service->cutFeed();
    QTRY_COMPARE_WITH_TIMEOUT(m_session->serviceVersion(), QStringLiteral(SLIPWAY_VERSION), within);
    QVERIFY(m_session->versionWords().isEmpty());
}

void TestConsoleFaults::anOlderServiceCostsTheListItHasnt_data()
{
    QTest::addColumn<QString>("without");
    for (const QString &id : listOf.keys())
        QTest::newRow(qPrintable(id)) << id;
}

void TestConsoleFaults::anOlderServiceCostsTheListItHasnt()
{
    QFETCH(QString, without);
    m_service->on("GET", listOf.value(without), unknown);
    open();
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isLive(), within);
    m_window->showPane(without);
    QTRY_VERIFY_WITH_TIMEOUT(message(without).contains(QStringLiteral("older")), within);
    QTRY_VERIFY_WITH_TIMEOUT(emptyWords(without).contains(QStringLiteral("couldn't be fetched")), within);
    for (const QString &id : panes) {
        if (id != without)
            QVERIFY2(hasRows(id), qPrintable(id));
    }
    m_window->showPane(without); // seen again it asks again, and gets the same
    QTRY_VERIFY_WITH_TIMEOUT(emptyWords(without).contains(QStringLiteral("couldn't be fetched")), within);
    // Once it is there, one press brings it.
    m_service->on("GET", listOf.value(without), [this, without](const FakeService::Request &) {
        QJsonArray items;
        const auto &all = without == QLatin1String("applications") ? m_service->customers
                          : without == QLatin1String("releases")   ? m_service->releases
                          : without == QLatin1String("activity")   ? m_service->events
                                                                   : m_service->pipelines;
        for (const QJsonObject &one : all)
            items.append(one);
        return FakeService::Reply::items(items);
    });
    auto *again = pane(without)->findChild<EmptyState *>()->findChild<QPushButton *>();
    QTRY_VERIFY_WITH_TIMEOUT(again->isVisible(), within);
    again->click();
    QVERIFY(hasRows(without));
    QVERIFY2(!message(without).contains(QStringLiteral("older")), qPrintable(message(without)));
}

// What a pane can do without is missing, and nothing is said of it.
void TestConsoleFaults::anOlderServiceWithoutTheRest()
{
    for (const char *path : {"brake", "releases/214/samples", "releases/214/report", "releases/214/log"})
        m_service->on("GET", base + QLatin1String(path), unknown);
    open();
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isLive(), within);
    QVERIFY(showAll());
    for (const QString &id : listOf.keys())
        QVERIFY2(hasRows(id), qPrintable(id));
    QTRY_VERIFY_WITH_TIMEOUT(!m_session->user().isEmpty(), within);
    QCOMPARE(m_window->notices().texts(), QStringList());
    QVERIFY(m_session->isLive());
}

void TestConsoleFaults::lies_data()
{
    QTest::addColumn<QString>("pane");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    for (const QString &id : listOf.keys()) {
        const auto row = [&](const char *name, const QByteArray &body,
                             const QByteArray &type = "application/json") {
            QTest::addRow("%s: %s", qPrintable(id), name) << id << body << type;
        };
        row("cut off", "{\"items\": [{\"id\": 1,");
        row("a page of somebody else", "<html>Please sign in to the hotel's network</html>", "text/html");
        row("no list", "{\"items\": {\"id\": 1}}");
        row("nothing", "");
    }
}

void TestConsoleFaults::lies()
{
    QFETCH(QString, pane);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    m_service->on("GET", listOf.value(pane), [=](const FakeService::Request &) {
        return FakeService::Reply{200, body, type};
    });
    open();
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isLive(), within);
    m_window->showPane(pane);
    QTRY_VERIFY_WITH_TIMEOUT(message(pane).contains(QStringLiteral("makes no sense")), within);
    // Never that there is nothing.
    QTRY_VERIFY_WITH_TIMEOUT(emptyWords(pane).contains(QStringLiteral("couldn't be fetched")), within);
    QVERIFY(showAll());
    for (const QString &id : panes) {
        if (id != pane)
            QVERIFY2(hasRows(id), qPrintable(id));
    }
}

// Fields of another kind than they were, states and steps that this console has no word for.
void TestConsoleFaults::wordsItNeverHeardOf()
{
    const QString strange = QStringLiteral("hovering");
    m_service->put(fake::with(m_service->releaseOf(214), {{QStringLiteral("state"), strange},
                                                          {QStringLiteral("inputs"), 7},
                                                          {QStringLiteral("created"), QStringLiteral("soon")},
                                                          {QStringLiteral("future"), QJsonArray{1, 2}}}));
    m_service->steps[214] = {fake::step(QStringLiteral("lift"), QStringLiteral("Lift"), strange,
                                        QStringLiteral("moon.lift"), {QStringLiteral("nowhere")},
                                        QStringLiteral("sideways")),
                             QJsonValue(3), QJsonArray{}};
    m_service->put(fake::application(1, QStringLiteral("northwind/shop"), QStringLiteral("Shop"),
                                     {fake::environment(1, QStringLiteral("shop-1"), strange, {}, strange),
                                      QJsonValue(QStringLiteral("text"))}));
    m_service->customers.push_back({{QStringLiteral("slug"), 7}});
    m_service->tell(QStringLiteral("saucer.landed"), QStringLiteral("saucer/9"),
                    {{QStringLiteral("crew"), QJsonArray{QJsonObject{}, 2}}});
    open();
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isLive(), within);
    QVERIFY(showAll());
    for (const QString &id : panes)
        QVERIFY2(hasRows(id), qPrintable(id));
    // What isn't known isn't offered to be changed.
    for (const QPushButton *button : pane(QStringLiteral("release"))->findChildren<QPushButton *>()) {
        const bool changes = button->objectName().startsWith(QLatin1String("release."));
        QVERIFY2(!changes || !button->isVisible() ||
                     button->objectName() == QLatin1String("release.rollback") ||
                     button->objectName() == QLatin1String("release.abort"),
                 qPrintable(button->objectName()));
    }
    m_service->tell(QStringLiteral("release.hovering"), QStringLiteral("release/214"), {});
    QTRY_COMPARE_WITH_TIMEOUT(m_session->lastSeq(), 12, within);
    QVERIFY(showAll());
}

void TestConsoleFaults::aWrongClock_data()
{
    QTest::addColumn<int>("minutes");
    QTest::addColumn<QString>("words");
    QTest::newRow("an hour behind") << 60 << QStringLiteral("60 min behind");
    QTest::newRow("an hour ahead") << -60 << QStringLiteral("60 min ahead");
    QTest::newRow("right") << 0 << QString();
}

void TestConsoleFaults::aWrongClock()
{
    QFETCH(int, minutes);
    QFETCH(QString, words);
    const Duration ahead = std::chrono::minutes(minutes);
    m_service->setAhead(ahead);
    open();
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isLive() && !m_session->user().isEmpty(), within);
    QCOMPARE(told(QStringLiteral("clock")), words.isEmpty() ? 0 : 1);
    QCOMPARE(told(words), words.isEmpty() ? m_window->notices().texts().size() : 1);
    // What is planned is planned by the clock that will be looked at.
    m_window->startRelease(QStringLiteral("northwind/shop"));
    QVERIFY(m_window->sheet());
    const auto *at = m_window->sheet()->findChild<QDateTimeEdit *>(QStringLiteral("at"));
    QVERIFY(at);
    const auto expected = std::chrono::duration_cast<std::chrono::milliseconds>(
        (m_service->clock.now() + ahead + std::chrono::hours(1)).time_since_epoch());
    QVERIFY2(std::abs(at->dateTime().toMSecsSinceEpoch() - expected.count()) < 60'000,
             qPrintable(at->dateTime().toString(Qt::ISODate)));
}

void TestConsoleFaults::anExpiredTokenCostsNoDraft()
{
    m_service->role = QStringLiteral("admin"); // who may sign off for the customer
    open();
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isLive(), within);
    auto *note = pane(QStringLiteral("release"))->findChild<QLineEdit *>(QStringLiteral("signOffNote"));
    const auto signOff = [this] { // the button, where it can be pressed
        auto *found =
            pane(QStringLiteral("release"))->findChild<QPushButton *>(QStringLiteral("release.signoff"));
        return found && found->isVisible() && found->isEnabled() ? found : nullptr;
    };
    QTRY_VERIFY_WITH_TIMEOUT(signOff(), within);
    QVERIFY(note);
    QTRY_VERIFY_WITH_TIMEOUT(note->isVisible(), within);
    note->setText(QStringLiteral("tried on a phone"));
    // It expires between two questions: what is pressed is what finds out.
    m_service->refuse({Problem::Kind::Unauthenticated, QStringLiteral("The token has expired"), {}, {}});
    signOff()->click();
    auto *bar = m_window->findChild<InlineMessage *>(QStringLiteral("signIn"));
    QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), within);
    QCOMPARE(m_session->state(), Session::State::Refused);
    QCOMPARE(note->text(), QStringLiteral("tried on a phone"));
    QTRY_VERIFY_WITH_TIMEOUT(!signOff(), within);
    // Only a token that was new meanwhile is tried once more.
    const auto sent = m_service->count("POST", base + QStringLiteral("releases/214/signoff"));
    QVERIFY(sent <= 2);
    m_service->beHonest();
    m_session->close();
    m_session->open(); // as signing in does
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isLive(), within);
    QTRY_VERIFY_WITH_TIMEOUT(!bar->isVisible(), within);
    QCOMPARE(note->text(), QStringLiteral("tried on a phone"));
    QCOMPARE(m_service->count("POST", base + QStringLiteral("releases/214/signoff")),
             sent); // by nobody's hand
    QTRY_VERIFY_WITH_TIMEOUT(signOff(), within);
}

void TestConsoleFaults::namesThatWantToDoHarm_data()
{
    QTest::addColumn<QString>("name");
    int number = 0;
    for (const QString &name : hostileNames())
        QTest::addRow("%d", number++) << name;
}

void TestConsoleFaults::namesThatWantToDoHarm()
{
    QFETCH(QString, name);
    const QString handle = name + QLatin1Char('/') + name;
    m_service->customers.push_front(fake::customer(9, name, name));
    m_service->put(fake::application(9, handle, name,
                                     {fake::environment(9, name, QStringLiteral("production"), name),
                                      fake::environment(8, name, QStringLiteral("test"), name, name)}));
    m_service->put(fake::release(214, handle, QStringLiteral("waiting"), name,
                                 QStringLiteral("operations: retry or skip ") + name));
    m_service->steps[214] = {
        fake::step(QStringLiteral("a"), name, QStringLiteral("done")),
        fake::with(fake::step(name, name, QStringLiteral("failed")),
                   {{QStringLiteral("problem"), QJsonObject{{QStringLiteral("detail"), name}}},
                    {QStringLiteral("by"), name},
                    {QStringLiteral("reason"), name}})};
    m_service->logs[214] = {fake::logLine(1, name, name)};
    m_service->pipelines.push_front(fake::pipeline(name, 1, name));
    m_service->user = name;
    m_service->tell(QStringLiteral("application.created"), QStringLiteral("application/") + handle,
                    {{QStringLiteral("application"), handle}, {name, name}}, name);
    open();
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isLive(), within);
    QVERIFY(showAll());
    for (const QString &id : panes)
        QVERIFY2(hasRows(id), qPrintable(id));
    m_window->tell({Problem::Kind::Invalid, name, name, name});
    m_window->say(name, QStringLiteral("release/214"));
    m_window->open(QStringLiteral("application/") + handle);
    m_window->open(QStringLiteral("pipeline/") + name);
    m_window->startRelease(handle);
    QVERIFY(showAll());
    QCoreApplication::processEvents();
    // Nothing has pushed the window over the edge of the screen.
    QVERIFY2(m_window->minimumSizeHint().width() <= 1280, qPrintable(QString::number(m_window->width())));
    QCOMPARE(m_window->width(), 1280);
    QVERIFY2(m_window->windowTitle().size() < 300, qPrintable(m_window->windowTitle().left(400)));
}

// A notice says what its pane doesn't say already, and only as long as it is so.
void TestConsoleFaults::whatIsOverOrInSightIsNotSaid()
{
    open();
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isLive() && m_session->role(), within);
    Notifications notifications(*m_session, *m_window);
    const auto tell = [this](const QString &id, const QString &application, const QString &waitsFor) {
        m_service->tell(QStringLiteral("release.waiting"), QStringLiteral("release/") + id,
                        {{QStringLiteral("application"), application},
                         {QStringLiteral("from"), QStringLiteral("running")},
                         {QStringLiteral("waits_for"), waitsFor}});
    };
    const QString mine = QStringLiteral("operations: retry or abort");
    QVERIFY(m_window->dock(QStringLiteral("release"))->isActive());
    tell(QStringLiteral("214"), QStringLiteral("northwind/shop"), mine); // which is looked at
    tell(QStringLiteral("213"), QStringLiteral("northwind/blog"), mine);
    QTRY_COMPARE_WITH_TIMEOUT(told(QStringLiteral("213")), 1, within);
    QCOMPARE(told(QStringLiteral("214")), 0);
    m_service->tell(QStringLiteral("step.started"), QStringLiteral("application/contoso/portal"), {});
    m_service->tell(QStringLiteral("step.started"), QStringLiteral("application/northwind/blog"), {});
    QTRY_COMPARE_WITH_TIMEOUT(told(QStringLiteral("213")), 0, within);
    // Behind another pane it is said.
    m_window->showPane(QStringLiteral("pipelines"));
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->dock(QStringLiteral("release"))->isActive(), within);
    tell(QStringLiteral("214"), QStringLiteral("northwind/shop"), mine);
    QTRY_COMPARE_WITH_TIMEOUT(told(QStringLiteral("214")), 1, within);
}

void TestConsoleFaults::aCaseIsSaidAndHeardWhereItIsWanted()
{
    open();
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isLive() && m_session->role(), within);
    Notifications notifications(*m_session, *m_window);
    QSignalSpy rang(&notifications, &Notifications::rang);
    const auto tell = [this](const QString &kind, const QString &number, const QString &to) {
        m_service->tell(kind, QStringLiteral("case/") + number,
                        {{QStringLiteral("title"), QStringLiteral("Slow")}, {QStringLiteral("to"), to}});
    };
    tell(QStringLiteral("case.opened"), QStringLiteral("12"), {});
    QTRY_COMPARE_WITH_TIMEOUT(told(QStringLiteral("Case 12 came in: Slow")), 1, within);
    QCOMPARE(rang.count(), 0); // until it is wanted
    notifications.setSound(true);
    // At once: what is more urgent is said, and one sound is made.
    tell(QStringLiteral("case.opened"), QStringLiteral("13"), {});
    tell(QStringLiteral("page.due"), QStringLiteral("13"), m_service->user);
    tell(QStringLiteral("page.due"), QStringLiteral("14"), QStringLiteral("somebody else"));
    QTRY_COMPARE_WITH_TIMEOUT(told(QStringLiteral("You are paged for case 13")), 1, within);
    QCOMPARE(told(QStringLiteral("Case 13 came in")), 0);
    QCOMPARE(told(QStringLiteral("14")), 0);
    QCOMPARE(rang.count(), 1);
}

QTEST_MAIN(TestConsoleFaults)
#include "TestConsoleFaults.moc"
