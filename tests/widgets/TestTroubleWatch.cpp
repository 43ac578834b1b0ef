// Nothing while all is well; what is wrong in the order in which it matters; and the strip that shows it.
#include "models/FakeService.h"
#include "models/TroubleWatch.h"
#include "widgets/Theme.h"
#include "widgets/TroubleStrip.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace slipway;
using std::chrono::seconds;

class TestTroubleWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void saysNothingWhileAllIsWell();
    void signOffsAreNoTrouble();
    void aStuckReleaseIs();
    void heldRequestsAreAfterAWhile();
    void aLostConnectionIsAfterAWhile();
    void theBrakeIs();
    void productionThatIsDownIs();
    void productionThatFailedAsAWholeIs();
    void whatKeepsFallingOverIsOneOutage();
    void aSilentGatewayIs();
    void theWorstComesFirst();
    void manyEventsAreOneQuestion();
    void theStripShowsAndLeads();

private:
    void open();
    void brake(bool on);
    const std::vector<Trouble> &troubles() const { return m_watch->troubles(); }
    bool has(Trouble::Kind kind) const
    {
        return std::any_of(troubles().begin(), troubles().end(),
                           [kind](const Trouble &one) { return one.kind == kind; });
    }

    std::unique_ptr<FakeService> m_service;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<TroubleWatch> m_watch;
};

void TestTroubleWatch::init()
{
    theme::apply(*qApp, theme::Scheme::Light);
    m_service = std::make_unique<FakeService>();
    m_service->applications = {
        fake::application(1, QStringLiteral("northwind/shop"), QStringLiteral("Shop"),
                          {fake::environment(1, QStringLiteral("a"), QStringLiteral("production")),
                           fake::environment(2, QStringLiteral("b"), QStringLiteral("standby"))})};
    brake(false);
    m_session = std::make_unique<Session>(
        *m_service, [this] { return m_service->endpoint(); }, m_service->parts());
    m_watch = std::make_unique<TroubleWatch>(*m_session);
}

void TestTroubleWatch::cleanup()
{
    m_watch.reset();
    m_session.reset();
    m_service.reset();
}

void TestTroubleWatch::open()
{
    m_session->open();
    QTRY_VERIFY(m_session->isLive());
}

void TestTroubleWatch::brake(bool on)
{
    m_service->answer(QStringLiteral("/api/v1/brake"),
                      {{QStringLiteral("on"), on},
                       {QStringLiteral("since"), fake::at(60)},
                       {QStringLiteral("by"), QStringLiteral("jo")},
                       {QStringLiteral("reason"), QStringLiteral("disk full")}});
}

void TestTroubleWatch::saysNothingWhileAllIsWell()
{
    m_service->releases = {
        fake::release(3, QStringLiteral("northwind/shop"), QStringLiteral("running"), QStringLiteral("copy")),
        fake::release(2, QStringLiteral("northwind/shop"), QStringLiteral("live")),
        fake::release(1, QStringLiteral("northwind/shop"), QStringLiteral("finalized"))};
    QSignalSpy changed(m_watch.get(), &TroubleWatch::changed);
    open();
    QTRY_COMPARE(m_watch->inFlight(), 1); // neither live nor over
    QCOMPARE(m_watch->live(), 1);
    QVERIFY(troubles().empty());
    m_watch->look();
    m_watch->look();
    QCOMPARE(changed.size(), 1); // nothing changed since
}

void TestTroubleWatch::signOffsAreNoTrouble()
{
    m_service->releases = {fake::release(3, QStringLiteral("northwind/shop"), QStringLiteral("waiting"),
                                         QStringLiteral("ready"), QStringLiteral("operations signs off go"))};
    open();
    QTRY_COMPARE(m_watch->inFlight(), 1);
    QVERIFY(troubles().empty());
}

void TestTroubleWatch::aStuckReleaseIs()
{
    const QString decision = QStringLiteral("operations: retry, skip or abort \"Swap addresses\"");
    m_service->releases = {fake::release(3, QStringLiteral("northwind/shop"), QStringLiteral("waiting"),
                                         QStringLiteral("swap"), decision)};
    const Problem problem{Problem::Kind::Unavailable, QStringLiteral("The gateway doesn't answer"), {}, {}};
    m_service->steps[3] = {fake::with(
        fake::step(QStringLiteral("swap"), QStringLiteral("Swap addresses"), QStringLiteral("failed")),
        {{QStringLiteral("problem"), problem.toJson()}, {QStringLiteral("waits_for"), decision}})};
    open();
    QTRY_VERIFY(!troubles().empty() && troubles().front().what.contains(problem.what));
    QCOMPARE(troubles().size(), 1U);
    const Trouble &stuck = troubles().front();
    QCOMPARE(stuck.kind, Trouble::Kind::Stuck);
    QVERIFY(stuck.what.contains(QStringLiteral("Swap addresses")));
    QVERIFY(stuck.turn.startsWith(QStringLiteral("Operations: retry")));
    QCOMPARE(stuck.reference, QStringLiteral("release/3"));
    QVERIFY(stuck.since);
    // Somebody retries it: the strip goes by itself.
    m_service->put(fake::release(3, QStringLiteral("northwind/shop"), QStringLiteral("running"),
                                 QStringLiteral("swap")));
    m_service->tell(QStringLiteral("step.retried"), QStringLiteral("application/northwind/shop"));
    QTRY_VERIFY(troubles().empty());
}

