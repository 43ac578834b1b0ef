// Files follow: whatever happens to a tree while it is watched, after the last pass both sides are equal.
#include "Harness.h"

#include "domain/Json.h"

using namespace slipway;
using namespace slipway::test;

namespace {

// What people do to files, at random but repeatable: argument 1 seeds, argument 2 counts.
constexpr auto churn = R"(
import os, random, shutil, sys
random.seed(int(sys.argv[1]))
os.chdir('/srv/app/photos')
def folders():
    return ['.'] + [os.path.join(d, n) for d, ns, _ in os.walk('.') for n in ns if not os.path.islink(os.path.join(d, n))]
def files():
    return [os.path.join(d, n) for d, _, ns in os.walk('.') for n in ns]
for i in range(int(sys.argv[2])):
    name = os.path.join(random.choice(folders()), random.choice(['a', 'b c', 'ü', 'x\ny', '-r', 'd']) + str(random.randrange(9)))
    there = files()
    act = random.randrange(10)
    try:
        if act < 3:
            open(name, 'wb').write(random.randbytes(random.choice([0, 10, 5000])))
        elif act == 3 and there:
            path = random.choice(there)
            stat = os.stat(path)
            with open(path, 'r+b') as f:
                f.write(random.randbytes(max(stat.st_size, 1)))
            os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        elif act == 4 and there:
            os.unlink(random.choice(there))
        elif act == 5:
            os.makedirs(name + '/deep', exist_ok=True)
            open(name + '/deep/f', 'w').write('deep')
        elif act == 6:
            os.rename(random.choice(folders()[1:] or there), name)
        elif act == 7:
            shutil.rmtree(random.choice(folders()[1:]))
        elif act == 8:
            os.symlink(random.choice(['nowhere', '/etc/passwd', '..']), name)
        elif there:
            os.chmod(random.choice([f for f in there if not os.path.islink(f)]), random.choice([0o600, 0o640, 0o755]))
    except (OSError, IndexError):
        pass
)";

} // namespace

class TestFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_harness.reset(); }
    void bothSidesAreEqual_data();
    void bothSidesAreEqual();
    void whatTheFollowerWritesItselfIsUndone();
    void walksAfterAnOverflow();
    void oddNamesAreComparedAfterAWalk();
    void sameSizeInTheSameSecond();
    void orphansEnd();
    void mailIsCaught();

private:
    void run(int slot, const QString &code, const QStringList &arguments = {}) const;
    QJsonObject photosOf(int slot) const;

    std::unique_ptr<Harness> m_harness;
    Environment m_one = Harness::environment(1);
    Environment m_other = Harness::environment(2);
};

void TestFiles::run(int slot, const QString &code, const QStringList &arguments) const
{
    const auto [exit, output] = m_harness->inside(
        slot, QStringList{QStringLiteral("/usr/bin/python3"), QStringLiteral("-c"), code} + arguments);
    QVERIFY2(exit == 0, qPrintable(output));
}

QJsonObject TestFiles::photosOf(int slot) const
{
    const auto answer = m_harness->client(slot).ask(
        QStringLiteral("manifest"), {{QStringLiteral("paths"), QJsonArray{QStringLiteral("app/photos")}}},
        std::chrono::seconds(60));
    return answer ? answer->value(QLatin1String("entries")).toObject() : QJsonObject();
}

void TestFiles::initTestCase()
{
    m_harness = std::make_unique<Harness>();
    m_harness->addPlainClass();
    for (const Environment &environment : {m_one, m_other}) {
        VERIFY_OK(m_harness->platform().create(Harness::plain(), environment, {}));
        VERIFY_OK(m_harness->platform().start(environment, {}));
    }
}

