// Files with what is written in a case: chosen, dropped and pasted, shown while they travel, waited for,
// taken away and put back, and kept with the draft.
#include "models/FakeCaseFiles.h"
#include "widgets/CasePaneFixture.h"
#include "widgets/FileChips.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QImage>
#include <QLabel>
#include <QMimeData>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QToolButton>
#include <QUrl>

using namespace slipway;

class TestCaseAttach : public CasePaneFixture
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

    void aReplyGoesWithItsFiles()
    {
        give({file(QStringLiteral("a.txt"), "words"), file(QStringLiteral("b.txt"), "more")});
        QTRY_COMPARE(chips().size(), 2);
        QTRY_COMPARE(m_there->all.size(), 2U);
        QTRY_COMPARE(m_there->all.rbegin()->second.bytes, QByteArray("more"));
        QTest::keyClicks(text(), QStringLiteral("See these"));
        QTRY_VERIFY(!chips().back()->text().contains(QLatin1Char('%')));
        send()->click();
        QTRY_VERIFY(m_rig->service.last("POST", QStringLiteral("/api/v1/cases/1/reply")));
        const QJsonObject body = m_rig->service.last("POST", QStringLiteral("/api/v1/cases/1/reply"))->body;
        QCOMPARE(body.value(QStringLiteral("files")).toArray(), (QJsonArray{41, 42}));
        QTRY_VERIFY(text()->toPlainText().isEmpty());
        QTRY_VERIFY(chips().isEmpty());
        QVERIFY(!m_pane->findChild<FileChips *>()->isVisible());
    }

    // As it is read: the words, each of the files as it stands, and what is done with all of it.
    void tabComesByThemInOrder()
    {
        give({file(QStringLiteral("a.txt"), "one"), file(QStringLiteral("b.txt"), "two")});
        QTRY_COMPARE(chips().size(), 2);
        give({file(QStringLiteral("c.txt"), "three")});
        QTRY_COMPARE(chips().size(), 3);
        text()->setFocus();
        QStringList order;
        for (int i = 0; i < 5; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            order.append(QApplication::focusWidget()->accessibleName());
        }
        QCOMPARE(order, (QStringList{QStringLiteral("Remove a.txt"), QStringLiteral("Remove b.txt"),
                                     QStringLiteral("Remove c.txt"), QStringLiteral("Quote"),
                                     QStringLiteral("Attach…")}));
    }

    void sendingWaitsForThem()
    {
        m_rig->service.hold("PUT");
        give({file(QStringLiteral("a.txt"), "words")});
        QTRY_COMPARE(m_rig->service.held(), 1U);
        QTest::keyClicks(text(), QStringLiteral("See this"));
        send()->click();
        QCOMPARE(send()->text(), QStringLiteral("Don't send yet"));
        QVERIFY(text()->isReadOnly());
        QVERIFY(says(QStringLiteral("0 of 1 so far")));
        send()->click(); // after all
        QVERIFY(!text()->isReadOnly());
        QCOMPARE(send()->text(), QStringLiteral("Send"));
        send()->click();
        QVERIFY(!m_rig->service.last("POST", QStringLiteral("/api/v1/cases/1/reply")));
        m_rig->service.release();
        QTRY_VERIFY(m_rig->service.last("POST", QStringLiteral("/api/v1/cases/1/reply")));
        QTRY_VERIFY(text()->toPlainText().isEmpty() && !text()->isReadOnly());
    }

    void whatWaitsGoesOnceNothingElseIsUnderWay()
    {
        m_rig->service.hold("POST");
        give({file(QStringLiteral("a.txt"), "words")});
        QTRY_COMPARE(m_rig->service.held(), 1U);
        QTest::keyClicks(text(), QStringLiteral("See this"));
        send()->click();
        button("take")->click();
        QTRY_COMPARE(m_rig->service.held(), 2U);
        m_rig->service.release(1);
        QTRY_VERIFY(says(QStringLiteral("1 of 1 so far")));
        QVERIFY(!m_rig->service.last("POST", reply));
        m_rig->service.release();
        QTRY_COMPARE(m_rig->service.count("POST", reply), 1U);
        QTRY_VERIFY(text()->toPlainText().isEmpty() && !text()->isReadOnly());
    }

    void whatWaitsGoesOnceSomebodyAnswers()
    {
        m_rig->service.hold("PUT");
        give({file(QStringLiteral("a.txt"), "words")});
        QTRY_COMPARE(m_rig->service.held(), 1U);
        QTest::keyClicks(text(), QStringLiteral("See this"));
        send()->click();
        m_rig->service.release(); // the last piece arrives, and nothing else can be sent just then
        m_rig->service.cutFeed();
        QVERIFY(!m_rig->session.isLive());
        QTRY_COMPARE(m_rig->service.count("POST", reply), 1U);
        QTRY_VERIFY(text()->toPlainText().isEmpty() && !text()->isReadOnly());
    }

    // Else what is left would be gone before it could be put back.
    void removingOneEndsTheWaiting()
    {
        m_rig->service.hold("PUT");
        give({file(QStringLiteral("a.txt"), "words")});
        QTRY_COMPARE(m_rig->service.held(), 1U);
        QTest::keyClicks(text(), QStringLiteral("See this"));
        send()->click();
        chips().front()->findChild<QToolButton *>(QStringLiteral("removeFile"))->click();
        QCOMPARE(send()->text(), QStringLiteral("Send"));
        QVERIFY(chips().isEmpty());
        m_rig->service.release();
        give({file(QStringLiteral("b.txt"), "more")}); // the next one comes all the same
        QTRY_COMPARE(m_there->all.rbegin()->second.bytes, QByteArray("more"));
        QVERIFY(!m_rig->service.last("POST", QStringLiteral("/api/v1/cases/1/reply")));
    }

    void anotherCaseEndsTheWaitingAndKeepsTheDraft()
    {
        m_rig->service.hold("PUT");
        give({file(QStringLiteral("a.txt"), "words")});
        QTRY_COMPARE(m_rig->service.held(), 1U);
        QTest::keyClicks(text(), QStringLiteral("See this"));
        send()->click();
        open(2);
        QVERIFY(chips().isEmpty());
        QCOMPARE(m_rig->navigator.told.size(), std::size_t(1));
        m_rig->service.release();
        QTRY_COMPARE(m_there->all.begin()->second.bytes, QByteArray("words"));
        open(1);
        QCOMPARE(text()->toPlainText(), QStringLiteral("See this"));
        QCOMPARE(chips().size(), 1);
        QVERIFY(!m_rig->service.last("POST", QStringLiteral("/api/v1/cases/1/reply")));
    }

    void whatFailsIsSaidAndNothingIsSent()
    {
        m_rig->service.on("POST", QStringLiteral("/api/v1/cases/1/files"), [](const auto &) {
            return FakeService::Reply::refusal({Problem::Kind::TooLarge, QStringLiteral("No room"), {}, {}});
        });
        give({file(QStringLiteral("a.txt"), "words")});
        QTRY_VERIFY(!chips().isEmpty() && chips().front()->text().contains(QStringLiteral("▲ No room")));
        QTest::keyClicks(text(), QStringLiteral("See this"));
        send()->click();
        QVERIFY(message()->isVisible() && message()->text().contains(QStringLiteral("a.txt")));
        QVERIFY(!m_rig->service.last("POST", QStringLiteral("/api/v1/cases/1/reply")));
        m_there = std::make_unique<FakeCaseFiles>(m_rig->service, 1);
        auto *again = chips().front()->findChild<QPushButton *>(QStringLiteral("againFile"));
        QVERIFY(again->isVisible());
        again->click();
        QTRY_COMPARE(m_there->all.size(), 1U);
    }

    // It may have been done: what is brought once more would be sent once more.
    void whatMayHaveBeenSentIsntBroughtAgain()
    {
        giveThere(QStringLiteral("a.txt"), "words");
        QTest::keyClicks(text(), QStringLiteral("See this"));
        m_rig->service.hold("POST");
        send()->click();
        QTRY_COMPARE(m_rig->service.held(), 1U);
        const auto sent = *m_rig->service.last("POST", reply);
        m_there->all.clear(); // it is the message's
        m_rig->service.goAway();
        m_rig->service.release();
        QTRY_VERIFY(message()->isVisible());
        m_rig->service.comeBack();
        QTRY_VERIFY(m_rig->session.isLive() && send()->isEnabled());
        m_cases->put(m_cases->make(1, QStringLiteral("Another subject"), 20min));
        m_rig->service.tell(QStringLiteral("case.triaged"), QStringLiteral("case/1"));
        QTRY_VERIFY(m_pane->heading().contains(QStringLiteral("Another subject")));
        QCOMPARE(m_rig->service.count("GET", files), 0U);
        send()->click();
        QTRY_VERIFY(m_rig->service.count("POST", reply) > 1 && text()->toPlainText().isEmpty());
        QCOMPARE(m_rig->service.last("POST", reply)->body, sent.body);
        QCOMPARE(m_rig->service.last("POST", reply)->idempotencyKey, sent.idempotencyKey);
        QVERIFY(m_there->all.empty());
    }

    void whatCantBeFetchedSaysNothingOfFiles()
    {
        giveThere(QStringLiteral("a.txt"), "words");
        m_rig->service.on("GET", QStringLiteral("/api/v1/cases/1"), [](const auto &) {
            return FakeService::Reply::refusal({Problem::Kind::Internal, QStringLiteral("Broken"), {}, {}});
        });
        m_rig->service.tell(QStringLiteral("case.triaged"), QStringLiteral("case/1"));
        QTRY_VERIFY(message()->isVisible());
        QTest::keyClicks(text(), QStringLiteral("See this"));
        send()->click();
        QTRY_VERIFY(text()->toPlainText().isEmpty());
        QCOMPARE(m_rig->service.count("GET", files), 0U);
    }

    // The service ended after it had been said, and knows the key no more: pressed again and again, the
    // files don't go twice.
    void whatWasSentAlreadyIsntBroughtAgain()
    {
        giveThere(QStringLiteral("a.txt"), "words");
        m_there->all.clear(); // it is the message's
        m_rig->service.on("POST", reply, [](const auto &) {
            return FakeService::Reply::refusal(
                {Problem::Kind::Conflict,
                 QStringLiteral("\"a.txt\" was sent with another message already"),
                 QStringLiteral("/files"),
                 {}});
        });
        QTest::keyClicks(text(), QStringLiteral("See this"));
        for (std::size_t pressed = 1; pressed <= 2; ++pressed) {
            QTRY_VERIFY(send()->isEnabled());
            send()->click();
            QTRY_VERIFY(message()->isVisible() && m_rig->service.count("POST", reply) == pressed);
            QCOMPARE(m_rig->service.last("POST", reply)->body.value(QStringLiteral("files")).toArray(),
                     QJsonArray{41});
        }
        QVERIFY(m_there->all.empty() && m_rig->service.count("GET", files) == 0);
    }

    // Dropped there after a while, say. Pressed again, it waits until that is known.
    void aRefusalForAFileBringsItAgain()
    {
        giveThere(QStringLiteral("a.txt"), "words");
        m_there->all.clear();
        m_rig->service.on("POST", reply, [](const auto &) {
            return FakeService::Reply::refusal({Problem::Kind::NotFound,
                                                QStringLiteral("There is no file 41"),
                                                QStringLiteral("/files"),
                                                {}});
        });
        QTest::keyClicks(text(), QStringLiteral("See this"));
        send()->click();
        m_rig->service.hold("GET");
        QTRY_VERIFY(message()->isVisible());
        m_rig->service.on("POST", reply,
                          [this](const auto &) { return FakeService::Reply::json(m_cases->all.at(1)); });
        send()->click();
        QCOMPARE(send()->text(), QStringLiteral("Don't send yet"));
        m_rig->service.release();
        QTRY_VERIFY(text()->toPlainText().isEmpty());
        QCOMPARE(m_rig->service.count("POST", reply), 2U);
        QCOMPARE(m_rig->service.last("POST", reply)->body.value(QStringLiteral("files")).toArray(),
                 QJsonArray{42});
    }

    void tooLargeIsSaidAtOnce()
    {
        QFile big(m_folder.filePath(QStringLiteral("big.iso")));
        QVERIFY(big.open(QIODevice::WriteOnly) && big.resize(21 << 20));
        big.close();
        give({big.fileName()});
        QTRY_VERIFY(message()->isVisible());
        QVERIFY2(message()->text().contains(QStringLiteral("big.iso")), qPrintable(message()->text()));
        QVERIFY(chips().isEmpty());
        QCOMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/cases/1/files")), 0U);
    }

    void removedByKeyAndPutBack()
    {
        give({file(QStringLiteral("a.txt"), "words"), file(QStringLiteral("b.txt"), "more")});
        QTRY_COMPARE(chips().size(), 2);
        auto *remove = chips().front()->findChild<QToolButton *>(QStringLiteral("removeFile"));
        QCOMPARE(remove->accessibleName(), QStringLiteral("Remove a.txt"));
        remove->setFocus();
        QTest::keyClick(remove, Qt::Key_Delete);
        QCOMPARE(chips().size(), 1);
        QTRY_VERIFY(chips().front()->isAncestorOf(QApplication::focusWidget()));
        QCOMPARE(message()->text(), QStringLiteral("a.txt won't be sent."));
        message()->findChild<QPushButton *>()->click();
        QTRY_COMPARE(chips().size(), 2);
    }

    void aPictureIsPasted()
    {
        auto *mime = new QMimeData;
        QImage picture(20, 10, QImage::Format_RGB32);
        picture.fill(Qt::blue);
        mime->setImageData(picture);
        QApplication::clipboard()->setMimeData(mime);
        text()->setFocus();
        text()->paste();
        QTRY_COMPARE(chips().size(), 1);
        QVERIFY(chips().front()->text().contains(QStringLiteral(".png")));
        QTRY_COMPARE(m_there->all.size(), 1U);
        QVERIFY(text()->toPlainText().isEmpty());
        // Words stay words.
        QApplication::clipboard()->setText(QStringLiteral("https://x.example/a"));
        text()->paste();
        QCOMPARE(text()->toPlainText(), QStringLiteral("https://x.example/a"));
        QCOMPARE(chips().size(), 1);
    }

    void whatIsSentAtOnceWaitsForThePicture()
    {
        QTest::keyClicks(text(), QStringLiteral("See this"));
        QImage picture(20, 10, QImage::Format_RGB32);
        picture.fill(Qt::blue);
        QApplication::clipboard()->setImage(picture);
        text()->paste();
        QTest::keyClick(text(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(says(QStringLiteral("0 of 1 so far")));
        QTRY_VERIFY(text()->toPlainText().isEmpty());
        QCOMPARE(m_rig->service.count("POST", reply), 1U);
        QCOMPARE(m_rig->service.last("POST", reply)->body.value(QStringLiteral("files")).toArray(),
                 QJsonArray{41});
        QTRY_VERIFY(chips().isEmpty());
    }

    void whatIsRefusedEndsTheWaiting()
    {
        QTest::keyClicks(text(), QStringLiteral("See this"));
        give({m_folder.path()});
        send()->click();
        QCOMPARE(send()->text(), QStringLiteral("Don't send yet"));
        QTRY_VERIFY(message()->isVisible());
        QCOMPARE(send()->text(), QStringLiteral("Send"));
        QVERIFY(!m_rig->service.last("POST", reply));
    }

    void theDraftKeepsThem()
    {
        give({file(QStringLiteral("a.txt"), "words")});
        QTRY_COMPARE(m_there->all.size(), 1U);
        QTRY_COMPARE(m_there->all.begin()->second.bytes, QByteArray("words"));
        const QJsonObject state = m_pane->saveState();
        QVERIFY(!m_pane->withoutWork(state).contains(QStringLiteral("files")));
        m_pane.reset();
        makePane();
        m_pane->restoreState(state);
        QTRY_COMPARE(chips().size(), 1);
        QTRY_VERIFY(!chips().front()->text().contains(QStringLiteral("waits")));
        QCOMPARE(m_there->all.size(), 1U); // it isn't brought again
    }

    void theCommandNamesThem()
    {
        const QString path = file(QStringLiteral("a b.txt"), "words");
        give({path});
        QTRY_COMPARE(chips().size(), 1);
        QTest::keyClicks(text(), QStringLiteral("See this"));
        m_pane->findChild<QPushButton *>(QStringLiteral("copyReply"))->click();
        QCOMPARE(m_rig->navigator.copied.back(),
                 QStringLiteral("slipwayctl case reply 1 '--attach=%1' 'See this'").arg(path));
    }

    void byKeyAndPalette()
    {
        QVERIFY(m_rig->offers(QStringLiteral("case.attach")));
        text()->setFocus();
        QTest::keyClick(text(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
        auto *dialog = m_pane->window()->findChild<QFileDialog *>();
        QVERIFY(dialog);
        dialog->reject();
    }

    // Another one may be shown by the time they are chosen.
    void whatIsChosenGoesToTheCaseForWhichItWasAsked()
    {
        text()->setFocus();
        QTest::keyClick(text(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
        auto *dialog = m_pane->window()->findChild<QFileDialog *>();
        QVERIFY(dialog);
        open(2);
        Q_EMIT dialog->filesSelected({file(QStringLiteral("a.txt"), "words"), m_folder.path()});
        QTRY_COMPARE(m_there->all.size(), 1U);
        dialog->reject();
        QVERIFY(chips().isEmpty() && !message()->isVisible());
        QCOMPARE(m_rig->navigator.told.size(), std::size_t(1)); // the folder can't go with it
        QVERIFY(m_rig->navigator.told.front().what.startsWith(QStringLiteral("Case 1: ")));
        open(1);
        QCOMPARE(chips().size(), 1);
    }

    void whoMayNotHasNoButton()
    {
        stop();
        start();
        m_rig->service.role = QStringLiteral("sales");
        open(1);
        QTRY_VERIFY(!m_pane->findChild<QPushButton *>(QStringLiteral("attach"))->isEnabled());
        QVERIFY(!m_rig->offers(QStringLiteral("case.attach")));
    }

private:
    const QString reply = QStringLiteral("/api/v1/cases/1/reply");
    const QString files = QStringLiteral("/api/v1/cases/1/files");

    QString file(const QString &name, const QByteArray &content)
    {
        QFile made(m_folder.filePath(name));
        if (!made.open(QIODevice::WriteOnly) || made.write(content) != content.size())
            qFatal("can't be written");
        return made.fileName();
    }
    // As a file manager puts them there.
    void give(const QStringList &paths)
    {
        QList<QUrl> urls;
        for (const QString &path : paths)
            urls.append(QUrl::fromLocalFile(path));
        auto *mime = new QMimeData;
        mime->setUrls(urls);
        QApplication::clipboard()->setMimeData(mime);
        text()->setFocus();
        text()->paste();
    }
    void giveThere(const QString &name, const QByteArray &content)
    {
        give({file(name, content)});
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
    bool says(const QString &words) const
    {
        const auto labels = m_pane->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&words](const QLabel *label) {
            return label->isVisible() && label->text().contains(words);
        });
    }

    QTemporaryDir m_folder;
    std::unique_ptr<FakeCaseFiles> m_there;
};

QTEST_MAIN(TestCaseAttach)
#include "TestCaseAttach.moc"
