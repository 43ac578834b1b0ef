// One environment follows another and takes over, with real servers: nothing that was acknowledged is lost,
// and the way back is the same.
#include "Harness.h"

#include "domain/Json.h"
#include "service/platform/sandbox/EnvironmentClient.h"

#include <QElapsedTimer>

#include <set>

using namespace slipway;
using namespace slipway::test;

class TestCutover : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_harness.reset(); }
    void leaseLapses();
    void resumesFromAnywhere();
    void refusesOldTokens();
    void followsAndTakesOver();
    void goesBack();
    void seesWhatDiffers();
    void aPromotedSideThatWentBackIsComparedAnew();
    void aDatabaseThatRunsAgainIsSeen();

private:
    QString front(int slot) const { return m_harness->folder().doors(slot) + QStringLiteral("/http.sock"); }
    qint64 order(int slot, const QByteArray &item);
    QString photo(int slot, const QByteArray &bytes);
    QByteArray bodyOf(int slot, const QByteArray &path) const;
    void write(int slot, const QString &path, const QByteArray &text) const;
    void takeOver(const Environment &follower, const Environment &source);

    std::unique_ptr<Harness> m_harness;
    Environment m_one = Harness::environment(1);
    Environment m_other = Harness::environment(2);
    std::set<qint64> m_orders;
    std::map<QString, QByteArray> m_photos;
};

QByteArray TestCutover::bodyOf(int slot, const QByteArray &path) const
{
    const QByteArray answer = httpGet(front(slot), path);
    return answer.startsWith("HTTP/1.1 200") ? answer.mid(answer.indexOf("\r\n\r\n") + 4) : QByteArray();
}

qint64 TestCutover::order(int slot, const QByteArray &item)
{
    const QByteArray answer =
        httpGet(front(slot), "/orders", "POST", "{\"item\":\"" + item + "\",\"quantity\":1}");
    if (!answer.startsWith("HTTP/1.1 201"))
        return 0;
    const auto body =
        objectFromBytes(answer.mid(answer.indexOf("\r\n\r\n") + 4), QStringLiteral("the answer"));
    const auto id = body ? static_cast<qint64>(body->value(QLatin1String("id")).toVariant().toLongLong()) : 0;
    if (id > 0)
        m_orders.insert(id);
    return id;
}

QString TestCutover::photo(int slot, const QByteArray &bytes)
{
    const QByteArray answer = httpGet(front(slot), "/photos", "POST", bytes, "application/octet-stream");
    if (!answer.startsWith("HTTP/1.1 201"))
        return {};
    const auto body =
        objectFromBytes(answer.mid(answer.indexOf("\r\n\r\n") + 4), QStringLiteral("the answer"));
    const QString id = body ? body->value(QLatin1String("id")).toVariant().toString() : QString();
    m_photos[id] = bytes;
    return id;
}

void TestCutover::write(int slot, const QString &path, const QByteArray &text) const
{
    const auto answer = m_harness->client(slot).ask(
        QStringLiteral("exec"),
        {{QStringLiteral("argv"), toJson(QStringList{QStringLiteral("/usr/bin/tee"), path})},
         {QStringLiteral("input"), QString::fromUtf8(text)}});
    QVERIFY(answer && answer->value(QLatin1String("exit")).toInt() == 0);
}

void TestCutover::initTestCase()
{
    m_harness = std::make_unique<Harness>();
    Platform &platform = m_harness->platform();
    VERIFY_OK(platform.create(Harness::shop(), m_one, {}));
    VERIFY_OK(platform.start(m_one, {}));
    VERIFY_OK(platform.setQuiet(m_one, false, {}));
    for (int i = 0; i < 5; ++i)
        QVERIFY(order(1, "Bread") > 0);
    QVERIFY(!photo(1, QByteArray(3000, 'a')).isEmpty());
    VERIFY_OK(platform.clone(Harness::shop(), m_other, m_one, {}));
}

// Whoever has asked for quiet and then dies: production serves again by itself.
void TestCutover::leaseLapses()
{
    Platform &platform = m_harness->platform();
    QElapsedTimer clock;
    clock.start();
    VERIFY_OK(platform.quiesce(m_one, std::chrono::milliseconds(800), {}));
    VERIFY_OK(m_harness->client(1).ask(QStringLiteral("halt"),
                                       {{QStringLiteral("kinds"), QJsonArray{QStringLiteral("database")}}}));
    // Who waited is answered, not refused because the database is only coming up.
    QVERIFY(order(1, "Salt") > 0);
    const auto took = clock.elapsed();
    QVERIFY2(took >= 700 && took < 4000, qPrintable(QString::number(took)));
}