void TestTroubleWatch::heldRequestsAreAfterAWhile()
{
    QJsonObject frozen = fake::release(3, QStringLiteral("northwind/shop"), QStringLiteral("frozen"),
                                       QStringLiteral("freeze"));
    open();
    frozen.insert(QStringLiteral("updated"), toText(m_session->serviceTime()));
    m_service->releases = {frozen};
    m_service->tell(QStringLiteral("release.frozen"), QStringLiteral("release/3"));
    QTRY_COMPARE(m_watch->inFlight(), 1);
    QVERIFY(troubles().empty()); // as every swap does
    m_service->clock.advance(seconds(6));
    m_watch->look();
    QVERIFY(has(Trouble::Kind::Held));
}

void TestTroubleWatch::aLostConnectionIsAfterAWhile()
{
    open();
    m_service->goAway();
    QTRY_COMPARE(m_session->state(), Session::State::Stale);
    m_watch->look();
    QVERIFY(troubles().empty()); // a service that restarts is back at once
    m_service->clock.advance(seconds(5));
    m_watch->look();
    QVERIFY(has(Trouble::Kind::Connection));
    QVERIFY(troubles().front().what.contains(m_session->server()));
    m_service->comeBack();
    QTRY_VERIFY(troubles().empty());
}

void TestTroubleWatch::theBrakeIs()
{
    open();
    brake(true);
    m_service->tell(QStringLiteral("brake.on"), QStringLiteral("service"));
    QTRY_VERIFY(m_watch->isBrakeOn());
    QVERIFY(has(Trouble::Kind::Brake));
    QVERIFY(troubles().front().what.contains(QStringLiteral("disk full")));
    QVERIFY(troubles().front().changed.contains(QStringLiteral("jo")));
    brake(false);
    m_service->tell(QStringLiteral("brake.off"), QStringLiteral("service"));
    QTRY_VERIFY(troubles().empty());
}

void TestTroubleWatch::productionThatIsDownIs()
{
    const QJsonObject payload{{QStringLiteral("application"), QStringLiteral("northwind/shop")}};
    const QJsonObject well = m_service->applications.front();
    const auto withWeb = [&](int environment, const QString &state) {
        QJsonObject application = well;
        QJsonArray environments = application.value(QStringLiteral("environments")).toArray();
        QJsonObject one = environments.at(environment).toObject();
        QJsonArray appliances = one.value(QStringLiteral("appliances")).toArray();
        appliances.replace(0, fake::with(appliances.at(0).toObject(), {{QStringLiteral("state"), state}}));
        one.insert(QStringLiteral("appliances"), appliances);
        environments.replace(environment, one);
        application.insert(QStringLiteral("environments"), environments);
        m_service->applications = {application};
    };
    // It was down before the console was opened, and is.
    withWeb(0, QStringLiteral("failed"));
    m_service->releases = {fake::release(9, QStringLiteral("northwind/shop"), QStringLiteral("finalized"))};
    m_service->events = {
        fake::event(7, QStringLiteral("appliance.down"), QStringLiteral("appliance/10"), payload)};
    open();
    QTRY_VERIFY(has(Trouble::Kind::Down));
    QVERIFY(troubles().front().what.contains(QStringLiteral("web")));
    QCOMPARE(troubles().front().reference, QStringLiteral("application/northwind/shop"));
    QTRY_VERIFY(troubles().front().changed.contains(QStringLiteral("9"))); // what changed last there
    withWeb(0, QStringLiteral("running"));
    m_service->tell(QStringLiteral("appliance.up"), QStringLiteral("appliance/10"), payload);
    QTRY_VERIFY(troubles().empty());
    // A standby that is down wakes nobody.
    withWeb(1, QStringLiteral("failed"));
    const std::size_t asked = m_service->count("GET", QStringLiteral("/api/v1/applications/northwind/shop"));
    m_service->tell(QStringLiteral("appliance.down"), QStringLiteral("appliance/20"), payload);
    QTRY_VERIFY(m_service->count("GET", QStringLiteral("/api/v1/applications/northwind/shop")) > asked);
    QVERIFY(troubles().empty());
}

// Unhealthy, with every process still there.
void TestTroubleWatch::productionThatFailedAsAWholeIs()
{
    open();
    QJsonObject application = m_service->applications.front();
    QJsonArray environments = application.value(QStringLiteral("environments")).toArray();
    const QString name = environments.at(0).toObject().value(QStringLiteral("name")).toString();
    environments.replace(
        0, fake::with(environments.at(0).toObject(), {{QStringLiteral("state"), QStringLiteral("failed")}}));
    application.insert(QStringLiteral("environments"), environments);
    m_service->applications = {application};
    m_service->tell(
        QStringLiteral("environment.state"), QStringLiteral("application/northwind/shop"),
        {{QStringLiteral("environment"), name}, {QStringLiteral("state"), QStringLiteral("failed")}});
    QTRY_VERIFY(has(Trouble::Kind::Down));
    QVERIFY2(troubles().front().what.contains(name), qPrintable(troubles().front().what));
}

