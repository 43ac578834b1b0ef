// Drafts that an earlier console left: what had been sent when it ended goes, words and files; what isn't
// known to have been stays, and says so; and what was never sent is simply there.
#include "models/FakeCaseFiles.h"
#include "widgets/CasePaneFixture.h"
#include "widgets/FileChips.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QMimeData>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QUrl>

using namespace slipway;

class TestCaseRestored : public CasePaneFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        theme::apply(*qApp, theme::Scheme::Light);
    }
    void init()
    {
        start();
        m_there = std::make_unique<FakeCaseFiles>(m_rig->service, 1);
        open(1);
    }
    void cleanup()
    {
        stop();
        m_there.reset();
    }

    void whatHadBeenSentIsGone_data()
    {
        QTest::addColumn<bool>("isShown"); // when the next console begins
        QTest::newRow("shown") << true;
        QTest::newRow("opened later") << false;
    }
    void whatHadBeenSentIsGone()
    {
        QFETCH(bool, isShown);
        giveThere(QStringLiteral("a.txt"), "words");
        QTest::keyClicks(text(), QStringLiteral("See this"));
        QJsonObject state = endWhileSending();
        arrives(true);
        if (!isShown)
            state.insert(QStringLiteral("case"), 2);
        makePane();
        m_pane->restoreState(state);
        if (!isShown)
            open(1);
        QTRY_VERIFY(message()->isVisible());
        QVERIFY2(message()->text().contains(QStringLiteral("had been sent before Slipway ended")),
                 qPrintable(message()->text()));
        QVERIFY(text()->toPlainText().isEmpty());
        QTRY_VERIFY(chips().isEmpty());
        QVERIFY(drafts().isEmpty() && kept("files").isEmpty());
        QVERIFY(m_there->all.empty());
        QCOMPARE(m_rig->service.count("POST", files), 1U); // they aren't brought anew
        QCOMPARE(m_rig->service.count("POST", reply), 1U);
        keep("case-restored-sent-light");
    }

    void whatIsntKnownStaysAndSaysSo()
    {
        giveThere(QStringLiteral("a.txt"), "words");
        QTest::keyClicks(text(), QStringLiteral("See this"));
        const QJsonObject state = endWhileSending();
        makePane();
        m_pane->restoreState(state);
        QTRY_VERIFY(message()->isVisible());
        QVERIFY2(message()->text().contains(QStringLiteral("the case doesn't have it so far")),
                 qPrintable(message()->text()));
        QCOMPARE(text()->toPlainText(), QStringLiteral("See this"));
        QTRY_COMPARE(chips().size(), 1);
        QCOMPARE(m_there->all.size(), 1U);
        keep("case-restored-unknown-light");
        theme::apply(*qApp, theme::Scheme::Dark);
        QTRY_COMPARE(m_pane->palette().color(QPalette::Window), qApp->palette().color(QPalette::Window));
        keep("case-restored-unknown-dark");
        theme::apply(*qApp, theme::Scheme::Light);
        // The service was only slow.
        arrives(true);
        m_rig->service.tell(QStringLiteral("case.replied"), QStringLiteral("case/1"));
        QTRY_VERIFY(text()->toPlainText().isEmpty());
        QTRY_VERIFY(chips().isEmpty());
        QVERIFY(message()->text().contains(QStringLiteral("had been sent")));
    }

    // Somebody goes on with it: from there on it is theirs.
    void whatIsChangedSinceIsAnotherDraft()
    {
        QTest::keyClicks(text(), QStringLiteral("See this"));
        const QJsonObject state = endWhileSending();
        makePane();
        m_pane->restoreState(state);
        QTRY_VERIFY(message()->isVisible());
        QTest::keyClicks(text(), QStringLiteral("!"));
        arrives(false);
        m_rig->service.tell(QStringLiteral("case.replied"), QStringLiteral("case/1"));
        QTRY_VERIFY(thread()->text().contains(QStringLiteral("See this")));
        QVERIFY(text()->toPlainText().contains(QStringLiteral("See this")));
    }

    // The same had been said by then, and is meant once more.
    void whatWasNeverSentIsThere()
    {
        m_cases->messages[1].append(
            m_cases->message(5, QStringLiteral("staff"), m_rig->service.user, QStringLiteral("Done.")));
        m_rig->service.tell(QStringLiteral("case.replied"), QStringLiteral("case/1"));
        QTRY_VERIFY(thread()->text().contains(QStringLiteral("Done.")));
        QTest::keyClicks(text(), QStringLiteral("Done."));
        const QJsonObject state = m_pane->saveState();
        m_pane.reset();
        makePane();
        m_pane->restoreState(state);
        QTRY_VERIFY(thread()->text().contains(QStringLiteral("Done.")));
        QCOMPARE(text()->toPlainText(), QStringLiteral("Done."));
        QVERIFY(!message()->isVisible());
    }

    void whatWasRefusedIsntInDoubt()
    {
        QTest::keyClicks(text(), QStringLiteral("See this"));
        m_rig->service.refuse(
            {Problem::Kind::Conflict, QStringLiteral("The desk has no mail address"), {}, {}});
        send()->click();
        QTRY_VERIFY(message()->isVisible());
        m_rig->service.beHonest();
        const QJsonObject state = m_pane->saveState();
        m_pane.reset();
        makePane();
        m_pane->restoreState(state);
        QTRY_VERIFY(thread()->text().contains(QStringLiteral("We look.")));
        QCOMPARE(text()->toPlainText(), QStringLiteral("See this"));
        QVERIFY(!message()->isVisible());
    }

    // It is kept before the answer comes: a console that dies then leaves it behind.
    void thatItIsBeingSentIsKeptAtOnce()
    {
        QTest::keyClicks(text(), QStringLiteral("See this"));
        QSignalSpy left(m_pane.get(), &CasePane::draftLeft);
        m_rig->service.hold("POST");
        send()->click();
        QTRY_COMPARE(m_rig->service.held(), 1U);
        QVERIFY(left.count() >= 1);
        const QJsonObject draft = drafts().value(QStringLiteral("1")).toObject();
        QVERIFY(draft.value(QStringLiteral("sent")).toBool());
        QCOMPARE(draft.value(QStringLiteral("after")).toInt(), 4);
        m_rig->service.release();
        QTRY_VERIFY(drafts().isEmpty());
    }

