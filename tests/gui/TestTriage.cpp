// Triage by keyboard in the real window against a real service: customers write, somebody takes the nearest,
// answers it, and the customer has the reply; then what comes by telephone, what is closed, and the history.
#include "console/Application.h"
#include "console/CommandLine.h"
#include "console/StartTrace.h"
#include "console/Translations.h"
#include "gui/Demo.h"
#include "gui/Hands.h"
#include "gui/Pictures.h"
#include "models/CasesModel.h"
#include "widgets/CaseHeader.h"
#include "widgets/CasePane.h"
#include "widgets/CasesPane.h"
#include "widgets/CaseThread.h"
#include "widgets/EmptyState.h"
#include "widgets/InlineMessage.h"
#include "widgets/MailReading.h"
#include "widgets/MainWindow.h"
#include "widgets/PaneDock.h"
#include "widgets/QuarantineStatus.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace slipway;
using namespace slipway::test;

namespace {

constexpr int answersWithin = 15000; // ms
const QString customer = QStringLiteral("customer@northwind.example");

QByteArray mail(const QByteArray &number, const QByteArray &subject, const QByteArray &text,
                const QByteArray &more = {}, const QByteArray &to = "support@provider.example")
{
    return "From: " + customer.toLatin1() + "\nTo: " + to + "\nSubject: " + subject + "\nMessage-ID: <" +
           number + "@northwind.example>\n" + more + "\n" + text + "\n";
}

// A question with two files, one of which is a program that would like to be taken for a picture.
QByteArray mailWithFiles()
{
    return mail("2", "A question about the invoice",
                "--b\nContent-Type: text/plain\n\nWhat is position three?\n--b\n"
                "Content-Type: application/pdf\nContent-Disposition: attachment; filename=invoice.pdf\n"
                "Content-Transfer-Encoding: base64\n\nJVBERi0xLjQK\n--b\n"
                "Content-Type: image/png\nContent-Disposition: attachment; filename=picture.png.exe\n"
                "Content-Transfer-Encoding: base64\n\nTVqQAAMAAAAEAAAA\n--b--",
                "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n");
}

QByteArray header(const QByteArray &mail, const QByteArray &name)
{
    QByteArray unfolded = mail;
    unfolded.replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " ");
    const auto lines = unfolded.split('\n');
    for (const QByteArray &line : lines) {
        if (line.toLower().startsWith(name.toLower() + ": "))
            return line.mid(name.size() + 2);
    }
    return {};
}

} // namespace

class TestTriage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void customersWrite();
    void theNearestIsTakenAndAnswered();
    void theCustomerWritesBack();
    void oneByTelephone();
    void oneIsTriaged();
    void itsFilesAreSaved();
    void oneIsClosed();
    void itsHistory();
    void howTheGuaranteesWereKept();
    void itComesBackAsItWasLeft();
    void oneWaitsInQuarantine();
    void cleanupTestCase();

private:
    bool startConsole(const QString &reference = {});
    MainWindow &window() { return m_console->window(); }
    CasesPane *list() { return qobject_cast<CasesPane *>(window().pane(QStringLiteral("cases"))); }
    CasePane *pane() { return qobject_cast<CasePane *>(window().pane(QStringLiteral("case"))); }
    QTableView *table() { return list()->findChild<QTableView *>(); }
    int rows() { return table()->isVisible() ? table()->model()->rowCount() : 0; }
    QString cell(int row, int column) { return table()->model()->index(row, column).data().toString(); }
    QString thread() { return pane()->findChild<CaseThread *>()->text(); }
    bool goTo(Qt::Key letter, QWidget *expected);
    bool runFromPalette(const QString &words);

    Demo m_demo;
    QTemporaryDir m_home;
    StartTrace m_trace;
    Profile m_profile;
    std::unique_ptr<Profiles> m_profiles;
    std::unique_ptr<Application> m_console;
    std::unique_ptr<Pictures> m_pictures;
};

