// What is sent from panes and sheets while no answer comes back: they say that it isn't known, pressing again
// carries the same key, and nothing is told that may be false. A key that is held is one press.
#include "models/FakeCases.h"
#include "models/FakeDuty.h"
#include "models/FakeMail.h"
#include "models/ReplyTemplates.h"
#include "widgets/BrakeActions.h"
#include "widgets/CaseSheet.h"
#include "widgets/CasesPane.h"
#include "widgets/DutyPane.h"
#include "widgets/DutyWeekView.h"
#include "widgets/InlineMessage.h"
#include "widgets/OverrideSheet.h"
#include "widgets/PagingPane.h"
#include "widgets/PaneRig.h"
#include "widgets/QuarantinePane.h"
#include "widgets/ReleaseSheet.h"
#include "widgets/ReleasesPane.h"
#include "widgets/SampleRelease.h"
#include "widgets/SwapSheet.h"
#include "widgets/TemplateSheet.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

const QString isNotKnown = QStringLiteral("it isn't known whether it was done");
const QString doneBefore = QStringLiteral("had been done already");
const QString overrides = QStringLiteral("/api/v1/duty/overrides");

Instant at(const char *text)
{
    return *instantFromText(QString::fromLatin1(text));
}

} // namespace

class TestLostAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        theme::apply(*qApp, theme::Scheme::Light);
    }
    void init()
    {
        m_rig = std::make_unique<PaneRig>();
        m_cases = std::make_unique<FakeCases>(m_rig->service);
        m_mail = std::make_unique<FakeMail>(m_rig->service);
        m_duty = std::make_unique<FakeDuty>(m_rig->service); // the pages are its own
    }
    void cleanup()
    {
        m_pane.reset();
        m_rig.reset();
        m_duty.reset();
        m_cases.reset();
        m_mail.reset();
    }

    void anOverride()
    {
        auto *view = openDuty();
        view->choose(1, at("2026-11-27T11:00:00Z"));
        m_rig->action(QStringLiteral("duty.override"))->trigger();
        auto *sheet = m_pane->findChild<OverrideSheet *>();
        QVERIFY(sheet);
        pressesTheSame(sheet, "make", "POST", overrides);
    }

    void aSwap()
    {
        auto *view = openDuty();
        view->choose(0, at("2026-11-28T19:00:00Z"));
        m_rig->action(QStringLiteral("duty.swap"))->trigger();
        auto *sheet = m_pane->window()->findChild<SwapSheet *>();
        QVERIFY(sheet);
        pressesTheSame(sheet, "make", "POST", QStringLiteral("/api/v1/duty/swaps"));
    }

    void anOverrideIsTakenBackAndPutBack()
    {
        auto *view = openDuty();
        view->choose(2, at("2026-11-28T13:00:00Z"));
        m_rig->service.loseAnswers(1);
        QTest::keyClick(view, Qt::Key_Delete);
        QTRY_VERIFY(message()->text().contains(isNotKnown));
        help()->click();
        QTRY_COMPARE(message()->text(), QStringLiteral("The override of kim is taken back."));
        isTheSame("DELETE", overrides + QStringLiteral("/3"));
        m_rig->service.loseAnswers(1);
        help()->click();
        QTRY_VERIFY(message()->text().contains(isNotKnown));
        help()->click();
        QTRY_COMPARE(message()->text(), QStringLiteral("kim is put on duty."));
        isTheSame("POST", overrides);
    }

    // An older service keeps no answer to a removal: the client finds it gone and has nothing to tell.
    void whatWasTakenBackIsKnownFromBefore()
    {
        m_rig->service.on("DELETE", overrides + QStringLiteral("/*"), [](const FakeService::Request &) {
            return FakeService::Reply{204, {}, {}};
        });
        auto *view = openDuty();
        view->choose(2, at("2026-11-28T13:00:00Z"));
        QTest::keyClick(view, Qt::Key_Delete);
        QTRY_COMPARE(message()->text(), QStringLiteral("The override of kim is taken back."));
        help()->click();
        QTRY_COMPARE(m_rig->service.count("POST", overrides), 1U);
        const QJsonObject body = m_rig->service.last("POST", overrides)->body;
        QCOMPARE(body.value(QStringLiteral("person")).toString(), QStringLiteral("kim"));
        QCOMPARE(body.value(QStringLiteral("begins")).toString(),
                 QStringLiteral("2026-11-28T12:00:00.000000Z"));
        QCOMPARE(body.value(QStringLiteral("ends")).toString(),
                 QStringLiteral("2026-11-28T18:00:00.000000Z"));
        QCOMPARE(body.value(QStringLiteral("reason")).toString(), QStringLiteral("dentist"));
    }

    // It may be there by then: the same words don't come under another name as well.
    void aTemplate()
    {
        m_cases->learnToShare();
        QVERIFY(m_rig->connect());
        ReplyTemplates templates(m_rig->session);
        templates.setActive(true);
        QTRY_VERIFY(templates.isKnown());
        TemplateSheet sheet(m_rig->desk(), {}, templates);
        sheet.show();
        sheet.findChild<QLineEdit *>(QStringLiteral("title"))->setText(QStringLiteral("We look into it"));
        sheet.findChild<QPlainTextEdit *>(QStringLiteral("text"))
            ->setPlainText(QStringLiteral("Dear {{contact}}"));
        auto *save = sheet.findChild<QPushButton *>(QStringLiteral("save"));
        m_rig->service.loseAnswers(1);
        save->click();
        QTRY_VERIFY(said(sheet).contains(isNotKnown));
        const QString path = m_rig->service.last("PUT", QStringLiteral("/api/v1/templates/*"))->path;
        const auto known = templates.total();
        templates.askAgain();
        QTRY_COMPARE(templates.total(), known + 1); // the name is taken now
        save->click();
        QTRY_VERIFY(said(sheet).contains(doneBefore));
        isTheSame("PUT", path);
        const QSignalSpy saved(&sheet, &TemplateSheet::saved);
        save->click(); // as was said: once more, and the same one
        QTRY_COMPARE(saved.count(), 1);
        QCOMPARE(m_rig->service.last("PUT", QStringLiteral("/api/v1/templates/*"))->path, path);
    }

    void theBrake()
    {
        const QString path = QStringLiteral("/api/v1/brake");
        m_rig->service.on("PUT", path, [](const FakeService::Request &request) {
            return FakeService::Reply::json(request.body);
        });
        m_rig->service.answer(path, {{QStringLiteral("on"), false}});
        TroubleWatch watch(m_rig->session);
        BrakeActions brake(m_rig->desk(), watch);
        QVERIFY(m_rig->connect());
        QTRY_VERIFY(m_rig->offers(QStringLiteral("brake.on")));
        const auto pull = [&] {
            m_rig->action(QStringLiteral("brake.on"))->trigger();
            m_rig->navigator.answer(QStringLiteral("disk full"));
        };
        m_rig->service.loseAnswers(1);
        pull();
        QTRY_COMPARE(m_rig->navigator.told.size(), 1U);
        QVERIFY(m_rig->navigator.told.front().what.contains(isNotKnown));
        pull();
        QTRY_COMPARE(m_rig->navigator.told.size(), 2U);
        QVERIFY(m_rig->navigator.told.back().what.contains(doneBefore));
        isTheSame("PUT", path);
    }

    // Whoever pulls it again after it was taken off means it.
    void theBrakeIsPulledAnewOnceItWasTakenOff()
    {
        const QString path = QStringLiteral("/api/v1/brake");
        bool isOn = false;
        m_rig->service.on("PUT", path, [this, path, &isOn](const FakeService::Request &request) {
            isOn = request.body.value(QStringLiteral("on")).toBool();
            m_rig->service.answer(path, request.body);
            m_rig->service.tell(isOn ? QStringLiteral("brake.on") : QStringLiteral("brake.off"),
                                QStringLiteral("service"));
            return FakeService::Reply::json(request.body);
        });
        m_rig->service.answer(path, {{QStringLiteral("on"), false}});
        TroubleWatch watch(m_rig->session);
        BrakeActions brake(m_rig->desk(), watch);
        QVERIFY(m_rig->connect());
        const auto set = [&](const char *action) {
            QTRY_VERIFY(m_rig->offers(QLatin1String(action)));
            m_rig->action(QLatin1String(action))->trigger();
            m_rig->navigator.answer(QStringLiteral("disk full"));
        };
        m_rig->service.loseAnswers(1);
        set("brake.on");
        QTRY_COMPARE(m_rig->navigator.told.size(), 1U);
        set("brake.off");
        QTRY_VERIFY(!isOn);
        set("brake.on");
        QTRY_VERIFY(isOn);
        QCOMPARE(m_rig->navigator.told.size(), 1U);
    }

    void aPage()
    {
        m_duty->pages.push_front(FakeDuty::page(3, 12, QStringLiteral("eva")));
        auto *table = openTable<PagingPane>();
        table->selectRow(0);
        const QString path = QStringLiteral("/api/v1/pages/3/ack");
        m_rig->service.loseAnswers(1);
        QTest::keyClick(table, Qt::Key_A);
        QTest::keyClick(table, Qt::Key_A); // while it is under way
        QTRY_VERIFY(message()->text().contains(isNotKnown));
        QCOMPARE(m_rig->service.count("POST", path), 1U);
        hold(table, Qt::Key_A);
        QTest::keyClick(table, Qt::Key_A);
        QTRY_VERIFY(message()->text().contains(doneBefore));
        isTheSame("POST", path);
    }

    void severalCases()
    {
        putCases();
        auto *table = openTable<CasesPane>();
        table->selectAll();
        m_rig->service.loseAnswers(1, 1);
        QTest::keyClick(table, Qt::Key_A);
        QTRY_VERIFY(message()->isVisible());
        QCOMPARE(
            message()->text(),
            QStringLiteral("No answer says what came of case 2: it isn't known whether it was done there. "
                           "Done: 1 of 3; not sent: 1. Pressing again within ten minutes does nothing "
                           "twice."));
        QCOMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/cases/*")), 2U);
        help()->click();
        QTRY_COMPARE(message()->text(), QStringLiteral("2 cases are yours."));
        isTheSame("POST", QStringLiteral("/api/v1/cases/2/take"));
        QCOMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/cases/3/take")), 1U);
        QCOMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/cases/1/take")), 1U);
    }

    void severalMails()
    {
        for (int id = 1; id <= 3; ++id)
            m_mail->all.push_front(FakeMail::mail(id, QStringLiteral("mallory@x.example")));
        auto *table = openTable<QuarantinePane>();
        table->selectAll();
        m_rig->service.loseAnswers(1, 1);
        QTest::keyClick(table, Qt::Key_Delete);
        QTRY_VERIFY(message()->isVisible());
        QCOMPARE(
            message()->text(),
            QStringLiteral("No answer says what came of mail 2: it isn't known whether it was done there. "
                           "Done: 1 of 3; not sent: 1. Pressing again within ten minutes does nothing "
                           "twice."));
        QCOMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/mail/*")), 2U);
        help()->click();
        QTRY_COMPARE(message()->text(), QStringLiteral("2 mails were discarded."));
        isTheSame("POST", QStringLiteral("/api/v1/mail/2/discard"));
    }

    // The console is started again before it is known what came of it: the draft carries its key.
    void aNewCaseAfterARestart()
    {
        const QString path = QStringLiteral("/api/v1/cases");
        m_pane = std::make_unique<CasesPane>(m_rig->desk());
        open();
        const QJsonObject draft{{QStringLiteral("contact"), QStringLiteral("maria@northwind.example")},
                                {QStringLiteral("subject"), QStringLiteral("The shop is slow")},
                                {QStringLiteral("text"), QStringLiteral("Since this morning")}};
        CaseSheet sheet(m_rig->desk(), draft);
        connect(&sheet, &CaseSheet::sent, m_pane.get(), &Pane::draftLeft);
        QJsonObject kept;
        connect(m_pane.get(), &Pane::draftLeft, this, [&] { kept = m_pane->saveState(); });
        m_rig->service.loseAnswers(1);
        pressOpen(sheet);
        QVERIFY(!kept.isEmpty()); // before the answer is there, or lost
        QTRY_VERIFY(said(sheet).contains(isNotKnown));

        Actions actions;
        Session session(
            m_rig->service, [this] { return m_rig->service.endpoint(); }, m_rig->service.parts());
        const Desk desk{session, m_rig->navigator, actions};
        CasesPane pane(desk);
        pane.restoreState(QJsonDocument::fromJson(QJsonDocument(kept).toJson()).object());
        session.open();
        QTRY_VERIFY(session.isLive());
        CaseSheet again(desk, draft);
        pressOpen(again);
        QTRY_VERIFY(said(again).contains(doneBefore));
        isTheSame("POST", path);
        QVERIFY(pane.saveState().value(QStringLiteral("sent")).toArray().isEmpty());
    }

    void aStartAfterARestart()
    {
        m_rig->service.pipelines.front() = sample::pipeline();
        m_pane = std::make_unique<ReleasesPane>(m_rig->desk());
        open();
        ReleaseSheet sheet(m_rig->desk());
        connect(&sheet, &ReleaseSheet::sent, m_pane.get(), &Pane::draftLeft);
        QJsonObject kept;
        connect(m_pane.get(), &Pane::draftLeft, this, [&] { kept = m_pane->saveState(); });
        m_rig->service.loseAnswers(1);
        pressStart(sheet);
        QVERIFY(!kept.isEmpty());
        QTRY_VERIFY(said(sheet).contains(isNotKnown));

        Actions actions;
        Session session(
            m_rig->service, [this] { return m_rig->service.endpoint(); }, m_rig->service.parts());
        const Desk desk{session, m_rig->navigator, actions};
        ReleasesPane pane(desk);
        pane.restoreState(QJsonDocument::fromJson(QJsonDocument(kept).toJson()).object());
        session.open();
        QTRY_VERIFY(session.isLive());
        ReleaseSheet again(desk);
        pressStart(again);
        QTRY_VERIFY(said(again).contains(doneBefore));
        isTheSame("POST", QStringLiteral("/api/v1/releases"));
    }

    // Each press of a held key would be about the row that came to stand there.
    void aHeldKeyIsOnePressInTheListOfCases()
    {
        putCases();
        auto *table = openTable<CasesPane>();
        table->selectRow(0);
        hold(table, Qt::Key_A);
        hold(table, Qt::Key_C);
        QVERIFY(m_rig->navigator.questions.empty());
        QTest::keyClick(table, Qt::Key_A);
        QTRY_VERIFY(message()->isVisible());
        QCOMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/cases/*")), 1U);
    }

private:
    DutyWeekView *openDuty()
    {
        m_pane = std::make_unique<DutyPane>(m_rig->desk());
        m_pane->resize(1000, 640);
        open();
        auto *view = m_pane->findChild<DutyWeekView *>();
        const bool isThere = QTest::qWaitFor([this, view] {
            view->choose(0, at("2026-11-28T19:00:00Z"));
            return m_rig->offers(QStringLiteral("duty.swap"));
        });
        if (!isThere)
            qFatal("The week isn't there");
        return view;
    }
    template <class T>
    QTableView *openTable()
    {
        m_pane = std::make_unique<T>(m_rig->desk());
        m_pane->resize(1200, 500);
        open();
        auto *table = m_pane->findChild<QTableView *>();
        if (!QTest::qWaitFor([this, table] {
                return table->model()->rowCount() > 0 && m_rig->session.role().has_value();
            }))
            qFatal("Nothing is listed");
        table->setFocus();
        return table;
    }
    void open()
    {
        m_pane->show();
        m_pane->setActive(true);
        QVERIFY(m_rig->connect());
    }
    void putCases()
    {
        m_cases->put(m_cases->make(1, QStringLiteral("The shop is slow"), 10min));
        m_cases->put(m_cases->make(2, QStringLiteral("The blog is down"), 2h));
        m_cases->put(m_cases->make(3, QStringLiteral("An invoice"), 5h));
    }
    // As the keyboard repeats it by itself.
    static void hold(QWidget *widget, Qt::Key key)
    {
        for (int i = 0; i < 3; ++i) {
            QKeyEvent held(QEvent::KeyPress, key, Qt::NoModifier, QString(), true);
            QApplication::sendEvent(widget, &held);
        }
    }
    InlineMessage *message() { return m_pane->findChild<InlineMessage *>(); }
    QPushButton *help() { return message()->findChild<QPushButton *>(); }
    static QString said(const QWidget &sheet) { return sheet.findChild<InlineMessage *>()->text(); }

    void pressOpen(CaseSheet &sheet)
    {
        sheet.show();
        auto *button = sheet.findChild<QPushButton *>(QStringLiteral("openCase"));
        QTRY_VERIFY(button->isEnabled());
        button->click();
    }
    void pressStart(ReleaseSheet &sheet)
    {
        sheet.show();
        sheet.start(QStringLiteral("northwind/shop"));
        auto *button = sheet.findChild<QPushButton *>(QStringLiteral("start"));
        QTRY_VERIFY(button->isEnabled());
        button->click();
    }

    // The last two of these carried the same key.
    void isTheSame(const QByteArray &method, const QString &path)
    {
        QByteArrayList keys;
        for (const FakeService::Request &request : m_rig->service.requests) {
            if (request.method == method && request.path == path)
                keys.append(request.idempotencyKey);
        }
        QVERIFY(keys.size() >= 2);
        QVERIFY(!keys.last().isEmpty());
        QCOMPARE(keys.at(keys.size() - 2), keys.last());
    }
    void pressesTheSame(QWidget *sheet, const char *name, const QByteArray &method, const QString &path)
    {
        auto *button = sheet->findChild<QPushButton *>(QLatin1String(name));
        QTRY_VERIFY(button->isEnabled());
        m_rig->service.loseAnswers(1);
        button->click();
        QTRY_VERIFY(said(*sheet).contains(isNotKnown));
        button->click();
        QTRY_VERIFY(said(*sheet).contains(doneBefore));
        isTheSame(method, path);
    }

    std::unique_ptr<PaneRig> m_rig;
    std::unique_ptr<FakeDuty> m_duty;
    std::unique_ptr<FakeCases> m_cases;
    std::unique_ptr<FakeMail> m_mail;
    std::unique_ptr<Pane> m_pane;
};

QTEST_MAIN(TestLostAnswers)
#include "TestLostAnswers.moc"
