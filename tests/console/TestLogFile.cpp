// The console's log: turned over, from many threads, and without secrets.
#include "console/LogFile.h"

#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace slipway;

class TestLogFile : public QObject
{
    Q_OBJECT

private:
    QString path() const { return m_folder->filePath(QStringLiteral("state/console.log")); }
    static QString read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void secretsAreBlottedOut_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("token") << "GET with slw_verysecret0123456789_-x";
        QTest::newRow("header") << "Authorization: Bearer verysecret";
        QTest::newRow("json") << "{\"name\":\"eva\",\"password\":\"verysecret\"}";
        QTest::newRow("assignment") << "password=verysecret";
        QTest::newRow("spaced") << "\"token\" : \"verysecret of blanks\"";
    }
    void secretsAreBlottedOut()
    {
        QFETCH(QString, line);
        LogFile log(path());
        log.write(line);
        const QString written = read(path());
        QVERIFY(!written.isEmpty());
        QVERIFY2(!written.contains(QStringLiteral("verysecret")), qPrintable(written));
    }

    // A folder's place taken by a file: fails for root as well.
    void itBeginsOnceItCan()
    {
        QFile inTheWay(m_folder->filePath(QStringLiteral("state")));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        inTheWay.close();
        LogFile log(path());
        log.write(QStringLiteral("lost"));
        QVERIFY(inTheWay.remove());
        log.write(QStringLiteral("first"));
        QVERIFY(read(path()).contains(QStringLiteral("first")));
    }

    void oneLineAMessageWithItsTime()
    {
        LogFile log(path());
        log.write(QStringLiteral("first\nsecond"));
        const QString written = read(path());
        QCOMPARE(written.count(QLatin1Char('\n')), 1);
        QVERIFY(
            written.contains(QRegularExpression(QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z first"))));
    }

    void qtsMessagesComeIn()
    {
        {
            LogFile log(path());
            log.takeMessages();
            QTest::ignoreMessage(QtWarningMsg, "something odd");
            qWarning("something odd");
        }
        QVERIFY(read(path()).contains(QStringLiteral("warning something odd")));
        QTest::ignoreMessage(QtWarningMsg, "afterwards");
        qWarning("afterwards");
        QVERIFY(!read(path()).contains(QStringLiteral("afterwards")));
    }

    void itIsTurnedOver()
    {
        LogFile log(path(), 1000);
        for (int i = 0; i < 200; ++i)
            log.write(QStringLiteral("line %1").arg(i));
        QVERIFY(read(path()).contains(QStringLiteral("line 199")));
        const QDir folder(QFileInfo(path()).path());
        QCOMPARE(folder.entryList(QDir::Files).size(), 1 + LogFile::kept);
        for (const QFileInfo &file : folder.entryInfoList(QDir::Files)) {
            QVERIFY(file.size() <= 1000);
            QVERIFY(!(file.permissions() & (QFile::ReadOther | QFile::ReadGroup)));
        }
    }

    void manyThreadsDontMixTheirLines()
    {
        {
            LogFile log(path());
            std::vector<std::thread> threads;
            for (int t = 0; t < 4; ++t) {
                threads.emplace_back([&log, t] {
                    for (int i = 0; i < 200; ++i)
                        log.write(QStringLiteral("thread %1 says %2 END").arg(t).arg(i));
                });
            }
            for (std::thread &thread : threads)
                thread.join();
        }
        const QStringList lines = read(path()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 800);
        for (const QString &line : lines)
            QVERIFY2(line.endsWith(QStringLiteral("END")) && line.count(QStringLiteral("says")) == 1,
                     qPrintable(line));
    }

    void theEndOfAFile()
    {
        LogFile log(path());
        for (int i = 0; i < 20; ++i)
            log.write(QStringLiteral("line %1").arg(i));
        const QStringList end = endOfFile(path(), 2).split(QLatin1Char('\n'));
        QCOMPARE(end.size(), 2);
        QVERIFY(end.last().endsWith(QStringLiteral("line 19")));
        QVERIFY(endOfFile(QStringLiteral("/nowhere"), 3).isEmpty());
    }

    void whereItCantBeWrittenItCostsNothing()
    {
        LogFile log(QStringLiteral("/proc/nowhere/console.log"));
        log.write(QStringLiteral("lost"));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestLogFile)
#include "TestLogFile.moc"
