// The cases that are linked to a release follow the feed, and one more is linked once; a case tells its
// links.
#include "ctl/ReadByCtl.h"
#include "models/CaseActions.h"
#include "models/CaseWatch.h"
#include "models/FakeCases.h"
#include "models/LinkedCases.h"
#include "models/SessionFixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

const QString release = QStringLiteral("release/214");

} // namespace

class TestLinkedCases : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_rig = std::make_unique<SessionFixture>();
        m_rig->service.role = QStringLiteral("support");
        m_cases = std::make_unique<FakeCases>(m_rig->service);
        m_cases->put(m_cases->make(1, QStringLiteral("Slow"), 20min, QStringLiteral("solved")));
        m_cases->put(m_cases->make(2, QStringLiteral("Down"), 2h));
        m_cases->put(m_cases->make(3, QStringLiteral("An invoice"), 3h));
        m_cases->links[1] = {FakeCases::link(release, QStringLiteral("waiting"))};
        QVERIFY(m_rig->connect());
        m_linked = std::make_unique<LinkedCases>(m_rig->session);
    }
    void cleanup()
    {
        m_linked.reset();
        m_cases.reset();
        m_rig.reset();
    }

    void thoseOfTheRelease()
    {
        m_linked->watch(release);
        QTest::qWait(20);
        QVERIFY(m_linked->cases().empty()); // nobody looks
        m_linked->setActive(true);
        QTRY_COMPARE(m_linked->cases().size(), 1U);
        QCOMPARE(m_linked->cases().front().id, 1);
        m_linked->watch(QStringLiteral("release/4711"));
        QVERIFY(m_linked->cases().empty());
        QTest::qWait(50);
        QVERIFY(m_linked->cases().empty());
    }

    void oneMoreIsLinked()
    {
        m_linked->setActive(true);
        m_linked->watch(release);
        QTRY_COMPARE(m_linked->cases().size(), 1U);
        QSignalSpy linked(m_linked.get(), &LinkedCases::linked);
        m_linked->link(2, release);
        QTRY_COMPARE(linked.size(), 1);
        QTRY_COMPARE(m_linked->cases().size(), 2U);
        QCOMPARE(m_linked->cases().front().id, 2); // what isn't over is first
        QSignalSpy failed(m_linked.get(), &LinkedCases::failed);
        m_linked->link(3, QStringLiteral("nonsense"));
        QTRY_COMPARE(failed.size(), 1);
        m_linked->unlink(2, release);
        QTRY_COMPARE(m_linked->cases().size(), 1U);
    }

    void aCaseTellsItsLinksAndFollowsThem()
    {
        CaseWatch watch(m_rig->session);
        watch.setActive(true);
        watch.watch(1);
        QTRY_COMPARE(watch.links().size(), 1U);
        QCOMPARE(watch.links().front().state, QStringLiteral("waiting"));
        m_cases->links[1] = {FakeCases::link(release, QStringLiteral("live"))};
        m_rig->service.tell(QStringLiteral("release.live"), release);
        QTRY_COMPARE(watch.links().front().state, QStringLiteral("live"));
        const auto asked = [this] { return m_rig->service.count("GET", QStringLiteral("/api/v1/cases/1")); };
        const std::size_t before = asked();
        m_rig->service.tell(QStringLiteral("release.live"), QStringLiteral("release/215"));
        QTest::qWait(250);
        QCOMPARE(asked(), before); // no business of its
        watch.call(QStringLiteral("unlink"), callOf(QStringLiteral("unlink"), release));
        QTRY_VERIFY(watch.links().empty());
    }

    void anEntryIsReadWhole()
    {
        QJsonObject wire = FakeCases::link(QStringLiteral("event/3"), QString());
        wire.insert(QStringLiteral("event"), m_rig->service.events.back());
        const LinkRow row = LinkRow::fromJson(wire);
        QVERIFY(row.event);
        QCOMPARE(row.event->kind, QStringLiteral("release.created"));
        QVERIFY(!LinkRow::fromJson({}).event);
    }

    void theLines()
    {
        CaseRow about;
        about.id = 12;
        CaseAction action;
        for (const char *verb : {"link", "unlink"}) {
            action.verb = QLatin1String(verb);
            const ReadLine read = readByCtl(commandLineOf(about, action, release));
            QCOMPARE(read.command, QStringLiteral("case ") + action.verb);
            QCOMPARE(read.arguments.text("id"), QStringLiteral("12"));
            QCOMPARE(read.arguments.text("to"), release);
        }
        action.verb = QStringLiteral("wait");
        QCOMPARE(readByCtl(commandLineOf(about, action, release)).arguments.text("for"), release);
    }

private:
    std::unique_ptr<SessionFixture> m_rig;
    std::unique_ptr<FakeCases> m_cases;
    std::unique_ptr<LinkedCases> m_linked;
};

QTEST_GUILESS_MAIN(TestLinkedCases)

#include "TestLinkedCases.moc"
