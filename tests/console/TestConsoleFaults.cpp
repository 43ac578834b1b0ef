// The whole window with all its panes beside a service that is older or newer, lies, or gives things names
// that want to do harm.
#include "console/FaultyWindow.h"
#include "widgets/EmptyState.h"
#include "widgets/Notices.h"
#include "widgets/PaneRig.h"

#include <QPushButton>
#include <QTest>

using namespace slipway;
using namespace slipway::faults;

namespace {

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
    void init() { m_at = std::make_unique<FaultyWindow>(); }
    void cleanup() { m_at.reset(); }
    void anotherVersionIsSaidOnce_data();
    void anotherVersionIsSaidOnce();
    void anOlderServiceCostsTheListItHasnt_data();
    void anOlderServiceCostsTheListItHasnt();
    void anOlderServiceWithoutTheRest();
    void lies_data();
    void lies();
    void wordsItNeverHeardOf();
    void namesThatWantToDoHarm_data();
    void namesThatWantToDoHarm();

private:
    void makeDeskStrange(const QString &strange);
    void nameDesk(const QString &name);

    std::unique_ptr<FaultyWindow> m_at;
};

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
    m_at->service.version = version;
    m_at->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_at->session->isLive() && !m_at->session->user().isEmpty(), within);
    if (words.isEmpty()) {
        QCOMPARE(m_at->window->notices().texts(), QStringList());
        return;
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_at->told(words), 1, within);
    QVERIFY(m_at->hasRows(QStringLiteral("applications"))); // and works
    // Closed, it isn't said again: not even after the connection was lost.
    m_at->window->notices().clear();
    m_at->service.cutFeed();
    QTRY_VERIFY_WITH_TIMEOUT(m_at->session->isLive(), within);
    QCOMPARE(m_at->told(words), 0);
    // It comes back as it should be, and nothing is said of it any more.
    m_at->service.version = QStringLiteral(SLIPWAY_VERSION);
    m_at->service.cutFeed();
    QTRY_COMPARE_WITH_TIMEOUT(m_at->session->serviceVersion(), QStringLiteral(SLIPWAY_VERSION), within);
    QVERIFY(m_at->session->versionWords().isEmpty());
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
    m_at->service.on("GET", listOf.value(without), unknown);
    m_at->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_at->session->isLive(), within);
    m_at->window->showPane(without);
    QTRY_VERIFY_WITH_TIMEOUT(m_at->message(without).contains(QStringLiteral("older")), within);
    QTRY_VERIFY_WITH_TIMEOUT(m_at->hasFailed(without), within);
    for (const QString &id : panes) {
        if (id != without)
            QVERIFY2(m_at->hasRows(id), qPrintable(id));
    }
    m_at->window->showPane(without); // seen again it asks again, and gets the same
    QTRY_VERIFY_WITH_TIMEOUT(m_at->hasFailed(without), within);
    // Once it is there, one press brings it.
    m_at->service.off("GET", listOf.value(without));
    if (without == QLatin1String("case")) { // whose button leads to the others
        m_at->window->open(QStringLiteral("cases"));
        m_at->window->open(QStringLiteral("case/881"));
    } else {
        auto *again = m_at->pane(without)->findChild<EmptyState *>()->findChild<QPushButton *>();
        QTRY_VERIFY_WITH_TIMEOUT(again->isVisible(), within);
        again->click();
    }
    QVERIFY(m_at->hasRows(without));
    QVERIFY2(!m_at->message(without).contains(QStringLiteral("older")), qPrintable(m_at->message(without)));
}

// What a pane can do without is missing, and nothing is said of it.
void TestConsoleFaults::anOlderServiceWithoutTheRest()
{
    for (const char *path : {"brake", "releases/214/samples", "releases/214/report", "releases/214/log"})
        m_at->service.on("GET", base + QLatin1String(path), unknown);
    m_at->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_at->session->isLive(), within);
    QVERIFY(m_at->showAll());
    for (const QString &id : listOf.keys())
        QVERIFY2(m_at->hasRows(id), qPrintable(id));
    QTRY_VERIFY_WITH_TIMEOUT(!m_at->session->user().isEmpty(), within);
    QCOMPARE(m_at->window->notices().texts(), QStringList());
    QVERIFY(m_at->session->isLive());
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
    m_at->service.on("GET", listOf.value(pane), [=](const FakeService::Request &) {
        return FakeService::Reply{200, body, type};
    });
    m_at->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_at->session->isLive(), within);
    m_at->window->showPane(pane);
    QTRY_VERIFY_WITH_TIMEOUT(m_at->message(pane).contains(QStringLiteral("makes no sense")), within);
    // Never that there is nothing.
    QTRY_VERIFY_WITH_TIMEOUT(m_at->hasFailed(pane), within);
    QVERIFY(m_at->showAll());
    for (const QString &id : panes) {
        if (id != pane)
            QVERIFY2(m_at->hasRows(id), qPrintable(id));
    }
}

