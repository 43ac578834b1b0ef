// The beat that `slipwayd --watch` and the watcher outside go by.
#include "service/support/Heartbeat.h"

#include <QTemporaryDir>
#include <QTest>

using namespace slipway;
using namespace std::chrono_literals;

class TestHeartbeat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itTellsUpToWhenAllIsDone()
    {
        QVERIFY(!Heartbeat::last(file()));
        Heartbeat heart(file(), 100s);
        QVERIFY(!Heartbeat::last(file())); // it was opened, and never beat
        QCOMPARE(heart.age(103s), Duration(3s));
        heart.beat(104s, 1s);
        QCOMPARE(*Heartbeat::last(file()), Duration(103s));
        QCOMPARE(heart.age(104s), Duration(1s));
        heart.beat(106s, 0s);
        QCOMPARE(*Heartbeat::last(file()), Duration(106s));
    }

    // While the engine is stuck, by two clocks that are read one after the other.
    void whatIsStuckDoesNotBeat()
    {
        Heartbeat heart(file(), 0s);
        heart.beat(100s, 0s);
        for (int i = 1; i <= 20; ++i)
            heart.beat(100s + i * 1s, i * 1s - (i % 3) * 5ms);
        QCOMPARE(*Heartbeat::last(file()), Duration(100s));
        QCOMPARE(heart.age(120s), Duration(20s));
        heart.beat(121s, 0s);
        QCOMPARE(*Heartbeat::last(file()), Duration(121s));
    }

    // Always late, and yet it gets on.
    void whatIsLateBeats()
    {
        Heartbeat heart(file(), 0s);
        for (int i = 1; i <= 10; ++i) {
            heart.beat(i * 2s, 1500ms);
            QCOMPARE(heart.age(i * 2s), Duration(1500ms));
        }
    }

    // The wall clock was set, and for a moment all timers seem to be late.
    void itDoesNotGoBack()
    {
        Heartbeat heart(file(), 0s);
        heart.beat(100s, 0s);
        heart.beat(101s, 1h);
        QCOMPARE(*Heartbeat::last(file()), Duration(100s));
        heart.beat(102s, 0s);
        QCOMPARE(*Heartbeat::last(file()), Duration(102s));
    }

    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

private:
    QString file() const { return m_folder->filePath(QStringLiteral("beat")); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestHeartbeat)
#include "TestHeartbeat.moc"