void TestTriage::initTestCase()
{
    for (const char *variable : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"})
        qputenv(variable, m_home.path().toUtf8());
    QVERIFY2(m_demo.start(), qUtf8Printable(m_demo.problem()));
    QVERIFY(startConsole());
    window().layouts().apply(Layouts::support());
    QVERIFY(list()->isVisible() && pane()->isVisible());
    m_pictures->take(QStringLiteral("triage-empty"));
}

bool TestTriage::startConsole(const QString &reference)
{
    CommandLine line;
    line.data = m_demo.folder();
    line.reference = reference;
    m_profiles = std::make_unique<Profiles>(Profiles::defaultFolder());
    const auto chosen = m_profiles->chosen(line);
    if (!chosen)
        return false;
    m_profile = *chosen;
    m_console =
        std::make_unique<Application>(*qobject_cast<QApplication *>(qApp), *m_profiles, m_profile, m_trace);
    m_console->begin(line);
    m_pictures = std::make_unique<Pictures>(window());
    window().resize(1280, 800);
    window().activateWindow();
    return QTest::qWaitForWindowActive(&window()) && list() && pane();
}

// The service ends with the test, the console before it.
void TestTriage::cleanupTestCase()
{
    m_pictures.reset();
    m_console.reset();
}

bool TestTriage::goTo(Qt::Key letter, QWidget *expected)
{
    press(window(), Qt::Key_G);
    press(window(), letter);
    return QTest::qWaitFor([expected] { return expected->hasFocus(); }, answersWithin);
}

bool TestTriage::runFromPalette(const QString &words)
{
    press(window(), Qt::Key_K, Qt::ControlModifier);
    if (!seen<QLineEdit>(window(), QStringLiteral("paletteText")))
        return false;
    type(window(), words);
    press(window(), Qt::Key_Return);
    return true;
}

void TestTriage::customersWrite()
{
    QVERIFY2(m_demo.takeMail(mail("1", "The shop is slow", "Since this morning.\n\nMaria")),
             qUtf8Printable(m_demo.problem()));
    QVERIFY(m_demo.takeMail(mailWithFiles()));
    QTRY_COMPARE_WITH_TIMEOUT(rows(), 2, answersWithin); // by the feed
    QCOMPARE(cell(0, CasesModel::Subject), QStringLiteral("#1 The shop is slow"));
    QCOMPARE(cell(0, CasesModel::Customer), QStringLiteral("northwind"));
    QVERIFY2(cell(0, CasesModel::Clock).startsWith(QStringLiteral("first response: 1:")) ||
                 cell(0, CasesModel::Clock).startsWith(QStringLiteral("first response: 2:00:00")),
             qUtf8Printable(cell(0, CasesModel::Clock)));
    const QString before = cell(0, CasesModel::Clock);
    QTRY_VERIFY(cell(0, CasesModel::Clock) != before); // it counts
}

void TestTriage::theNearestIsTakenAndAnswered()
{
    QVERIFY(goTo(Qt::Key_C, table()));
    press(window(), Qt::Key_K);
    press(window(), Qt::Key_K);
    press(window(), Qt::Key_A);
    QTRY_VERIFY_WITH_TIMEOUT(cell(0, CasesModel::Owner) != QStringLiteral("nobody"), answersWithin);
    press(window(), Qt::Key_R);
    const auto *text = pane()->findChild<QPlainTextEdit *>(QStringLiteral("replyText"));
    QTRY_VERIFY_WITH_TIMEOUT(text->hasFocus() && pane()->heading().startsWith(QStringLiteral("Case 1 ")),
                             answersWithin);
    QVERIFY(thread().contains(QStringLiteral("Since this morning.")));
    QVERIFY(seen<QPushButton>(*pane(), QStringLiteral("toCustomer"))->isChecked());
    type(window(), QStringLiteral("We look into it."));
    m_pictures->take(QStringLiteral("case"));
    press(window(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(thread().contains(QStringLiteral("We look into it.")), answersWithin);
    QTRY_VERIFY_WITH_TIMEOUT(seen<InlineMessage>(*pane(), QStringLiteral("message")), answersWithin);
    const auto *said = seen<InlineMessage>(*pane(), QStringLiteral("message"));
    QVERIFY2(said->text().contains(QStringLiteral("The clock “first response” is stopped")),
             qUtf8Printable(said->text()));
    QCOMPARE(text->toPlainText(), QString());
    QVERIFY(!text->hasFocus()); // single keys lead on
    QTRY_COMPARE_WITH_TIMEOUT(m_demo.mailTo(customer).size(), 1, answersWithin);
    const QByteArray reply = m_demo.mailTo(customer).front();
    QCOMPARE(header(reply, "In-Reply-To"), QByteArray("<1@northwind.example>"));
    QVERIFY(reply.contains("We look into it."));
    // It waits for the customer now: the other is the nearest.
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, CasesModel::Subject), QStringLiteral("#2 A question about the invoice"),
                              answersWithin);
}

void TestTriage::theCustomerWritesBack()
{
    QVERIFY(!m_demo.mailTo(customer).isEmpty());
    const QByteArray reply = m_demo.mailTo(customer).front();
    const QByteArray answer =
        mail("3", "Re: The shop is slow", "Thank you, it is better.",
             "In-Reply-To: " + header(reply, "Message-ID") + "\n", header(reply, "Reply-To"));
    QVERIFY(m_demo.takeMail(answer));
    QTRY_VERIFY_WITH_TIMEOUT(thread().contains(QStringLiteral("Thank you, it is better.")), answersWithin);
    QTRY_VERIFY_WITH_TIMEOUT(pane()->findChild<CaseHeader *>()->state().contains(QStringLiteral("open")),
                             answersWithin);
}

void TestTriage::oneByTelephone()
{
    press(window(), Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    const auto *sheet = seen<QWidget>(window(), QStringLiteral("caseSheet"));
    QVERIFY(sheet);
    QVERIFY(tabTo(window(), QStringLiteral("contact")));
    type(window(), customer);
    QVERIFY(tabTo(window(), QStringLiteral("severity")));
    press(window(), Qt::Key_Home); // critical
    QVERIFY(tabTo(window(), QStringLiteral("subject")));
    type(window(), QStringLiteral("Everything is down"));
    QVERIFY(tabTo(window(), QStringLiteral("text")));
    type(window(), QStringLiteral("Nothing answers."));
    m_pictures->take(QStringLiteral("case-new"));
    press(window(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(pane()->heading() == QStringLiteral("Case 3 · Everything is down"),
                             answersWithin);
    QVERIFY(!seen<QWidget>(window(), QStringLiteral("caseSheet")));
    QTRY_COMPARE_WITH_TIMEOUT(rows(), 3, answersWithin);
    m_pictures->take(QStringLiteral("triage"));
}

// By keyboard: what becomes of its clocks stands there first, and it can be put back.
void TestTriage::oneIsTriaged()
{
    window().open(QStringLiteral("case/2"));
    auto *thread = pane()->findChild<CaseThread *>();
    QTRY_VERIFY_WITH_TIMEOUT(pane()->heading().startsWith(QStringLiteral("Case 2 ·")), answersWithin);
    QVERIFY(goTo(Qt::Key_S, thread));
    const auto severity = [this] {
        return pane()->findChild<QLabel *>(QStringLiteral("caseSeverity"))->text();
    };
    QTRY_VERIFY_WITH_TIMEOUT(severity().contains(QStringLiteral("normal")), answersWithin);
    press(window(), Qt::Key_S);
    auto *choice = seen<QComboBox>(window(), QStringLiteral("choice"));
    QVERIFY(choice && choice->hasFocus());
    press(window(), Qt::Key_End); // low: eight hours rather than two
    const auto *told = seen<QLabel>(window(), QStringLiteral("consequence"));
    QVERIFY2(told->text().contains(QStringLiteral("first response: due ")) &&
                 told->text().contains(QStringLiteral("6 h later")),
             qUtf8Printable(told->text()));
    m_pictures->take(QStringLiteral("case-severity"));
    QVERIFY(tabTo(window(), QStringLiteral("confirm")));
    press(window(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(severity().contains(QStringLiteral("low")), answersWithin);
    const auto *said = seen<InlineMessage>(*pane(), QStringLiteral("message"));
    QVERIFY(said);
    m_pictures->take(QStringLiteral("case-triaged"));
    said->findChild<QPushButton *>()->click();
    QTRY_VERIFY_WITH_TIMEOUT(severity().contains(QStringLiteral("normal")), answersWithin);
}

void TestTriage::itsFilesAreSaved()
{
    QVERIFY(thread().contains(QStringLiteral("Attached: invoice.pdf")));
    QVERIFY(thread().contains(QStringLiteral("A program: whoever opens it runs it.")));
    QVERIFY(goTo(Qt::Key_S, pane()->findChild<CaseThread *>()));
    press(window(), Qt::Key_F);
    auto *menu = pane()->findChild<QMenu *>(QStringLiteral("files"));
    QVERIFY(menu);
    QTest::keyClick(menu, Qt::Key_Return); // the first of them
    auto *path = seen<QLineEdit>(*pane(), QStringLiteral("path"));
    QVERIFY(path && path->text().endsWith(QStringLiteral("/invoice.pdf")));
    const QString file = m_home.filePath(QStringLiteral("invoice.pdf"));
    path->setText(file);
    press(window(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!path->isVisible() && pane()->findChild<CaseThread *>()->hasFocus(),
                             answersWithin);
    QFile saved(file);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QCOMPARE(saved.readAll(), QByteArray("%PDF-1.4\n"));
}

void TestTriage::oneIsClosed()
{
    QVERIFY(goTo(Qt::Key_C, table()));
    const auto isChosen = [this] {
        const QModelIndex index = table()->currentIndex();
        return index.isValid() && cell(index.row(), CasesModel::Subject).startsWith(QStringLiteral("#2"));
    };
    for (int i = 0; i < rows(); ++i)
        press(window(), Qt::Key_K);
    for (int i = 0; i < rows() && !isChosen(); ++i)
        press(window(), Qt::Key_J);
    QVERIFY(isChosen());
    press(window(), Qt::Key_C);
    QTRY_VERIFY(seen<QPushButton>(window(), QStringLiteral("confirm")));
    press(window(), Qt::Key_Escape); // not yet
    QTRY_VERIFY(!seen<QPushButton>(window(), QStringLiteral("confirm")));
    QCOMPARE(rows(), 3);
    QTRY_VERIFY(table()->hasFocus());
    press(window(), Qt::Key_C);
    QVERIFY(tabTo(window(), QStringLiteral("confirm")));
    press(window(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(rows(), 2, answersWithin);
}

void TestTriage::itsHistory()
{
    window().open(QStringLiteral("slipway:case/2"));
    QTRY_VERIFY_WITH_TIMEOUT(pane()->findChild<CaseHeader *>()->state().contains(QStringLiteral("closed")),
                             answersWithin);
    QVERIFY(runFromPalette(QStringLiteral("history of this case")));
    const auto *activity = window().pane(QStringLiteral("activity"));
    QTRY_VERIFY_WITH_TIMEOUT(activity->isVisible(), answersWithin);
    const auto *entries = activity->findChild<QTableView *>();
    QTRY_VERIFY_WITH_TIMEOUT(entries->isVisible() && entries->model()->rowCount() > 1, answersWithin);
    const QAbstractItemModel *model = entries->model();
    bool isTold = false;
    for (int row = 0; row < model->rowCount(); ++row) {
        for (int column = 0; column < model->columnCount(); ++column)
            isTold = isTold || model->index(row, column).data().toString() == QStringLiteral("closed case 2");
    }
    QVERIFY(isTold);
}

void TestTriage::howTheGuaranteesWereKept()
{
    const auto *report = window().pane(QStringLiteral("report"));
    auto *table = report->findChild<QTableView *>(QStringLiteral("report"));
    QVERIFY(goTo(Qt::Key_E, report->findChild<QComboBox *>(QStringLiteral("by"))));
    const bool isThere = QTest::qWaitFor([table] { return table->model()->rowCount() > 0; }, answersWithin);
    QVERIFY2(isThere, qUtf8Printable(report->findChild<EmptyState *>()->text() + QLatin1Char('\n') +
                                     report->findChild<InlineMessage *>()->text()));
    QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("northwind"));
    const auto *words = report->findChild<QLabel *>(QStringLiteral("reportWords"));
    QVERIFY2(words->text().contains(QStringLiteral("guarantees were kept (100 %)")),
             qUtf8Printable(words->text()));
    m_pictures->take(QStringLiteral("report"));
}

// With a draft, by a link on the command line.
void TestTriage::itComesBackAsItWasLeft()
{
    window().open(QStringLiteral("case/1/reply"));
    const auto *text = pane()->findChild<QPlainTextEdit *>(QStringLiteral("replyText"));
    QTRY_VERIFY_WITH_TIMEOUT(text->hasFocus() && pane()->heading().startsWith(QStringLiteral("Case 1 ")),
                             answersWithin);
    type(window(), QStringLiteral("half a sentence"));
    // On the disk within a second of the last key: whatever happens to the console.
    const auto isKept = [file = m_profiles->settingsFile(m_profile)] {
        QFile settings(file);
        return settings.open(QIODevice::ReadOnly) && settings.readAll().contains("half a sentence");
    };
    QVERIFY(QTest::qWaitFor(isKept, 1000));
    window().close();
    m_pictures.reset();
    m_console.reset();
    QVERIFY(startConsole(QStringLiteral("case/1")));
    QCOMPARE(window().layouts().current(), Layouts::support());
    QTRY_VERIFY_WITH_TIMEOUT(pane()->heading().startsWith(QStringLiteral("Case 1 ·")), answersWithin);
    QCOMPARE(pane()->findChild<QPlainTextEdit *>(QStringLiteral("replyText"))->toPlainText(),
             QStringLiteral("half a sentence"));
    QTRY_COMPARE_WITH_TIMEOUT(rows(), 2, answersWithin);
}

// Marked as spam, but from a customer: a case whose words wait, read and released by keyboard alone.
void TestTriage::oneWaitsInQuarantine()
{
    window().layouts().apply(Layouts::support());
    QVERIFY(m_demo.takeMail("From: Mallory <mallory@cheap.example>\nTo: support@provider.example\nSubject: "
                            "Ten thousand visitors a day\nMessage-ID: <8@cheap.example>\n\nOnly today.\n"));
    QVERIFY(m_demo.takeMail(
        mail("9", "The invoice again", "Position four is wrong, too.\n\nMaria", "X-Spam-Flag: YES\n")));
    const auto *status = window().findChild<QuarantineStatus *>();
    QTRY_COMPARE_WITH_TIMEOUT(status->waiting(), QStringLiteral("Quarantine: 2"), answersWithin);
    const auto *quarantine = window().pane(QStringLiteral("quarantine"));
    QVERIFY(goTo(Qt::Key_Q, quarantine->findChild<QTableView *>()));
    const auto *reading = quarantine->findChild<MailReading *>();
    QTRY_VERIFY_WITH_TIMEOUT(reading->text().contains(QStringLiteral("Position four is wrong, too.")),
                             answersWithin);
    QVERIFY2(reading->text().contains(QStringLiteral("Into case #4")), qUtf8Printable(reading->text()));
    press(window(), Qt::Key_O);
    QTRY_VERIFY_WITH_TIMEOUT(pane()->heading().startsWith(QStringLiteral("Case 4 ·")), answersWithin);
    QTRY_VERIFY_WITH_TIMEOUT(seen<InlineMessage>(*pane(), QStringLiteral("held")), answersWithin);
    QCOMPARE(seen<InlineMessage>(*pane(), QStringLiteral("held"))->text(),
             QStringLiteral("1 mail that may belong to this case waits in quarantine."));
    QVERIFY(!thread().contains(QStringLiteral("Position four")));
    m_pictures->take(QStringLiteral("quarantine"));
    QVERIFY(goTo(Qt::Key_Q, quarantine->findChild<QTableView *>()));
    press(window(), Qt::Key_R);
    QTRY_COMPARE_WITH_TIMEOUT(status->waiting(), QStringLiteral("Quarantine: 1"), answersWithin);
    QTRY_VERIFY_WITH_TIMEOUT(thread().contains(QStringLiteral("Position four is wrong, too.")),
                             answersWithin);
    QTRY_VERIFY_WITH_TIMEOUT(!seen<InlineMessage>(*pane(), QStringLiteral("held")), answersWithin);
    press(window(), Qt::Key_Delete);
    QTRY_COMPARE_WITH_TIMEOUT(status->waiting(), QString(), answersWithin);
    m_pictures->take(QStringLiteral("quarantine-empty"));
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    Translations words;
    words.install(QStringLiteral("en")); // its plurals
    TestTriage test;
    return QTest::qExec(&test, argc, argv);
}

#include "TestTriage.moc"
