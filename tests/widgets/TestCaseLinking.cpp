// Links where one works with them: beside a case, at a release and at an entry of the ledger; made, followed,
// taken away and put back, by mouse, by key and from the palette.
#include "widgets/ActivityPane.h"
#include "widgets/CaseLinkQuestions.h"
#include "widgets/CasePaneFixture.h"
#include "widgets/EventDetail.h"
#include "widgets/InlineMessage.h"
#include "widgets/LinkedCasesLine.h"
#include "widgets/QuestionSheet.h"
#include "widgets/ReleasePane.h"
#include "widgets/Theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCompleter>
#include <QDir>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

using namespace slipway;

namespace {

const QString release = QStringLiteral("release/214");

} // namespace

class TestCaseLinking : public CasePaneFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }
    void init() { start(); }
    void cleanup() { stop(); }

    void linksStandBesideTheCase()
    {
        m_cases->links[1] = {FakeCases::link(release, QStringLiteral("waiting"), true)};
        open(1);
        QTRY_VERIFY(facts()->toPlainText().contains(QStringLiteral("Release 214 of northwind/shop")));
        QVERIFY(facts()->toPlainText().contains(QStringLiteral("the case waits for it")));
        press(release);
        QCOMPARE(m_rig->navigator.opened.back(), release);
        m_cases->links[1] = {FakeCases::link(release, QStringLiteral("gone"))};
        m_rig->service.tell(QStringLiteral("release.live"), release);
        QTRY_VERIFY(facts()->toPlainText().contains(QStringLiteral("not there any more")));
        keep("case-links-light");
        theme::apply(*qApp, theme::Scheme::Dark);
        QTRY_VERIFY(facts()->toHtml().contains(theme::colour(theme::Tone::Unknown).name()));
        keep("case-links-dark");
        theme::apply(*qApp, theme::Scheme::Light);
    }

    void takenAwayAndPutBack()
    {
        m_cases->links[1] = {FakeCases::link(release, QStringLiteral("waiting"))};
        open(1);
        QTRY_VERIFY(facts()->toHtml().contains(QStringLiteral("unlink:release/214")));
        press(QStringLiteral("unlink:release/214"));
        QTRY_VERIFY(m_cases->links[1].isEmpty());
        QTRY_VERIFY(!facts()->toHtml().contains(QStringLiteral("unlink:")));
        QTRY_VERIFY(message()->text().contains(release));
        QTRY_VERIFY(!m_rig->action(QStringLiteral("case.unlink"))->isVisible());
        message()->findChild<QPushButton *>()->click();
        QTRY_COMPARE(m_cases->links[1].size(), 1);
        QTRY_VERIFY(facts()->toHtml().contains(QStringLiteral("unlink:release/214")));
    }

    void oneMoreByKeyAndByPress()
    {
        open(1);
        QTRY_VERIFY(button("take"));
        QTRY_VERIFY(facts()->toPlainText().contains(QStringLiteral("#214 northwind/shop")));
        QTest::keyClick(thread(), Qt::Key_L);
        QCOMPARE(m_rig->navigator.questions.size(), std::size_t(1));
        const Question &question = m_rig->navigator.questions.back();
        QCOMPARE(question.commandLine, QStringLiteral("slipwayctl case link 1 %1"));
        QWidget sheet;
        auto *field = qobject_cast<OfferField *>(question.reasonField(&sheet));
        QVERIFY(field);
        QVERIFY2(field->offered().front().startsWith(QStringLiteral("Release 214 of northwind/shop")),
                 qPrintable(field->offered().join(QLatin1Char('\n'))));
        QVERIFY(field->offered().last().startsWith(QStringLiteral("Application ")));
        // Found by its words, put in by its name.
        field->completer()->setCompletionPrefix(QStringLiteral("northwind/shop, wait"));
        QCOMPARE(field->completer()->completionCount(), 1);
        QCOMPARE(field->completer()->currentCompletion(), release);
        sheet.show();
        QTest::keyClick(field, Qt::Key_Down); // nothing is typed yet
        QTRY_VERIFY(field->completer()->popup()->isVisible());
        QCOMPARE(field->completer()->completionCount(), static_cast<int>(field->offered().size()));
        field->completer()->popup()->hide();
        m_rig->navigator.answer(release);
        QTRY_COMPARE(m_cases->links[1].size(), 1);
        QTRY_VERIFY(message()->text().contains(QStringLiteral("is linked to release/214")));
        press(QStringLiteral("link:"));
        QCOMPARE(m_rig->navigator.questions.size(), std::size_t(2));
        m_rig->navigator.answer(QStringLiteral("nonsense"));
        QTRY_VERIFY(message()->text().contains(QStringLiteral("names nothing")));
    }

    void theSheetOffersWhatThereIs()
    {
        open(1);
        QTRY_VERIFY(button("take"));
        QTRY_VERIFY(facts()->toPlainText().contains(QStringLiteral("#214 northwind/shop")));
        QTest::keyClick(thread(), Qt::Key_L);
        QWidget window;
        window.resize(900, 500);
        window.show();
        window.activateWindow();
        auto *sheet = new QuestionSheet(&window, m_rig->navigator.questions.back());
        sheet->ask();
        auto *field = sheet->findChild<OfferField *>();
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, QStringLiteral("shop"));
        QTRY_VERIFY(field->completer()->popup()->isVisible());
        QTest::keyClick(field->completer()->popup(), Qt::Key_Down);
        QTest::keyClick(field->completer()->popup(), Qt::Key_Return);
        QCOMPARE(field->text(), release);
        keep("case-link-sheet-light", &window);
    }

    void anotherCaseIsNotLinkedInstead()
    {
        open(1);
        QTRY_VERIFY(button("take"));
        QTest::keyClick(thread(), Qt::Key_L);
        open(2);
        m_rig->navigator.answer(release);
        QTest::qWait(50);
        QVERIFY(m_cases->links[1].isEmpty() && m_cases->links[2].isEmpty());
    }

    void fromThePalette()
    {
        m_cases->links[1] = {FakeCases::link(release, QStringLiteral("waiting"), true),
                             FakeCases::link(QStringLiteral("release/212"), QStringLiteral("finalized"))};
        open(1);
        QTRY_VERIFY(m_rig->action(QStringLiteral("case.unlink"))->isVisible());
        QVERIFY(m_rig->action(QStringLiteral("case.link"))->isVisible());
        m_rig->action(QStringLiteral("case.unlink"))->trigger();
        const Question &question = m_rig->navigator.questions.back();
        QCOMPARE(question.choices.size(), std::size_t(2));
        QVERIFY(!question.choices.front().changes.isEmpty()); // it is waited for
        m_rig->navigator.answer(release);
        QTRY_COMPARE(m_cases->links[1].size(), 1);
    }

    void whoOnlyLooksLinksNothing()
    {
        m_rig->service.role = QStringLiteral("sales");
        m_cases->links[1] = {FakeCases::link(release, QStringLiteral("waiting"))};
        open(1);
        QTRY_VERIFY(facts()->toPlainText().contains(QStringLiteral("Release 214")));
        QVERIFY(!facts()->toHtml().contains(QStringLiteral("link:")));
        QTest::keyClick(thread(), Qt::Key_L);
        QVERIFY(m_rig->navigator.questions.empty());
    }

    void aReleaseShowsItsCases()
    {
        m_cases->links[1] = {FakeCases::link(release, QStringLiteral("waiting"))};
        ReleasePane pane(m_rig->desk());
        pane.resize(1200, 760);
        pane.show();
        pane.setActive(true);
        QVERIFY(m_rig->connect());
        pane.open(release);
        auto *line = pane.findChild<LinkedCasesLine *>();
        QTRY_VERIFY(line->isVisible());
        QVERIFY(line->text().contains(QStringLiteral("#1 The shop is slow")));
        QVERIFY(line->accessibleName().contains(QStringLiteral("The shop is slow")));
        Q_EMIT line->linkActivated(QStringLiteral("case/1"));
        QCOMPARE(m_rig->navigator.opened.back(), QStringLiteral("case/1"));
        QTRY_VERIFY(pane.findChild<QToolButton *>(QStringLiteral("linkToCase"))->isVisible());
        pane.findChild<QToolButton *>(QStringLiteral("linkToCase"))->click();
        QCOMPARE(m_rig->navigator.questions.size(), std::size_t(1));
        QCOMPARE(m_rig->navigator.questions.back().commandLine,
                 QStringLiteral("slipwayctl case link %1 release/214"));
        QWidget sheet;
        auto *field = qobject_cast<CaseField *>(m_rig->navigator.questions.back().reasonField(&sheet));
        QVERIFY(field);
        QTRY_VERIFY(field->offered().join(QLatin1Char(' ')).contains(QStringLiteral("#2 An invoice")));
        m_rig->navigator.answer(QStringLiteral("none of them"));
        QCOMPARE(m_rig->navigator.told.size(), std::size_t(1));
        m_rig->navigator.answer(QStringLiteral("#2"));
        QTRY_VERIFY(line->text().contains(QStringLiteral("#2 An invoice")));
        auto *said = pane.findChild<InlineMessage *>(QStringLiteral("message"));
        QTRY_VERIFY(said->text().contains(QStringLiteral("Case 2 is linked to release/214")));
        QCOMPARE(undoOf(said)->text(), QStringLiteral("Undo"));
        QVERIFY(undoOf(said)->focusPolicy() & Qt::TabFocus);
        keep("release-cases-light", &pane);
        theme::apply(*qApp, theme::Scheme::Dark);
        QTRY_COMPARE(pane.palette().color(QPalette::Window), qApp->palette().color(QPalette::Window));
        keep("release-cases-dark", &pane);
        theme::apply(*qApp, theme::Scheme::Light);
        undoOf(said)->click();
        QTRY_VERIFY(m_cases->links[2].isEmpty());
        QTRY_VERIFY(said->text().contains(QStringLiteral("isn't linked to release/214 any more")));
        QVERIFY(undoOf(said)->isHidden());
        QTRY_VERIFY(!line->text().contains(QStringLiteral("#2")));
        // What was linked before isn't taken away by this.
        pane.findChild<QToolButton *>(QStringLiteral("linkToCase"))->click();
        m_rig->navigator.answer(QStringLiteral("#1"));
        QTRY_VERIFY(said->text().contains(QStringLiteral("Case 1 is linked to release/214")));
        QVERIFY(undoOf(said)->isHidden());
        pane.open(QStringLiteral("release/212"));
        QTRY_VERIFY(!line->isVisible());
    }

    void anEntryOfTheLedgerIsLinkedAndOpened()
    {
        const qint64 seq =
            m_rig->service.tell(QStringLiteral("release.frozen"), release,
                                {{QStringLiteral("application"), QStringLiteral("northwind/shop")}});
        for (int i = 0; i < 60; ++i)
            m_rig->service.tell(QStringLiteral("release.running"), release,
                                {{QStringLiteral("application"), QStringLiteral("northwind/shop")}});
        ActivityPane pane(m_rig->desk());
        pane.resize(1100, 700);
        pane.show();
        pane.setActive(true);
        QVERIFY(m_rig->connect());
        m_rig->service.on("GET", QStringLiteral("/api/v1/ledger"),
                          [this, seq](const FakeService::Request &request) {
                              QJsonArray items;
                              for (const QJsonObject &event : m_rig->service.events) {
                                  const qint64 at = event.value(QStringLiteral("seq")).toInteger();
                                  const bool isAsked = request.argument(QStringLiteral("since")).isEmpty()
                                                           ? at > seq && items.size() < 50
                                                           : at == seq;
                                  if (isAsked)
                                      items.append(event);
                              }
                              return FakeService::Reply::items(items);
                          });
        pane.open(QStringLiteral("event/%1").arg(seq));
        auto *detail = pane.findChild<EventDetail *>();
        QTRY_VERIFY(detail->entry() && detail->entry()->seq == seq);
        QTRY_VERIFY(m_rig->action(QStringLiteral("activity.link"))->isVisible());
        QTest::keyClick(pane.findChild<QTableView *>(), Qt::Key_L);
        QCOMPARE(m_rig->navigator.questions.size(), std::size_t(1));
        m_rig->navigator.answer(QStringLiteral("case/2"));
        QTRY_COMPARE(m_cases->links[2].size(), 1);
        QCOMPARE(m_cases->links[2][0].toObject().value(QStringLiteral("reference")).toString(),
                 QStringLiteral("event/%1").arg(seq));
        QTRY_VERIFY(pane.findChild<LinkedCasesLine *>()->isVisible());
        keep("event-cases-light", &pane);
        QPushButton *undo = nullptr;
        for (InlineMessage *said : pane.findChildren<InlineMessage *>()) {
            if (said->text().contains(QStringLiteral("Case 2 is linked to event/")))
                undo = undoOf(said);
        }
        QVERIFY(undo && undo->isVisible());
        QTest::keyClick(undo, Qt::Key_Space);
        QTRY_VERIFY(m_cases->links[2].isEmpty());
        QTRY_VERIFY(!pane.findChild<LinkedCasesLine *>()->isVisible());
        QTest::keyClick(pane.findChild<QTableView *>(), Qt::Key_L);
        m_rig->navigator.answer(QStringLiteral("case/2"));
        QTRY_VERIFY(pane.findChild<LinkedCasesLine *>()->isVisible());
        // Another row is another entry.
        auto *table = pane.findChild<QTableView *>();
        table->setCurrentIndex(table->model()->index(0, 0));
        QVERIFY(detail->entry()->seq != seq);
        QTRY_VERIFY(!pane.findChild<LinkedCasesLine *>()->isVisible());
    }

    void numbersOfCases()
    {
        QCOMPARE(caseNumberOf(QStringLiteral(" #12 ")), 12);
        QCOMPARE(caseNumberOf(QStringLiteral("slipway:case/12")), 12);
        QCOMPARE(caseNumberOf(QStringLiteral("12")), 12);
        for (const char *said : {"", "0", "-1", "12 13", "case/", "twelve"})
            QCOMPARE(caseNumberOf(QLatin1String(said)), 0);
    }

private:
    static QPushButton *undoOf(InlineMessage *said) { return said->findChild<QPushButton *>(); }
    void press(const QString &place) { Q_EMIT facts()->anchorClicked(QUrl(place)); }
    void keep(const char *name, QWidget *what = nullptr)
    {
        if (const QString folder = qEnvironmentVariable("SLIPWAY_SCREENSHOTS"); !folder.isEmpty())
            (what ? what : m_pane.get())
                ->grab()
                .save(QDir(folder).filePath(QLatin1String(name) + QStringLiteral(".png")));
    }
};

QTEST_MAIN(TestCaseLinking)

#include "TestCaseLinking.moc"
