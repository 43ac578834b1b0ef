// What the pane of one release shows: where it stands, what comes next, what was seen and said, strange
// states and names.
#include "widgets/DowntimeStrip.h"
#include "widgets/ElidedLabel.h"
#include "widgets/ReleaseHeader.h"
#include "widgets/ReleasePaneFixture.h"
#include "widgets/Style.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTextBrowser>

using namespace slipway;

class TestReleasePane : public QObject, private ReleasePaneFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(begin()); }
    void cleanup() { end(); }

    void emptyTeaches();
    void headerSaysWhatItIs();
    void anUnknownStateIsShownAsItCame();
    void longAndRightToLeftNames();
    void previewAndGuardrails();
    void theCustomersInvitation();
    void productionTints();
    void theReport();
    void theReportOfARollBack();
    void theDowntimeStrip();
    void historyAndLog();
};

void TestReleasePane::emptyTeaches()
{
    m_pane->show();
    QCOMPARE(m_pane->title(), QStringLiteral("Release"));
    auto *start = child<QPushButton>("startRelease");
    QVERIFY(start && start->isVisible());
    QTest::mouseClick(start, Qt::LeftButton);
    QCOMPARE(m_navigator->startedFor, QStringList{QString()});
}

void TestReleasePane::headerSaysWhatItIs()
{
    stand(QStringLiteral("waiting"), QStringLiteral("candidate"), QStringLiteral("waiting"),
          QStringLiteral("customer signs off readiness"));
    QSignalSpy titled(m_pane.get(), &Pane::titleChanged);
    openPane();
    QCOMPARE(m_pane->title(), QStringLiteral("Release 214"));
    QCOMPARE(m_pane->heading(), QStringLiteral("Release 214 · northwind/shop · no-migration"));
    QCOMPARE(titled.count(), 2); // its number, and then what it is
    QCOMPARE(child<ElidedLabel>("releaseWaits")->text(),
             QStringLiteral("It waits: customer signs off readiness"));
    QVERIFY(child<ReleaseHeader>()->accessibleDescription().contains(QStringLiteral("northwind/shop")));
    QVERIFY(child<QLabel>("releaseState")->text().contains(QStringLiteral("waiting")));
}

void TestReleasePane::anUnknownStateIsShownAsItCame()
{
    stand(QStringLiteral("hibernating"), QStringLiteral("pre-sync"), QStringLiteral("dreaming"));
    openPane();
    QVERIFY(child<QLabel>("releaseState")->text().contains(QStringLiteral("hibernating")));
    QVERIFY(child<NextPanel>()->buttons()->actions().empty()); // nothing is offered that nobody understands
}

