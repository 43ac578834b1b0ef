// The duty pane: the week as a picture, overrides by mouse, keyboard and sheet and their undo, what is wrong
// with the rota, and what a case would lead to.
#include "ctl/ReadByCtl.h"
#include "models/FakeDuty.h"
#include "widgets/ApplicationField.h"
#include "widgets/DutyPane.h"
#include "widgets/DutyStatus.h"
#include "widgets/DutyWeekView.h"
#include "widgets/EmptyState.h"
#include "widgets/InlineMessage.h"
#include "widgets/OverrideSheet.h"
#include "widgets/PaneRig.h"
#include "widgets/StatusFact.h"
#include "widgets/SwapSheet.h"
#include "widgets/Theme.h"
#include "widgets/WhatIf.h"
#include "widgets/ZonedTimeEdit.h"

#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTabWidget>
#include <QToolButton>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

Instant at(const char *text)
{
    return *instantFromText(QString::fromLatin1(text));
}

} // namespace

class TestDutyPane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany)); // weeks begin on Monday
        theme::apply(*qApp, theme::Scheme::Light);
    }
    void init()
    {
        m_rig = std::make_unique<PaneRig>();
        m_duty = std::make_unique<FakeDuty>(m_rig->service);
        m_pane = std::make_unique<DutyPane>(m_rig->desk());
        m_pane->resize(1000, 640);
        m_pane->show();
        m_pane->setActive(true);
    }
    void cleanup()
    {
        m_pane.reset();
        m_rig.reset();
        m_duty.reset();
    }

    void whoIsOnDutyNowAndNext()
    {
        load();
        QCOMPARE(text("dutyNow"),
                 QStringLiteral("● eva is on duty until Mo. 30 Nov., 09:00 (3 d 6 h left), then jan. "
                                "Alternate: jan."));
        QCOMPARE(text("week"), QStringLiteral("23 Nov. to 29 Nov. 2026"));
        QCOMPARE(text("zone"), QStringLiteral("Europe/Berlin, UTC+1"));
        QCOMPARE(m_pane->heading(), QStringLiteral("On duty: eva"));
        QVERIFY(m_pane->findChild<QLabel *>(QStringLiteral("dutyProblems"))->isHidden());
    }

    void whatIsWrongIsSaidInPlace()
    {
        m_duty->addGap(QStringLiteral("2026-11-24T08:00:00.000000Z"),
                       QStringLiteral("2026-11-25T08:00:00.000000Z"));
        m_duty->duty.insert(QStringLiteral("on_duty"), QString());
        load();
        QVERIFY(text("dutyNow").startsWith(QStringLiteral("✕ Nobody is on duty")));
        QVERIFY(
            text("dutyProblems")
                .contains(QStringLiteral("Nobody is on duty from Di. 24 Nov., 09:00 to Mi. 25 Nov., 09:00")));
    }

    void anAlternateWhoIsReplacedIsSaid()
    {
        for (qsizetype i = 0; i < m_duty->shifts.size(); ++i) {
            QJsonObject shift = m_duty->shifts[i].toObject();
            shift.insert(QStringLiteral("alternate_replaced"), !shift[QStringLiteral("override")].isNull());
            m_duty->shifts[i] = shift;
        }
        load();
        QVERIFY2(text("dutyProblems").contains(QStringLiteral("who is replaced then: there is nobody else")),
                 qPrintable(text("dutyProblems")));
        if (const QString folder = qEnvironmentVariable("SLIPWAY_SCREENSHOTS"); !folder.isEmpty())
            m_pane->grab().save(folder + QStringLiteral("/duty-replaced-light.png"));
    }

    void withoutARotaItSaysHowOneIsMade()
    {
        m_duty->duty = {{QStringLiteral("rota"), QJsonValue()}, {QStringLiteral("people"), QJsonArray()}};
        m_duty->shifts = {};
        m_pane->setActive(true);
        QVERIFY(m_rig->connect());
        auto *empty = m_pane->findChild<EmptyState *>();
        QTRY_VERIFY(empty->text().contains(QStringLiteral("slipwayctl duty set")));
        QVERIFY(!m_rig->offers(QStringLiteral("duty.override")));
    }

    void aDragAsksForAnOverride()
    {
        load();
        // Kim from Friday 12:03 to 17:56 in Berlin: snapped to quarters.
        drag(2, at("2026-11-27T11:03:00Z"), at("2026-11-27T16:56:00Z"));
        OverrideSheet *sheet = asked();
        QVERIFY(sheet);
        QCOMPARE(sheet->findChild<QComboBox *>(QStringLiteral("person"))->currentText(),
                 QStringLiteral("kim"));
        const Instant from = edit("from")->moment();
        const Instant to = edit("to")->moment();
        QVERIFY(abs(from - at("2026-11-27T11:00:00Z")) <= 15min); // a pixel is some minutes
        QVERIFY(abs(to - at("2026-11-27T17:00:00Z")) <= 15min);
        QCOMPARE(from.time_since_epoch() % 15min, Duration::zero());
        QTRY_VERIFY(sheet->consequence().startsWith(QStringLiteral("kim is on duty instead of eva for ")));
        QVERIFY(m_rig->service.count("POST", QStringLiteral("/api/v1/duty/overrides")) == 0); // not yet
    }

    void theSheetSaysWhatComesOfIt()
    {
        load();
        m_pane->findChild<DutyWeekView *>()->choose(1, at("2026-11-28T10:00:00Z"));
        button("override")->click();
        OverrideSheet *sheet = asked();
        QVERIFY(sheet);
        auto *make = sheet->findChild<QPushButton *>(QStringLiteral("make"));
        const QTimeZone berlin("Europe/Berlin");
        edit("to")->setMoment(at("2026-11-28T20:00:00Z"), berlin);
        QVERIFY(!make->isEnabled()); // what comes of it isn't known yet
        QTRY_VERIFY(make->isEnabled());
        QCOMPARE(
            sheet->consequence(),
            QStringLiteral("jan is on duty instead of eva for 4 h.\njan is on duty instead of kim for 6 h."));
        edit("to")->setMoment(at("2026-11-28T09:00:00Z"), berlin);
        QVERIFY(!make->isEnabled());
        QVERIFY(sheet->consequence().contains(QStringLiteral("ends before it begins")));
        edit("to")->setMoment(at("2027-11-28T09:00:00Z"), berlin);
        QVERIFY(sheet->consequence().contains(QStringLiteral("100 days")));
        edit("to")->setMoment(at("2026-11-28T11:00:00Z"), berlin);
        sheet->findChild<QLineEdit *>(QStringLiteral("reason"))->setText(QStringLiteral("Eva's --swap"));
        const ReadLine read = readByCtl(sheet->commandLine());
        QCOMPARE(read.command, QStringLiteral("duty override"));
        QCOMPARE(read.arguments.text("person"), QStringLiteral("jan"));
        QCOMPARE(read.arguments.text("from"), QStringLiteral("2026-11-28T10:00:00Z"));
        QCOMPARE(read.arguments.text("until"), QStringLiteral("2026-11-28T11:00:00Z"));
        QCOMPARE(read.arguments.text("reason"), QStringLiteral("Eva's --swap"));
    }

    void byKeyboardAndBack()
    {
        load();
        auto *view = m_pane->findChild<DutyWeekView *>();
        view->setFocus();
        view->choose(0, at("2026-11-27T11:00:00Z"));
        QTest::keyClick(view, Qt::Key_Down);
        QCOMPARE(view->person(), QStringLiteral("jan"));
        QTest::keyClick(view, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(view, Qt::Key_Right, Qt::ShiftModifier | Qt::ControlModifier);
        QCOMPARE(view->span()->to - view->span()->from, Duration(75min));
        QVERIFY(view->accessibleDescription().contains(QStringLiteral("1 h 15 min")));
        QTest::keyClick(view, Qt::Key_Return);
        OverrideSheet *sheet = asked();
        QVERIFY(sheet);
        QTRY_VERIFY(sheet->findChild<QPushButton *>(QStringLiteral("make"))->isEnabled());
        QTest::keyClick(sheet, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/duty/overrides")), 1U);
        const QJsonObject body = m_rig->service.last("POST", QStringLiteral("/api/v1/duty/overrides"))->body;
        QCOMPARE(body.value(QStringLiteral("person")).toString(), QStringLiteral("jan"));
        QCOMPARE(body.value(QStringLiteral("begins")).toString(),
                 QStringLiteral("2026-11-27T11:00:00.000000Z"));
        QCOMPARE(body.value(QStringLiteral("ends")).toString(),
                 QStringLiteral("2026-11-27T12:15:00.000000Z"));
        auto *message = m_pane->findChild<InlineMessage *>();
        QTRY_COMPARE(message->text(), QStringLiteral("jan is put on duty."));
        QVERIFY(!asked());
        message->findChild<QPushButton *>()->click(); // undo
        QTRY_COMPARE(m_rig->service.count("DELETE", QStringLiteral("/api/v1/duty/overrides/7")), 1U);
    }

    void anOverrideIsTakenBackAndPutBack()
    {
        load();
        auto *view = m_pane->findChild<DutyWeekView *>();
        QVERIFY(!m_rig->offers(QStringLiteral("duty.take-back")));
        view->choose(2, at("2026-11-28T13:00:00Z"));
        QVERIFY(view->describeCursor().contains(QStringLiteral("instead of eva (dentist)")));
        QVERIFY(m_rig->offers(QStringLiteral("duty.take-back")));
        QVERIFY(button("takeBack")->isVisible());
        QTest::keyClick(view, Qt::Key_Delete);
        QTRY_COMPARE(m_rig->service.count("DELETE", QStringLiteral("/api/v1/duty/overrides/3")), 1U);
        auto *message = m_pane->findChild<InlineMessage *>();
        QTRY_COMPARE(message->text(), QStringLiteral("The override of kim is taken back."));
        message->findChild<QPushButton *>()->click(); // undo
        QTRY_COMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/duty/overrides")), 1U);
        const QJsonObject body = m_rig->service.last("POST", QStringLiteral("/api/v1/duty/overrides"))->body;
        QCOMPARE(body.value(QStringLiteral("begins")).toString(),
                 QStringLiteral("2026-11-28T12:00:00.000000Z"));
        QCOMPARE(body.value(QStringLiteral("reason")).toString(), QStringLiteral("dentist"));
        QVERIFY(!body.contains(QStringLiteral("id")));
        // What is over stays.
        m_rig->service.clock.jump(at("2026-11-28T18:00:00Z") - m_rig->service.clock.now());
        view->choose(2, at("2026-11-28T13:00:00Z"));
        QVERIFY(!m_rig->offers(QStringLiteral("duty.take-back")));
    }

    void turnsAreSwapped()
    {
        load();
        auto *view = m_pane->findChild<DutyWeekView *>();
        view->choose(2, at("2026-11-25T10:00:00Z")); // not Kim's
        QVERIFY(!m_rig->offers(QStringLiteral("duty.swap")));
        view->choose(0, at("2026-11-28T19:00:00Z"));
        QVERIFY(m_rig->offers(QStringLiteral("duty.swap")));
        for (const Actions::Entry &entry : m_rig->actions.entries()) {
            if (entry.id == QLatin1String("duty.swap"))
                QVERIFY(!entry.commandLine);                  // whose turn is taken for it isn't chosen yet
            if (entry.id == QLatin1String("duty.override")) { // nothing is marked: for a few hours from there
                const ReadLine line = readByCtl(entry.commandLine());
                QCOMPARE(line.arguments.text("person"), QStringLiteral("eva"));
                QCOMPARE(line.arguments.text("until"), QStringLiteral("2026-11-28T23:00:00Z"));
            }
        }
        m_rig->actions.find(QStringLiteral("duty.swap"))->trigger();
        auto *sheet = m_pane->window()->findChild<SwapSheet *>();
        QVERIFY(sheet);
        auto *make = sheet->findChild<QPushButton *>(QStringLiteral("make"));
        QVERIFY(!make->isEnabled()); // what there is isn't known yet
        auto *turn = sheet->findChild<QComboBox *>(QStringLiteral("turn"));
        QTRY_COMPARE(turn->count(), 1); // Jan's, whole
        QCOMPARE(
            sheet->consequence(),
            QStringLiteral("jan is on duty instead of eva from Sa. 28 Nov., 19:00 to Mo. 30 Nov., 09:00.\n"
                           "eva is on duty instead of jan from Mo. 30 Nov., 09:00 to Mo. 14 Dez., 09:00."));
        const ReadLine read = readByCtl(sheet->commandLine());
        QCOMPARE(read.command, QStringLiteral("duty swap"));
        QCOMPARE(read.arguments.text("person"), QStringLiteral("eva"));
        QCOMPARE(read.arguments.text("from"), QStringLiteral("2026-11-28T18:00:00Z"));
        QCOMPARE(read.arguments.text("their-until"), QStringLiteral("2026-12-14T08:00:00Z"));
        QTest::keyClick(turn, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/duty/swaps")), 1U);
        const QJsonObject body = m_rig->service.last("POST", QStringLiteral("/api/v1/duty/swaps"))->body;
        QCOMPARE(body.value(QStringLiteral("with")).toString(), QStringLiteral("jan"));
        QCOMPARE(body.value(QStringLiteral("with_ends")).toString(),
                 QStringLiteral("2026-12-14T08:00:00.000000Z"));
        auto *message = m_pane->findChild<InlineMessage *>();
        QTRY_COMPARE(message->text(), QStringLiteral("eva and jan have swapped."));
        message->findChild<QPushButton *>()->click(); // undo
        QTRY_COMPARE(m_rig->service.count("DELETE", QStringLiteral("/api/v1/duty/swaps/9")), 1U);
        QTRY_COMPARE(message->text(), QStringLiteral("The swap is taken back."));
    }

    void whoMayOnlyLook()
    {
        m_rig->service.role = QStringLiteral("sales");
        load();
        QTRY_VERIFY(m_rig->session.role() == Role::Sales);
        QVERIFY(!button("override")->isVisible());
        drag(2, at("2026-11-27T11:00:00Z"), at("2026-11-27T17:00:00Z"));
        QVERIFY(!asked());
    }

    void withoutAServiceNothingIsChanged()
    {
        load();
        m_rig->service.goAway();
        QTRY_VERIFY(!m_rig->session.isLive());
        QVERIFY(!button("override")->isEnabled());
        drag(2, at("2026-11-27T11:00:00Z"), at("2026-11-27T17:00:00Z"));
        QVERIFY(!asked());
    }

    void weeksAndLinks()
    {
        load();
        named<QToolButton>(*m_pane, QStringLiteral("The week after"))->click();
        QTRY_COMPARE(text("week"), QStringLiteral("30 Nov. to 6 Dez. 2026"));
        QTest::keyClick(m_pane->findChild<DutyWeekView *>(), Qt::Key_PageUp);
        QTRY_COMPARE(text("week"), QStringLiteral("23 Nov. to 29 Nov. 2026"));
        m_pane->open(QStringLiteral("duty/2026-10-25"));
        QTRY_COMPARE(text("week"), QStringLiteral("19 Okt. to 25 Okt. 2026"));
        button("today")->click();
        QTRY_COMPARE(text("week"), QStringLiteral("23 Nov. to 29 Nov. 2026"));
        m_pane->open(QStringLiteral("duty/what-if/2026-10-25T00:30:00Z"));
        QCOMPARE(m_pane->findChild<QTabWidget *>()->currentIndex(), 1);
        QTRY_COMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/duty:simulate")), 1U);
    }

    void everyMomentHasItsPlace()
    {
        load();
        const auto *view = m_pane->findChild<DutyWeekView *>();
        m_pane->open(QStringLiteral("duty/2026-10-25")); // with a day of 25 hours
        QTRY_COMPARE(text("week"), QStringLiteral("19 Okt. to 25 Okt. 2026"));
        int last = -1;
        for (Instant moment = at("2026-10-18T22:00:00Z"); moment <= at("2026-10-25T23:00:00Z");
             moment += 15min) {
            const int x = view->xOf(moment);
            QVERIFY(x >= last);
            last = x;
            QVERIFY(abs(view->momentAt(x) - moment) <= 15min);
        }
        QVERIFY(last < view->viewport()->width());
    }

    void whatIf()
    {
        m_duty->plan = {QJsonObject{{QStringLiteral("at"), QStringLiteral("2026-10-25T00:30:00.000000Z")},
                                    {QStringLiteral("step"), QStringLiteral("on-duty")},
                                    {QStringLiteral("to"), QStringLiteral("on-duty")},
                                    {QStringLiteral("people"), QJsonArray{QStringLiteral("eva")}},
                                    {QStringLiteral("when"), QString()}}};
        load();
        m_pane->open(QStringLiteral("duty/what-if/2026-10-25T00:30:00Z"));
        auto *panel = m_pane->findChild<WhatIf *>();
        auto *table = panel->findChild<QTableView *>();
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QVERIFY(panel->findChild<QLabel *>(QStringLiteral("planWords"))
                    ->text()
                    .contains(QStringLiteral("by paging-2h: eva is called first")));
        QVERIFY(panel->findChild<QLabel *>(QStringLiteral("clockNote"))
                    ->text()
                    .startsWith(QStringLiteral("02:30 comes twice")));
        const ReadLine read = readByCtl(panel->commandLine());
        QCOMPARE(read.command, QStringLiteral("duty simulate"));
        QCOMPARE(read.arguments.text("at"), QStringLiteral("2026-10-25T00:30:00Z"));
        QCOMPARE(read.arguments.text("severity"), QStringLiteral("normal"));
        panel->findChild<ZonedTimeEdit *>()->setDateTime(
            QDateTime(QDate(2026, 3, 29), QTime(2, 30), Qt::UTC));
        QTRY_COMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/duty:simulate")), 2U);
        QCOMPARE(m_rig->service.last("POST", QStringLiteral("/api/v1/duty:simulate"))
                     ->body.value(QStringLiteral("at"))
                     .toString(),
                 QStringLiteral("2026-03-29T01:00:00.000000Z"));
        QVERIFY(panel->findChild<QLabel *>(QStringLiteral("clockNote"))
                    ->text()
                    .contains(QStringLiteral("03:00 is meant")));
    }

    void whatIfOfACustomer()
    {
        m_duty->promised = {
            QJsonObject{{QStringLiteral("name"), QStringLiteral("first-response")},
                        {QStringLiteral("target"), QStringLiteral("2026-10-25T01:00:00.000000Z")}}};
        load();
        m_pane->open(QStringLiteral("duty/what-if/2026-10-25T00:30:00Z"));
        auto *panel = m_pane->findChild<WhatIf *>();
        auto *table = panel->findChild<QTableView *>();
        QTRY_COMPARE(table->model()->rowCount(), 1);
        const auto *targets = panel->findChild<QLabel *>(QStringLiteral("targetWords"));
        QVERIFY(targets->isVisible());
        QVERIFY2(targets->text().contains(QStringLiteral("first response after 0:30:00")),
                 qPrintable(targets->text()));
        const auto asked = [this] {
            return m_rig->service.last("POST", QStringLiteral("/api/v1/duty:simulate"))->body;
        };
        auto *customer = panel->findChild<ApplicationField *>();
        customer->setFocus();
        QTest::keyClicks(customer, QStringLiteral("north"));
        QTRY_COMPARE(customer->offered(), QStringList{QStringLiteral("northwind")});
        QTest::qWait(300);
        QVERIFY(!asked().contains(QStringLiteral("customer"))); // half a name is none
        customer->setText(QStringLiteral("northwind"));
        QTest::keyClick(customer, Qt::Key_Return);
        QTRY_COMPARE(asked().value(QStringLiteral("customer")).toString(), QStringLiteral("northwind"));
        auto *severity = panel->findChild<QComboBox *>(QStringLiteral("severity"));
        severity->setCurrentIndex(0);
        QTRY_COMPARE(asked().value(QStringLiteral("severity")).toString(), QStringLiteral("critical"));
        const ReadLine read = readByCtl(panel->commandLine());
        QCOMPARE(read.arguments.text("customer"), QStringLiteral("northwind"));
        QCOMPARE(read.arguments.text("severity"), QStringLiteral("critical"));
        customer->clear();
        QTRY_VERIFY(!asked().contains(QStringLiteral("customer")));
    }

    void whoDoesntSeeItHearsThePeople()
    {
        load();
        auto *view = m_pane->findChild<DutyWeekView *>();
        view->setFocus();
        view->choose(2, at("2026-11-28T13:00:00Z"));
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(view);
        QVERIFY(list);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), 4);
        QAccessibleInterface *kim = list->child(2);
        QCOMPARE(kim->text(QAccessible::Name), QStringLiteral("kim"));
        QVERIFY(kim->text(QAccessible::Description).contains(QStringLiteral("instead of eva (dentist)")));
        QVERIFY(kim->state().focused);
        QCOMPARE(list->focusChild(), kim);
        QCOMPARE(list->childAt(kim->rect().center().x(), kim->rect().center().y()), kim);
        QCOMPARE(list->indexOfChild(kim), 2);
        QVERIFY(!list->child(4));
    }

    void hostileNamesHarmNothing()
    {
        QJsonArray people;
        for (const QString &name : hostileNames()) {
            people.append(name);
            m_duty->shifts.append(FakeDuty::shift(
                QStringLiteral("2026-12-%1T08:00:00.000000Z").arg(14 + people.size()),
                QStringLiteral("2026-12-%1T08:00:00.000000Z").arg(15 + people.size()), name, name));
        }
        QJsonObject rota = m_duty->duty.value(QStringLiteral("rota")).toObject();
        rota.insert(QStringLiteral("people"), people);
        m_duty->duty.insert(QStringLiteral("rota"), rota);
        m_duty->duty.insert(QStringLiteral("on_duty"), hostileNames().front());
        load();
        m_pane->open(QStringLiteral("duty/2026-12-15"));
        QTRY_COMPARE(text("week"), QStringLiteral("14 Dez. to 20 Dez. 2026"));
        QVERIFY(!m_pane->grab().isNull());
        QVERIFY(m_pane->heading().size() < 300);
        QVERIFY(m_pane->minimumSizeHint().width() <= 900);
    }

    void theLineAtTheBottom()
    {
        m_duty->targets.insert(QStringLiteral("next"),
                               FakeDuty::target(12, QStringLiteral("2026-11-27T02:44:32.000000Z")));
        DutyStatus status(m_rig->desk());
        status.show();
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(status.onDuty(), QStringLiteral("On duty: eva (until Mo. 30 Nov., 09:00), then jan"));
        QTRY_COMPARE(status.target(), QStringLiteral("nearest target 0:44:32"));
        auto *target = status.findChild<StatusFact *>(QStringLiteral("nearestTarget"));
        QCOMPARE(target->tone(), theme::Tone::Idle);
        m_rig->service.clock.advance(20min);
        QTRY_COMPARE_WITH_TIMEOUT(status.target(), QStringLiteral("▲ nearest target 0:24:32"), 3000);
        QCOMPARE(target->tone(), theme::Tone::Warning);
        m_duty->targets = {{QStringLiteral("next"), QJsonValue()},
                           {QStringLiteral("past"), 2},
                           {QStringLiteral("first_past"),
                            FakeDuty::target(12, QStringLiteral("2026-11-27T02:44:32.000000Z"))}};
        m_rig->service.clock.advance(30min);
        QTRY_COMPARE_WITH_TIMEOUT(status.target(), QStringLiteral("✕ 2 past · case 12 by 0:05:28"), 3000);
        QCOMPARE(target->tone(), theme::Tone::Bad);
        target->click();
        status.findChild<StatusFact *>(QStringLiteral("onDuty"))->click();
        QCOMPARE(m_rig->navigator.opened, QStringList({QStringLiteral("cases"), QStringLiteral("duty")}));
    }

private:
    void load()
    {
        QVERIFY(m_rig->connect());
        QTRY_VERIFY(!text("week").isEmpty());
        QTRY_VERIFY(m_rig->session.role().has_value());
    }
    QString text(const char *label) { return m_pane->findChild<QLabel *>(QLatin1String(label))->text(); }
    QPushButton *button(const char *name) { return m_pane->findChild<QPushButton *>(QLatin1String(name)); }
    OverrideSheet *asked()
    {
        auto *sheet = m_pane->findChild<OverrideSheet *>();
        return sheet && sheet->isVisible() ? sheet : nullptr;
    }
    ZonedTimeEdit *edit(const char *name) { return asked()->findChild<ZonedTimeEdit *>(QLatin1String(name)); }
    void drag(int person, Instant from, Instant to)
    {
        auto *view = m_pane->findChild<DutyWeekView *>();
        const int y = view->rowRect(person).center().y();
        QWidget *port = view->viewport();
        QTest::mousePress(port, Qt::LeftButton, {}, QPoint(view->xOf(from), y));
        QTest::mouseMove(port, QPoint((view->xOf(from) + view->xOf(to)) / 2, y));
        QTest::mouseMove(port, QPoint(view->xOf(to), y));
        QTest::mouseRelease(port, Qt::LeftButton, {}, QPoint(view->xOf(to), y));
    }

    std::unique_ptr<PaneRig> m_rig;
    std::unique_ptr<FakeDuty> m_duty;
    std::unique_ptr<DutyPane> m_pane;
};

QTEST_MAIN(TestDutyPane)
#include "TestDutyPane.moc"