void TestFiles::bothSidesAreEqual_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 6; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TestFiles::bothSidesAreEqual()
{
    QFETCH(int, seed);
    Platform &platform = m_harness->platform();
    const auto change = [&](int salt, int slot = 1) {
        run(slot, QString::fromUtf8(churn), {QString::number(seed * 100 + salt), QStringLiteral("120")});
    };
    Work work;
    QStringList walks; // a list that rsync won't take costs a walk: in the hold that would be felt
    int compared = 0;
    work.progress = [&](const QString &line, const QJsonObject &data) {
        if (line.contains(QLatin1String("walking")))
            walks.append(data.value(QLatin1String("why")).toString());
        compared += line.contains(QLatin1String("differed"));
    };
    change(0);
    VERIFY_OK(platform.follow(m_other, m_one, work));
    change(1);
    VERIFY_OK(platform.follow(m_other, m_one, work)); // an ordinary pass
    change(2);
    const auto following = platform.following(m_other, m_one);
    VERIFY_OK(following);
    QVERIFY(following->pendingPaths > 0);
    VERIFY_OK(platform.finalSync(m_other, m_one, work));
    QVERIFY2(walks.isEmpty(), qPrintable(walks.join(QLatin1Char('\n'))));
    VERIFY_OK(platform.compare(m_other, m_one, {}));
    const QJsonObject there = photosOf(1);
    QVERIFY(there.size() > 5);
    QCOMPARE(photosOf(2), there);

    // The way back: what the new side has written since, without a look at the rest; with one where the old
    // side has written too late.
    VERIFY_OK(platform.promote(m_other, {}));
    compared = 0;
    const bool isLate = seed % 2 == 0;
    change(3, 2);
    if (isLate)
        change(4, 1);
    VERIFY_OK(platform.standBy(m_one, work));
    VERIFY_OK(platform.standBy(m_one, work)); // as when its step is repeated
    VERIFY_OK(platform.follow(m_one, m_other, work));
    QVERIFY2(walks.isEmpty(), qPrintable(walks.join(QLatin1Char('\n'))));
    QCOMPARE(compared, isLate ? 1 : 0);
    VERIFY_OK(platform.standBy(m_one, work)); // as when a roll back is begun
    VERIFY_OK(platform.follow(m_one, m_other, work));
    QCOMPARE(compared, isLate ? 1 : 0);
    const QJsonObject now = photosOf(2);
    QVERIFY(now != there);
    QCOMPARE(photosOf(1), now);
}

void TestFiles::whatTheFollowerWritesItselfIsUndone()
{
    Platform &platform = m_harness->platform();
    run(1, QStringLiteral("open('/srv/app/photos/theirs', 'w').write('theirs')"));
    VERIFY_OK(platform.follow(m_other, m_one, {}));
    run(2, QStringLiteral("open('/srv/app/photos/own', 'w').write('own')\n"
                          "open('/srv/app/photos/theirs', 'w').write('mine..')"));
    VERIFY_OK(platform.follow(m_other, m_one, {}));
    QCOMPARE(photosOf(2), photosOf(1));
}

void TestFiles::walksAfterAnOverflow()
{
    Platform &platform = m_harness->platform();
    VERIFY_OK(platform.follow(m_other, m_one, {}));
    run(1, QStringLiteral("import os\n"
                          "os.makedirs('/srv/app/photos/many')\n"
                          "for i in range(50100): os.mknod(f'/srv/app/photos/many/{i}')\n"
                          "open('/srv/app/photos/many/7', 'w').write('seven')"));
    const auto following = platform.following(m_other, m_one);
    VERIFY_OK(following);
    QCOMPARE(following->pendingPaths, -1);
    VERIFY_OK(platform.finalSync(m_other, m_one, {}));
    VERIFY_OK(platform.compare(m_other, m_one, {}));
    QCOMPARE(photosOf(2), photosOf(1));
    run(1, QStringLiteral("import shutil; shutil.rmtree('/srv/app/photos/many')"));
    VERIFY_OK(platform.finalSync(m_other, m_one, {}));
    QVERIFY(!photosOf(2).contains(QStringLiteral("app/photos/many")));
}

// A walk has its names from rsync, which prints them in a way of its own. One that can't be told is counted.
void TestFiles::oddNamesAreComparedAfterAWalk()
{
    Platform &platform = m_harness->platform();
    const auto overflow = [&](const QString &more) {
        run(1, QStringLiteral("import os, shutil\n"
                              "os.chdir('/srv/app/photos')\n"
                              "os.makedirs('many')\n"
                              "for i in range(50100): os.mknod(f'many/{i}')\n"
                              "shutil.rmtree('many')\n") +
                   more);
        VERIFY_OK(platform.finalSync(m_other, m_one, {}));
    };
    const QString odd = QStringLiteral("open('/srv/app/photos/\u00fc\\t\\\\#011\\n', 'w').write('%1')");
    VERIFY_OK(platform.follow(m_other, m_one, {}));
    overflow(odd.arg(QStringLiteral("right")));
    run(2, odd.arg(QStringLiteral("wrong")));
    const auto compared = platform.compare(m_other, m_one, {});
    QVERIFY(!compared);
    QCOMPARE(compared.error().where, QStringLiteral("app/photos/\u00fc\t\\#011\n"));
    VERIFY_OK(platform.follow(m_other, m_one, {}));
    QCOMPARE(photosOf(2), photosOf(1));
    overflow(QStringLiteral("open(b'/srv/app/photos/\\xff', 'w').write('nameless')"));
    const auto again = platform.compare(m_other, m_one, {});
    VERIFY_OK(again);
    QCOMPARE(again->value(QLatin1String("not_compared")).toInt(), 1);
    run(1, QStringLiteral("import os; os.unlink(b'/srv/app/photos/\\xff')"));
}

