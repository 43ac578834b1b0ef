// By keyboard alone: what can be done, what can be gone to, and nothing of what was typed before.
#include "models/FakeCases.h"
#include "models/FakeService.h"
#include "widgets/CommandPalette.h"
#include "widgets/Fuzzy.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace slipway;

namespace {

class Told final : public Navigator
{
public:
    void open(const QString &reference) override { opened.append(reference); }
    void startRelease(const QString &) override {}
    void showHelp(const QString &) override {}
    void say(const QString &, const QString &) override {}
    void tell(const Problem &) override {}
    void ask(const Question &, std::function<void(const QString &)>) override {}
    void copy(const QString &text) override { copied.append(text); }
    QStringList opened;
    QStringList copied;
};

} // namespace

class TestCommandPalette : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void fuzzy();
    void actionsRunByKeyboard();
    void arrowsMove();
    void hiddenActionsAreNotOffered();
    void applicationsAreFound();
    void releasesAreFoundByNumber();
    void casesAreFound();
    void pipelinesAreFound();
    void helpIsFound();
    void staleAnswersAreDropped();
    void nothingIsAskedWithoutConnection();
    void nothingFoundIsSaid();
    void commandsAreCopied();
    void itIsAsHighAsWhatFits();
    void escapeCloses();
    void noAnswerLeavesTheActions();

private:
    void ask();
    void type(const QString &text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    QStringList texts() const;
    QString foot() const { return m_palette->findChild<QLabel *>(QStringLiteral("paletteFoot"))->text(); }
    QString current() const { return m_palette->findChild<QListView *>()->currentIndex().data().toString(); }

    std::unique_ptr<FakeService> m_service;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Actions> m_actions;
    std::unique_ptr<QWidget> m_window;
    Told m_told;
    QStringList m_done;
    QPointer<CommandPalette> m_palette;
};

void TestCommandPalette::init()
{
    theme::apply(*qApp, theme::Scheme::Light);
    m_told = {};
    m_done.clear();
    m_service = std::make_unique<FakeService>();
    m_service->fillWorld();
    m_session = std::make_unique<Session>(
        *m_service, [this] { return m_service->endpoint(); }, m_service->parts());
    m_actions = std::make_unique<Actions>();
    const auto add = [this](const char *id, const char *group, const char *text, const char *keys,
                            const char *command) {
        const QString done = QLatin1String(id);
        m_actions->add(
            m_actions.get(), done, QLatin1String(group), QString::fromUtf8(text),
            [this, done] { m_done.append(done); }, QKeySequence(QLatin1String(keys)),
            [command] { return QString(QLatin1String(command)); });
    };
    add("release.start", "Release", "&Start a release…", "Ctrl+N", "");
    add("release.pause", "Release", "Pause", "", "slipwayctl release pause 214");
    add("app.stop", "Application", "Stop the environment", "", "");
    m_window = std::make_unique<QWidget>();
    m_window->resize(900, 600);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_session->open();
    QTRY_VERIFY(m_session->isLive());
}

void TestCommandPalette::cleanup()
{
    m_window.reset();
    m_actions.reset();
    m_session.reset();
    m_service.reset();
}

void TestCommandPalette::ask()
{
    m_palette = new CommandPalette(m_window.get(), *m_session, m_told, *m_actions);
    m_palette->ask();
}

QStringList TestCommandPalette::texts() const
{
    QStringList texts;
    for (int row = 0; row < m_palette->model().rowCount(); ++row)
        texts.append(m_palette->model().index(row).data().toString());
    return texts;
}

void TestCommandPalette::fuzzy()
{
    const auto score = [](const char *pattern, const char *text) {
        return fuzzyScore(QString(QLatin1String(pattern)), QString(QLatin1String(text)));
    };
    QVERIFY(score("", "anything"));
    QVERIFY(score("sr", "Start a release"));
    QVERIFY(!score("xyz", "Start a release"));
    QVERIFY(*score("start", "Start a release") > *score("start", "Restart the service"));
    QVERIFY(*score("release start", "Start a release") > 0); // words in any order
    QVERIFY(*score("pause", "Pause") > *score("pause", "Put a user on the side"));
}