private:
    const QString reply = QStringLiteral("/api/v1/cases/1/reply");
    const QString files = QStringLiteral("/api/v1/cases/1/files");

    // What the console had kept when it ended; the reply came nowhere yet.
    QJsonObject endWhileSending()
    {
        m_rig->service.hold("POST");
        send()->click();
        if (!QTest::qWaitFor([this] { return m_rig->service.held() == 1; }))
            qFatal("nothing was sent");
        const QJsonObject state = m_pane->saveState();
        m_pane.reset(); // and nobody hears the answer
        return state;
    }
    // The service has done it.
    void arrives(bool withFile)
    {
        QJsonArray &messages = m_cases->messages[1];
        QJsonObject said =
            m_cases->message(5, QStringLiteral("staff"), m_rig->service.user, QStringLiteral("See this"));
        if (withFile) {
            said.insert(QStringLiteral("attachments"),
                        QJsonArray{QJsonObject{{QStringLiteral("case"), 1},
                                               {QStringLiteral("file"), 41},
                                               {QStringLiteral("name"), QStringLiteral("a.txt")},
                                               {QStringLiteral("type"), QStringLiteral("text/plain")},
                                               {QStringLiteral("size"), 5}}});
            m_there->all.clear(); // it is the message's now
        }
        messages.append(said);
    }
    void giveThere(const QString &name, const QByteArray &content)
    {
        QFile made(m_folder.filePath(name));
        if (!made.open(QIODevice::WriteOnly) || made.write(content) != content.size())
            qFatal("can't be written");
        made.close();
        auto *mime = new QMimeData;
        mime->setUrls({QUrl::fromLocalFile(made.fileName())});
        QApplication::clipboard()->setMimeData(mime);
        text()->setFocus();
        text()->paste();
        QTRY_VERIFY(!m_there->all.empty() && m_there->all.rbegin()->second.bytes == content);
        QTRY_VERIFY(!chips().back()->text().contains(QLatin1Char('%')));
    }
    QPushButton *send() const { return m_pane->findChild<QPushButton *>(QStringLiteral("send")); }
    QList<FileChip *> chips() const
    {
        QList<FileChip *> shown;
        for (FileChip *chip : m_pane->findChildren<FileChip *>()) {
            if (!chip->isHidden())
                shown.append(chip);
        }
        return shown;
    }
    QJsonObject kept(const char *what) const
    {
        return m_pane->saveState().value(QLatin1String(what)).toObject();
    }
    QJsonObject drafts() const { return kept("drafts"); }
    void keep(const char *name)
    {
        if (const QString folder = qEnvironmentVariable("SLIPWAY_SCREENSHOTS"); !folder.isEmpty())
            m_pane->grab().save(QDir(folder).filePath(QLatin1String(name) + QStringLiteral(".png")));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<FakeCaseFiles> m_there;
};

QTEST_MAIN(TestCaseRestored)

#include "TestCaseRestored.moc"
