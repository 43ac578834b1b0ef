#include "domain/Catalog.h"
#include "domain/Event.h"
#include "domain/Json.h"
#include "domain/Release.h"
#include "domain/Roles.h"

#include <QRegularExpression>
#include <QtTest>

#include <random>
#include <set>

using namespace slipway;

class TestWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void problemsComeBack();
    void problemsOfStrangersAreRead();
    void problemsSayAllInOneLine();
    void jsonIsOneObject_data();
    void jsonIsOneObject();
    void bytesAreCanonical();
    void statesComeBack();
    void stepsComeBack();
    void eventsComeBack();
    void environmentsSayWhereTheyAre();
    void routesAreUniqueAndWellFormed();
    void rolesComeBack();
};

void TestWire::problemsComeBack()
{
    using Kind = Problem::Kind;
    std::set<int> statuses;
    for (const Kind kind : {Kind::Invalid, Kind::Malformed, Kind::Unauthenticated, Kind::Forbidden,
                            Kind::NotFound, Kind::Conflict, Kind::PreconditionFailed, Kind::TooLarge,
                            Kind::Unavailable, Kind::Timeout, Kind::Cancelled, Kind::Internal}) {
        const Problem problem{kind, QStringLiteral("what"), QStringLiteral("where"), QStringLiteral("hint")};
        QCOMPARE(Problem::fromJson(problem.toJson(), problem.status()), problem);
        QVERIFY(statuses.insert(problem.status()).second);
        QVERIFY(problem.type().startsWith(QStringLiteral("urn:slipway:problem:")));
        const Problem bare{kind, QStringLiteral("what"), {}, {}};
        QCOMPARE(Problem::fromJson(bare.toJson(), bare.status()), bare);
        QVERIFY(!bare.toJson().contains(QStringLiteral("hint")));
    }
}

void TestWire::problemsOfStrangersAreRead()
{
    QCOMPARE(Problem::fromJson({}, 404).kind, Problem::Kind::NotFound);
    QVERIFY(Problem::fromJson({}, 404).what.contains(QStringLiteral("404")));
    QCOMPARE(Problem::fromJson({}, 418).kind, Problem::Kind::Internal);
    QCOMPARE(Problem::fromJson({{QStringLiteral("type"), QStringLiteral("about:blank")}}, 404).kind,
             Problem::Kind::Internal);
    QCOMPARE(Problem::fromJson({{QStringLiteral("detail"), 7}}, 503).kind, Problem::Kind::Unavailable);
}

void TestWire::problemsSayAllInOneLine()
{
    const Problem problem{Problem::Kind::Conflict, QStringLiteral("It is held"), QStringLiteral("shop"),
                          QStringLiteral("Wait.")};
    QCOMPARE(problem.text(), QStringLiteral("shop: It is held \u2014 Wait."));
    QCOMPARE(problem.at(QStringLiteral("northwind")).where, QStringLiteral("northwind: shop"));
    const Problem bare{Problem::Kind::Conflict, QStringLiteral("It is held"), {}, {}};
    QCOMPARE(bare.text(), bare.what);
    QCOMPARE(bare.at(QStringLiteral("northwind")).where, QStringLiteral("northwind"));
}

void TestWire::jsonIsOneObject_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("fine");
    QTest::newRow("empty object") << QByteArray("{}") << true;
    QTest::newRow("nested") << QByteArray(R"({"a":{"b":[1,2,{"c":null}]}})") << true;
    QTest::newRow("space around") << QByteArray(" \n{\"a\":1}\t") << true;
    for (const char *bytes : {"", "[]", "1", "null", "\"{}\"", "{", "{}{}", "{\"a\":1,}", "{'a':1}", "{a:1}",
                              "{\"a\":01}", "{\"a\":\"\xff\"}", "\xef\xbb\xbf"})
        QTest::newRow(bytes) << QByteArray(bytes) << false;
    QTest::newRow("nested too deep") << (QByteArray(5000, '[').prepend("{\"a\":") + QByteArray(5000, ']') +
                                         '}')
                                     << false;
}

