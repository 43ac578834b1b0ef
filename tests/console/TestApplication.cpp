// The console as a whole, without a service: what it says of that, language, colours and scale changed while
// it runs.
#include "console/Application.h"
#include "console/CommandLine.h"
#include "console/FakePortal.h"
#include "console/StartTrace.h"
#include "widgets/EmptyState.h"
#include "widgets/InlineMessage.h"
#include "widgets/MainWindow.h"
#include "widgets/Notices.h"

#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QLocale>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace slipway;

namespace {

constexpr int soon = 20000; // ms, on a machine that does much else

} // namespace

class TestApplication : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_portal.start());
        qputenv("SLIPWAY_TOKEN", "slw_nobody");
        qputenv("LANGUAGE", "en");
    }
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        for (const char *variable : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"})
            qputenv(variable, m_home->path().toUtf8());
        begin();
    }
    void cleanup()
    {
        m_console.reset();
        m_home.reset();
    }

    void whatIsTheMatterIsSaidInEveryPane()
    {
        for (const char *id : {"applications", "releases", "activity", "pipelines"}) {
            auto *empty = window().pane(QLatin1String(id))->findChild<EmptyState *>();
            window().showPane(QLatin1String(id));
            QTRY_VERIFY2_WITH_TIMEOUT(empty->text().contains(QStringLiteral("can't be reached")),
                                      qPrintable(empty->text()), soon);
            QVERIFY2(!empty->text().contains(QStringLiteral("being")), qPrintable(empty->text()));
            auto *again = empty->findChild<QPushButton *>();
            QVERIFY(!again->isHidden());
            QCOMPARE(again->text(), QStringLiteral("Try again"));
        }
        window().open(QStringLiteral("release/7"));
        auto *age =
            window().pane(QStringLiteral("release"))->findChild<InlineMessage *>(QStringLiteral("age"));
        QTRY_VERIFY_WITH_TIMEOUT(age->text().contains(QStringLiteral("can't be reached")), soon);
    }

    // Whoever looks for what was the matter finds it in the file.
    void theLogTellsOfTheConnectionAndOfWarnings()
    {
        const auto log = [this] {
            QFile file(m_home->filePath(QStringLiteral("slipway/console-%1.log").arg(m_profile.key())));
            return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
        };
        QTRY_VERIFY2_WITH_TIMEOUT(log().contains(QStringLiteral("can't be reached")), qPrintable(log()),
                                  soon);
        window().tell({Problem::Kind::Unavailable, QStringLiteral("No room for slw_verysecret01"), {}, {}});
        QVERIFY2(log().contains(QStringLiteral("warning No room for slw_…")), qPrintable(log()));
        QVERIFY(!log().contains(QStringLiteral("slw_nobody")));
    }

    void theLanguageChangesInPlace()
    {
        QSignalSpy quits(qApp, &QCoreApplication::aboutToQuit);
        QCOMPARE(menus().first(), QStringLiteral("&File"));
        releaseSearch()->setText(QStringLiteral("northwind"));
        window().resize(1111, 777);
        choose(QStringLiteral("de"));
        QTRY_COMPARE_WITH_TIMEOUT(menus().first(), QStringLiteral("&Datei"), soon);
        QCOMPARE(window().pane(QStringLiteral("applications"))->title(), QStringLiteral("Anwendungen"));
        QVERIFY(window().isVisible());
        QCOMPARE(window().size(), QSize(1111, 777));
        QCOMPARE(releaseSearch()->text(), QStringLiteral("northwind"));
        QCOMPARE(QLocale().language(), QLocale::German);
        choose(QStringLiteral("en"));
        QTRY_COMPARE_WITH_TIMEOUT(menus().first(), QStringLiteral("&File"), soon);
        QCOMPARE(QLocale().language(), QLocale::English);
        QVERIFY(quits.isEmpty());
    }

    void theColoursFollowTheDesktop()
    {
        m_portal.prefer(FakePortal::Dark);
        QTRY_VERIFY_WITH_TIMEOUT(theme::isDark(), soon);
        m_portal.prefer(FakePortal::Light);
        QTRY_VERIFY_WITH_TIMEOUT(!theme::isDark(), soon);
        Q_EMIT window().schemeChosen(theme::Scheme::Dark);
        QVERIFY(theme::isDark());
        m_portal.prefer(FakePortal::Neither);
        m_portal.prefer(FakePortal::Light);
        QTRY_VERIFY_WITH_TIMEOUT(saved().contains("\"systemDark\": false"), soon); // it was heard
        QVERIFY(theme::isDark());                                                  // chosen is chosen
        Q_EMIT window().schemeChosen(theme::Scheme::System);
        QVERIFY(!theme::isDark());
    }

    // The first frame has the colours that the desktop had last.
    void theDesktopsColoursAreThereAtOnce()
    {
        m_portal.prefer(FakePortal::Dark);
        QTRY_VERIFY_WITH_TIMEOUT(theme::isDark(), soon);
        m_console.reset();
        begin();
        QVERIFY(theme::isDark());
        m_portal.prefer(FakePortal::Light);
        QTRY_VERIFY_WITH_TIMEOUT(!theme::isDark(), soon);
    }

    void anotherScaleOffersToStartAgain()
    {
        act(QStringLiteral("view.scale.150"));
        const QString said = window().notices().texts().value(0);
        QVERIFY2(said.contains(QStringLiteral("150 %")), qPrintable(said));
        QPushButton *again = nullptr;
        for (QPushButton *button : window().notices().findChildren<QPushButton *>()) {
            if (button->isVisible())
                again = button;
        }
        QVERIFY(again);
        QVERIFY(!m_console->startsAgain());
        again->click();
        QVERIFY(m_console->startsAgain());
        QVERIFY(!window().isVisible());
    }

private:
    void begin()
    {
        CommandLine line;
        line.server = QUrl(QStringLiteral("http://127.0.0.1:9")); // where nobody answers
        m_profiles = std::make_unique<Profiles>(Profiles::defaultFolder());
        const auto chosen = m_profiles->chosen(line);
        QVERIFY(chosen);
        m_profile = *chosen;
        m_console = std::make_unique<Application>(*qobject_cast<QApplication *>(qApp), *m_profiles, m_profile,
                                                  m_trace);
        m_console->begin(line);
    }
    MainWindow &window() { return m_console->window(); }
    QByteArray saved() const
    {
        QFile file(m_profiles->settingsFile(m_profile));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QStringList menus()
    {
        QStringList titles;
        for (const QAction *action : window().findChild<QMenuBar *>()->actions())
            titles.append(action->text());
        return titles;
    }
    QLineEdit *releaseSearch() { return window().pane(QStringLiteral("releases"))->findChild<QLineEdit *>(); }
    void choose(const QString &language) { Q_EMIT window().languageChosen(language); }
    void act(const QString &id)
    {
        for (QAction *action : window().actions()) {
            if (action->objectName() == id)
                action->trigger();
        }
    }
    FakePortal m_portal;
    std::unique_ptr<QTemporaryDir> m_home;
    StartTrace m_trace;
    Profile m_profile;
    std::unique_ptr<Profiles> m_profiles;
    std::unique_ptr<Application> m_console;
};

QTEST_MAIN(TestApplication)
#include "TestApplication.moc"
