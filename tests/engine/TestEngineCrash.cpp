// kill -9 at every step's before, during and after, and at random moments: each effect happens exactly once
// more often than it is undone, the run comes to its end once, and the ledger verifies.
#include "domain/Json.h"
#include "service/store/Ledger.h"
#include "service/store/Store.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace slipway;

namespace {

const QStringList steps{QStringLiteral("a"),    QStringLiteral("b"),    QStringLiteral("c"),
                        QStringLiteral("hold"), QStringLiteral("sync"), QStringLiteral("swap"),
                        QStringLiteral("z")};

void start(QProcess &child, const QString &folder, const QString &where, const QString &step)
{
    child.setProcessChannelMode(QProcess::ForwardedChannels);
    child.start(QCoreApplication::applicationDirPath() + QStringLiteral("/engine-crash-child"),
                {folder, where, step});
}

QStringList journalOf(const QString &folder)
{
    QFile file(folder + QStringLiteral("/journal"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

// Empty when all is well.
QString flawOf(const QString &folder)
{
    const QStringList journal = journalOf(folder);
    for (const QString &step : steps) {
        const auto times = [&](const QString &what) { return journal.count(what + QLatin1Char(' ') + step); };
        const auto effects = times(QStringLiteral("effect"));
        if (effects - times(QStringLiteral("undo")) != 1)
            return QStringLiteral("%1: %2").arg(step, journal.join(QStringLiteral(", ")));
        if (step != QLatin1String("hold") && step != QLatin1String("sync") && effects != 1)
            return QStringLiteral("%1 happened %2 times").arg(step).arg(effects);
    }
    const SystemClock clock;
    Store::Options options;
    options.file = folder + QStringLiteral("/slipway.db");
    options.signingKeyFile = folder + QStringLiteral("/signing.key");
    options.clock = &clock;
    const auto store = Store::open(options);
    if (!store)
        return store.error().text();
    QString flaw;
    const auto read = (*store)->read([&](Reader &reader) -> Result<void> {
        const auto report = Ledger::verify(reader);
        if (!report)
            return Failure(report.error());
        if (!report->ok())
            flaw = QString::fromUtf8(toBytes(report->toJson()));
        const auto ended =
            reader.integer(QStringLiteral("SELECT count(*) FROM event WHERE kind = 'run.ended'"));
        const auto held = reader.integer(QStringLiteral("SELECT count(*) FROM run_lock"));
        if (ended.value_or(0) != 1 || held.value_or(1) != 0)
            flaw = QStringLiteral("ended %1 times, %2 locks left")
                       .arg(ended.value_or(-1))
                       .arg(held.value_or(-1));
        return {};
    });
    return read ? flaw : read.error().text();
}

} // namespace

class TestEngineCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedAt_data()
    {
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("step");
        for (const QString &step : steps) {
            for (const char *where : {"before", "during", "after"})
                QTest::addRow("%s %s", where, qPrintable(step)) << QString::fromLatin1(where) << step;
        }
    }

    void killedAt()
    {
        QFETCH(QString, where);
        QFETCH(QString, step);
        QTemporaryDir folder;
        QProcess first;
        start(first, folder.path(), where, step);
        QVERIFY(first.waitForFinished());
        QCOMPARE(first.exitStatus(), QProcess::CrashExit);
        QProcess second;
        start(second, folder.path(), QStringLiteral("never"), step);
        QVERIFY(second.waitForFinished());
        QCOMPARE(second.exitCode(), 0);
        QCOMPARE(flawOf(folder.path()), QString());
    }

    // Dead in the hold, and dead again while what was held is undone.
    void killedWhileUndoing()
    {
        QTemporaryDir folder;
        QProcess first;
        start(first, folder.path(), QStringLiteral("after"), QStringLiteral("sync"));
        QVERIFY(first.waitForFinished());
        QVERIFY(QFile::remove(folder.filePath(QStringLiteral("killed"))));
        QProcess second;
        start(second, folder.path(), QStringLiteral("undo"), QStringLiteral("sync"));
        QVERIFY(second.waitForFinished());
        QCOMPARE(second.exitStatus(), QProcess::CrashExit);
        QProcess third;
        start(third, folder.path(), QStringLiteral("never"), {});
        QVERIFY(third.waitForFinished());
        QCOMPARE(third.exitCode(), 0);
        QCOMPARE(flawOf(folder.path()), QString());
    }

    void killedAtRandom_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 6; ++seed)
            QTest::addRow("%u", seed) << seed;
    }

    void killedAtRandom()
    {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        // Moments are parts of a whole life as it lasts here and now: a fast machine is killed sooner.
        const QTemporaryDir elsewhere;
        QElapsedTimer whole;
        whole.start();
        QProcess undisturbed;
        start(undisturbed, elsewhere.path(), QStringLiteral("never"), {});
        QVERIFY(undisturbed.waitForFinished());
        QCOMPARE(undisturbed.exitCode(), 0);
        const quint32 life = static_cast<quint32>(whole.elapsed()) + 1;
        QTemporaryDir folder;
        int kills = 0;
        for (int i = 0; i < 40; ++i) {
            QProcess child;
            start(child, folder.path(), QStringLiteral("never"), {});
            QVERIFY(child.waitForStarted());
            // The first one dies early, in the last one's time everything ends.
            const quint32 moment = i == 0 ? random.bounded(life / 2 + 1) : random.bounded(life);
            if (child.waitForFinished(i == 39 ? 30'000 : static_cast<int>(moment))) {
                QCOMPARE(child.exitCode(), 0);
                break;
            }
            child.kill();
            QVERIFY(child.waitForFinished());
            ++kills;
        }
        QVERIFY(kills > 0);
        QCOMPARE(flawOf(folder.path()), QString());
    }
};

QTEST_GUILESS_MAIN(TestEngineCrash)
#include "TestEngineCrash.moc"
