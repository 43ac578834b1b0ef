// The demo's mailbox: what is laid there is taken once, and put aside only after that.
#include "daemon/MailDrop.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace slipway;

namespace {

constexpr int takenWithin = 10000; // ms

} // namespace

class TestMailDrop : public QObject
{
    Q_OBJECT

    QByteArrayList m_taken;
    bool m_refuses = false;
    std::mutex m_mutex;

    MailDrop::Take take()
    {
        return [this](const QByteArray &raw) -> Result<void> {
            const std::lock_guard lock(m_mutex);
            if (m_refuses)
                return fail(Problem::Kind::Unavailable, QStringLiteral("The disk is full"));
            m_taken.append(raw);
            return {};
        };
    }
    QByteArrayList taken()
    {
        const std::lock_guard lock(m_mutex);
        return m_taken;
    }
    void setRefuses(bool refuses)
    {
        const std::lock_guard lock(m_mutex);
        m_refuses = refuses;
    }

    // As mail programs do it: written elsewhere, then moved in; long ago, or just now.
    static void lay(const QString &folder, const QString &name, const QByteArray &bytes, int secondsAgo = 60)
    {
        const QString written = folder + QStringLiteral("/tmp/") + name;
        QFile file(written);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.flush();
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-secondsAgo),
                                 QFileDevice::FileModificationTime));
        file.close();
        QVERIFY(QFile::rename(written, folder + QStringLiteral("/new/") + name));
    }
    static QStringList in(const QString &folder, const char *name)
    {
        return QDir(folder + QLatin1Char('/') + QLatin1String(name)).entryList(QDir::Files);
    }

private Q_SLOTS:
    void init()
    {
        m_taken.clear();
        m_refuses = false;
    }

    void whatIsLaidThereIsTaken()
    {
        QTemporaryDir folder;
        MailDrop drop(folder.filePath(QStringLiteral("box")), take());
        QVERIFY(drop.start());
        const QString box = folder.filePath(QStringLiteral("box"));
        lay(box, QStringLiteral("1.a.host"), "one");
        lay(box, QStringLiteral("2.b.host:2,"), "two");
        QTRY_COMPARE_WITH_TIMEOUT(taken(), (QByteArrayList{"one", "two"}), takenWithin);
        QTRY_COMPARE_WITH_TIMEOUT(
            in(box, "cur"), QStringList({QStringLiteral("1.a.host:2,S"), QStringLiteral("2.b.host:2,S")}),
            takenWithin);
        QVERIFY(in(box, "new").isEmpty());
        drop.stop();
        lay(box, QStringLiteral("3.c.host"), "three");
        QCOMPARE(taken().size(), 2);
    }

    void itStaysUntilItIsTaken()
    {
        QTemporaryDir folder;
        MailDrop drop(folder.path(), take());
        QVERIFY(drop.start());
        drop.stop();
        setRefuses(true);
        lay(folder.path(), QStringLiteral("1.a.host"), "one");
        lay(folder.path(), QStringLiteral("2.b.host"), "two");
        const auto refused = drop.collect();
        QVERIFY(!refused);
        QCOMPARE(refused.error().what, QStringLiteral("The disk is full"));
        QCOMPARE(in(folder.path(), "new").size(), 2);
        setRefuses(false);
        QCOMPARE(*drop.collect(), 2);
        QCOMPARE(*drop.collect(), 0);
        QCOMPARE(taken(), (QByteArrayList{"one", "two"}));
    }

    // Killed between the commit and the move: it is taken again, which counts once.
    void whatCouldntBePutAsideIsTakenAgain()
    {
        QTemporaryDir folder;
        MailDrop drop(folder.path(), take());
        QVERIFY(drop.start());
        drop.stop();
        const QString aside = folder.filePath(QStringLiteral("cur"));
        QVERIFY(QDir(folder.path()).rmdir(QStringLiteral("cur")));
        lay(folder.path(), QStringLiteral("1.a.host"), "one");
        QVERIFY(!drop.collect());
        QCOMPARE(in(folder.path(), "new").size(), 1);
        QVERIFY(QDir().mkdir(aside));
        QCOMPARE(*drop.collect(), 1);
        QCOMPARE(taken(), (QByteArrayList{"one", "one"}));
        QVERIFY(in(folder.path(), "new").isEmpty());
    }

    void whatIsNoMailYetIsLeft()
    {
        QTemporaryDir folder;
        MailDrop drop(folder.path(), take());
        QVERIFY(drop.start());
        drop.stop();
        lay(folder.path(), QStringLiteral("1.written"), "hal", 0); // somebody copies it there, byte by byte
        lay(folder.path(), QStringLiteral(".hidden"), "x");
        QVERIFY(QFile::link(QStringLiteral("/etc/passwd"), folder.filePath(QStringLiteral("new/2.link"))));
        QFile large(folder.filePath(QStringLiteral("new/3.large")));
        QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(MailDrop::largest + 1));
        QVERIFY(
            large.setFileTime(QDateTime::currentDateTime().addSecs(-60), QFileDevice::FileModificationTime));
        large.close();
        lay(folder.path(), QStringLiteral("4.good"), "four");
        QCOMPARE(*drop.collect(), 1);
        QCOMPARE(taken(), QByteArrayList{"four"});
        QTest::qWait(600); // as long as it must have been left alone
        QCOMPARE(*drop.collect(), 1);
        QCOMPARE(taken(), (QByteArrayList{"four", "hal"}));
        QCOMPARE(in(folder.path(), "new"),
                 QStringList({QStringLiteral("2.link"), QStringLiteral("3.large")}));
    }
};

QTEST_GUILESS_MAIN(TestMailDrop)

#include "TestMailDrop.moc"