void TestCommandPalette::actionsRunByKeyboard()
{
    ask();
    QCOMPARE(texts().size(), 3);
    QVERIFY(texts().contains(QStringLiteral("Start a release…"))); // without the mnemonic
    type(QStringLiteral("pau"));
    QCOMPARE(current(), QStringLiteral("Pause"));
    key(Qt::Key_Return);
    QCOMPARE(m_done, QStringList(QStringLiteral("release.pause")));
    QTRY_VERIFY(!m_palette);
}

void TestCommandPalette::arrowsMove()
{
    ask();
    const QStringList all = texts();
    QCOMPARE(current(), all.at(0));
    key(Qt::Key_Down);
    key(Qt::Key_Down);
    QCOMPARE(current(), all.at(2));
    key(Qt::Key_Up);
    QCOMPARE(current(), all.at(1));
    key(Qt::Key_Enter);
    QCOMPARE(m_done.size(), 1);
}

void TestCommandPalette::hiddenActionsAreNotOffered()
{
    m_actions->find(QStringLiteral("release.pause"))->setVisible(false);
    m_actions->find(QStringLiteral("app.stop"))->setEnabled(false);
    ask();
    QCOMPARE(texts(), QStringList(QStringLiteral("Start a release…")));
}

void TestCommandPalette::applicationsAreFound()
{
    ask();
    QSignalSpy searched(&m_palette->model(), &PaletteModel::searched);
    type(QStringLiteral("shop"));
    QTRY_COMPARE(searched.size(), 1);
    const FakeService::Request *asked = m_service->last("GET", QStringLiteral("/api/v1/applications"));
    QVERIFY(asked);
    QCOMPARE(asked->argument(QStringLiteral("q")), QStringLiteral("shop"));
    QVERIFY2(current().contains(QStringLiteral("northwind/shop")),
             qPrintable(texts().join(QLatin1Char('|'))));
    key(Qt::Key_Return);
    QCOMPARE(m_told.opened.size(), 1);
    QVERIFY(m_told.opened.first().endsWith(QStringLiteral("northwind/shop")) ||
            m_told.opened.first().startsWith(QStringLiteral("release/")));
}

void TestCommandPalette::releasesAreFoundByNumber()
{
    ask();
    QSignalSpy searched(&m_palette->model(), &PaletteModel::searched);
    type(QStringLiteral("#214"));
    QTRY_COMPARE(searched.size(), 1);
    QVERIFY2(current().startsWith(QStringLiteral("214 ")), qPrintable(texts().join(QLatin1Char('|'))));
    key(Qt::Key_Return);
    QCOMPARE(m_told.opened, QStringList(QStringLiteral("release/214")));
}

void TestCommandPalette::casesAreFound()
{
    FakeCases cases(*m_service);
    cases.put(cases.make(12, QStringLiteral("The checkout hangs"), std::chrono::hours(1)));
    for (const char *words : {"#12", "checkout"}) {
        ask();
        QSignalSpy searched(&m_palette->model(), &PaletteModel::searched);
        type(QLatin1String(words));
        QTRY_COMPARE(searched.size(), 1);
        QVERIFY2(current().startsWith(QStringLiteral("12 ")), qPrintable(texts().join(QLatin1Char('|'))));
        key(Qt::Key_Return);
        QCOMPARE(m_told.opened.last(), QStringLiteral("case/12"));
    }
}

void TestCommandPalette::pipelinesAreFound()
{
    ask();
    QSignalSpy searched(&m_palette->model(), &PaletteModel::searched);
    type(QStringLiteral("no-migration"));
    QTRY_COMPARE(searched.size(), 1);
    QVERIFY2(texts().first().startsWith(QStringLiteral("no-migration")),
             qPrintable(texts().join(QLatin1Char('|'))));
    key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(m_told.copied, QStringList(QStringLiteral("slipwayctl pipeline show no-migration")));
    key(Qt::Key_Return);
    QCOMPARE(m_told.opened.last(), QStringLiteral("pipeline/no-migration"));
}

// Also without a connection: it is here.
void TestCommandPalette::helpIsFound()
{
    m_session->close();
    ask();
    type(QStringLiteral("Keyboard"));
    QVERIFY2(!texts().isEmpty(), "nothing");
    key(Qt::Key_Return);
    QCOMPARE(m_told.opened, QStringList(QStringLiteral("help/keyboard")));
}

