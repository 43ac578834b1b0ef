// Which events are news for whom.
#include "console/Notice.h"

#include "domain/Json.h"

#include "models/Brackets.h"

#include <QTest>

using namespace slipway;

class TestNotice : public QObject
{
    Q_OBJECT

private:
    static Event event(const QString &state, const QString &from, const QString &waitsFor)
    {
        Event event;
        event.kind = QStringLiteral("release.") + state;
        event.subject = QStringLiteral("release/7");
        event.payload = toBytes(QJsonObject{{QStringLiteral("application"), QStringLiteral("northwind/shop")},
                                            {QStringLiteral("from"), from},
                                            {QStringLiteral("waits_for"), waitsFor}});
        return event;
    }

    static Event caseEvent(const QString &kind, const QJsonObject &payload)
    {
        Event event;
        event.kind = kind;
        event.subject = QStringLiteral("case/12");
        event.payload = toBytes(payload);
        return event;
    }

private Q_SLOTS:
    void casesAndPages_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("to");
        QTest::addColumn<int>("role");
        QTest::addColumn<QString>("word"); // empty: no news
        QTest::addColumn<bool>("urgent");
        const int support = static_cast<int>(Role::Support);
        const int sales = static_cast<int>(Role::Sales);
        QTest::newRow("a case") << "case.opened"
                                << "" << support << "Case 12 came in: Slow" << false;
        QTest::newRow("a case, sales") << "case.opened"
                                       << "" << sales << "" << false;
        QTest::newRow("nobody known") << "case.opened"
                                      << "" << 0 << "" << false;
        QTest::newRow("paged") << "page.due"
                               << "eva" << support << "You are paged for case 12" << true;
        QTest::newRow("another is paged") << "page.due"
                                          << "jan" << support << "" << false;
        QTest::newRow("accepted") << "page.accepted"
                                  << "eva" << support << "" << false;
    }
    void casesAndPages()
    {
        QFETCH(QString, kind);
        QFETCH(QString, to);
        QFETCH(int, role);
        QFETCH(QString, word);
        QFETCH(bool, urgent);
        const auto who = role == 0 ? std::nullopt : std::optional(static_cast<Role>(role));
        const Event event =
            caseEvent(kind, {{QStringLiteral("to"), to}, {QStringLiteral("title"), QStringLiteral("Slow")}});
        const auto notice = noticeOfCase(event, QStringLiteral("eva"), who);
        QCOMPARE(notice.has_value(), !word.isEmpty());
        QVERIFY(!noticeOf(event, who));
        Event own = event;
        own.actor = QStringLiteral("eva");
        QCOMPARE(noticeOfCase(own, own.actor, who).has_value(),
                 notice.has_value() && kind != QLatin1String("case.opened"));
        if (!notice)
            return;
        QCOMPARE(notice->text, word);
        QCOMPARE(notice->isUrgent, urgent);
        QCOMPARE(notice->reference, QStringLiteral("case/12"));
    }

    void whichPageAndWhetherItIsDue_data()
    {
        QTest::addColumn<QString>("due");
        QTest::addColumn<bool>("isLater");
        QTest::newRow("now") << "2026-11-03T02:31:07.113Z" << false;
        QTest::newRow("overdue") << "2026-11-03T02:00:00Z" << false;
        QTest::newRow("after a snooze") << "2026-11-03T02:46:07Z" << true;
        QTest::newRow("an older service") << "" << false;
        QTest::newRow("no time") << "tomorrow" << false;
    }
    void whichPageAndWhetherItIsDue()
    {
        QFETCH(QString, due);
        QFETCH(bool, isLater);
        Event event = caseEvent(QStringLiteral("page.due"), {{QStringLiteral("to"), QStringLiteral("eva")},
                                                             {QStringLiteral("page"), 7},
                                                             {QStringLiteral("due"), due}});
        event.at = *instantFromText(QStringLiteral("2026-11-03T02:31:07.113Z"));
        const auto notice = noticeOfCase(event, QStringLiteral("eva"), Role::Operations);
        QVERIFY(notice);
        QCOMPARE(notice->page, 7);
        QCOMPARE(notice->isLater, isLater);
        QCOMPARE(notice->title(), QStringLiteral("Case 12"));
        QCOMPARE(acceptedPage(event), 0);
        event.kind = QStringLiteral("page.accepted");
        QCOMPARE(acceptedPage(event), 7);
        event.payload = "lies";
        QCOMPARE(acceptedPage(event), 0);
    }

    void somebodyHasHeard_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<bool>("hasHeard");
        for (const char *kind : {"acknowledged", "taken", "assigned", "solved", "closed", "snoozed"})
            QTest::newRow(kind) << QStringLiteral("case.") + QLatin1String(kind) << true;
        for (const char *kind : {"opened", "message", "noted", "linked", "warning", "triaged"})
            QTest::newRow(kind) << QStringLiteral("case.") + QLatin1String(kind) << false;
    }
    void somebodyHasHeard()
    {
        QFETCH(QString, kind);
        QFETCH(bool, hasHeard);
        QCOMPARE(attendedCase(caseEvent(kind, {})), hasHeard ? QStringLiteral("case/12") : QString());
    }

    void aCaseThatWaitedForARelease_data()
    {
        QTest::addColumn<QJsonObject>("payload");
        QTest::addColumn<QString>("word"); // empty: no news
        const auto payload = [](qint64 release, const char *outcome, const char *owner) {
            return QJsonObject{{QStringLiteral("release"), release},
                               {QStringLiteral("outcome"), QLatin1String(outcome)},
                               {QStringLiteral("owner"), QLatin1String(owner)}};
        };
        QTest::newRow("live, mine") << payload(214, "live", "eva")
                                    << "Case 12 is open again: release 214, which it waited for, is live";
        QTest::newRow("rolled back, nobody's")
            << payload(214, "rolled-back", "")
            << "Case 12 is open again: release 214, which it waited for, came to nothing";
        QJsonObject back = payload(214, "rolled-back", "eva");
        back.insert(QStringLiteral("was_live"), true);
        QTest::newRow("live, and rolled back")
            << back << "Case 12 is open again: release 214, which had gone live, was rolled back";
        QTest::newRow("another's") << payload(214, "live", "jan") << "";
        QTest::newRow("opened by hand") << QJsonObject() << "";
    }
    void aCaseThatWaitedForARelease()
    {
        QFETCH(QJsonObject, payload);
        QFETCH(QString, word);
        const Event event = caseEvent(QStringLiteral("case.resumed"), payload);
        const auto notice = noticeOfCase(event, QStringLiteral("eva"), Role::Support);
        QCOMPARE(notice ? notice->text : QString(), word);
        QVERIFY(!noticeOfCase(event, QStringLiteral("eva"), Role::Sales));
        // It may have been solved meanwhile.
        const auto solved = noticeOfCase(caseEvent(QStringLiteral("case.reopened"), payload),
                                         QStringLiteral("eva"), Role::Support);
        QCOMPARE(solved ? solved->text : QString(), word);
    }

    void news_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("waitsFor");
        QTest::addColumn<int>("role");
        QTest::addColumn<QString>("word"); // empty: no news
        QTest::addColumn<bool>("urgent");
        const int operations = static_cast<int>(Role::Operations);
        const int admin = static_cast<int>(Role::Admin);
        const int customer = static_cast<int>(Role::Customer);
        const QString signs = QStringLiteral("customer signs off readiness");
        const QString decides = QStringLiteral("operations: retry or skip \"Sync\"");
        QTest::newRow("stuck") << "waiting"
                               << "running" << decides << operations << "Sync" << true;
        QTest::newRow("stuck, admin") << "waiting"
                                      << "running" << decides << admin << "waits for you" << true;
        QTest::newRow("stuck, customer") << "waiting"
                                         << "running" << decides << customer << "" << false;
        QTest::newRow("another's turn") << "waiting"
                                        << "running" << signs << operations << "" << false;
        QTest::newRow("the customer's turn") << "waiting"
                                             << "running" << signs << customer << "waits for you" << true;
        QTest::newRow("nobody known") << "waiting"
                                      << "running" << decides << 0 << "" << false;
        QTest::newRow("runs") << "running"
                              << "waiting"
                              << "" << operations << "" << false;
        QTest::newRow("live") << "live"
                              << "running"
                              << "" << operations << "is live" << false;
        QTest::newRow("still live") << "live"
                                    << "live"
                                    << "" << operations << "" << false;
        QTest::newRow("failed") << "failed"
                                << "running"
                                << "" << customer << "failed" << true;
        QTest::newRow("back") << "rolled-back"
                              << "running"
                              << "" << operations << "rolled back" << false;
        QTest::newRow("unheard of") << "levitating"
                                    << "running"
                                    << "" << operations << "" << false;
    }
    void news()
    {
        QFETCH(QString, state);
        QFETCH(QString, from);
        QFETCH(QString, waitsFor);
        QFETCH(int, role);
        QFETCH(QString, word);
        QFETCH(bool, urgent);
        const auto notice = noticeOf(event(state, from, waitsFor),
                                     role ? std::optional<Role>(static_cast<Role>(role)) : std::nullopt);
        QCOMPARE(notice.has_value(), !word.isEmpty());
        if (!notice)
            return;
        QVERIFY2(notice->text.contains(word), qPrintable(notice->text));
        QCOMPARE(notice->isUrgent, urgent);
        QCOMPARE(notice->reference, QStringLiteral("release/7"));
    }

    void aStepThatWaitsSaysForWhom()
    {
        Event step;
        step.kind = QStringLiteral("step.waiting");
        step.subject = QStringLiteral("application/northwind/shop");
        step.payload = toBytes(
            QJsonObject{{QStringLiteral("step"), QStringLiteral("finalize")},
                        {QStringLiteral("waits_for"), QStringLiteral("operations signs off finalize")}});
        const auto notice = noticeOf(step, Role::Operations);
        QVERIFY(notice);
        QVERIFY(notice->isUrgent);
        QCOMPARE(notice->application, QStringLiteral("northwind/shop"));
        QVERIFY2(notice->text.contains(QStringLiteral("finalize")), qPrintable(notice->text));
        QVERIFY(!noticeOf(step, Role::Customer));
        QCOMPARE(notice->reference, step.subject); // an older service doesn't say of which release
        QJsonObject payload = objectFromBytes(step.payload, step.kind).value();
        payload.insert(QStringLiteral("release"), 214);
        step.payload = toBytes(payload);
        const auto named = noticeOf(step, Role::Operations);
        QVERIFY(named);
        QCOMPARE(named->reference, QStringLiteral("release/214"));
        QVERIFY2(named->text.contains(QStringLiteral("Release 214 of northwind/shop")),
                 qPrintable(named->text));
    }

    void whatIsWaitedForIsToldInTheConsolesWords()
    {
        const QString decides = QStringLiteral("operations: retry or skip \"Hold requests\"");
        Event step = event(QStringLiteral("waiting"), QStringLiteral("running"), decides);
        const test::Brackets brackets("ServiceWords");
        const QString told = QStringLiteral("[operations: retry or skip \"[Hold requests]\"]");
        const auto ofRelease = noticeOf(step, Role::Operations);
        QVERIFY(ofRelease);
        QVERIFY2(ofRelease->text.endsWith(told), qPrintable(ofRelease->text));
        step.kind = QStringLiteral("step.waiting");
        step.subject = QStringLiteral("application/northwind/shop");
        const auto ofStep = noticeOf(step, Role::Operations);
        QVERIFY(ofStep);
        QVERIFY2(ofStep->text.endsWith(told), qPrintable(ofStep->text));
    }

    void whatIsNoReleaseIsNoNews()
    {
        Event other = event(QStringLiteral("live"), QStringLiteral("running"), {});
        other.kind = QStringLiteral("appliance.down");
        QVERIFY(!noticeOf(other, Role::Operations));
        Event broken = event(QStringLiteral("live"), QStringLiteral("running"), {});
        broken.payload = "{";
        QVERIFY(!noticeOf(broken, Role::Operations));
    }
};

QTEST_GUILESS_MAIN(TestNotice)
#include "TestNotice.moc"
