// Who else has a case open: told while one is looked at, at once when writing begins or stops, and no more
// once it is left. And the texts that come again and again.
#include "models/CasePresence.h"
#include "models/FakeCases.h"
#include "models/ReplyTemplates.h"
#include "models/SessionFixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

constexpr auto often = 40ms;

QJsonObject person(const char *who, bool writing)
{
    return {{QStringLiteral("who"), QLatin1String(who)},
            {QStringLiteral("writing"), writing},
            {QStringLiteral("since"), QStringLiteral("2026-11-27T12:00:00.000000Z")}};
}

} // namespace

class TestCasePresence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_rig = std::make_unique<SessionFixture>();
        m_cases = std::make_unique<FakeCases>(m_rig->service);
        m_cases->put(m_cases->make(1, QStringLiteral("The shop is slow"), 20min));
        m_cases->put(m_cases->make(2, QStringLiteral("An invoice"), 3h));
        m_cases->learnToShare();
        QVERIFY(m_rig->connect());
    }
    void cleanup()
    {
        m_cases.reset();
        m_rig.reset();
    }

    void itIsToldAgainAndAgain()
    {
        CasePresence presence(m_rig->session, nullptr, often);
        QSignalSpy changed(&presence, &CasePresence::changed);
        m_cases->present[1] = {person("jan", false), person("maria", true), QJsonObject()};
        presence.watch(1);
        QCOMPARE(told(1), 0); // nobody looks yet
        presence.setActive(true);
        QTRY_COMPARE(presence.others().size(), std::size_t(2));
        QCOMPARE(presence.others().front().who, QStringLiteral("maria")); // who writes comes first
        QVERIFY(presence.others().front().writing);
        QTRY_VERIFY(told(1) >= 3);
        QCOMPARE(changed.size(), 1); // the same is said once
        m_cases->present[1] = {};
        QTRY_VERIFY(presence.others().empty());
    }

    void writingIsToldAtOnce()
    {
        CasePresence presence(m_rig->session, nullptr, 10s);
        presence.setActive(true);
        presence.watch(1);
        QTRY_COMPARE(told(1), 1);
        QVERIFY(!isWriting());
        QTest::qWait(20);
        presence.typed();
        presence.typed();
        presence.typed();
        QTRY_COMPARE(told(1), 2);
        QVERIFY(isWriting());
        QTest::qWait(20);
        presence.stopWriting();
        QTRY_COMPARE(told(1), 3);
        QVERIFY(!isWriting());
    }

    void itIsLeft()
    {
        CasePresence presence(m_rig->session, nullptr, 10s);
        m_cases->present[1] = {person("jan", false)};
        presence.setActive(true);
        presence.watch(1);
        QTRY_COMPARE(presence.others().size(), std::size_t(1));
        presence.watch(2);
        QVERIFY(presence.others().empty()); // of the other case
        QTRY_COMPARE(left(1), 1);
        QTRY_COMPARE(told(2), 1);
        QTest::qWait(20);
        presence.setActive(false);
        QTRY_COMPARE(left(2), 1);
        presence.setActive(true);
        QTRY_COMPARE(told(2), 2);
        QCOMPARE(left(1), 1);
    }

    // What is said last is what holds: nothing overtakes what is under way.
    void leavingWaitsForWhatIsUnderWay()
    {
        CasePresence presence(m_rig->session, nullptr, 10s);
        presence.setActive(true);
        m_rig->service.hold();
        presence.watch(1);
        QCOMPARE(told(1), 1);
        presence.watch(2);
        presence.watch(1);
        presence.watch(2);
        QCOMPARE(left(1), 0);
        QCOMPARE(told(2), 0);
        m_rig->service.release();
        QTRY_COMPARE(left(1), 1);
        QTRY_COMPARE(told(2), 1);
        QTest::qWait(30);
        QCOMPARE(told(1), 1);
        QCOMPARE(left(1), 1);
    }

    void whoeverGoesSaysSo()
    {
        {
            CasePresence presence(m_rig->session, nullptr, 10s);
            presence.setActive(true);
            presence.watch(1);
            QTRY_COMPARE(told(1), 1);
            QTest::qWait(20);
        }
        QCOMPARE(left(1), 1);
    }

    void aServiceThatKnowsNothingOfItIsLeftInPeace()
    {
        m_rig->service.on("PUT", QStringLiteral("/api/v1/cases/*"), [](const FakeService::Request &) {
            return FakeService::Reply::refusal(
                {Problem::Kind::NotFound, QStringLiteral("No such path"), {}, {}});
        });
        CasePresence presence(m_rig->session, nullptr, often);
        presence.setActive(true);
        presence.watch(1);
        QTRY_COMPARE(told(1), 1);
        QTest::qWait(200);
        presence.typed();
        QTest::qWait(20);
        QCOMPARE(told(1), 1);
        QCOMPARE(left(1), 0);
    }

    void templatesAreLookedForByTheirWords()
    {
        const auto text = [](const char *name, const char *title, const char *words) {
            return QJsonObject{{QStringLiteral("name"), QLatin1String(name)},
                               {QStringLiteral("title"), QLatin1String(title)},
                               {QStringLiteral("text"), QLatin1String(words)}};
        };
        m_cases->templates = {text("slow", "It is slow", "We look why the shop is slow."),
                              text("bill", "An invoice", "Slow or not, here is the invoice."),
                              text("hello", "", "Hello"), QJsonObject()};
        ReplyTemplates templates(m_rig->session);
        const QAbstractItemModelTester tester(&templates,
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(m_rig->asked(QStringLiteral("templates")), std::size_t(0));
        templates.setActive(true);
        QTRY_COMPARE(templates.rowCount(), 3);
        QVERIFY(templates.isKnown());
        QCOMPARE(templates.at(0).name, QStringLiteral("bill"));   // by title
        QCOMPARE(templates.at(1).title, QStringLiteral("hello")); // without one its name is
        templates.setFilter(QStringLiteral(" slow "));
        QCOMPARE(templates.rowCount(), 2);
        QCOMPARE(templates.at(0).name, QStringLiteral("slow")); // whose title has it
        templates.setFilter(QStringLiteral("invoice nonsense"));
        QCOMPARE(templates.rowCount(), 0);
        m_cases->templates.append(text("new", "New", "nonsense and an invoice"));
        m_rig->service.tell(QStringLiteral("template.set"), QStringLiteral("template/new"));
        QTRY_COMPARE(templates.rowCount(), 1);
    }

    void withoutTemplatesNothingIsSaid()
    {
        m_rig->service.on("GET", QStringLiteral("/api/v1/templates"), [](const FakeService::Request &) {
            return FakeService::Reply::refusal(
                {Problem::Kind::NotFound, QStringLiteral("No such path"), {}, {}});
        });
        ReplyTemplates templates(m_rig->session);
        QSignalSpy failed(&templates, &ReplyTemplates::failed);
        QSignalSpy loaded(&templates, &ReplyTemplates::loaded);
        templates.setActive(true);
        QTRY_COMPARE(loaded.size(), 1);
        QVERIFY(!templates.isKnown());
        QCOMPARE(failed.size(), 0);
    }

private:
    int told(int id) const { return count("PUT", id); }
    int left(int id) const { return count("DELETE", id); }
    int count(const QByteArray &method, int id) const
    {
        return int(m_rig->service.count(method, QStringLiteral("/api/v1/cases/%1/presence").arg(id)));
    }
    bool isWriting() const
    {
        return m_rig->service.last("PUT", QStringLiteral("/api/v1/cases/*"))
            ->body.value(QStringLiteral("writing"))
            .toBool();
    }

    std::unique_ptr<SessionFixture> m_rig;
    std::unique_ptr<FakeCases> m_cases;
};

QTEST_GUILESS_MAIN(TestCasePresence)
#include "TestCasePresence.moc"
