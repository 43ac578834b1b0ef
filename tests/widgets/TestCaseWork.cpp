// Working at one case: triage with its way back, files that came with a message, templates, and who else is
// there.
#include "models/FakeDuty.h"
#include "widgets/CasePaneFixture.h"
#include "widgets/ExportBar.h"
#include "widgets/MessageCard.h"
#include "widgets/TemplatePicker.h"
#include "widgets/TemplateSheet.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QClipboard>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTextBrowser>
#include <QToolButton>

using namespace slipway;

class TestCaseWork : public CasePaneFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }
    void init() { start(); }
    void cleanup() { stop(); }

    void whatTheCustomerUsed()
    {
        open(1);
        QTRY_VERIFY(facts()->toPlainText().contains(QStringLiteral("Used in November 2026")));
        const QString said = facts()->toPlainText();
        for (const char *line :
             {"northwind/shop shop-1: 624.5 h, 3 appliances", "northwind/shop shop-2: 12.0 h, 2 appliances",
              "897.5 h over all appliances", "2 releases went live, 5 cases", "Counted until "})
            QVERIFY2(said.contains(QLatin1String(line)), qPrintable(said));
        m_cases->put(fake::with(m_cases->of(2), {{QStringLiteral("customer"), QString()}}));
        open(2);
        QTRY_VERIFY(!facts()->toPlainText().contains(QStringLiteral("Used in")));
    }

    // It had been done: what is written stays, and nobody is told that it is on its way now.
    void aReplyThatWasDoneBeforeStaysADraft()
    {
        open(1);
        auto *send = m_pane->findChild<QPushButton *>(QStringLiteral("send"));
        QTest::keyClicks(text(), QStringLiteral("Once"));
        m_rig->service.hold("POST");
        send->click();
        m_rig->service.goAway();
        m_rig->service.release();
        QTRY_VERIFY(message()->isVisible());
        m_rig->service.comeBack();
        QTRY_VERIFY(send->isEnabled());
        m_rig->service.on("POST", QStringLiteral("/api/v1/cases/*"), [](const auto &) {
            auto reply = FakeService::Reply::json({{QStringLiteral("id"), 1}});
            reply.isReplayed = true;
            return reply;
        });
        send->click();
        QTRY_VERIFY2(message()->text().contains(QStringLiteral("This had been done already")),
                     qPrintable(message()->text()));
        QCOMPARE(text()->toPlainText(), QStringLiteral("Once"));
        QVERIFY(send->isEnabled());
    }

    // By a key: it says first what becomes of the clocks, and can be put back.
    void anotherSeverity()
    {
        open(1); // since an hour, and 20 minutes are left of 80
        QTRY_VERIFY(button("take"));
        QTest::keyClick(thread(), Qt::Key_S);
        QCOMPARE(m_rig->navigator.questions.size(), std::size_t(1));
        const Question asked = m_rig->navigator.questions.back();
        QCOMPARE(asked.chosen, QStringLiteral("normal"));
        QCOMPARE(asked.choices.size(), std::size_t(4));
        QCOMPARE(asked.choices.front().value, QStringLiteral("critical"));
        QVERIFY2(asked.choices.front().changes.front().contains(QStringLiteral("missed at once")),
                 qPrintable(asked.choices.front().changes.join(QLatin1Char('\n'))));
        QVERIFY(asked.choices.back().changes.front().contains(QStringLiteral("6 h 40 min later")));
        QCOMPARE(asked.commandLine, QStringLiteral("slipwayctl case triage 1 --severity %1"));
        m_rig->navigator.answer(QStringLiteral("critical"));
        QTRY_VERIFY(message()->isVisible());
        QCOMPARE(message()->text(), QStringLiteral("Case 1: its severity is “critical” now."));
        const auto *sent = m_rig->service.last("POST", QStringLiteral("/api/v1/cases/1/*"));
        QCOMPARE(sent->path, QStringLiteral("/api/v1/cases/1/triage"));
        QCOMPARE(sent->body, (QJsonObject{{QStringLiteral("severity"), QStringLiteral("critical")}}));
        message()->findChild<QPushButton *>()->click();
        QTRY_COMPARE(m_cases->of(1).value(QStringLiteral("severity")).toString(), QStringLiteral("normal"));
        QTRY_COMPARE(message()->text(), QStringLiteral("Case 1 is as it was."));
    }

    void whatSomebodyElseChangedStays()
    {
        open(1);
        QTRY_VERIFY(button("take"));
        QTest::keyClick(thread(), Qt::Key_P);
        m_rig->navigator.answer(QStringLiteral("contoso/blog"));
        QTRY_COMPARE(message()->text(), QStringLiteral("Case 1 is about contoso/blog now."));
        m_cases->put(fake::with(m_cases->of(1), {{QStringLiteral("application"), QStringLiteral("a/b")}}));
        QTRY_COMPARE(m_pane->chosenApplication(), QStringLiteral("a/b"));
        message()->findChild<QPushButton *>()->click();
        QCOMPARE(message()->kind(), InlineMessage::Kind::Information);
        QCOMPARE(m_cases->of(1).value(QStringLiteral("application")).toString(), QStringLiteral("a/b"));
    }

    void itWaitsForWhatIsSaid()
    {
        m_cases->put(fake::with(m_cases->of(2), {{QStringLiteral("state"), QStringLiteral("open")}}));
        open(2);
        QTRY_VERIFY(button("wait"));
        QTRY_VERIFY(facts()->toPlainText().contains(QStringLiteral("#214 northwind/shop")));
        QTest::keyClick(thread(), Qt::Key_W);
        // The customer, a release, and the one that is under way; what is live needn't be waited for.
        const auto &choices = m_rig->navigator.questions.back().choices;
        QCOMPARE(choices.size(), std::size_t(3));
        QCOMPARE(choices.back().value, QStringLiteral("release/214"));
        m_rig->navigator.answer(QStringLiteral("release"));
        QTRY_VERIFY(button("resume"));
        QCOMPARE(m_cases->of(2).value(QStringLiteral("state")).toString(),
                 QStringLiteral("waiting-for-release"));
        message()->findChild<QPushButton *>()->click();
        QTRY_COMPARE(m_cases->of(2).value(QStringLiteral("state")).toString(), QStringLiteral("open"));
    }

    void whomItIsGivenToIsCompleted()
    {
        FakeDuty duty(m_rig->service);
        m_cases->put(m_cases->make(1, QStringLiteral("The shop is slow"), 20min));
        open(1);
        QTRY_VERIFY(button("take"));
        QTRY_VERIFY(m_rig->service.count("GET", QStringLiteral("/api/v1/duty")) > 0);
        QTest::qWait(20);
        QTest::keyClick(thread(), Qt::Key_T);
        QVERIFY(m_rig->navigator.questions.back().reasonField);
        QWidget sheet;
        const QLineEdit *field = m_rig->navigator.questions.back().reasonField(&sheet);
        QStringList offered;
        for (int row = 0; row < field->completer()->model()->rowCount(); ++row)
            offered.append(field->completer()->model()->index(row, 0).data().toString());
        QCOMPARE(offered, (QStringList{QStringLiteral("eva"), QStringLiteral("jan"), QStringLiteral("kim"),
                                       QStringLiteral("max")}));
    }

    void nothingIsCutInANarrowPane()
    {
        m_cases->put(fake::with(m_cases->of(1), {{QStringLiteral("owner"), QStringLiteral("eva")}}));
        open(1);
        QTRY_VERIFY(button("acknowledge"));
        m_pane->resize(420, 700);
        const auto *more = m_pane->findChild<QToolButton *>(QStringLiteral("more"));
        QTRY_VERIFY(more->mapTo(m_pane.get(), QPoint(more->width(), 0)).x() <= m_pane->width());
        QCOMPARE(m_pane->width(), 420);
        QStringList names;
        for (const QAction *action : more->menu()->actions())
            names.append(action->objectName());
        QVERIFY(names.contains(QStringLiteral("case.severity")));
        QVERIFY(names.contains(QStringLiteral("case.application")));
        QVERIFY(names.contains(QStringLiteral("history")));
    }

    void whatCameWithAMessage()
    {
        const auto file = [](int number, const char *name, const char *type) {
            return QJsonObject{{QStringLiteral("mail"), 7},
                               {QStringLiteral("number"), number},
                               {QStringLiteral("name"), QLatin1String(name)},
                               {QStringLiteral("type"), QLatin1String(type)},
                               {QStringLiteral("size"), 12345}};
        };
        QJsonObject said = m_cases->messages[1][0].toObject();
        said.insert(QStringLiteral("attachments"), QJsonArray{file(1, "log.txt", "text/plain"),
                                                              file(2, "invoice.pdf.exe", "application/pdf")});
        m_cases->messages[1][0] = said;
        m_rig->service.on("GET", QStringLiteral("/api/v1/mail/7/attachments/*"),
                          [](const FakeService::Request &) {
                              return FakeService::Reply{200, "bytes", "application/octet-stream"};
                          });
        open(1);
        const auto *card = m_pane->findChildren<MessageCard *>().front();
        QVERIFY2(card->text().contains(QStringLiteral("Attached: log.txt, 12.3 kB, text/plain")),
                 qPrintable(card->text()));
        QVERIFY2(card->text().contains(QStringLiteral("A program: whoever opens it runs it.")),
                 qPrintable(card->text()));
        auto *save = named<QPushButton>(*m_pane, QStringLiteral("Save log.txt"));
        QTRY_VERIFY(save && save->isEnabled());
        const QTemporaryDir folder;
        save->click();
        auto *bar = m_pane->findChild<ExportBar *>();
        auto *path = bar->findChild<QLineEdit *>(QStringLiteral("path"));
        QVERIFY(bar->isVisible() && path->hasFocus());
        QVERIFY(path->text().endsWith(QStringLiteral("/log.txt")));
        path->setText(folder.filePath(QStringLiteral("log.txt")));
        QTest::keyClick(path, Qt::Key_Return);
        QTRY_VERIFY(bar->isHidden());
        QCOMPARE(message()->kind(), InlineMessage::Kind::Success);
        QVERIFY(QFile::exists(folder.filePath(QStringLiteral("log.txt"))));
        QCOMPARE(m_rig->service.last("GET", QStringLiteral("/api/v1/mail/*"))->path,
                 QStringLiteral("/api/v1/mail/7/attachments/1"));
        QVERIFY(m_rig->navigator.opened.isEmpty()); // nothing is opened by itself
        // By keyboard: a menu, where there are several; given up, nothing stays.
        thread()->setFocus();
        QTest::keyClick(thread(), Qt::Key_F);
        auto *menu = m_pane->findChild<QMenu *>(QStringLiteral("files"));
        QVERIFY(menu && menu->actions().size() == 2);
        m_rig->service.hold();
        menu->actions().back()->trigger();
        path->setText(folder.filePath(QStringLiteral("other")));
        QTest::keyClick(path, Qt::Key_Return);
        QVERIFY(!bar->findChild<QPushButton *>(QStringLiteral("write"))->isEnabled());
        QTest::keyClick(path, Qt::Key_Escape);
        QVERIFY(bar->isHidden());
        m_rig->service.release();
        QTest::qWait(30);
        QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("other"))));
    }

    void aMailAsItWasLaidOut()
    {
        QJsonObject said = m_cases->messages[1][0].toObject();
        said.insert(QStringLiteral("html"), 7);
        m_cases->messages[1][0] = said;
        m_rig->service.on("GET", QStringLiteral("/api/v1/mail/7/html"), [](const FakeService::Request &) {
            return FakeService::Reply::refusal(
                {Problem::Kind::Conflict, QStringLiteral("It can't be read"), {}, {}});
        });
        open(1);
        auto *card = m_pane->findChildren<MessageCard *>().front();
        auto *layout = card->findChild<QPushButton *>(QStringLiteral("layout"));
        QVERIFY(layout && layout->isVisible());
        layout->click();
        QTRY_COMPARE(message()->kind(), InlineMessage::Kind::Error);
        QVERIFY(layout->isEnabled()); // once more
        const QString words =
            QStringLiteral("<p>It is <b>slow</b> <a href=\"https://x.example/a\">there</a></p>");
        m_rig->service.answer(QStringLiteral("/api/v1/mail/7/html"), {{QStringLiteral("html"), words}});
        layout->click();
        QTRY_VERIFY(card->findChild<QTextBrowser *>(QStringLiteral("mail")));
        auto *mail = card->findChild<QTextBrowser *>(QStringLiteral("mail"));
        QVERIFY(mail->isVisible() && mail->height() > 20);
        QCOMPARE(mail->toPlainText(), QStringLiteral("It is slow there"));
        QCOMPARE(layout->text(), QStringLiteral("Only its words"));
        QVERIFY(!message()->isVisible()); // what failed before is settled
        QVERIFY(!mail->loadResource(QTextDocument::ImageResource, QUrl(QStringLiteral("file:///etc/passwd")))
                     .isValid());
        // A link is copied, by keyboard as well, and never opened.
        mail->setFocus();
        QTest::keyClick(mail, Qt::Key_Tab);
        QTest::keyClick(mail, Qt::Key_Return);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("https://x.example/a"));
        QVERIFY(message()->text().contains(QStringLiteral("https://x.example/a")));
        layout->click();
        QVERIFY(mail->isHidden());
        layout->click();
        QVERIFY(mail->isVisible());
    }

    void aTemplateIsFilledIn()
    {
        const auto made = [](const char *name, const char *title, const char *words) {
            return QJsonObject{{QStringLiteral("name"), QLatin1String(name)},
                               {QStringLiteral("title"), QLatin1String(title)},
                               {QStringLiteral("text"), QLatin1String(words)}};
        };
        m_cases->learnToShare();
        m_cases->templates = {made("bill", "An invoice", "Here is the invoice."),
                              made("slow", "It is slow", "Dear Maria, we look.")};
        m_cases->missing = {QStringLiteral("application")};
        open(1);
        auto *button = m_pane->findChild<QPushButton *>(QStringLiteral("template"));
        QTRY_VERIFY(button->isVisible());
        text()->setFocus();
        QTest::keyClicks(text(), QStringLiteral("Hello. Bye."));
        for (int i = 0; i < 4; ++i)
            QTest::keyClick(text(), Qt::Key_Left);
        QTest::keyClick(text(), Qt::Key_T, Qt::ControlModifier);
        auto *picker = m_pane->findChild<TemplatePicker *>();
        QVERIFY(picker->isVisible());
        auto *search = picker->findChild<QLineEdit *>();
        const auto *list = picker->findChild<QListView *>();
        QCOMPARE(list->currentIndex().data().toString(), QStringLiteral("An invoice"));
        QTest::keyClick(search, Qt::Key_Down);
        QCOMPARE(list->currentIndex().data().toString(), QStringLiteral("It is slow"));
        QTest::keyClicks(search, QStringLiteral("zeppelin"));
        QVERIFY(picker->findChild<QLabel *>(QStringLiteral("templatePreview"))
                    ->text()
                    .contains(QStringLiteral("No template has these words")));
        QTest::keyClick(search, Qt::Key_Return); // nothing to take
        QVERIFY(picker->isVisible());
        search->setText(QStringLiteral("maria"));
        QTest::keyClick(search, Qt::Key_Return);
        QVERIFY(!picker->isVisible());
        QTRY_COMPARE(text()->toPlainText(), QStringLiteral("Hello. Dear Maria, we look.Bye."));
        QCOMPARE(m_rig->service.last("GET", QStringLiteral("/api/v1/cases/1/*"))->path,
                 QStringLiteral("/api/v1/cases/1/templates/slow"));
        const auto *missing = m_pane->findChild<QLabel *>(QStringLiteral("missing"));
        QVERIFY(missing->isVisible());
        QVERIFY2(missing->text().contains(QStringLiteral("application")), qPrintable(missing->text()));
        QTest::keyClick(text(), Qt::Key_Z, Qt::ControlModifier); // taken back as a whole
        QCOMPARE(text()->toPlainText(), QStringLiteral("Hello. Bye."));
        m_pane->open(QStringLiteral("case/2"));
        QVERIFY(!missing->isVisible());
    }

    void templatesAreWrittenHere()
    {
        m_rig->service.role = QStringLiteral("support");
        m_cases->learnToShare();
        open(1);
        QTRY_VERIFY(m_rig->offers(QStringLiteral("case.keep-template")));
        text()->setFocus();
        QTest::keyClicks(text(), QStringLiteral("We look into it."));
        m_rig->actions.find(QStringLiteral("case.keep-template"))->trigger();
        const auto sheet = [this] { return m_pane->window()->findChild<TemplateSheet *>(); };
        QVERIFY(sheet());
        QCOMPARE(sheet()->findChild<QPlainTextEdit *>(QStringLiteral("text"))->toPlainText(),
                 QStringLiteral("We look into it."));
        auto *title = sheet()->findChild<QLineEdit *>(QStringLiteral("title"));
        const auto *save = sheet()->findChild<QPushButton *>(QStringLiteral("save"));
        QVERIFY(!save->isEnabled()); // it isn't called anything yet
        title->setText(QStringLiteral("Größe & Co."));
        sheet()
            ->findChild<QPlainTextEdit *>(QStringLiteral("text"))
            ->appendPlainText(QStringLiteral("{{nobody}}"));
        QTest::keyClick(title, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(sheet()->findChild<InlineMessage *>()->isVisible()); // unknown, said where it is written
        named<QPushButton>(*sheet(), QStringLiteral("Insert {{contact}}"))->click();
        auto *words = sheet()->findChild<QPlainTextEdit *>(QStringLiteral("text"));
        words->setPlainText(words->toPlainText().remove(QStringLiteral("{{nobody}}")));
        QTest::keyClick(title, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(m_cases->templates.size(), 1);
        const QJsonObject made = m_cases->templates[0].toObject();
        QCOMPARE(made.value(QStringLiteral("name")).toString(), QStringLiteral("groesse-co"));
        QVERIFY(made.value(QStringLiteral("text")).toString().contains(QStringLiteral("{{contact}}")));
        QTRY_VERIFY(message()->text().contains(QStringLiteral("is kept")));
        // Changed from the list, removed, and put back.
        auto *picker = m_pane->findChild<TemplatePicker *>();
        const auto press = [&](int key) {
            text()->setFocus();
            QTest::keyClick(text(), Qt::Key_T, Qt::ControlModifier);
            QTRY_COMPARE(picker->findChild<QListView *>()->model()->rowCount(), 1);
            QTest::keyClick(picker->findChild<QLineEdit *>(), Qt::Key(key));
        };
        QTRY_VERIFY(!sheet());
        press(Qt::Key_F2);
        QTRY_VERIFY(sheet());
        sheet()->findChild<QLineEdit *>(QStringLiteral("title"))->setText(QStringLiteral("Another"));
        QTest::keyClick(sheet()->findChild<QLineEdit *>(), Qt::Key_Return, Qt::ControlModifier);
        const auto titleNow = [this] {
            return m_cases->templates[0].toObject().value(QStringLiteral("title")).toString();
        };
        QTRY_COMPARE(titleNow(), QStringLiteral("Another"));
        QTRY_VERIFY(message()->findChild<QPushButton *>()->isVisible());
        message()->findChild<QPushButton *>()->click(); // undo
        QTRY_COMPARE(titleNow(), QStringLiteral("Größe & Co."));
        QTRY_VERIFY(!sheet());
        press(Qt::Key_Delete);
        QTRY_COMPARE(m_cases->templates.size(), 0);
        QTRY_VERIFY(message()->text().contains(QStringLiteral("is removed")));
        message()->findChild<QPushButton *>()->click();
        QTRY_COMPARE(m_cases->templates.size(), 1);
    }

    void withoutTemplatesThereIsNoButton()
    {
        open(1);
        QTRY_VERIFY(m_rig->service.count("GET", QStringLiteral("/api/v1/templates")) > 0);
        QTest::qWait(20);
        QVERIFY(!m_pane->findChild<QPushButton *>(QStringLiteral("template"))->isVisible());
        QVERIFY(!m_rig->offers(QStringLiteral("case.template")));
        text()->setFocus();
        QTest::keyClick(text(), Qt::Key_T, Qt::ControlModifier);
        QVERIFY(!m_pane->findChild<TemplatePicker *>()->isVisible());
        QVERIFY(!message()->isVisible()); // nor is anything said
    }

    void whoElseIsThere()
    {
        m_cases->learnToShare();
        const auto person = [](const char *who, bool writing) {
            return QJsonObject{{QStringLiteral("who"), QLatin1String(who)},
                               {QStringLiteral("writing"), writing}};
        };
        m_cases->present[1] = {person("jan", false), person("Maria", true)};
        open(1);
        const auto *others = m_pane->findChild<QLabel *>(QStringLiteral("others"));
        QTRY_VERIFY(others->isVisible());
        QCOMPARE(others->text(), QStringLiteral("✎ Maria has it open and is writing, ● jan has it open"));
        const auto isWriting = [this] {
            return m_rig->service.last("PUT", QStringLiteral("/api/v1/cases/*"))
                ->body.value(QStringLiteral("writing"))
                .toBool();
        };
        QVERIFY(!isWriting());
        QTest::keyClicks(text(), QStringLiteral("x"));
        QTRY_VERIFY(isWriting());
        QTest::keyClick(text(), Qt::Key_Backspace);
        QTRY_VERIFY(!isWriting()); // emptied
        m_pane->open(QStringLiteral("case/2"));
        QVERIFY(!others->isVisible());
        QTRY_COMPARE(m_rig->service.count("DELETE", QStringLiteral("/api/v1/cases/1/presence")),
                     std::size_t(1));
    }
};

QTEST_MAIN(TestCaseWork)
#include "TestCaseWork.moc"
