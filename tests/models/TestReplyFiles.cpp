// Files on their way to the service: refused at once where they don't fit, brought in pieces, gone on with
// after a restart of either side, taken away and put back.
#include "domain/CaseFile.h"
#include "models/FakeCaseFiles.h"
#include "models/ReplyFiles.h"
#include "models/SessionFixture.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace slipway;

class TestReplyFiles : public QObject
{
    Q_OBJECT

    struct Fixture : SessionFixture
    {
        Fixture()
        {
            connect();
            make();
        }
        void make()
        {
            files = std::make_unique<ReplyFiles>(session, folder.filePath(QStringLiteral("pasted")));
            QObject::connect(files.get(), &ReplyFiles::refused,
                             [this](qint64, const Problem &problem) { problems.append(problem.text()); });
        }
        QString path(const QString &name, const QByteArray &content)
        {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
                qFatal("can't be written");
            return file.fileName();
        }
        QString large(const QString &name, qint64 size)
        {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::WriteOnly) || !file.resize(size)) // with a hole: no room is taken
                qFatal("can't be made");
            return file.fileName();
        }
        QString picture(const QString &name)
        {
            QDir(folder.path()).mkpath(QStringLiteral("pasted/") + name);
            return path(QStringLiteral("pasted/%1/%1.png").arg(name), "picture");
        }
        QString old(const QString &name)
        {
            QFile file(picture(name));
            const QDateTime then = QDateTime::currentDateTimeUtc().addDays(-92);
            if (!file.open(QIODevice::ReadWrite) || !file.setFileTime(then, QFileDevice::FileAccessTime) ||
                !file.setFileTime(then, QFileDevice::FileModificationTime))
                qFatal("can't be made old");
            return file.fileName();
        }
        bool untilThere(std::size_t count)
        {
            return QTest::qWaitFor([this, count] {
                return files->of(1).size() == count && !files->isUnderWay(1) && !files->failed(1);
            });
        }
        std::size_t begun() { return service.count("POST", QStringLiteral("/api/v1/cases/1/files")); }

        QTemporaryDir folder;
        FakeCaseFiles there{service, 1};
        QStringList problems;
        std::unique_ptr<ReplyFiles> files;
    };