// The support desk: where a word stood, another one or something else.
void TestConsoleFaults::makeDeskStrange(const QString &strange)
{
    QJsonObject &about = m_at->cases.all[881];
    about = fake::with(
        about, {{QStringLiteral("state"), strange},
                {QStringLiteral("severity"), strange},
                {QStringLiteral("owner"), QJsonArray{1}},
                {QStringLiteral("tags"), 7},
                {QStringLiteral("created"), QStringLiteral("soon")},
                {QStringLiteral("clocks"), QJsonArray{3, QJsonObject{{QStringLiteral("name"), strange},
                                                                     {QStringLiteral("state"), strange},
                                                                     {QStringLiteral("target"), 5}}}},
                {QStringLiteral("future"), QJsonObject{}}});
    m_at->cases.messages[881].append(
        QJsonObject{{QStringLiteral("kind"), strange}, {QStringLiteral("at"), 9}});
    m_at->cases.messages[881].append(7);
    m_at->cases.pages[881] = {QStringLiteral("text"), QJsonObject{{QStringLiteral("to"), 3}}};
    m_at->cases.links[881] = {FakeCases::link(QStringLiteral("saucer/9"), strange), QJsonArray{}};
    m_at->duty.duty.insert(QStringLiteral("problems"), QJsonArray{7, QJsonObject{}});
    m_at->duty.duty.insert(QStringLiteral("overrides"), strange);
    m_at->duty.shifts.append(QJsonObject{{QStringLiteral("begins"), strange}, {QStringLiteral("ends"), 7}});
    m_at->duty.pages.push_front(
        fake::with(FakeDuty::page(2, 881, strange), {{QStringLiteral("method"), strange},
                                                     {QStringLiteral("due"), QStringLiteral("soon")},
                                                     {QStringLiteral("attempts"), strange}}));
    m_at->mail.all.push_front(
        fake::with(FakeMail::mail(2, strange), {{QStringLiteral("at"), QStringLiteral("soon")},
                                                {QStringLiteral("why"), 7},
                                                {QStringLiteral("attachments"), strange}}));
    m_at->report.append(QJsonObject{{QStringLiteral("key"), 7},
                                    {QStringLiteral("met"), strange},
                                    {QStringLiteral("met_percent"), strange},
                                    {QStringLiteral("distribution"), QJsonArray{1, QJsonObject{}}}});
    m_at->report.append(strange);
}

// Fields of another kind than they were, states and steps that this console has no word for.
void TestConsoleFaults::wordsItNeverHeardOf()
{
    const QString strange = QStringLiteral("hovering");
    m_at->service.put(
        fake::with(m_at->service.releaseOf(214), {{QStringLiteral("state"), strange},
                                                  {QStringLiteral("inputs"), 7},
                                                  {QStringLiteral("created"), QStringLiteral("soon")},
                                                  {QStringLiteral("future"), QJsonArray{1, 2}}}));
    m_at->service.steps[214] = {fake::step(QStringLiteral("lift"), QStringLiteral("Lift"), strange,
                                           QStringLiteral("moon.lift"), {QStringLiteral("nowhere")},
                                           QStringLiteral("sideways")),
                                QJsonValue(3), QJsonArray{}};
    m_at->service.put(fake::application(1, QStringLiteral("northwind/shop"), QStringLiteral("Shop"),
                                        {fake::environment(1, QStringLiteral("shop-1"), strange, {}, strange),
                                         QJsonValue(QStringLiteral("text"))}));
    m_at->service.customers.push_back({{QStringLiteral("slug"), 7}});
    m_at->service.tell(QStringLiteral("saucer.landed"), QStringLiteral("saucer/9"),
                       {{QStringLiteral("crew"), QJsonArray{QJsonObject{}, 2}}});
    makeDeskStrange(strange);
    m_at->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_at->session->isLive(), within);
    QVERIFY(m_at->showAll());
    for (const QString &id : panes)
        QVERIFY2(m_at->hasRows(id), qPrintable(id));
    // What isn't known isn't offered to be changed.
    for (const QPushButton *button : m_at->pane(QStringLiteral("release"))->findChildren<QPushButton *>()) {
        const bool changes = button->objectName().startsWith(QLatin1String("release."));
        QVERIFY2(!changes || !button->isVisible() ||
                     button->objectName() == QLatin1String("release.rollback") ||
                     button->objectName() == QLatin1String("release.abort"),
                 qPrintable(button->objectName()));
    }
    m_at->service.tell(QStringLiteral("release.hovering"), QStringLiteral("release/214"), {});
    QTRY_COMPARE_WITH_TIMEOUT(m_at->session->lastSeq(), 12, within);
    QVERIFY(m_at->showAll());
}

