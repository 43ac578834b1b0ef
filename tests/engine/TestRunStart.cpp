// Runs that begin in the transaction of what they are begun for.
#include "EngineFixture.h"

using namespace slipway;
using namespace slipway::test;

namespace {

QString text(const char *of)
{
    return QString::fromLatin1(of);
}

StartRun requestOf(const QByteArray &steps)
{
    StartRun request;
    request.definition = Fixture::define(steps);
    request.subject = text("app/a");
    request.actor = text("eva");
    return request;
}

} // namespace

class TestRunStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itBeginsWithWhatItsOwnerWrites()
    {
        Fixture f(m_clock);
        const StartRun request = requestOf("  - {id: a, do: do}\n");
        qint64 run = 0;
        const auto begin = [&](const Result<void> &then) {
            return f.store->write([&](Transaction &transaction) -> Result<void> {
                const auto begun = f.engine->startRun(transaction, request);
                run = begun.value_or(0);
                return begun ? then : Failure(begun.error());
            });
        };
        QVERIFY(!begin(fail(Problem::Kind::Unavailable, text("broken"))));
        QVERIFY(f.events().isEmpty());
        QVERIFY(f.engine->locks()->empty());
        QVERIFY(begin({}));
        QVERIFY(f.untilState(run, RunState::Done));
        QCOMPARE(f.script->calls(), QStringList(text("apply a")));
    }

    void itIsThereAfterARestart()
    {
        Fixture f(m_clock);
        const StartRun request = requestOf("  - {id: a, wait: {signal: s}}\n");
        qint64 run = 0;
        QVERIFY(f.store->write([&](Transaction &transaction) -> Result<void> {
            run = f.engine->startRun(transaction, request).value_or(0);
            return {};
        }));
        f.close();
        f.open();
        QVERIFY(f.untilState(run, RunState::Waiting));
    }

    // The first has been told that it is over, and may not have come to it.
    void theLockPassesToTheNext()
    {
        Fixture f(m_clock);
        StartRun request = requestOf("  - {id: a, wait: {event: heard, own: true}, ends: true}\n");
        const auto tell = [&](Transaction &transaction) {
            transaction.append({request.actor, text("heard"), request.subject, {}});
        };
        for (int round = 0; round < 20; ++round) {
            request.instead = 0;
            const qint64 first = *f.engine->startRun(request);
            QVERIFY(!f.engine->startRun(request));
            request.instead = first;
            qint64 second = 0;
            QVERIFY(f.store->write([&](Transaction &transaction) -> Result<void> {
                tell(transaction);
                second = f.engine->startRun(transaction, request).value_or(0);
                return {};
            }));
            QVERIFY(f.untilState(first, RunState::Done));
            QVERIFY(f.untilState(second, RunState::Waiting)); // that wasn't for it
            QCOMPARE(f.engine->locks()->front().runId, second);
            QVERIFY(f.store->write([&](Transaction &transaction) -> Result<void> {
                tell(transaction);
                return {};
            }));
            QVERIFY(f.untilState(second, RunState::Done));
            QVERIFY(f.engine->locks()->empty());
        }
    }

private:
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestRunStart)

#include "TestRunStart.moc"
