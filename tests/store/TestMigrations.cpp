#include "service/store/Connection.h"
#include "service/store/Migrations.h"
#include "store/StoreFixture.h"

#include <QDir>

#include <thread>

using namespace slipway;

namespace {

void alter(const QString &file, const QString &sql)
{
    auto connection = Connection::open(file, Connection::Use::Write, std::chrono::seconds(1));
    SLIPWAY_OK(connection);
    SLIPWAY_OK((*connection)->run(sql));
}

// Descriptors of this process that are open on a file or its side files.
int openOn(const QString &file)
{
    int count = 0;
    for (const QFileInfo &info : QDir(QStringLiteral("/proc/self/fd"))
                                     .entryInfoList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)) {
        if (info.symLinkTarget().startsWith(file))
            ++count;
    }
    return count;
}

} // namespace

class TestMigrations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statementsAreSplit_data();
    void statementsAreSplit();
    void openingTwiceMigratesOnce();
    void anotherBuildsStoreIsRefused();
    void aNewerStoreIsRefused();
    void aFailedMigrationLeavesNothing();
    void secretsThatWereKeptAreErased();
    void threadsCloseTheirConnections();
};

void TestMigrations::statementsAreSplit_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QStringList>("statements");
    const auto row = [](const char *name, const char *sql, std::initializer_list<const char *> statements) {
        QStringList list;
        for (const char *statement : statements)
            list.append(QString::fromUtf8(statement));
        QTest::newRow(name) << QString::fromUtf8(sql) << list;
    };
    row("nothing", "", {});
    row("only comments", "-- a; b\n/* c; d */ ;;\n", {});
    row("one without semicolon", "SELECT 1", {"SELECT 1"});
    row("two", "SELECT 1;\nSELECT 2;\n", {"SELECT 1", "SELECT 2"});
    row("semicolon in text", "SELECT ';', 'it''s;'; SELECT \"a;b\"",
        {"SELECT ';', 'it''s;'", "SELECT \"a;b\""});
    row("comment in a statement", "SELECT 1 -- one; or not\n + 2", {"SELECT 1 \n + 2"});
    row("dashes in text", "SELECT '--'; SELECT '/*';", {"SELECT '--'", "SELECT '/*'"});
}

void TestMigrations::statementsAreSplit()
{
    QFETCH(QString, sql);
    QFETCH(QStringList, statements);
    QCOMPARE(statementsOf(sql), statements);
}

void TestMigrations::openingTwiceMigratesOnce()
{
    StoreFixture fixture;
    const auto applied = [&] {
        QStringList list;
        static_cast<void>(fixture.store->read([&](Reader &reader) {
            return reader.query(
                QStringLiteral("SELECT number, applied FROM schema_migration ORDER BY number"), {},
                [&](const Row &row) -> Result<void> {
                    list.append(row.text("number") + QLatin1Char(' ') + row.text("applied"));
                    return {};
                });
        }));
        return list;
    };
    const QStringList before = applied();
    QVERIFY(before.size() >= 3);
    fixture.close();
    fixture.clock.advance(std::chrono::hours(1));
    fixture.open();
    QCOMPARE(applied(), before);
}

void TestMigrations::anotherBuildsStoreIsRefused()
{
    StoreFixture fixture;
    fixture.close();
    alter(fixture.file(), QStringLiteral("UPDATE schema_migration SET digest = 'x' WHERE number = 2"));
    const auto opened = fixture.tryOpen();
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, Problem::Kind::Conflict);
    QVERIFY(opened.error().what.contains(QStringLiteral("migration 2")));
}

void TestMigrations::aNewerStoreIsRefused()
{
    StoreFixture fixture;
    fixture.close();
    alter(fixture.file(), QStringLiteral("INSERT INTO schema_migration VALUES (9999, 'later', 'x', 'x')"));
    const auto opened = fixture.tryOpen();
    QVERIFY(!opened);
    QVERIFY(opened.error().what.contains(QStringLiteral("newer")));
    QVERIFY(!opened.error().hint.isEmpty());
}

