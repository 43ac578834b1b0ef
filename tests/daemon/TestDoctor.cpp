// What doctor says of the machine is what the service will meet, whoever asks.
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

class TestDoctor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void programsAreFoundWhateverThePath_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("an ordinary user of Debian")
            << QStringLiteral("/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games");
        QTest::newRow("nothing") << QStringLiteral("/nowhere");
    }

    void programsAreFoundWhateverThePath()
    {
        QFETCH(QString, path);
        QTemporaryDir folder;
        QProcess doctor;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PATH"), path);
        doctor.setProcessEnvironment(environment);
        doctor.start(
            qEnvironmentVariable("SLIPWAY_BIN") + QStringLiteral("/slipwayd"),
            {QStringLiteral("--doctor"), QStringLiteral("--json"), QStringLiteral("--data"), folder.path()});
        QVERIFY(doctor.waitForFinished(30000));
        const auto items = QJsonDocument::fromJson(doctor.readAllStandardOutput())
                               .object()
                               .value(QStringLiteral("items"))
                               .toArray();
        int programs = 0;
        for (const QJsonValue &item : items) {
            const QString check = item.toObject().value(QStringLiteral("check")).toString();
            if (!check.startsWith(QLatin1String("program ")))
                continue;
            ++programs;
            const QString name = check.mid(8);
            const bool isThere =
                QFileInfo(QStringLiteral("/usr/sbin/") + name).isExecutable() ||
                QFileInfo(QStringLiteral("/usr/bin/") + name).isExecutable() ||
                QFileInfo(QStringLiteral("/usr/lib/postgresql/15/bin/") + name).isExecutable();
            QVERIFY2(item.toObject().value(QStringLiteral("ok")).toBool() == isThere, qPrintable(check));
        }
        QVERIFY(programs >= 7);
    }
};

QTEST_GUILESS_MAIN(TestDoctor)
#include "TestDoctor.moc"
