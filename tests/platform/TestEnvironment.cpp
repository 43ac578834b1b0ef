// One environment after another, from the recipe to a page that is served, and what happens when parts die.
#include "Harness.h"

#include "domain/Json.h"

#include <csignal>

using namespace slipway;
using namespace slipway::test;

class TestEnvironment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shopServes();
    void contentComesOnce();
    void crashedServicesComeBack_data();
    void crashedServicesComeBack();
    void goesOnWithoutItsDatabase_data();
    void goesOnWithoutItsDatabase();
    void memoryIsBroughtToDisk();
};

namespace {

// A service of an environment, as its init sees it.
QJsonObject serviceOf(const Harness &harness, const QString &appliance)
{
    const auto status = harness.client(1).ask(QStringLiteral("status"));
    const QJsonArray services = status ? status->value(QLatin1String("services")).toArray() : QJsonArray();
    for (const QJsonValue &value : services) {
        if (value.toObject().value(QLatin1String("appliance")) == appliance)
            return value.toObject();
    }
    return {};
}

// A class that keeps what it is told in memory until its hook makes it write that down.
void addBookkeeper(Harness &harness)
{
    const QByteArray kind = R"(name: ledger
title: Keeps what it was told in memory until it is asked to write it down
services:
  - name: main
    kind: application
    run: ["${class}/serve"]
    stop: {signal: TERM, within: 1s}
    restart: always
    sockets: ["${home}/photos/ready"]
health: {exec: [/usr/bin/test, -e, "${home}/photos/ready"], within: 2s}
live: [{name: photos, path: photos, kind: files}]
hooks: {quiesce: flush}
)";
    const QByteArray serve = R"sh(#!/bin/sh
cd "$SLIPWAY_HOME/photos"
written=0
trap 'written=$((written + 1)); echo $written >book' USR1
echo $$ >pid
touch ready
while :; do sleep 60 & wait $!; kill $!; done
)sh";
    const QByteArray flush = R"sh(#!/bin/sh
set -eu
cd "$SLIPWAY_HOME/photos"
test ! -e stubborn || { echo "it refuses" >&2; exit 3; }
rm -f book
kill -USR1 "$(cat pid)"
until test -e book; do sleep 0.01; done
)sh";
    harness.addClass(QStringLiteral("ledger"), {{QStringLiteral("class.yaml"), kind},
                                                {QStringLiteral("serve"), serve},
                                                {QStringLiteral("flush"), flush}});
}

} // namespace

void TestEnvironment::shopServes()
{
    Harness harness;
    const auto application = Harness::shop();
    const auto environment = Harness::environment(1);
    QElapsedTimer clock;
    clock.start();
    VERIFY_OK(harness.platform().create(application, environment, {}));
    qInfo("create %lld ms", clock.restart());
    VERIFY_OK(harness.platform().start(environment, {}));
    qInfo("start %lld ms", clock.restart());
    const auto health = harness.platform().health(environment);
    VERIFY_OK(health);
    QVERIFY2(health->healthy, qPrintable(health->why));
    QCOMPARE(health->appliances.size(), std::size_t(3));
    QVERIFY(!health->version.isEmpty());
    const QString front = harness.folder().doors(1) + QStringLiteral("/http.sock");
    QVERIFY(httpGet(front, "/version").contains(health->version.toUtf8()));
    const QByteArray icon = httpGet(front, "/static/favicon.svg"); // nginx's own content
    QVERIFY2(icon.startsWith("HTTP/1.1 200") && icon.contains("<svg"), icon.constData());

    const auto other = Harness::environment(2);
    clock.restart();
    VERIFY_OK(harness.platform().clone(application, other, environment, {}));
    qInfo("clone %lld ms", clock.restart());
    VERIFY_OK(harness.platform().start(other, {}));
    qInfo("start %lld ms", clock.restart());
    QVERIFY(httpGet(harness.folder().doors(2) + QStringLiteral("/http.sock"), "/version")
                .contains(health->version.toUtf8()));
    VERIFY_OK(harness.platform().stop(other, {}));
    VERIFY_OK(harness.platform().destroy(other, {}));
    QVERIFY(!QFileInfo::exists(harness.folder().environment(2)));
}