void TestWire::jsonIsOneObject()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, fine);
    const auto object = objectFromBytes(bytes, QStringLiteral("the request body"));
    QCOMPARE(object.has_value(), fine);
    if (!fine) {
        QCOMPARE(object.error().kind, Problem::Kind::Malformed);
        QVERIFY(object.error().what.contains(QStringLiteral("the request body")));
    }
}

void TestWire::bytesAreCanonical()
{
    QJsonObject forward;
    QJsonObject backward;
    for (int i = 0; i < 50; ++i) {
        forward.insert(QString::number(i), i);
        backward.insert(QString::number(49 - i), 49 - i);
    }
    QCOMPARE(toBytes(forward), toBytes(backward));
    QVERIFY(!toBytes(forward).contains(' ') && !toBytes(forward).contains('\n'));
    QCOMPARE(*objectFromBytes(toBytes(forward), QString()), forward);
    const QStringList list{QStringLiteral("a"), QString(), QStringLiteral("\u00e4\"")};
    QCOMPARE(stringsFromJson(toJson(list)), list);
    QVERIFY(stringsFromJson(QJsonValue(3)).isEmpty());
}

void TestWire::statesComeBack()
{
    for (int i = 0; i <= static_cast<int>(ReleaseState::Failed); ++i) {
        const auto state = static_cast<ReleaseState>(i);
        QVERIFY(!toText(state).isEmpty());
        QCOMPARE(*releaseStateFromText(toText(state)), state);
    }
    for (int i = 0; i <= static_cast<int>(StepState::Undone); ++i) {
        const auto state = static_cast<StepState>(i);
        QCOMPARE(*stepStateFromText(toText(state)), state);
    }
    for (int i = 0; i <= static_cast<int>(EnvironmentRole::Retired); ++i) {
        const auto role = static_cast<EnvironmentRole>(i);
        QCOMPARE(*environmentRoleFromText(toText(role)), role);
    }
    QCOMPARE(toText(ReleaseState::RolledBack), QStringLiteral("rolled-back"));
    for (const char *text : {"", "Live", "rolled back", "running "}) {
        QVERIFY(!releaseStateFromText(QString::fromLatin1(text)));
        QVERIFY(!stepStateFromText(QString::fromLatin1(text)));
    }
    QVERIFY(isEnd(ReleaseState::RolledBack) && isEnd(ReleaseState::Finalized) &&
            isEnd(ReleaseState::Aborted) && isEnd(ReleaseState::Failed));
    QVERIFY(!isEnd(ReleaseState::Live) && !isEnd(ReleaseState::Frozen) && !isEnd(ReleaseState::Draft));
}

void TestWire::stepsComeBack()
{
    std::mt19937 random(5);
    std::uniform_int_distribution<int> state(0, static_cast<int>(StepState::Undone));
    std::bernoulli_distribution coin;
    for (int i = 0; i < 300; ++i) {
        const auto text = [&](const char *base) {
            return coin(random) ? QString() : QStringLiteral("%1 %2 \u2603").arg(QLatin1String(base)).arg(i);
        };
        const auto time = [&]() -> std::optional<Instant> {
            if (coin(random))
                return std::nullopt;
            return Instant(Duration(static_cast<qint64>(random()) * 1'000'003));
        };
        Step step;
        step.id = text("id");
        step.title = text("title");
        step.phase = text("forward");
        step.activity = text("activity");
        step.state = static_cast<StepState>(state(random));
        step.attempt = i;
        step.started = time();
        step.finished = time();
        step.due = time();
        step.waitsFor = text("waits");
        step.output = {{QStringLiteral("n"), i}};
        if (coin(random))
            step.problem = Problem{Problem::Kind::Timeout, QStringLiteral("late"), {}, {}}.toJson();
        step.by = text("by");
        step.reason = text("reason");
        if (coin(random))
            step.after = QStringList{QStringLiteral("a"), QStringLiteral("b")};
        step.enters = text("frozen");
        step.commits = coin(random);
        step.finalizes = coin(random);
        const auto back = Step::fromJson(*objectFromBytes(toBytes(step.toJson()), QString()));
        QVERIFY(back.has_value());
        QCOMPARE(back->toJson(), step.toJson());
        QVERIFY(*back == step);
    }
    QVERIFY(!Step::fromJson({}));
    QCOMPARE(Step::fromJson({{QStringLiteral("state"), QStringLiteral("lost")}}).error().where,
             QStringLiteral("/state"));
}