void TestReleasePane::longAndRightToLeftNames()
{
    QJsonObject release = fake::release(214, QString(10'000, QLatin1Char('n')), QStringLiteral("waiting"),
                                        QStringLiteral("candidate"), QStringLiteral("ينتظر ").repeated(2000));
    release.insert(QStringLiteral("requested_by"), QString(10'000, QLatin1Char('w')));
    m_service->put(release);
    QJsonArray steps = sample::steps(QStringLiteral("pre-sync"), QStringLiteral("failed"));
    QJsonObject step = steps[7].toObject();
    step.insert(QStringLiteral("title"), QString(10'000, QLatin1Char('t')));
    step.insert(QStringLiteral("problem"),
                Problem{Problem::Kind::Internal, QString(10'000, QLatin1Char('p')), {}, {}}.toJson());
    steps[7] = step;
    m_service->steps[214] = steps;
    openPane();
    QTRY_VERIFY(m_pane->width() <= 1200);
    QVERIFY2(m_pane->minimumSizeHint().width() < 1000,
             qPrintable(QString::number(m_pane->minimumSizeHint().width())));
    QVERIFY(child<NextPanel>()->width() < 900);
    QVERIFY(!m_pane->grab().isNull());
}

void TestReleasePane::previewAndGuardrails()
{
    stand(QStringLiteral("running"), QStringLiteral("pre-sync"), QStringLiteral("running"));
    m_service->previews[QStringLiteral("pre-sync")] = {
        QStringLiteral("The copy's database follows production's.")};
    m_service->previews[QStringLiteral("swap")] = {QStringLiteral("127.93.4.1 leads to shop-3.")};
    openPane();
    QTRY_VERIFY(child<QLabel>("changes")->text().contains(QStringLiteral("follows production's")));
    QVERIFY(child<ElidedLabel>("nextHeading")->text().startsWith(QStringLiteral("Now: ")));
    QVERIFY(child<QLabel>("guardrails")->text().contains(QStringLiteral("✓ health of shop-1: 1.4.2")));
    child<StepGraphView>()->select(QStringLiteral("swap"));
    QTRY_VERIFY(child<QLabel>("changes")->text().contains(QStringLiteral("leads to shop-3")));
    QCOMPARE(child<ElidedLabel>("nextHeading")->text(), QStringLiteral("Swap and let requests go"));
    QTest::mouseClick(child<QPushButton>("toCurrent"), Qt::LeftButton);
    QVERIFY(child<ElidedLabel>("nextHeading")->text().startsWith(QStringLiteral("Now: ")));
    QVERIFY(!child<QPushButton>("toCurrent")->isVisible());
    // What was looked at gives way when the release goes on.
    child<StepGraphView>()->select(QStringLiteral("swap"));
    stand(QStringLiteral("running"), QStringLiteral("catch-up"), QStringLiteral("running"));
    m_service->tell(QStringLiteral("release.running"), QStringLiteral("release/214"));
    QTRY_COMPARE(child<ElidedLabel>("nextHeading")->text(),
                 QStringLiteral("Now: Bring over what has changed meanwhile"));
}

void TestReleasePane::theCustomersInvitation()
{
    stand(QStringLiteral("waiting"), QStringLiteral("candidate"), QStringLiteral("waiting"),
          QStringLiteral("customer signs off readiness"));
    openPane();
    QTRY_VERIFY(child<QLabel>("invitation")->isVisible());
    QVERIFY(child<QLabel>("invitation")->text().contains(QStringLiteral("http://127.93.4.3:8080/")));
    QVERIFY(child<QLabel>("invitation")->text().contains(QStringLiteral("ssh -p 2222 shop@127.93.4.3")));
    QTest::mouseClick(child<QPushButton>("copyInvitation"), Qt::LeftButton);
    QCOMPARE(m_navigator->copied.size(), 1);
    QTest::mouseClick(child<QPushButton>("copyScp"), Qt::LeftButton);
    const QString scp = QStringLiteral("scp -r -P 2222 -- YOUR-FOLDER/. shop@127.93.4.3:web/code/");
    QCOMPARE(m_navigator->copied.constLast(), scp);
    QVERIFY(m_navigator->copied.constFirst().contains(scp));
    stand(QStringLiteral("running"), QStringLiteral("pre-sync"), QStringLiteral("running"));
    m_service->tell(QStringLiteral("release.running"), QStringLiteral("release/214"));
    QTRY_VERIFY(!child<QLabel>("invitation")->isVisible());
}

void TestReleasePane::productionTints()
{
    stand(QStringLiteral("running"), QStringLiteral("pre-sync"), QStringLiteral("running"));
    QSignalSpy tinted(m_pane.get(), &Pane::productionChanged);
    openPane();
    QCOMPARE(tinted.count(), 0);
    stand(QStringLiteral("frozen"), QStringLiteral("drain"), QStringLiteral("running"));
    m_service->tell(QStringLiteral("release.frozen"), QStringLiteral("release/214"));
    QTRY_COMPARE(tinted.count(), 1);
    QCOMPARE(tinted.front().front().toBool(), true);
    QVERIFY(child<ReleaseHeader>()->property(Style::productionProperty).toBool());
    QVERIFY(child<ElidedLabel>("numbers")->text().contains(QStringLiteral("being held")));
}

void TestReleasePane::theReport()
{
    stand(QStringLiteral("live"), QStringLiteral("finalize"), QStringLiteral("waiting"),
          QStringLiteral("operations signs off finalize"));
    m_service->reports[214] = sample::report(false);
    openPane();
    QCOMPARE(m_service->count("GET", QStringLiteral("/api/v1/releases/214/report")), 0U); // nobody looks
    m_actions->find(QStringLiteral("release.report"))->trigger();
    QTRY_VERIFY(child<QTextBrowser>("report")->toPlainText().contains(QStringLiteral("812 ms")));
    QVERIFY(child<QTextBrowser>("report")->toPlainText().contains(QStringLiteral("Tried on two phones.")));
    QTest::mouseClick(child<QPushButton>("copyReport"), Qt::LeftButton);
    QVERIFY(m_navigator->copied.front().contains(QStringLiteral("kern as customer")));
    QVERIFY(!m_navigator->copied.front().contains(QLatin1Char('<')));
}

void TestReleasePane::theReportOfARollBack()
{
    stand(QStringLiteral("rolled-back"), QStringLiteral("finalize"), QStringLiteral("skipped"));
    m_service->reports[214] =
        fake::with(sample::report(false),
                   {{QStringLiteral("swap_held_ms"), 640},
                    {QStringLiteral("rollback"),
                     QJsonObject{{QStringLiteral("by"), QStringLiteral("jo")},
                                 {QStringLiteral("at"), fake::at(80)},
                                 {QStringLiteral("reason"), QStringLiteral("The basket is <empty>")},
                                 {QStringLiteral("held_ms"), 812}}}});
    openPane();
    m_actions->find(QStringLiteral("release.report"))->trigger();
    const auto page = [this] { return child<QTextBrowser>("report")->toPlainText(); };
    QTRY_VERIFY(page().contains(QStringLiteral("The basket is <empty>")));
    QVERIFY(page().contains(QStringLiteral("640 ms")) && page().contains(QStringLiteral("812 ms")));
    QTest::mouseClick(child<QPushButton>("copyReport"), Qt::LeftButton);
    QVERIFY(m_navigator->copied.front().contains(QStringLiteral("The basket is <empty>")));
}

void TestReleasePane::theDowntimeStrip()
{
    stand(QStringLiteral("frozen"), QStringLiteral("drain"), QStringLiteral("running"));
    QJsonArray items;
    for (int i = 0; i < 30; ++i) {
        items.append(QJsonObject{{QStringLiteral("at"), i * 100},
                                 {QStringLiteral("answered"), 10},
                                 {QStringLiteral("failed"), 0},
                                 {QStringLiteral("worst_ms"), i > 20 ? 812 : 3}});
    }
    const QJsonObject answer{{QStringLiteral("start"), fake::at(40)},
                             {QStringLiteral("rate"), 100},
                             {QStringLiteral("slice_ms"), 100},
                             {QStringLiteral("more"), false},
                             {QStringLiteral("items"), items}};
    for (const char *name : {"samples", "probe"})
        m_service->answer(QStringLiteral("/api/v1/releases/214/") + QLatin1String(name), answer);
    openPane();
    QTRY_COMPARE(child<DowntimeStrip>()->count(), 30);
    QVERIFY(child<ElidedLabel>("numbers")->text().contains(QStringLiteral("300 asked")));
}

void TestReleasePane::historyAndLog()
{
    stand(QStringLiteral("running"), QStringLiteral("pre-sync"), QStringLiteral("running"));
    openPane();
    m_actions->find(QStringLiteral("release.history"))->trigger();
    QCOMPARE(m_navigator->opened, QStringList{QStringLiteral("activity/release/214")});
    m_actions->find(QStringLiteral("release.log"))->trigger();
    QCOMPARE(child<QTabWidget>("releaseTabs")->currentIndex(), 0);
    QVERIFY(child<QLineEdit>("logSearch")->hasFocus() || !m_pane->isActiveWindow());
}

QTEST_MAIN(TestReleasePane)
#include "TestReleasePane.moc"