// Also where its class has made folders already; what a crash cut short is completed. After that the code is
// the customer's: creating it again changes nothing.
void TestEnvironment::contentComesOnce()
{
    Harness harness;
    harness.addPlainClass();
    const auto recipe = objectFromBytes(R"({"version": {"appliance": "app"},
        "appliances": [{"name": "app", "class": "plain"}], "content": {"app": "demo/site"}})",
                                        QStringLiteral("recipe"));
    const Application application = Harness::application(*recipe);
    const auto environment = Harness::environment(1);
    const auto shell = [&](const char *command) {
        return harness.inside(1, {QStringLiteral("/bin/sh"), QStringLiteral("-c"), QLatin1String(command)});
    };
    VERIFY_OK(harness.platform().create(application, environment, {}));
    QCOMPARE(shell("cd /srv/app/code && echo mine > VERSION && rm index.html").first, 0);
    VERIFY_OK(harness.platform().create(application, environment, {}));
    QCOMPARE(shell("cd /srv/app/code && cat VERSION; ls index.html 2>/dev/null").second,
             QStringLiteral("mine\n"));

    QCOMPARE(shell("rm /srv/.slipway/content-app").first, 0);
    VERIFY_OK(harness.platform().create(application, environment, {}));
    QCOMPARE(shell("cd /srv/app/code && cat VERSION; ls index.html").second,
             QStringLiteral("mine\nindex.html\n"));
}

void TestEnvironment::crashedServicesComeBack_data()
{
    QTest::addColumn<QString>("signal");
    QTest::newRow("killed") << QStringLiteral("-KILL");
    QTest::newRow("stopped") << QStringLiteral("-STOP");
}

// Seen and mended within two seconds, and told afterwards.
void TestEnvironment::crashedServicesComeBack()
{
    QFETCH(QString, signal);
    Harness harness;
    harness.addPlainClass();
    const auto environment = Harness::environment(1);
    VERIFY_OK(harness.platform().create(Harness::plain(), environment, {}));
    VERIFY_OK(harness.platform().start(environment, {}));
    const auto before = harness.platform().incidents(0);
    VERIFY_OK(before);
    const auto pidNow = [&] {
        const auto status = harness.client(1).ask(QStringLiteral("status"));
        return status ? status->value(QLatin1String("services"))
                            .toArray()
                            .first()
                            .toObject()
                            .value(QLatin1String("pid"))
                            .toInt()
                      : 0;
    };
    const int pid = pidNow();
    QVERIFY(pid > 0);
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(harness.inside(1, {QStringLiteral("/bin/kill"), signal, QString::number(pid)}).first, 0);
    const auto isBack = [&] {
        const int now = pidNow();
        if (now <= 0)
            return false;
        const QString state =
            harness
                .inside(1, {QStringLiteral("/usr/bin/cut"), QStringLiteral("-d "), QStringLiteral("-f3"),
                            QStringLiteral("/proc/%1/stat").arg(now)})
                .second.trimmed();
        return (signal == QLatin1String("-STOP") || now != pid) && state == QLatin1String("S");
    };
    QVERIFY(QTest::qWaitFor(isBack, 2000));
    qInfo("back after %lld ms", clock.elapsed());
    const auto after = harness.platform().incidents(before->next);
    VERIFY_OK(after);
    QVERIFY(!after->items.empty());
    QVERIFY(after->items.front().kind == QLatin1String("appliance.down") ||
            after->items.front().kind == QLatin1String("appliance.stopped"));
    QCOMPARE(after->items.front().slot, 1);
    QCOMPARE(after->items.front().appliance, QStringLiteral("app"));
    const auto later = harness.platform().incidents(after->next);
    VERIFY_OK(later);
    QVERIFY(later->items.empty());
    QCOMPARE(later->next, after->next); // nothing happened: nothing to remember
}

void TestEnvironment::goesOnWithoutItsDatabase_data()
{
    QTest::addColumn<bool>("asked");
    QTest::newRow("asked to go on") << true;
    QTest::newRow("its lease lapses") << false;
}