void TestConsoleFaults::namesThatWantToDoHarm_data()
{
    QTest::addColumn<QString>("name");
    int number = 0;
    for (const QString &name : hostileNames())
        QTest::addRow("%d", number++) << name;
}

void TestConsoleFaults::nameDesk(const QString &name)
{
    QJsonObject &about = m_at->cases.all[881];
    for (const char *field :
         {"subject", "customer", "application", "contact", "owner", "plan", "acknowledged_by"})
        about.insert(QLatin1String(field), name);
    about.insert(QStringLiteral("tags"), QJsonArray{name, name});
    m_at->cases.messages[881].append(m_at->cases.message(2, QStringLiteral("note"), name, name));
    m_at->cases.pages[881] = {m_at->cases.page(2, 881, name)};
    m_at->cases.links[881] = {fake::with(FakeCases::link(QStringLiteral("release/214"), name),
                                         {{QStringLiteral("title"), name}, {QStringLiteral("by"), name}})};
    for (const char *field : {"on_duty", "alternate", "next"})
        m_at->duty.duty.insert(QLatin1String(field), name);
    m_at->duty.duty.insert(QStringLiteral("problems"), QJsonArray{name});
    for (qsizetype i = 0; i < m_at->duty.shifts.size(); ++i)
        m_at->duty.shifts[i] =
            fake::with(m_at->duty.shifts[i].toObject(),
                       {{QStringLiteral("on_duty"), name}, {QStringLiteral("reason"), name}});
    m_at->duty.pages.push_front(fake::with(FakeDuty::page(2, 881, name), {{QStringLiteral("why"), name}}));
    m_at->mail.all.push_front(fake::with(FakeMail::mail(2, name, 0, name), {{QStringLiteral("subject"), name},
                                                                            {QStringLiteral("text"), name}}));
    m_at->report.append(QJsonObject{{QStringLiteral("key"), name}, {QStringLiteral("met"), 1}});
}

void TestConsoleFaults::namesThatWantToDoHarm()
{
    QFETCH(QString, name);
    const QString handle = name + QLatin1Char('/') + name;
    m_at->service.customers.push_front(fake::customer(9, name, name));
    m_at->service.put(fake::application(9, handle, name,
                                        {fake::environment(9, name, QStringLiteral("production"), name),
                                         fake::environment(8, name, QStringLiteral("test"), name, name)}));
    m_at->service.put(fake::release(214, handle, QStringLiteral("waiting"), name,
                                    QStringLiteral("operations: retry or skip ") + name));
    m_at->service.steps[214] = {
        fake::step(QStringLiteral("a"), name, QStringLiteral("done")),
        fake::with(fake::step(name, name, QStringLiteral("failed")),
                   {{QStringLiteral("problem"), QJsonObject{{QStringLiteral("detail"), name}}},
                    {QStringLiteral("by"), name},
                    {QStringLiteral("reason"), name}})};
    m_at->service.logs[214] = {fake::logLine(1, name, name)};
    m_at->service.pipelines.push_front(fake::pipeline(name, 1, name));
    m_at->service.user = name;
    m_at->service.tell(QStringLiteral("application.created"), QStringLiteral("application/") + handle,
                       {{QStringLiteral("application"), handle}, {name, name}}, name);
    nameDesk(name);
    m_at->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_at->session->isLive(), within);
    QVERIFY(m_at->showAll());
    for (const QString &id : panes)
        QVERIFY2(m_at->hasRows(id), qPrintable(id));
    m_at->window->tell({Problem::Kind::Invalid, name, name, name});
    m_at->window->say(name, QStringLiteral("release/214"));
    m_at->window->open(QStringLiteral("application/") + handle);
    m_at->window->open(QStringLiteral("pipeline/") + name);
    m_at->window->startRelease(handle);
    QVERIFY(m_at->showAll());
    QCoreApplication::processEvents();
    // Nothing has pushed the window over the edge of the screen.
    QVERIFY2(m_at->window->minimumSizeHint().width() <= 1280,
             qPrintable(QString::number(m_at->window->width())));
    QCOMPARE(m_at->window->width(), 1280);
    QVERIFY2(m_at->window->windowTitle().size() < 300, qPrintable(m_at->window->windowTitle().left(400)));
}

QTEST_MAIN(TestConsoleFaults)
#include "TestConsoleFaults.moc"
