// What the console's log keeps: changes of the connection and what was warned of, and no secret.
#include "console/Journal.h"
#include "console/LogFile.h"
#include "models/FakeService.h"

#include <QTemporaryDir>
#include <QTest>

using namespace slipway;

class TestJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyChangeOfTheConnectionOnce()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("console.log"));
        LogFile log(path);
        FakeService service;
        service.fillWorld();
        Session session(
            service, [&service] { return service.endpoint(); }, service.parts());
        Journal journal(log, session, QStringLiteral("prod.example"));
        QVERIFY2(linesOf(path).value(0).contains(QLatin1String("info slipway " SLIPWAY_VERSION)),
                 qPrintable(linesOf(path).join(QLatin1Char('\n'))));
        QVERIFY(linesOf(path).value(0).endsWith(QStringLiteral("for prod.example")));
        session.open();
        QTRY_VERIFY(linesOf(path).constLast().contains(QLatin1String("info live, ")));
        service.goAway();
        QTRY_VERIFY(linesOf(path).constLast().contains(QLatin1String("warning no longer live")));
        QVERIFY2(linesOf(path).constLast().contains(session.problem().what),
                 qPrintable(linesOf(path).constLast()));
        service.comeBack();
        QTRY_VERIFY(linesOf(path).constLast().contains(QLatin1String("info live, ")));
        const QStringList lines = linesOf(path);
        for (qsizetype i = 1; i < lines.size(); ++i)
            QVERIFY2(lines[i].section(QLatin1Char(' '), 1) != lines[i - 1].section(QLatin1Char(' '), 1),
                     qPrintable(lines[i]));
        const QByteArray token = service.endpoint().token;
        QVERIFY(token.isEmpty() || !lines.join(QLatin1Char('\n')).contains(QString::fromUtf8(token)));
    }

    void warningsWithoutSecrets()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("console.log"));
        LogFile log(path);
        FakeService service;
        Session session(
            service, [&service] { return service.endpoint(); }, service.parts());
        Journal journal(log, session, QStringLiteral("demo"));
        journal.warn(QStringLiteral("refused with slw_verysecret0123456789"));
        QVERIFY(linesOf(path).constLast().contains(QStringLiteral("warning refused with slw_…")));
        QVERIFY(!linesOf(path).constLast().contains(QLatin1String("verysecret")));
    }

private:
    static QStringList linesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly)
                   ? QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts)
                   : QStringList();
    }
};

QTEST_GUILESS_MAIN(TestJournal)
#include "TestJournal.moc"