// Stopped in the hold, the database never comes up again: the application waits for it a while, and then goes
// on as it was, for what needs no database.
void TestEnvironment::goesOnWithoutItsDatabase()
{
    QFETCH(bool, asked);
    Harness harness;
    harness.addPlainClass();
    harness.addClass(QStringLiteral("fragile"), {{QStringLiteral("class.yaml"), R"(name: fragile
title: A database that doesn't start while there is a file "broken"
services:
  - name: main
    kind: database
    run: [/bin/sh, -c, 'test ! -e "$SLIPWAY_HOME/broken" && exec sleep infinity']
    stop: {signal: TERM, within: 1s}
    restart: always
health: {exec: [/usr/bin/test, "!", -e, "${home}/broken"], within: 2s}
live: [{name: data, path: data, kind: files}]
)"}});
    const auto recipe = objectFromBytes(R"({"version": {"appliance": "app"},
        "appliances": [{"name": "app", "class": "plain"}, {"name": "db", "class": "fragile"}]})",
                                        QStringLiteral("recipe"));
    const auto environment = Harness::environment(1);
    VERIFY_OK(harness.platform().create(Harness::application(*recipe), environment, {}));
    VERIFY_OK(harness.platform().start(environment, {}));
    const auto state = [&](const QString &appliance) {
        return serviceOf(harness, appliance).value(QLatin1String("state")).toString();
    };
    const int pid = serviceOf(harness, QStringLiteral("app")).value(QLatin1String("pid")).toInt();
    QVERIFY(pid > 0);

    VERIFY_OK(harness.platform().quiesce(environment, std::chrono::seconds(asked ? 60 : 10), {}));
    VERIFY_OK(harness.client(1).ask(QStringLiteral("halt"),
                                    {{QStringLiteral("kinds"), QJsonArray{QStringLiteral("database")}}}));
    QCOMPARE(harness.inside(1, {QStringLiteral("/usr/bin/touch"), QStringLiteral("/srv/db/broken")}).first,
             0);
    QCOMPARE(state(QStringLiteral("app")), QStringLiteral("paused"));
    QElapsedTimer clock;
    clock.start();
    if (asked) {
        // It says that it isn't well, and doesn't wait for that with going on.
        const auto refused =
            harness.client(1).ask(QStringLiteral("resume"), {{QStringLiteral("within_ms"), 1}});
        QVERIFY(!refused);
        QVERIFY2(refused.error().what.contains(QLatin1String("db")), qPrintable(refused.error().text()));
        QCOMPARE(state(QStringLiteral("app")), QStringLiteral("paused"));
    }
    QTRY_COMPARE_WITH_TIMEOUT(state(QStringLiteral("app")), QStringLiteral("running"), 40000);
    QVERIFY2(clock.elapsed() > 4000, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(serviceOf(harness, QStringLiteral("app")).value(QLatin1String("pid")).toInt(), pid);
    QCOMPARE(harness
                 .inside(1, {QStringLiteral("/usr/bin/cut"), QStringLiteral("-d "), QStringLiteral("-f3"),
                             QStringLiteral("/proc/%1/stat").arg(pid)})
                 .second.trimmed(),
             QStringLiteral("S"));
    QVERIFY(state(QStringLiteral("db")) != QLatin1String("running"));

    QCOMPARE(harness.inside(1, {QStringLiteral("/bin/rm"), QStringLiteral("/srv/db/broken")}).first, 0);
    QTRY_COMPARE_WITH_TIMEOUT(state(QStringLiteral("db")), QStringLiteral("running"), 20000);
    QCOMPARE(serviceOf(harness, QStringLiteral("app")).value(QLatin1String("pid")).toInt(), pid);
}

// What an appliance keeps in memory is on disk before its writers stand still: it has to run for that.
void TestEnvironment::memoryIsBroughtToDisk()
{
    Harness harness;
    addBookkeeper(harness);
    const auto recipe =
        objectFromBytes(R"({"appliances": [{"name": "app", "class": "ledger"}]})", QStringLiteral("recipe"));
    const auto environment = Harness::environment(1);
    Platform &platform = harness.platform();
    VERIFY_OK(platform.create(Harness::application(*recipe), environment, {}));
    VERIFY_OK(platform.start(environment, {}));
    const auto state = [&] {
        return serviceOf(harness, QStringLiteral("app")).value(QLatin1String("state")).toString();
    };
    const auto book = [&] {
        return harness.inside(1, {QStringLiteral("/bin/cat"), QStringLiteral("/srv/app/photos/book")})
            .second.trimmed();
    };
    VERIFY_OK(platform.quiesce(environment, std::chrono::seconds(20), {}));
    QCOMPARE(book(), QStringLiteral("1"));
    QCOMPARE(state(), QStringLiteral("paused"));
    VERIFY_OK(platform.quiesce(environment, std::chrono::seconds(20), {})); // it stands still: not once more
    QCOMPARE(book(), QStringLiteral("1"));
    VERIFY_OK(platform.resume(environment, {}));

    // Where it can't, nothing stands still.
    QCOMPARE(harness.inside(1, {QStringLiteral("/usr/bin/touch"), QStringLiteral("/srv/app/photos/stubborn")})
                 .first,
             0);
    const auto refused = platform.quiesce(environment, std::chrono::seconds(20), {});
    QVERIFY(!refused);
    QVERIFY2(refused.error().text().contains(QLatin1String("app: quiesce")) &&
                 refused.error().text().contains(QLatin1String("it refuses")),
             qPrintable(refused.error().text()));
    QCOMPARE(state(), QStringLiteral("running"));
}

SLIPWAY_PLATFORM_TEST_MAIN(TestEnvironment)
#include "TestEnvironment.moc"
