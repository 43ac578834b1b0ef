// The quarantine: reading what waits and where it would go, releasing and discarding one or several, the way
// back, where links lead, and how many wait in the line at the bottom.
#include "ctl/ReadByCtl.h"
#include "models/FakeMail.h"
#include "models/Roles.h"
#include "widgets/EmptyState.h"
#include "widgets/ExportBar.h"
#include "widgets/InlineMessage.h"
#include "widgets/MailReading.h"
#include "widgets/PaneRig.h"
#include "widgets/QuarantinePane.h"
#include "widgets/QuarantineStatus.h"
#include "widgets/StaleNote.h"
#include "widgets/StatusFact.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTextEdit>

using namespace slipway;

namespace {

const QString maria = QStringLiteral("maria@northwind.example");
const QString mallory = QStringLiteral("mallory@x.example");

} // namespace

class TestQuarantinePane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }
    void init()
    {
        m_rig = std::make_unique<PaneRig>();
        m_rig->service.role = QStringLiteral("support");
        m_mail = std::make_unique<FakeMail>(m_rig->service);
        m_mail->all = {FakeMail::mail(4, mallory, 0, QStringLiteral("nobody known writes from there")),
                       FakeMail::mail(3, maria, 12), FakeMail::mail(2, maria, 12),
                       FakeMail::mail(1, mallory)};
        makePane();
    }
    void cleanup()
    {
        m_pane.reset();
        m_rig.reset();
        m_mail.reset();
    }

    void oneIsRead()
    {
        load();
        QVERIFY(reading()->text().startsWith(QStringLiteral("No mail is chosen")));
        QVERIFY(!m_rig->offers(QStringLiteral("quarantine.release")));
        choose(1);
        for (const char *words : {"Subject 3", "Into case #12", "It waits because: taken for spam",
                                  "maria@northwind.example", "Words of mail 3"})
            QVERIFY2(reading()->text().contains(QLatin1String(words)), words);
        QCOMPARE(button("release")->text(), QStringLiteral("Release into case 12"));
        choose(0);
        QVERIFY(reading()->text().contains(QStringLiteral("A new case of no customer")));
        QCOMPARE(button("release")->text(), QStringLiteral("Release as a new case"));
        QVERIFY(!button("takeBack")->isVisible());
        const ReadLine read = readByCtl(commandOf(QStringLiteral("quarantine.discard")));
        QCOMPARE(read.command, QStringLiteral("mail discard"));
        QCOMPARE(read.arguments.text("id"), QStringLiteral("4"));
    }

    void oneIsReleased_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("r") << int(Qt::Key_R);
        QTest::newRow("Enter") << int(Qt::Key_Return);
    }
    void oneIsReleased()
    {
        QFETCH(int, key);
        load();
        choose(1);
        QTest::keyClick(table(), static_cast<Qt::Key>(key));
        QTRY_COMPARE(message()->text(), QStringLiteral("The mail from %1 is in case 12 now.").arg(maria));
        QTRY_COMPARE(rows(), 3);
        QCOMPARE(m_mail->of(3).value(QStringLiteral("verdict")).toString(), QStringLiteral("added"));
        message()->findChild<QPushButton *>()->click();
        QCOMPARE(m_rig->navigator.opened, QStringList(QStringLiteral("case/12")));
        // What comes next isn't released before it could be read, and not by a key that is held.
        QTRY_VERIFY(reading()->text().contains(QStringLiteral("Words of mail 2")));
        QKeyEvent held(QEvent::KeyPress, key, Qt::NoModifier, QString(), true);
        QApplication::sendEvent(table(), &held);
        QTest::qWait(50);
        QCOMPARE(rows(), 3);
    }

    // A customer's other address, say: a person knows where it belongs.
    void intoTheCaseThatItNames()
    {
        load();
        QVERIFY(!button("releaseInto")->isVisible());
        QJsonObject mail = FakeMail::mail(9, mallory);
        mail.insert(QStringLiteral("goes_to"),
                    QJsonObject{{QStringLiteral("customer"), QString()}, {QStringLiteral("claims"), 12}});
        m_mail->take(mail);
        QTRY_COMPARE(rows(), 5);
        choose(0);
        QVERIFY(reading()->text().contains(QStringLiteral("It seems to answer case #12")));
        QTRY_COMPARE(button("releaseInto")->text(), QStringLiteral("Release into case 12"));
        QVERIFY(button("releaseInto")->isVisible());
        QCOMPARE(button("release")->text(), QStringLiteral("Release as a new case"));
        const ReadLine read = readByCtl(commandOf(QStringLiteral("quarantine.release-into")));
        QCOMPARE(read.command, QStringLiteral("mail release"));
        QCOMPARE(read.arguments.number("case"), 12);
        QTest::keyClick(table(), Qt::Key_I);
        QTRY_COMPARE(message()->text(), QStringLiteral("The mail from %1 is in case 12 now.").arg(mallory));
        QCOMPARE(m_rig->service.last("POST", QStringLiteral("/api/v1/mail/9/release"))->body,
                 (QJsonObject{{QStringLiteral("case"), 12}}));
        QTRY_COMPARE(rows(), 4);
        choose(1);
        QVERIFY(!button("releaseInto")->isVisible());
        QTest::keyClick(table(), Qt::Key_I); // what names none stays where it is
        QTest::qWait(50);
        QCOMPARE(rows(), 4);
    }

    void oneIsDiscardedAndComesBack()
    {
        load();
        choose(0);
        QTest::keyClick(table(), Qt::Key_Delete);
        QTRY_COMPARE(message()->text(), QStringLiteral("The mail from %1 was discarded.").arg(mallory));
        QVERIFY(m_rig->navigator.questions.empty());
        QTRY_COMPARE(rows(), 3);
        message()->findChild<QPushButton *>()->click();
        QTRY_COMPARE(rows(), 4);
        QCOMPARE(message()->text(),
                 QStringLiteral("The mail from %1 waits in quarantine again.").arg(mallory));
    }

    void severalAtOnce()
    {
        load();
        m_mail->refused = 2;
        table()->selectRow(0);
        QTest::keyClick(table(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(table(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(reading()->text(), QStringLiteral("3 mails are chosen"));
        QCOMPARE(button("release")->text(), QStringLiteral("Release 3 mails"));
        QCOMPARE(commandOf(QStringLiteral("quarantine.release")).count(QLatin1Char('\n')), 2);
        button("discard")->click();
        QTRY_COMPARE(rows(), 2);
        QTRY_VERIFY(message()->isVisible());
        QCOMPARE(message()->text(), QStringLiteral("1 of 3 mails stayed as they were, among them mail 2: "
                                                   "Somebody was quicker."));
        message()->findChild<QPushButton *>()->click(); // both are back
        QTRY_COMPARE(rows(), 4);
        QCOMPARE(message()->text(), QStringLiteral("2 mails wait in quarantine again."));
    }

    void whatWasDiscarded()
    {
        m_mail->all[0].insert(QStringLiteral("verdict"), QStringLiteral("discarded"));
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(rows(), 3);
        button("discarded")->click();
        QTRY_COMPARE(rows(), 1);
        choose(0);
        QVERIFY(reading()->text().contains(QStringLiteral("Nowhere: it was discarded")));
        QVERIFY(!button("release")->isVisible() && !button("discard")->isVisible());
        button("takeBack")->click();
        QTRY_VERIFY(empty()->text().startsWith(QStringLiteral("Nothing was discarded")));
        empty()->findChild<QPushButton *>()->click();
        QTRY_COMPARE(rows(), 4);
    }

    void whereLinksLead()
    {
        m_mail->all[0].insert(QStringLiteral("verdict"), QStringLiteral("discarded"));
        m_mail->all[3].insert(QStringLiteral("verdict"), QStringLiteral("opened"));
        m_mail->all[3].insert(QStringLiteral("case"), 9);
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(rows(), 2);
        m_pane->open(QStringLiteral("mail/2"));
        QTRY_COMPARE(table()->currentIndex().row(), 1);
        m_pane->open(QStringLiteral("mail/4")); // in the other list
        QTRY_VERIFY(button("discarded")->isChecked());
        QTRY_COMPARE(table()->currentIndex().row(), 0);
        QTRY_VERIFY(reading()->text().contains(QStringLiteral("Words of mail 4")));
        m_pane->open(QStringLiteral("mail/1")); // in none: it is read all the same
        QTRY_VERIFY(reading()->text().contains(QStringLiteral("It is in case #9")));
        QVERIFY(!button("release")->isVisible() && !button("takeBack")->isVisible());
        QTest::keyClick(table(), Qt::Key_O);
        QCOMPARE(m_rig->navigator.opened, QStringList(QStringLiteral("case/9")));
        m_pane->open(QStringLiteral("quarantine/case/12"));
        QTRY_VERIFY(reading()->text().contains(QStringLiteral("Words of mail 3")));
        QCOMPARE(rows(), 2);
        m_pane->open(QStringLiteral("mail/77"));
        QTRY_VERIFY(reading()->text().startsWith(QStringLiteral("Mail 77 can't be shown")));
    }

    void wideAndNarrow()
    {
        load();
        choose(0);
        QTRY_VERIFY(button("release")->isVisible());
        const auto *search =
            named<QLineEdit>(*m_pane, QStringLiteral("Only mail with this in its sender or subject"));
        const auto yOf = [this](const QWidget *part) { return part->mapTo(m_pane.get(), QPoint()).y(); };
        m_pane->resize(1200, 300);
        QTRY_COMPARE(yOf(search), yOf(button("release")));
        QTRY_COMPARE(button("release")->mapTo(m_pane.get(), QPoint(button("release")->width(), 0)).x(),
                     1200 - theme::unit); // at the edge
        m_pane->resize(500, 300);         // and is let become narrow again
        QTRY_VERIFY(yOf(search) < yOf(button("release")));
        QCOMPARE(m_pane->width(), 500);
    }

    void whatCameWithIt()
    {
        m_mail->all[0].insert(QStringLiteral("html"), true);
        m_mail->all[0].insert(QStringLiteral("attachments"),
                              QJsonArray{QJsonObject{{QStringLiteral("number"), 1},
                                                     {QStringLiteral("name"), QStringLiteral("offer.exe")},
                                                     {QStringLiteral("type"), QStringLiteral("image/png")},
                                                     {QStringLiteral("size"), 10}}});
        load();
        choose(0);
        QVERIFY(reading()->text().contains(QStringLiteral("A program: whoever opens it runs it.")));
        reading()->findChild<QPushButton *>(QStringLiteral("layout"))->click();
        QTRY_VERIFY(reading()->findChild<QTextEdit *>(QStringLiteral("mail")));
        const QTemporaryDir folder;
        const ReadLine read = readByCtl(commandOf(QStringLiteral("quarantine.save-file")));
        QCOMPARE(read.command, QStringLiteral("mail attachment"));
        QCOMPARE(read.arguments.text("number"), QStringLiteral("1"));
        QCOMPARE(read.arguments.text("output"), QStringLiteral("offer.exe"));
        QTest::keyClick(table(), Qt::Key_F);
        auto *path = m_pane->findChild<QLineEdit *>(QStringLiteral("path"));
        QVERIFY(path->isVisible());
        path->setText(folder.filePath(QStringLiteral("offer")));
        QTest::keyClick(path, Qt::Key_Return);
        QTRY_VERIFY(message()->text().startsWith(QStringLiteral("Saved as ")));
        QFile file(folder.filePath(QStringLiteral("offer")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("as it came"));
    }

    // A key that a button in the mail has no use for isn't for the mail.
    void keysInTheMailAreNotForIt()
    {
        m_mail->all[0].insert(QStringLiteral("html"), true);
        load();
        choose(0);
        auto *button = reading()->findChild<QPushButton *>(QStringLiteral("layout"));
        button->setFocus();
        QTRY_VERIFY(button->hasFocus());
        for (const Qt::Key key : {Qt::Key_Return, Qt::Key_R, Qt::Key_Delete})
            QTest::keyClick(button, key);
        QCOMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/mail/*")), 0U);
        reading()->setFocus();
        QTest::keyClick(reading(), Qt::Key_Delete);
        QTRY_COMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/mail/*")), 1U);
    }

    void byText()
    {
        load();
        m_pane->focusSearch();
        auto *field =
            named<QLineEdit>(*m_pane, QStringLiteral("Only mail with this in its sender or subject"));
        QTest::keyClicks(field, QStringLiteral("maria"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(rows(), 2);
        QTest::keyClicks(field, QStringLiteral("x"));
        QTRY_VERIFY(empty()->text().startsWith(QStringLiteral("No mail is like this")));
        empty()->findChild<QPushButton *>()->click();
        QTRY_COMPARE(rows(), 4);
    }

    void whoMayNotLook()
    {
        m_rig->service.role = QStringLiteral("sales");
        QVERIFY(m_rig->connect());
        QTRY_VERIFY(empty()->text().startsWith(QStringLiteral("Your role doesn't see mail in quarantine")));
        QVERIFY(!button("release")->isVisible() && !button("discarded")->isVisible());
        QCOMPARE(m_rig->service.count("GET", QStringLiteral("/api/v1/mail")), 0U);
    }

    void whileNobodyAnswers()
    {
        load();
        choose(1);
        m_rig->service.goAway();
        QTRY_VERIFY(!m_rig->session.isLive());
        QVERIFY(!button("release")->isVisible() && !button("discard")->isVisible());
        QVERIFY(m_pane->findChild<StaleNote *>()->isVisible());
        QTest::keyClick(table(), Qt::Key_R);
        m_rig->service.comeBack();
        QTRY_VERIFY(button("release")->isVisible());
        QCOMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/mail/*")), 0U);
    }

    void emptyItTeaches()
    {
        m_mail->all.clear();
        QVERIFY(m_rig->connect());
        QTRY_VERIFY(empty()->text().startsWith(QStringLiteral("No mail waits in quarantine")));
        empty()->findChild<QPushButton *>()->click();
        QCOMPARE(m_rig->navigator.helped, QStringList(QStringLiteral("quarantine")));
    }

    void itComesBackAsItWasLeft()
    {
        m_mail->all[2].insert(QStringLiteral("verdict"), QStringLiteral("discarded"));
        m_mail->all[3].insert(QStringLiteral("verdict"), QStringLiteral("discarded"));
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(rows(), 2);
        button("discarded")->click();
        QTRY_VERIFY(rows() == 2 &&
                    m_pane->findChild<QTableView *>()->model()->index(0, 2).data().toString() ==
                        QStringLiteral("Subject 2"));
        choose(1);
        const QJsonObject state = m_pane->saveState();
        makePane();
        m_pane->restoreState(state);
        QTRY_COMPARE(table()->currentIndex().row(), 1);
        QVERIFY(button("discarded")->isChecked());
    }

    void hostileNames()
    {
        m_mail->all.clear();
        qint64 id = 0;
        for (const QString &name : slipway::hostileNames())
            m_mail->all.push_front(
                fake::with(FakeMail::mail(++id, name, 0, name),
                           {{QStringLiteral("subject"), name}, {QStringLiteral("text"), name}}));
        load();
        for (int row = 0; row < rows(); ++row) {
            choose(row);
            QVERIFY(m_pane->minimumSizeHint().width() <= 700);
            QVERIFY(!m_pane->grab().isNull());
        }
    }

    void howManyWait()
    {
        QuarantineStatus status(m_rig->desk());
        QCOMPARE(status.waiting(), QString());
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(status.waiting(), QStringLiteral("Quarantine: 4"));
        m_mail->settle(1, QStringLiteral("discard"));
        QTRY_COMPARE(status.waiting(), QStringLiteral("Quarantine: 3"));
        m_mail->take(FakeMail::mail(5, mallory));
        QTRY_COMPARE(status.waiting(), QStringLiteral("Quarantine: 4"));
        status.findChild<StatusFact *>()->click();
        QCOMPARE(m_rig->navigator.opened, QStringList(QStringLiteral("quarantine")));
        for (const qint64 id : {2, 3, 4, 5})
            m_mail->settle(id, QStringLiteral("release"));
        QTRY_COMPARE(status.waiting(), QString());
    }

private:
    void makePane()
    {
        m_pane = std::make_unique<QuarantinePane>(m_rig->desk());
        m_pane->resize(1000, 400);
        m_pane->show();
        m_pane->setActive(true);
    }
    void load()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(rows(), 4);
        QTRY_VERIFY(m_rig->session.role().has_value());
    }
    // Until it can be read.
    void choose(int row)
    {
        table()->selectRow(row);
        const QString handle = table()->model()->index(row, 0).data(ReferenceRole).toString();
        const QJsonObject mail = m_mail->of(handle.section(QLatin1Char('/'), 1).toLongLong());
        const QString words = mail.value(QStringLiteral("text")).toString().left(1000).trimmed();
        QTRY_VERIFY(reading()->text().contains(words));
    }
    QString commandOf(const QString &id)
    {
        for (const Actions::Entry &entry : m_rig->actions.entries()) {
            if (entry.id == id)
                return entry.commandLine();
        }
        return {};
    }
    QTableView *table() { return m_pane->findChild<QTableView *>(); }
    int rows() { return table()->model()->rowCount(); }
    MailReading *reading() { return m_pane->findChild<MailReading *>(); }
    InlineMessage *message() { return m_pane->findChild<InlineMessage *>(QStringLiteral("message")); }
    EmptyState *empty() { return m_pane->findChild<EmptyState *>(); }
    QPushButton *button(const char *name) { return m_pane->findChild<QPushButton *>(QLatin1String(name)); }

    std::unique_ptr<PaneRig> m_rig;
    std::unique_ptr<FakeMail> m_mail;
    std::unique_ptr<QuarantinePane> m_pane;
};

QTEST_MAIN(TestQuarantinePane)
#include "TestQuarantinePane.moc"