void TestTroubleWatch::whatKeepsFallingOverIsOneOutage()
{
    const QJsonObject payload{{QStringLiteral("application"), QStringLiteral("northwind/shop")}};
    const QJsonObject well = m_service->applications.front();
    QJsonObject ill = well;
    QJsonArray environments = well.value(QStringLiteral("environments")).toArray();
    environments.replace(
        0, fake::with(environments.at(0).toObject(), {{QStringLiteral("state"), QStringLiteral("failed")}}));
    ill.insert(QStringLiteral("environments"), environments);
    open();
    m_service->applications = {ill};
    m_service->tell(QStringLiteral("appliance.down"), QStringLiteral("appliance/10"), payload);
    QTRY_VERIFY(has(Trouble::Kind::Down));
    const auto since = troubles().front().since;
    m_service->applications = {well};
    m_service->tell(QStringLiteral("appliance.up"), QStringLiteral("appliance/10"), payload);
    QTRY_VERIFY(!has(Trouble::Kind::Down));
    m_service->clock.advance(seconds(10));
    m_service->applications = {ill};
    m_service->tell(QStringLiteral("appliance.down"), QStringLiteral("appliance/10"), payload);
    QTRY_VERIFY(has(Trouble::Kind::Down));
    QVERIFY(troubles().front().since == since);
}

void TestTroubleWatch::aSilentGatewayIs()
{
    open();
    m_service->tell(QStringLiteral("gateway.silent"), QStringLiteral("gateway"),
                    {{QStringLiteral("why"), QStringLiteral("no answer")}});
    QTRY_VERIFY(has(Trouble::Kind::Down));
    QVERIFY(troubles().front().what.contains(QStringLiteral("gateway")));
    m_service->tell(QStringLiteral("gateway.heard"), QStringLiteral("gateway"), {});
    QTRY_VERIFY(troubles().empty());
}

void TestTroubleWatch::theWorstComesFirst()
{
    brake(true);
    m_service->releases = {
        fake::release(3, QStringLiteral("northwind/shop"), QStringLiteral("waiting"), QStringLiteral("swap"),
                      QStringLiteral("operations: retry, skip or abort \"Swap\"")),
        fake::with(fake::release(2, QStringLiteral("contoso/blog"), QStringLiteral("frozen"),
                                 QStringLiteral("freeze")),
                   {{QStringLiteral("updated"), toText(m_service->clock.now() - seconds(60))}})};
    open();
    m_watch->look();
    QTRY_COMPARE(troubles().size(), 3U);
    QCOMPARE(troubles().at(0).kind, Trouble::Kind::Held);
    QCOMPARE(troubles().at(1).kind, Trouble::Kind::Stuck);
    QCOMPARE(troubles().at(2).kind, Trouble::Kind::Brake);
}

void TestTroubleWatch::manyEventsAreOneQuestion()
{
    open();
    QTRY_COMPARE(m_service->count("GET", QStringLiteral("/api/v1/brake")), 1U);
    const std::size_t before = m_service->count("GET", QStringLiteral("/api/v1/releases"));
    QSignalSpy arrived(m_session.get(), &Session::eventsArrived);
    for (int event = 0; event < 3000; ++event)
        m_service->tell(QStringLiteral("step.done"), QStringLiteral("application/northwind/shop"));
    m_service->releases = {fake::release(3, QStringLiteral("northwind/shop"), QStringLiteral("running"))};
    QTRY_COMPARE(m_watch->inFlight(), 1);
    QVERIFY(m_service->count("GET", QStringLiteral("/api/v1/releases")) - before < 10);
}

void TestTroubleWatch::theStripShowsAndLeads()
{
    TroubleStrip strip(*m_session, *m_watch);
    QVERIFY(strip.isHidden());
    m_service->releases = {fake::release(3, QStringLiteral("northwind/shop"), QStringLiteral("waiting"),
                                         QStringLiteral("swap"),
                                         QStringLiteral("operations: retry, skip or abort \"Swap\""))};
    open();
    QTRY_VERIFY(strip.isVisible());
    bool isSaid = false;
    for (const QLabel *label : strip.findChildren<QLabel *>())
        isSaid = isSaid || label->text().contains(QStringLiteral("Release 3 of northwind/shop"));
    QVERIFY(isSaid);
    QString reference;
    connect(&strip, &TroubleStrip::actionAsked, this,
            [&](const Trouble &trouble) { reference = trouble.reference; });
    auto *button = strip.findChild<QPushButton *>();
    QVERIFY(!button->accessibleName().isEmpty());
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(reference, QStringLiteral("release/3"));
    m_service->put(fake::release(3, QStringLiteral("northwind/shop"), QStringLiteral("finalized")));
    m_service->tell(QStringLiteral("release.finalized"), QStringLiteral("release/3"));
    QTRY_VERIFY(strip.isHidden());
}

QTEST_MAIN(TestTroubleWatch)
#include "TestTroubleWatch.moc"