void TestCutover::resumesFromAnywhere()
{
    Platform &platform = m_harness->platform();
    const auto halt = [&] {
        return m_harness->client(1).ask(QStringLiteral("halt"),
                                        {{QStringLiteral("kinds"), QJsonArray{QStringLiteral("database")}}});
    };
    const std::vector<std::function<void()>> states{
        [] {}, [&] { VERIFY_OK(platform.quiesce(m_one, std::chrono::seconds(30), {})); },
        [&] { VERIFY_OK(halt()); },
        [&] {
            VERIFY_OK(platform.quiesce(m_one, std::chrono::seconds(30), {}));
            VERIFY_OK(halt());
        }};
    for (const auto &state : states) {
        state();
        QElapsedTimer clock;
        clock.start();
        VERIFY_OK(platform.resume(m_one, {}));
        qInfo("resumed after %lld ms", clock.elapsed());
        QVERIFY(order(1, "Tea") > 0);
    }
}

void TestCutover::refusesOldTokens()
{
    Platform &platform = m_harness->platform();
    Work current;
    current.token = 10;
    Work old;
    old.token = 9;
    VERIFY_OK(platform.resume(m_one, current));
    const auto refused = platform.quiesce(m_one, std::chrono::seconds(5), old);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Problem::Kind::Conflict);
    QVERIFY(order(1, "Oil") > 0); // nothing stands still
}

void TestCutover::takeOver(const Environment &follower, const Environment &source)
{
    Platform &platform = m_harness->platform();
    QElapsedTimer clock;
    clock.start();
    VERIFY_OK(platform.quiesce(source, std::chrono::seconds(20), {}));
    const auto quiesced = clock.restart();
    const auto synced = platform.finalSync(follower, source, {});
    VERIFY_OK(synced);
    const auto copied = clock.restart();
    // What earlier passes carried has been compared by them.
    const auto same = platform.compare(follower, source, {});
    VERIFY_OK(same);
    QCOMPARE(same->value(QLatin1String("paths")), synced->detail.value(QLatin1String("paths")));
    const auto compared = clock.restart();
    VERIFY_OK(platform.promote(follower, {}));
    const auto promoted = clock.restart();
    qInfo("quiesce %lld, last sync %lld (%s), compare %lld, promote %lld ms", quiesced, copied,
          toBytes(synced->detail).constData(), compared, promoted);
    for (const qint64 id : m_orders)
        QVERIFY2(!bodyOf(follower.slot, "/orders/" + QByteArray::number(id)).isEmpty(),
                 qPrintable(QString::number(id)));
    for (const auto &[id, bytes] : m_photos)
        QCOMPARE(bodyOf(follower.slot, "/photos/" + id.toUtf8()), bytes);
    clock.restart();
    VERIFY_OK(platform.standBy(source, {}));
    const auto report = platform.follow(source, follower, {});
    VERIFY_OK(report);
    QVERIFY(report->streaming);
    qInfo("ready for the way back after %lld ms", clock.elapsed());
}

