// Classes as people write them: what is wrong is said in plain words, with its place; variables are resolved
// or refused.
#include "service/platform/sandbox/ApplianceClass.h"
#include "service/platform/sandbox/Variables.h"

#include <QDir>
#include <QTest>

using namespace slipway;

void slipwayInitResources();

class TestClasses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { slipwayInitResources(); }
    void ourOwnAreGood();
    void refusesWithItsPlace_data();
    void refusesWithItsPlace();
    void expands_data();
    void expands();
};

void TestClasses::ourOwnAreGood()
{
    const QString root = QStringLiteral(":/slipway/classes");
    const QStringList names = QDir(root).entryList(QDir::Dirs);
    QVERIFY(names.size() >= 4);
    for (const QString &name : names) {
        const auto kind = ApplianceClass::load(root + QLatin1Char('/') + name);
        QVERIFY2(kind, qPrintable(kind ? QString() : kind.error().text()));
        QCOMPARE(kind->name, name);
    }
}

void TestClasses::refusesWithItsPlace_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("place");
    QTest::newRow("nothing") << QByteArray() << QStringLiteral("c.yaml");
    QTest::newRow("not YAML") << QByteArray("name: [") << QStringLiteral("c.yaml:1");
    QTest::newRow("no title") << QByteArray("name: web\n") << QStringLiteral("c.yaml:1");
    QTest::newRow("unknown key") << QByteArray("name: web\ntitle: Web\nservice: []\n")
                                 << QStringLiteral("c.yaml:3:1");
    QTest::newRow("unknown kind")
        << QByteArray("name: web\ntitle: Web\nservices:\n  - {name: a, kind: server, run: [/bin/a]}\n")
        << QStringLiteral("c.yaml:4");
    QTest::newRow("command as a string")
        << QByteArray("name: web\ntitle: Web\nservices:\n  - name: a\n    kind: worker\n    run: /bin/a -b\n")
        << QStringLiteral("c.yaml:6");
    QTest::newRow("way out") << QByteArray("name: web\ntitle: Web\ncode: [../../etc]\n")
                             << QStringLiteral("c.yaml:3");
    QTest::newRow("absolute") << QByteArray("name: web\ntitle: Web\nfolders: [/etc]\n")
                              << QStringLiteral("c.yaml:3");
    QTest::newRow("duration")
        << QByteArray("name: web\ntitle: Web\ncron:\n  - {name: a, every: often, run: [/bin/a]}\n")
        << QStringLiteral("c.yaml:4");
    QTest::newRow("unknown hook") << QByteArray("name: web\ntitle: Web\nhooks: {explode: x}\n")
                                  << QStringLiteral("c.yaml:3");
}

void TestClasses::refusesWithItsPlace()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, place);
    const auto kind = ApplianceClass::fromYaml(yaml, QStringLiteral("c.yaml"));
    QVERIFY(!kind);
    QVERIFY2(kind.error().where.startsWith(place), qPrintable(kind.error().text()));
    QVERIFY(!kind.error().what.isEmpty());
}

void TestClasses::expands_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); // null: refused
    QTest::newRow("none") << QStringLiteral("plain $HOME text") << QStringLiteral("plain $HOME text");
    QTest::newRow("one") << QStringLiteral("<${name}>") << QStringLiteral("<web>");
    QTest::newRow("two, adjacent") << QStringLiteral("${name}${name}") << QStringLiteral("webweb");
    QTest::newRow("escaped") << QStringLiteral("$${name}") << QStringLiteral("${name}");
    QTest::newRow("not again") << QStringLiteral("${tricky}") << QStringLiteral("${name}");
    QTest::newRow("unknown") << QStringLiteral("a\n${nobody}") << QString();
    QTest::newRow("not closed") << QStringLiteral("${name") << QString();
    QTest::newRow("empty") << QStringLiteral("${}") << QString();
}

void TestClasses::expands()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const Variables variables{{QStringLiteral("name"), QStringLiteral("web")},
                              {QStringLiteral("tricky"), QStringLiteral("${name}")}};
    const auto result = expandVariables(text, lookupIn(variables), QStringLiteral("t"));
    QCOMPARE(result.has_value(), !expected.isNull());
    if (result)
        QCOMPARE(*result, expected);
    else
        QCOMPARE(result.error().where, QStringLiteral("t:%1").arg(text.contains(QLatin1Char('\n')) ? 2 : 1));
}

QTEST_GUILESS_MAIN(TestClasses)
#include "TestClasses.moc"
