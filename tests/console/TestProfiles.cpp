// Connections by name, their files, and that no secret is in them.
#include "console/CommandLine.h"
#include "console/Profiles.h"
#include "console/Settings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace slipway;

class TestProfiles : public QObject
{
    Q_OBJECT

private:
    static void keep(const Profiles &profiles, const Profile &profile)
    {
        Settings settings(profiles.settingsFile(profile));
        settings.set(QStringLiteral("connection"), profile.toJson());
    }
    static Profile named(const QString &name, const QUrl &server = {})
    {
        Profile profile;
        profile.name = name;
        profile.server = server;
        return profile;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void keysAreGoodFileNamesAndDiffer()
    {
        const QStringList names{QStringLiteral("prod"),
                                QStringLiteral("Prod"),
                                QStringLiteral("../../etc/passwd"),
                                QStringLiteral("/srv/slipway"),
                                QStringLiteral("/srv_slipway"),
                                QStringLiteral("pröd"),
                                QStringLiteral("prod.example:8443"),
                                QString(10000, QLatin1Char('n')),
                                QString()};
        QSet<QString> keys;
        for (const QString &name : names) {
            const QString key = named(name).key();
            QVERIFY2(!key.contains(QLatin1Char('/')) && !key.startsWith(QLatin1Char('.')), qPrintable(key));
            QVERIFY(!key.isEmpty() && key.size() < 100);
            keys.insert(key);
        }
        QCOMPARE(keys.size(), names.size());
        QCOMPARE(named(QStringLiteral("prod")).key(), QStringLiteral("prod"));
    }

    void keptOnesComeBackByName()
    {
        const Profiles profiles(m_folder->path());
        QVERIFY(profiles.all().empty());
        Profile prod = named(QStringLiteral("prod.example"), QUrl(QStringLiteral("https://prod.example")));
        prod.user = QStringLiteral("eva");
        keep(profiles, prod);
        keep(profiles, named(QStringLiteral("a test"), QUrl(QStringLiteral("http://127.0.0.1:9"))));
        QFile other(m_folder->filePath(QStringLiteral("other.json")));
        QVERIFY(other.open(QIODevice::WriteOnly));
        other.write("not json");
        other.close();
        const auto all = profiles.all();
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(all[0].name, QStringLiteral("a test"));
        QCOMPARE(all[1], prod);

        CommandLine line;
        line.profile = QStringLiteral("prod.example");
        QCOMPARE(*profiles.chosen(line), prod);
        line.profile = QStringLiteral("nobody");
        const auto none = profiles.chosen(line);
        QVERIFY(!none);
        QVERIFY(none.error().hint.contains(QStringLiteral("prod.example")));
        // The same server by its URL knows who signed in last.
        line = {};
        line.server = prod.server;
        QCOMPARE(profiles.chosen(line)->user, QStringLiteral("eva"));
    }

    // They have no token in common.
    void anotherSchemeIsAnotherConnection()
    {
        const Profiles profiles(m_folder->path());
        CommandLine safe;
        safe.server = QUrl(QStringLiteral("https://prod.example:8443"));
        CommandLine clear;
        clear.server = QUrl(QStringLiteral("http://prod.example:8443"));
        QCOMPARE(profiles.chosen(safe)->name, QStringLiteral("prod.example:8443"));
        QCOMPARE(profiles.chosen(clear)->name, QStringLiteral("http://prod.example:8443"));
        QVERIFY(profiles.chosen(clear)->key() != profiles.chosen(safe)->key());
        keep(profiles, *profiles.chosen(safe));
        keep(profiles, *profiles.chosen(clear));
        QCOMPARE(profiles.all().size(), std::size_t(2));
        QVERIFY(profiles.chosen(clear)->key() != profiles.chosen(safe)->key());
    }

    void oneThatWasKeptBeforeStaysAndSharesNothing()
    {
        const Profiles profiles(m_folder->path());
        Profile old = named(QStringLiteral("prod.example"), QUrl(QStringLiteral("http://prod.example")));
        old.user = QStringLiteral("eva");
        keep(profiles, old); // as older consoles called it
        CommandLine line;
        line.server = old.server;
        QCOMPARE(*profiles.chosen(line), old);
        line.server = QUrl(QStringLiteral("https://prod.example"));
        const Profile safe = *profiles.chosen(line);
        QCOMPARE(safe.server, line.server);
        QVERIFY(safe.key() != old.key());
        keep(profiles, safe);
        QCOMPARE(*profiles.chosen(line), safe);
        line.server = old.server;
        QCOMPARE(*profiles.chosen(line), old);
    }

    void folderAndEnvironmentSayWhoseService()
    {
        const Profiles profiles(m_folder->path());
        qputenv("SLIPWAY_DATA", "/srv/usual");
        const Profile usual = *profiles.chosen({});
        QCOMPARE(usual.name, QStringLiteral("default"));
        QCOMPARE(usual.data, QStringLiteral("/srv/usual"));
        QVERIFY(usual.isOwnService());
        CommandLine line;
        line.data = QStringLiteral("/srv/other");
        line.demo = true;
        const Profile other = *profiles.chosen(line);
        QCOMPARE(other.data, QStringLiteral("/srv/other"));
        QVERIFY(other.demo);
        QVERIFY(other.key() != usual.key());
        line.data = QStringLiteral("/srv/usual");
        QCOMPARE(profiles.chosen(line)->key(), usual.key());
        qunsetenv("SLIPWAY_DATA");
    }

    void noSecretIsInThem()
    {
        const QJsonObject object = named(QStringLiteral("prod")).toJson();
        for (const QString &word : object.keys())
            QVERIFY(!word.contains(QStringLiteral("token")) && !word.contains(QStringLiteral("password")));
        QCOMPARE(Profile::fromJson(object).name, QStringLiteral("prod"));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestProfiles)
#include "TestProfiles.moc"