void TestCutover::followsAndTakesOver()
{
    Platform &platform = m_harness->platform();
    const QString photos = QStringLiteral("/srv/app/photos/");
    write(1, photos + QStringLiteral("same"), "0123456789");
    write(1, photos + QStringLiteral("goes"), "goes");
    auto report = platform.follow(m_other, m_one, {});
    VERIFY_OK(report);
    QVERIFY(report->streaming);
    for (int i = 0; i < 20; ++i)
        QVERIFY(order(1, "Cheese") > 0);
    QVERIFY(!photo(1, QByteArray(100'000, 'b')).isEmpty());
    // The same size, within the same second.
    write(1, photos + QStringLiteral("same"), "9876543210");
    QCOMPARE(m_harness->inside(1, {QStringLiteral("/bin/rm"), photos + QStringLiteral("goes")}).first, 0);
    QCOMPARE(m_harness
                 ->inside(1, {QStringLiteral("/bin/mkdir"), QStringLiteral("-p"),
                              photos + QStringLiteral("n/e/w")})
                 .first,
             0);
    write(1, photos + QStringLiteral("n/e/w/file"), "in a new folder");
    report = platform.following(m_other, m_one);
    VERIFY_OK(report);
    QVERIFY(report->pendingPaths > 0);
    takeOver(m_other, m_one);
    QCOMPARE(m_harness->inside(2, {QStringLiteral("/bin/cat"), photos + QStringLiteral("same")}).second,
             QStringLiteral("9876543210"));
    QCOMPARE(m_harness->inside(2, {QStringLiteral("/bin/cat"), photos + QStringLiteral("n/e/w/file")}).second,
             QStringLiteral("in a new folder"));
    QVERIFY(m_harness->inside(2, {QStringLiteral("/bin/cat"), photos + QStringLiteral("goes")}).first != 0);
}

// What was written since the swap comes along.
void TestCutover::goesBack()
{
    Platform &platform = m_harness->platform();
    for (int i = 0; i < 10; ++i)
        QVERIFY(order(2, "Milk") > 0);
    QVERIFY(!photo(2, QByteArray(50'000, 'c')).isEmpty());
    // Once more nothing is begun anew: what follows goes on to.
    Work work;
    QStringList said;
    work.progress = [&](const QString &line, const QJsonObject &) { said.append(line); };
    VERIFY_OK(platform.follow(m_one, m_other, work));
    QVERIFY2(said.isEmpty(), qPrintable(said.join(QLatin1Char('\n'))));
    takeOver(m_one, m_other);
    QVERIFY(order(1, "Butter") > 0);
    VERIFY_OK(platform.unfollow(m_other, m_one, {}));
}

// A follower that was changed behind our back doesn't take over.
void TestCutover::seesWhatDiffers()
{
    Platform &platform = m_harness->platform();
    const QString file = QStringLiteral("/srv/app/photos/same");
    VERIFY_OK(platform.follow(m_other, m_one, {}));
    write(1, file, "right here");
    VERIFY_OK(platform.quiesce(m_one, std::chrono::seconds(20), {}));
    VERIFY_OK(platform.finalSync(m_other, m_one, {}));
    write(2, file, "wrong here");
    const auto compared = platform.compare(m_other, m_one, {});
    QVERIFY(!compared);
    QVERIFY(compared.error().where.endsWith(QLatin1String("same")));
    VERIFY_OK(platform.resume(m_one, {}));
    VERIFY_OK(platform.follow(m_other, m_one, {})); // a retry brings it over
    QCOMPARE(m_harness->inside(2, {QStringLiteral("/bin/cat"), file}).second, QStringLiteral("right here"));
    QVERIFY(order(1, "Jam") > 0);
}

// Whatever the new side wrote in private is gone when it follows once more.
void TestCutover::aPromotedSideThatWentBackIsComparedAnew()
{
    Platform &platform = m_harness->platform();
    const QString file = QStringLiteral("/srv/app/photos/of-its-own");
    VERIFY_OK(platform.follow(m_other, m_one, {}));
    VERIFY_OK(platform.quiesce(m_one, std::chrono::seconds(20), {}));
    VERIFY_OK(platform.finalSync(m_other, m_one, {}));
    VERIFY_OK(platform.promote(m_other, {}));
    write(2, file, "private");
    VERIFY_OK(platform.resume(m_one, {}));
    VERIFY_OK(platform.follow(m_other, m_one, {}));
    QVERIFY(m_harness->inside(2, {QStringLiteral("/bin/cat"), file}).first != 0);
    QVERIFY(order(1, "Honey") > 0);
}

// What the last sync saw of a database doesn't hold any more once that runs again.
void TestCutover::aDatabaseThatRunsAgainIsSeen()
{
    Platform &platform = m_harness->platform();
    VERIFY_OK(platform.follow(m_other, m_one, {}));
    VERIFY_OK(platform.quiesce(m_one, std::chrono::seconds(20), {}));
    VERIFY_OK(platform.finalSync(m_other, m_one, {}));
    VERIFY_OK(platform.compare(m_other, m_one, {}));
    VERIFY_OK(platform.compare(m_other, m_one, {})); // asked anew
    VERIFY_OK(platform.finalSync(m_other, m_one, {}));
    VERIFY_OK(EnvironmentClient(m_harness->folder(), 1)
                  .ask(QStringLiteral("start"),
                       {{QStringLiteral("kinds"), QJsonArray{QStringLiteral("database")}},
                        {QStringLiteral("within_ms"), 10'000}},
                       std::chrono::seconds(12)));
    const auto compared = platform.compare(m_other, m_one, {});
    QVERIFY(!compared);
    QVERIFY2(compared.error().what.contains(QLatin1String("not stopped cleanly")),
             qUtf8Printable(compared.error().text()));
    VERIFY_OK(platform.resume(m_one, {}));
    QVERIFY(order(1, "Tea") > 0);
}

SLIPWAY_PLATFORM_TEST_MAIN(TestCutover)
#include "TestCutover.moc"