// A slow service answers what was typed long ago: it isn't shown.
void TestCommandPalette::staleAnswersAreDropped()
{
    ask();
    QSignalSpy searched(&m_palette->model(), &PaletteModel::searched);
    m_service->hold();
    type(QStringLiteral("214"));
    QTRY_VERIFY(m_service->held() >= 2); // both questions are out
    for (int back = 0; back < 3; ++back)
        key(Qt::Key_Backspace);
    type(QStringLiteral("pause"));
    QTRY_VERIFY(m_service->held() >= 4);
    m_service->release();
    QTRY_COMPARE(searched.size(), 1); // only the second is answered for
    for (const QString &text : texts())
        QVERIFY2(!text.startsWith(QStringLiteral("214 ")), qPrintable(text));
    QCOMPARE(current(), QStringLiteral("Pause"));
}

void TestCommandPalette::nothingIsAskedWithoutConnection()
{
    m_session->close();
    const std::size_t before = m_service->requests.size();
    ask();
    type(QStringLiteral("pause"));
    QVERIFY(!m_palette->model().isSearching());
    QCOMPARE(m_service->requests.size(), before);
    QCOMPARE(current(), QStringLiteral("Pause"));
    QVERIFY2(foot().startsWith(QStringLiteral("Not connected")), qPrintable(foot()));
}

void TestCommandPalette::nothingFoundIsSaid()
{
    ask();
    QSignalSpy searched(&m_palette->model(), &PaletteModel::searched);
    type(QStringLiteral("zzzz"));
    QCOMPARE(foot(), QStringLiteral("Searching…"));
    QTRY_COMPARE(searched.size(), 1);
    QCOMPARE(foot(), QStringLiteral("Nothing fits"));
}

void TestCommandPalette::commandsAreCopied()
{
    ask();
    type(QStringLiteral("pause"));
    key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(m_told.copied, QStringList(QStringLiteral("slipwayctl release pause 214")));
    QVERIFY(m_palette->isVisible());
    QVERIFY(m_done.isEmpty());
}

void TestCommandPalette::itIsAsHighAsWhatFits()
{
    ask();
    const auto *card = m_palette->findChild<QFrame *>(QString(), Qt::FindDirectChildrenOnly);
    const auto *list = m_palette->findChild<QListView *>();
    const int top = card->y();
    const int count = m_palette->model().rowCount();
    QVERIFY(count > 1);
    type(QStringLiteral("pause"));
    QTRY_COMPARE(list->height(), theme::rowHeight());
    QTRY_VERIFY(card->height() < 5 * theme::rowHeight());
    const int around = card->height() - list->height();
    QCOMPARE(card->y(), top); // what is typed stays where it is
    m_palette->findChild<QLineEdit *>()->clear();
    QTRY_COMPARE(m_palette->model().rowCount(), count);
    QTRY_COMPARE(card->height(), around + count * theme::rowHeight());
    QCOMPARE(card->y(), top);
}

void TestCommandPalette::escapeCloses()
{
    ask();
    key(Qt::Key_Escape);
    QTRY_VERIFY(!m_palette);
    QVERIFY(m_done.isEmpty());
}

void TestCommandPalette::noAnswerLeavesTheActions()
{
    ask();
    QSignalSpy searched(&m_palette->model(), &PaletteModel::searched);
    m_service->lie("{\"items\": 7");
    type(QStringLiteral("stop"));
    QTRY_COMPARE(searched.size(), 1);
    QCOMPARE(current(), QStringLiteral("Stop the environment"));
    QVERIFY2(foot().startsWith(QStringLiteral("The search failed: ")), qPrintable(foot()));
    // The next search is its own.
    m_service->beHonest();
    m_palette->findChild<QLineEdit *>()->selectAll();
    type(QStringLiteral("shop"));
    QTRY_COMPARE(searched.size(), 2);
    QVERIFY2(foot().startsWith(QStringLiteral("Enter")), qPrintable(foot()));
}

QTEST_MAIN(TestCommandPalette)
#include "TestCommandPalette.moc"