void TestMigrations::aFailedMigrationLeavesNothing()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("slipway.db"));
    // The second migration meets a table of its name.
    alter(file, QStringLiteral("CREATE TABLE customer (id INTEGER PRIMARY KEY)"));
    auto connection = Connection::open(file, Connection::Use::Write, std::chrono::seconds(1));
    SLIPWAY_OK(connection);
    const auto failed = migrate(**connection, Instant());
    QVERIFY(!failed);
    QVERIFY(failed.error().where.contains(QStringLiteral("0002-catalog")));
    Reader reader(**connection);
    QCOMPARE(*reader.integer(QStringLiteral("SELECT count(*) FROM sqlite_master WHERE type = 'table'")), 1);
    SLIPWAY_OK((*connection)->run(QStringLiteral("DROP TABLE customer")));
    SLIPWAY_OK(migrate(**connection, Instant()));
}

void TestMigrations::secretsThatWereKeptAreErased()
{
    StoreFixture fixture;
    fixture.close();
    const auto older = [&](const QString &key, const QString &answer) {
        alter(fixture.file(),
              QStringLiteral("INSERT INTO idempotency (principal, request_key, request_hash, at, status, "
                             "content_type, headers, answer) VALUES ('admin', '%1', 'hash-%1', 'x', 201, "
                             "'application/json', '{}', '%2')")
                  .arg(key, answer));
    };
    // As an earlier build left it.
    alter(fixture.file(), QStringLiteral("DELETE FROM schema_migration WHERE number = 31"));
    alter(fixture.file(), QStringLiteral("ALTER TABLE idempotency DROP COLUMN secret"));
    older(QStringLiteral("token"), QStringLiteral("{\"token\":\"slw_abcdefghijklmnop\",\"user\":\"eva\"}"));
    older(QStringLiteral("user"), QStringLiteral("{\"has_password\":true,\"name\":\"eva\"}"));
    older(QStringLiteral("app"), QStringLiteral("{\"slug\":\"shop\"}"));
    SLIPWAY_OK(fixture.tryOpen());
    for (const char *name : {"slipway.db", "slipway.db-wal"}) {
        QFile file(fixture.folder.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::ReadOnly) || !file.exists());
        const QByteArray bytes = file.isOpen() ? file.readAll() : QByteArray();
        QVERIFY2(!bytes.contains("slw_abcdefghijklmnop"), name);
        QVERIFY2(!bytes.contains("hash-user"), name);
    }
    QStringList rows;
    SLIPWAY_OK(fixture.store->read([&](Reader &reader) -> Result<void> {
        return reader.query(QStringLiteral("SELECT request_key, secret, answer FROM idempotency "
                                           "ORDER BY request_key"),
                            {}, [&](const Row &row) -> Result<void> {
                                rows.append(row.text("request_key") + QLatin1Char(' ') + row.text("secret") +
                                            QLatin1Char(' ') + row.text("answer"));
                                return {};
                            });
    }));
    QCOMPARE(rows, (QStringList{QStringLiteral("app 0 {\"slug\":\"shop\"}"), QStringLiteral("token 1 "),
                                QStringLiteral("user 0 {\"has_password\":true,\"name\":\"eva\"}")}));
}

void TestMigrations::threadsCloseTheirConnections()
{
    StoreFixture fixture;
    const auto look = [&] {
        static_cast<void>(fixture.store->read([](Reader &reader) -> Result<void> {
            static_cast<void>(reader.integer(QStringLiteral("SELECT count(*) FROM event")));
            return {};
        }));
    };
    const int before = openOn(fixture.file());
    QVERIFY(before > 0);
    int during = 0;
    for (int i = 0; i < 5; ++i) {
        std::jthread reading([&] {
            look();
            during = openOn(fixture.file());
        });
    }
    QVERIFY(during > before);
    // SQLite keeps a closed connection's descriptor for as long as locks of others depend on it, and uses it
    // for the next one: what counts is that five threads didn't leave five.
    QVERIFY(openOn(fixture.file()) <= before + 1);
    look();
    fixture.close();
    QCOMPARE(openOn(fixture.file()), 0);
    StoreFixture other;
    static_cast<void>(other.store->read([](Reader &) -> Result<void> { return {}; }));
}

QTEST_GUILESS_MAIN(TestMigrations)
#include "TestMigrations.moc"