void TestWire::eventsComeBack()
{
    Event event;
    event.seq = 9'007'199'254'740'993; // more than a double can count
    event.at = *instantFromText(QStringLiteral("2026-11-23T18:05:22.123456Z"));
    event.actor = QStringLiteral("eva");
    event.kind = QStringLiteral("release.live");
    event.subject = QStringLiteral("release/2");
    event.payload = R"({"a":1,"b":"\u00e4"})";
    event.payload = toBytes(*objectFromBytes(event.payload, QString()));
    event.prevHash = QByteArray(64, 'a');
    event.hash = QByteArray(64, 'b');
    const auto back = Event::fromJson(*objectFromBytes(toBytes(event.toJson()), QString()));
    QVERIFY(back.has_value());
    QVERIFY(*back == event);
    QVERIFY(!Event::fromJson({}));
}

void TestWire::environmentsSayWhereTheyAre()
{
    Environment environment;
    QVERIFY(environment.url().isEmpty());
    QVERIFY(environment.toJson().value(QStringLiteral("ssh")).isNull());
    environment.address = QStringLiteral("127.93.4.1");
    environment.port = 8080;
    environment.role = EnvironmentRole::Production;
    environment.ssh = {QStringLiteral("127.93.4.2"), 2222, QStringLiteral("shop")};
    QCOMPARE(environment.url(), QStringLiteral("http://127.93.4.1:8080/"));
    QCOMPARE(
        environment.toJson().value(QStringLiteral("ssh")).toObject().value(QStringLiteral("port")).toInt(),
        2222);
    Application application;
    application.customer = QStringLiteral("northwind");
    application.slug = QStringLiteral("shop");
    application.environments = {Environment(), environment};
    QCOMPARE(application.handle(), QStringLiteral("northwind/shop"));
    QCOMPARE(application.environmentOf(EnvironmentRole::Production)->address, environment.address);
    QVERIFY(!application.environmentOf(EnvironmentRole::Standby));
    QCOMPARE(application.toJson().value(QStringLiteral("environments")).toArray().size(), 2);
}

void TestWire::routesAreUniqueAndWellFormed()
{
    static const QRegularExpression path(QStringLiteral("^(/[a-z0-9_.:{}]+)+$"));
    static const QRegularExpression name(QStringLiteral("\\{[^}]*\\}"));
    std::set<QString> ids;
    std::set<QString> places;
    for (const Route &route : routes()) {
        const QString text = QString::fromLatin1(route.path);
        QVERIFY2(ids.insert(QString::fromLatin1(route.id)).second, route.id);
        QVERIFY2(path.match(text).hasMatch(), route.path);
        // Two routes that only differ in the names of their parameters are one.
        QString place = text;
        place.replace(name, QStringLiteral("{}"));
        QVERIFY2(places.insert(QString::fromLatin1(route.method) + place).second, route.path);
        // What changes something is never open but for signing in.
        const bool reads = QLatin1String(route.method) == QLatin1String("GET");
        QVERIFY2(reads || !route.access.open || QLatin1String(route.id) == QLatin1String("signIn"), route.id);
        QVERIFY2(route.access.open || route.access.allows(Role::Admin), route.id);
    }
}

void TestWire::rolesComeBack()
{
    for (const Role role : {Role::Operations, Role::Support, Role::Sales, Role::Admin, Role::Customer}) {
        QCOMPARE(*roleFromText(toText(role)), role);
        const Access only{static_cast<unsigned>(role), false};
        for (const Role other : {Role::Operations, Role::Support, Role::Sales, Role::Admin, Role::Customer})
            QCOMPARE(only.allows(other), other == role);
        QVERIFY((Access{0, true}.allows(role)));
        QVERIFY((!Access{0, false}.allows(role)));
    }
    for (const char *text : {"", "Admin", "root", "admin "})
        QVERIFY(!roleFromText(QString::fromLatin1(text)));
}

QTEST_GUILESS_MAIN(TestWire)
#include "TestWire.moc"