private Q_SLOTS:
    void itComesInPieces()
    {
        Fixture f;
        const QByteArray content(1'200'000, 'x');
        f.files->add(1, {f.path(QStringLiteral("log.txt"), content), f.path(QStringLiteral("empty"), {})});
        QVERIFY(f.untilThere(2));
        QCOMPARE(f.there.all.size(), 2U);
        QCOMPARE(f.there.all.begin()->second.name, QStringLiteral("log.txt"));
        QVERIFY(f.there.all.begin()->second.bytes == content);
        QCOMPARE(f.service.count("PUT", QStringLiteral("/api/v1/cases/1/files/*")), 3U);
        QCOMPARE(f.files->ids(1), (std::vector<qint64>{41, 42}));
        QVERIFY(f.problems.isEmpty());
    }

    void whatDoesntFitIsSaidBeforeAnythingTravels()
    {
        Fixture f;
        f.files->add(1, {f.large(QStringLiteral("big.iso"), CaseFile::mostBytes + 1)});
        QTRY_COMPARE(f.problems.size(), 1);
        QVERIFY(f.problems.front().contains(QStringLiteral("big.iso")) &&
                f.problems.front().contains(QStringLiteral("20.1 MB")));
        f.files->add(1, {f.folder.path()});
        QTRY_COMPARE(f.problems.size(), 2);
        QVERIFY(f.problems.back().contains(QStringLiteral("folder")));
        f.files->add(1, {f.folder.filePath(QStringLiteral("nowhere"))});
        QTRY_COMPARE(f.problems.size(), 3);
        QVERIFY(f.files->of(1).empty());
        QCOMPARE(f.begun(), 0U);
        QStringList eleven;
        for (int i = 0; i < 11; ++i)
            eleven.append(f.path(QString::number(i), "x"));
        f.files->add(1, eleven);
        QTRY_COMPARE(f.problems.size(), 4);
        QVERIFY(f.problems.back().contains(QStringLiteral("at most 10 files, not 11")));
        QVERIFY(f.untilThere(10));
        f.files->add(2, {f.large(QStringLiteral("a"), CaseFile::mostBytes - 5)});
        f.files->add(2, {f.path(QStringLiteral("b"), "123456")});
        QTRY_COMPARE(f.problems.size(), 5);
        QVERIFY(f.problems.back().contains(QStringLiteral("20.1 MB together")));
        QCOMPARE(f.files->of(2).size(), 1U);
    }

    void itGoesOnAfterARestartOfTheConsole()
    {
        Fixture f;
        const QByteArray content(1'200'000, 'x');
        f.service.hold("PUT");
        f.files->add(1, {f.path(QStringLiteral("log.txt"), content)});
        QTRY_COMPARE(f.service.held(), 1U);
        f.service.release(1);
        QTRY_COMPARE(f.files->of(1).front().got, CaseFile::bytesOfAPiece);
        const QJsonObject kept = f.files->toJson();
        f.files.reset();
        f.service.release();
        f.make();
        f.files->restore(kept);
        QVERIFY(f.untilThere(1));
        QCOMPARE(f.begun(), 1U);
        QVERIFY(f.there.all.begin()->second.bytes == content);
    }

    void itGoesOnAfterSilence()
    {
        Fixture f;
        f.service.hold("PUT");
        const QByteArray content(700'000, 'y');
        f.files->add(1, {f.path(QStringLiteral("log.txt"), content)});
        QTRY_COMPARE(f.service.held(), 1U);
        f.service.goAway();
        f.service.release();
        QTRY_VERIFY(!f.session.isLive());
        QVERIFY(f.files->isUnderWay(1) && !f.files->failed(1));
        f.service.comeBack();
        QVERIFY(f.untilThere(1));
        QVERIFY(f.there.all.begin()->second.bytes == content);
    }

    // Dropped there after a while, say: it is brought once more.
    void whatIsGoneThereComesAgain()
    {
        Fixture f;
        f.files->add(1, {f.path(QStringLiteral("log.txt"), "words")});
        QVERIFY(f.untilThere(1));
        f.there.all.clear();
        f.files->lookAgain(1);
        QTRY_COMPARE(f.there.all.size(), 1U);
        QVERIFY(f.untilThere(1));
        QCOMPARE(f.files->ids(1), std::vector<qint64>{42});
        QCOMPARE(f.there.all[42].bytes, QByteArray("words"));
    }

    // The answer to that message never came here.
    void whatWentWithAMessageIsntBroughtAgain()
    {
        Fixture f;
        const QString picture = f.picture(QStringLiteral("shot"));
        f.files->add(1,
                     {f.path(QStringLiteral("log.txt"), "words"), f.path(QStringLiteral("b.txt"), "more")});
        QVERIFY(f.untilThere(2));
        QJsonObject kept = f.files->toJson();
        QJsonArray list = kept.value(QStringLiteral("1")).toArray();
        list.append(QJsonObject{{QStringLiteral("path"), picture},
                                {QStringLiteral("size"), 7},
                                {QStringLiteral("ours"), true},
                                {QStringLiteral("id"), 40}});
        kept.insert(QStringLiteral("1"), list);
        f.files.reset();
        f.there.all.erase(41); // it is the message's now; and b.txt is still a draft
        bool isReached = false;
        f.service.on("GET", QStringLiteral("/api/v1/cases/1"), [&isReached](const auto &) {
            if (!std::exchange(isReached, true))
                return FakeService::Reply::refusal({Problem::Kind::Unavailable,
                                                    QStringLiteral("Nobody answers"),
                                                    QStringLiteral("http://127.0.0.1:8080"),
                                                    {}});
            const auto said = [](qint64 id) {
                return QJsonObject{{QStringLiteral("case"), 1}, {QStringLiteral("file"), id}};
            };
            return FakeService::Reply::json(
                {{QStringLiteral("id"), 1},
                 {QStringLiteral("messages"),
                  QJsonArray{QJsonObject{{QStringLiteral("id"), 5},
                                         {QStringLiteral("kind"), QStringLiteral("staff")},
                                         {QStringLiteral("attachments"), QJsonArray{said(41), said(40)}}}}}});
        });
        f.make();
        QStringList gone;
        connect(f.files.get(), &ReplyFiles::wentBefore, this,
                [&gone](qint64, const QStringList &names) { gone += names; });
        f.files->restore(kept);
        QVERIFY(f.files->isUnderWay(1)); // nothing is sent before that is known
        QVERIFY(f.untilThere(1));
        QVERIFY(isReached);
        QCOMPARE(f.files->ids(1), std::vector<qint64>{42});
        QCOMPARE(gone, (QStringList{QStringLiteral("log.txt"), QStringLiteral("shot.png")}));
        QCOMPARE(f.begun(), 2U); // as before
        QTRY_VERIFY(!QFile::exists(picture));
        QVERIFY(QFile::exists(f.folder.filePath(QStringLiteral("log.txt"))));
    }

    // Without that the session has noticed.
    void aListThatIsntReachedIsAskedForAgain()
    {
        Fixture f;
        f.files->add(1, {f.path(QStringLiteral("log.txt"), "words")});
        QVERIFY(f.untilThere(1));
        f.there.all.clear();
        bool isReached = false;
        f.service.on("GET", QStringLiteral("/api/v1/cases/1/files"), [&isReached](const auto &) {
            if (std::exchange(isReached, true))
                return FakeService::Reply::items({});
            return FakeService::Reply::refusal({Problem::Kind::Unavailable,
                                                QStringLiteral("Nobody answers"),
                                                QStringLiteral("http://127.0.0.1:8080"),
                                                {}});
        });
        f.files->lookAgain(1);
        QVERIFY(f.files->isUnderWay(1));
        QTRY_COMPARE(f.there.all.size(), 1U);
        QVERIFY(f.untilThere(1) && f.session.isLive());
    }

    void whatHasChangedIsntWhatWasMeant()
    {
        Fixture f;
        f.service.hold("POST");
        const QString path = f.path(QStringLiteral("log.txt"), "words");
        f.files->add(1, {path});
        QTRY_COMPARE(f.service.held(), 1U);
        f.path(QStringLiteral("log.txt"), "other words");
        f.service.release();
        QTRY_VERIFY(f.files->failed(1));
        QVERIFY(f.files->failed(1)->why.contains(QStringLiteral("changed")));
        QVERIFY(f.there.all.begin()->second.bytes.isEmpty());
    }

    void aRefusalCanBeTriedAgain()
    {
        Fixture f;
        f.service.refuse({Problem::Kind::TooLarge, QStringLiteral("Too many files of yours wait"), {}, {}});
        f.files->add(1, {f.path(QStringLiteral("log.txt"), "words")});
        QTRY_VERIFY(f.files->failed(1));
        QCOMPARE(f.files->failed(1)->why, QStringLiteral("Too many files of yours wait"));
        f.service.beHonest();
        f.files->again(1, f.files->failed(1)->key);
        QVERIFY(f.untilThere(1));
    }

    void removedAndPutBack()
    {
        Fixture f;
        f.service.hold("PUT");
        f.files->add(
            1, {f.path(QStringLiteral("a"), QByteArray(700'000, 'a')), f.path(QStringLiteral("b"), "b")});
        QTRY_COMPARE(f.service.held(), 1U);
        f.files->remove(1, f.files->of(1).front().key);
        QCOMPARE(f.files->of(1).size(), 1U);
        f.service.release();
        QVERIFY(f.untilThere(1)); // the other one
        QCOMPARE(f.there.all.size(), 2U);
        f.files->putBack();
        QVERIFY(f.untilThere(2));
        QCOMPARE(f.there.all[41].bytes.size(), 700'000);
        f.files->remove(1, f.files->of(1).front().key);
        f.files->remove(1, f.files->of(1).front().key); // the one before is gone for good
        QTRY_COMPARE(f.there.all.size(), 1U);
        f.files->putBack();
        QVERIFY(f.untilThere(1));
    }

    void whatIsLookedAtIsUnderWay()
    {
        Fixture f;
        f.files->add(1, {f.path(QStringLiteral("a"), "a"), f.path(QStringLiteral("b"), "b")});
        QVERIFY(f.files->of(1).empty() && f.files->isUnderWay(1) && !f.files->isUnderWay(2));
        QCOMPARE(f.files->count(1), 2);
        QVERIFY(f.untilThere(2));
        QCOMPARE(f.files->count(1), 2);
        f.files->add(2, {f.folder.path()});
        QVERIFY(f.files->isUnderWay(2));
        QTRY_COMPARE(f.problems.size(), 1);
        QVERIFY(!f.files->isUnderWay(2));
    }

    void aPictureThatCantBeKeptIsSaid()
    {
        Fixture f;
        f.path(QStringLiteral("pasted"), "in the way of the folder");
        QSignalSpy changed(f.files.get(), &ReplyFiles::changed);
        f.files->addPicture(1, QImage(4, 3, QImage::Format_RGB32));
        QVERIFY(f.files->isUnderWay(1));
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(f.problems.size(), 1);
        QVERIFY(!f.files->isUnderWay(1) && f.files->count(1) == 0);
    }

    // Of what came while it was on its way nobody else has a copy.
    void onlyWhatWasSentIsForgotten()
    {
        Fixture f;
        f.files->add(1, {f.path(QStringLiteral("a"), "a")});
        QVERIFY(f.untilThere(1));
        const std::vector<qint64> sent = f.files->ids(1);
        f.files->addPicture(1, QImage(4, 3, QImage::Format_RGB32));
        QVERIFY(f.untilThere(2));
        f.files->forget(1, sent);
        QCOMPARE(f.files->ids(1), std::vector<qint64>{42});
        const QString path = f.files->of(1).front().path;
        f.files->forget(1, {}); // nothing of it
        QCOMPARE(f.files->of(1).size(), 1U);
        f.files.reset(); // what is done beside this thread is done
        QVERIFY(QFile::exists(path));
    }

    void aPictureIsKeptUntilItIsSent()
    {
        Fixture f;
        QImage picture(40, 30, QImage::Format_RGB32);
        picture.fill(Qt::red);
        f.files->addPicture(1, picture);
        QVERIFY(f.untilThere(1));
        const QString path = f.files->of(1).front().path;
        QVERIFY(f.files->of(1).front().isOurs && QFile::exists(path));
        QCOMPARE(QImage::fromData(f.there.all.begin()->second.bytes, "PNG").size(), picture.size());
        f.files->forget(1, f.files->ids(1));
        QVERIFY(f.files->of(1).empty());
        QTRY_VERIFY(!QFile::exists(path));
        QCOMPARE(f.there.all.size(), 1U); // it is the message's
        QVERIFY(f.files->toJson().isEmpty());
    }

    void aPictureThatWasRemovedGoesWithTheConsole()
    {
        Fixture f;
        f.files->addPicture(1, QImage(4, 3, QImage::Format_RGB32));
        QVERIFY(f.untilThere(1));
        const QString path = f.files->of(1).front().path;
        f.files->remove(1, f.files->of(1).front().key);
        QVERIFY(QFile::exists(path)); // it may be put back
        f.files.reset();
        QVERIFY(!QFile::exists(path) && !QFile::exists(QFileInfo(path).path()));
        QTRY_VERIFY(f.there.all.empty());
    }

    // After a crash, say. The drafts of another connection keep theirs in the same place.
    void picturesThatNobodyNamesGoInTime()
    {
        Fixture f;
        const QString lost = f.old(QStringLiteral("lost"));
        const QString named = f.old(QStringLiteral("named"));
        const QString fresh = f.picture(QStringLiteral("fresh"));
        const QJsonObject kept{{QStringLiteral("path"), named}, {QStringLiteral("ours"), true}};
        f.files->restore({{QStringLiteral("2"), QJsonArray{kept}}});
        f.files.reset();
        QVERIFY(!QFile::exists(lost) && !QFile::exists(QFileInfo(lost).path()));
        QVERIFY(QFile::exists(named) && QFile::exists(fresh));
        f.make(); // another one, which knows nothing of it
        f.files->restore({});
        f.files.reset();
        QVERIFY(QFile::exists(named) && QFile::exists(fresh));
    }
};

QTEST_GUILESS_MAIN(TestReplyFiles)
#include "TestReplyFiles.moc"