void TestFiles::sameSizeInTheSameSecond()
{
    Platform &platform = m_harness->platform();
    run(1, QStringLiteral("open('/srv/app/photos/same', 'w').write('before')"));
    VERIFY_OK(platform.follow(m_other, m_one, {}));
    run(1, QStringLiteral("import os\n"
                          "s = os.stat('/srv/app/photos/same')\n"
                          "open('/srv/app/photos/same', 'r+').write('after.')\n"
                          "os.utime('/srv/app/photos/same', ns=(s.st_atime_ns, s.st_mtime_ns))"));
    VERIFY_OK(platform.finalSync(m_other, m_one, {}));
    QCOMPARE(
        m_harness->inside(2, {QStringLiteral("/bin/cat"), QStringLiteral("/srv/app/photos/same")}).second,
        QStringLiteral("after."));
}

// What a command started ends with the connection that asked for it, rsync and its children above all.
void TestFiles::orphansEnd()
{
    {
        auto channel = m_harness->client(1).connect();
        VERIFY_OK(channel);
        VERIFY_OK(channel->send(
            {{QStringLiteral("do"), QStringLiteral("exec")},
             {QStringLiteral("argv"),
              toJson(QStringList{QStringLiteral("/bin/sh"), QStringLiteral("-c"),
                                 QStringLiteral("setsid sleep 4801 & sleep 4802 & "
                                                "/usr/bin/rsync --server --daemon --config="
                                                "/etc/slipway/rsyncd.conf . & exec sleep 4803")})}}));
        const QStringList look{
            QStringLiteral("/bin/sh"), QStringLiteral("-c"),
            QStringLiteral("cat /proc/[0-9]*/cmdline | tr '\\0' '\\n' | grep -cx '480[123]'")};
        QVERIFY(QTest::qWaitFor(
            [&] { return m_harness->inside(1, look).second.trimmed() == QLatin1String("3"); }, 10'000));
    }
    QVERIFY(QTest::qWaitFor(
        [&] {
            return m_harness
                       ->inside(1, {QStringLiteral("/bin/sh"), QStringLiteral("-c"),
                                    QStringLiteral(
                                        "cat /proc/[0-9]*/cmdline | tr '\\0' '\\n' | grep -cx '480[123]'")})
                       .second.trimmed() == QLatin1String("0");
        },
        2000));
}

void TestFiles::mailIsCaught()
{
    const QString send = QStringLiteral(
        "import os, smtplib\n"
        "with smtplib.SMTP('127.0.0.1', 2525, timeout=5) as s:\n"
        "    s.sendmail('a@b.example', ['c@d.example'], 'Subject: %1\\r\\n\\r\\n.hidden dot\\r\\n')");
    const auto inFolder = [&](const QString &folder) {
        return m_harness
            ->inside(1, {QStringLiteral("/bin/sh"), QStringLiteral("-c"),
                         QStringLiteral("cat %1/*.eml 2>/dev/null; true").arg(folder)})
            .second;
    };
    VERIFY_OK(m_harness->platform().setQuiet(m_one, true, {}));
    run(1, send.arg(QStringLiteral("first")));
    QVERIFY(inFolder(QStringLiteral("/srv/.slipway/caught"))
                .contains(QLatin1String("Subject: first\r\n\r\n.hidden dot")));
    QVERIFY(inFolder(QStringLiteral("/srv/doors/mail")).isEmpty());
    VERIFY_OK(m_harness->platform().setQuiet(m_one, false, {}));
    QVERIFY(QTest::qWaitFor(
        [&] {
            return m_harness
                       ->inside(1, {QStringLiteral("/usr/bin/python3"), QStringLiteral("-c"),
                                    send.arg(QStringLiteral("second"))})
                       .first == 0;
        },
        5000));
    QVERIFY(
        inFolder(QStringLiteral("/srv/doors/mail")).contains(QLatin1String("X-Envelope-To: <c@d.example>")));
    QVERIFY(!inFolder(QStringLiteral("/srv/.slipway/caught")).contains(QLatin1String("second")));
}

SLIPWAY_PLATFORM_TEST_MAIN(TestFiles)
#include "TestFiles.moc"
