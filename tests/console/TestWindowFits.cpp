// The whole window on a small screen, and where everything is scaled to twice its size: a step has failed,
// several things are wrong and several messages stand. SLIPWAY_PICTURES names a folder for pictures of it.
#include "console/Panes.h"
#include "console/Translations.h"
#include "models/FakeService.h"
#include "widgets/MainWindow.h"
#include "widgets/NextPanel.h"
#include "widgets/Notices.h"
#include "widgets/ReleaseButtons.h"
#include "widgets/SampleRelease.h"
#include "widgets/Theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QTest>

using namespace slipway;

namespace {

constexpr QSize smallScreen(1280, 800);
constexpr QSize twice(640, 400); // of the same screen, in the window's own measure

} // namespace

class TestWindowFits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_service = std::make_unique<FakeService>();
        m_service->fillWorld();
        m_session = std::make_unique<Session>(
            *m_service, [this] { return m_service->endpoint(); }, m_service->parts());
    }
    void cleanup()
    {
        m_window.reset();
        m_actions.reset();
        m_session.reset();
        m_service.reset();
        m_translations.install(QStringLiteral("en"));
        theme::apply(*qApp, theme::Scheme::Light);
    }

    void itFits_data()
    {
        QTest::addColumn<QSize>("screen");
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("dark");
        QTest::newRow("small-en-light") << smallScreen << QStringLiteral("en") << false;
        QTest::newRow("small-de-dark") << smallScreen << QStringLiteral("de") << true;
        QTest::newRow("twice-en-light") << twice << QStringLiteral("en") << false;
        QTest::newRow("twice-de-dark") << twice << QStringLiteral("de") << true;
    }
    void itFits()
    {
        QFETCH(QSize, screen);
        QFETCH(QString, language);
        QFETCH(bool, dark);
        theme::apply(*qApp, dark ? theme::Scheme::Dark : theme::Scheme::Light);
        m_translations.install(language);
        stand();
        open(screen);
        picture(QStringLiteral("failed"));
        isSound(screen);
        for (int at = 0; at < 3; ++at)
            m_window->notices().tell(
                {Problem::Kind::Unavailable,
                 QStringLiteral("Problem number %1 that is told above the panes").arg(at),
                 QStringLiteral("/api/v1/releases"), QStringLiteral("Try it again later.")});
        m_service->answer(
            QStringLiteral("/api/v1/brake"),
            {{QStringLiteral("on"), true}, {QStringLiteral("reason"), QStringLiteral("a test")}});
        m_service->tell(QStringLiteral("brake.on"), QStringLiteral("service"));
        settle();
        picture(QStringLiteral("trouble"));
        isSound(screen);
        m_window->showPane(QStringLiteral("pipelines"));
        m_window->showPane(QStringLiteral("activity"));
        settle();
        picture(QStringLiteral("others"));
        isSound(screen);
    }

private:
    void stand()
    {
        m_service->put(fake::release(214, QStringLiteral("northwind/shop"), QStringLiteral("waiting"),
                                     QStringLiteral("pre-sync"),
                                     QStringLiteral("operations: retry, skip or abort \"Let the copy follow "
                                                    "production\"")));
        QJsonArray steps = sample::steps(QStringLiteral("pre-sync"), QStringLiteral("failed"));
        QJsonObject step = steps[7].toObject();
        step.insert(
            QStringLiteral("problem"),
            Problem{Problem::Kind::Unavailable,
                    QStringLiteral("rsync ended with 23: some files could not be transferred (uploads/"
                                   "2026/11/27/large-photo.jpg: Permission denied)"),
                    QStringLiteral("shop-3"),
                    QStringLiteral("Look at the permissions of the folder named, mend them and retry.")}
                .toJson());
        step.insert(QStringLiteral("waits_for"),
                    QStringLiteral("operations: retry, skip or abort \"Let the copy follow production\""));
        step.insert(QStringLiteral("attempt"), 3);
        steps[7] = step;
        m_service->steps[214] = steps;
    }
    void open(QSize screen)
    {
        m_actions = std::make_unique<Actions>();
        m_window = std::make_unique<MainWindow>(*m_session, *m_actions);
        addPanes(*m_window);
        m_window->restoreSession({});
        m_window->resize(screen);
        m_window->show();
        m_session->open();
        QTRY_VERIFY(m_session->isLive());
        m_window->open(QStringLiteral("release/214"));
        QTRY_VERIFY(buttons()->button(QStringLiteral("retry")));
        settle();
    }
    ReleaseButtons *buttons() const { return m_window->findChild<NextPanel *>()->buttons(); }
    static void settle()
    {
        for (int turn = 0; turn < 5; ++turn)
            QTest::qWait(20); // layouts ask for another turn
    }

    // No larger than the screen, and no button of the release cut or over another.
    void isSound(QSize screen) const
    {
        const QSize least = m_window->minimumSizeHint();
        QVERIFY2(least.width() <= screen.width() && least.height() <= screen.height(),
                 qPrintable(QStringLiteral("%1×%2").arg(least.width()).arg(least.height())));
        QCOMPARE(m_window->size(), screen);
        QList<QRect> places;
        for (const QAbstractButton *button : buttons()->findChildren<QAbstractButton *>()) {
            if (!button->isVisible())
                continue;
            const QRect place = button->geometry();
            QVERIFY2(buttons()->rect().contains(place), qPrintable(button->text()));
            QVERIFY2(place.width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
            for (const QRect &other : places)
                QVERIFY2(!other.intersects(place), qPrintable(button->text()));
            places.append(place);
        }
        QVERIFY(places.size() >= 3);
    }

    void picture(const QString &what) const
    {
        const QString folder = qEnvironmentVariable("SLIPWAY_PICTURES");
        if (!folder.isEmpty())
            m_window->grab().save(QStringLiteral("%1/%2-%3.png")
                                      .arg(folder, QString::fromLatin1(QTest::currentDataTag()), what));
    }

    std::unique_ptr<FakeService> m_service;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Actions> m_actions;
    std::unique_ptr<MainWindow> m_window;
    Translations m_translations;
};

QTEST_MAIN(TestWindowFits)
#include "TestWindowFits.moc"
