// The help: a page for every pane and process in every language, no dead links, and finding one's way.
#include "widgets/HelpPages.h"
#include "widgets/HelpPane.h"
#include "widgets/HelpView.h"
#include "widgets/PaneRig.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeWidget>

using namespace slipway;

namespace {

const QStringList panes{
    QStringLiteral("applications"), QStringLiteral("releases"),  QStringLiteral("release"),
    QStringLiteral("activity"),     QStringLiteral("pipelines"), QStringLiteral("help"),
    QStringLiteral("cases"),        QStringLiteral("case"),      QStringLiteral("duty"),
    QStringLiteral("paging"),       QStringLiteral("report"),    QStringLiteral("quarantine")};
const QStringList needed{
    QStringLiteral("cases"),        QStringLiteral("case"),      QStringLiteral("start"),
    QStringLiteral("applications"), QStringLiteral("releases"),  QStringLiteral("release"),
    QStringLiteral("activity"),     QStringLiteral("pipelines"), QStringLiteral("no-migration"),
    QStringLiteral("no-op"),        QStringLiteral("paging-2h"), QStringLiteral("keyboard"),
    QStringLiteral("connection"),   QStringLiteral("duty"),      QStringLiteral("paging"),
    QStringLiteral("report"),       QStringLiteral("quarantine")};

QString pageFile(const QString &language, const QString &page)
{
    return QStringLiteral(":/console/help/%1/%2.md").arg(language, page);
}

} // namespace

class TestHelpPane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }
    void init()
    {
        m_rig = std::make_unique<PaneRig>();
        m_pane = std::make_unique<HelpPane>(m_rig->desk());
        m_pane->resize(900, 600);
        m_pane->show();
    }
    void cleanup()
    {
        m_pane.reset();
        m_rig.reset();
    }

    void everyPageIsThereInEveryLanguage()
    {
        QCOMPARE(HelpPages::languages(), (QStringList{QStringLiteral("de"), QStringLiteral("en")}));
        for (const QString &language : HelpPages::languages()) {
            for (const QString &page : needed)
                QVERIFY2(QFile::exists(pageFile(language, page)), qPrintable(pageFile(language, page)));
            const HelpPages pages(language);
            QCOMPARE(pages.pages().size(), std::size_t(needed.size()));
            for (const HelpPages::Page &page : pages.pages()) {
                // A process is called as it is.
                const bool isProcess = page.name.startsWith(QLatin1String("no-")) ||
                                       page.name.startsWith(QLatin1String("paging-"));
                QVERIFY2(page.title != page.name || isProcess, qPrintable(page.name));
                QVERIFY2(!page.headings.isEmpty(), qPrintable(page.name));
            }
        }
    }

    void everyProcessThatComesAlongHasAPage()
    {
        const QDir processes(QStringLiteral(SLIPWAY_PROCESSES));
        const QStringList files = processes.entryList({QStringLiteral("*.yaml")}, QDir::Files);
        QVERIFY(!files.isEmpty());
        for (const QString &file : files)
            QVERIFY2(needed.contains(file.chopped(5)), qPrintable(file));
    }

    void bothLanguagesHaveTheSameParts()
    {
        const HelpPages english(QStringLiteral("en"));
        const HelpPages german(QStringLiteral("de"));
        for (const HelpPages::Page &page : english.pages()) {
            const HelpPages::Page *other = german.page(page.name);
            QVERIFY(other);
            QVERIFY2(other->text != page.text, qPrintable(page.name));
            QVERIFY2(other->headings.size() == page.headings.size(), qPrintable(page.name));
            QVERIFY2(HelpPages::links(other->text) == HelpPages::links(page.text), qPrintable(page.name));
        }
    }

    void noLinkIsDead()
    {
        for (const QString &language : HelpPages::languages()) {
            const HelpPages pages(language);
            for (const HelpPages::Page &page : pages.pages()) {
                for (const QString &link : HelpPages::links(page.text)) {
                    const QString to = link.section(QLatin1Char(':'), 1);
                    const bool isGood = link.startsWith(QLatin1String("help:"))
                                            ? pages.page(to) != nullptr
                                            : link.startsWith(QLatin1String("pane:")) && panes.contains(to);
                    QVERIFY2(isGood, qPrintable(language + QLatin1Char('/') + page.name +
                                                QLatin1String(": ") + link));
                }
            }
        }
    }

    void aLanguageThatIsNotThereIsEnglish()
    {
        QCOMPARE(HelpPages(QStringLiteral("tlh")).page(QStringLiteral("start"))->text,
                 HelpPages(QStringLiteral("en")).page(QStringLiteral("start"))->text);
    }

    void searchFindsPagesWithEveryWord()
    {
        const HelpPages pages(QStringLiteral("en"));
        const auto hits = pages.search(QStringLiteral("keyboard"));
        QVERIFY(!hits.empty());
        QCOMPARE(hits.front().page, QStringLiteral("keyboard")); // in its title
        const auto one = pages.search(QStringLiteral("TERMINAL x-terminal-emulator"));
        QCOMPARE(one.size(), 1U);
        QCOMPARE(one.front().page, QStringLiteral("applications"));
        QVERIFY(one.front().excerpt.contains(QLatin1String("terminal"), Qt::CaseInsensitive));
        QVERIFY(pages.search(QStringLiteral("zeppelin")).empty());
        QVERIFY(pages.search(QStringLiteral("  ")).empty());
        QVERIFY(pages.search(QString(10000, QLatin1Char('['))).empty());
    }

    void oneGoesThereAndBack()
    {
        QCOMPARE(m_pane->page(), QStringLiteral("start"));
        m_pane->open(QStringLiteral("help/releases"));
        m_pane->open(QStringLiteral("help/no-migration"));
        auto *view = m_pane->findChild<HelpView *>();
        QTest::keyClick(view, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(m_pane->page(), QStringLiteral("releases"));
        auto *forward = named<QToolButton>(*m_pane, QStringLiteral("Forward"));
        QVERIFY(forward->isEnabled());
        forward->click();
        QCOMPARE(m_pane->page(), QStringLiteral("no-migration"));
        QVERIFY(!forward->isEnabled());
        QVERIFY(!m_rig->offers(QStringLiteral("help.forward")));
        QVERIFY(m_rig->offers(QStringLiteral("help.back")));
        m_pane->open(QStringLiteral("help/what-is-this"));
        QCOMPARE(m_pane->page(), QStringLiteral("start"));
    }

    void linksLeadToPagesAndPanes()
    {
        auto *view = m_pane->findChild<HelpView *>();
        Q_EMIT view->anchorClicked(QUrl(QStringLiteral("help:keyboard")));
        QCOMPARE(m_pane->page(), QStringLiteral("keyboard"));
        Q_EMIT view->anchorClicked(QUrl(QStringLiteral("pane:releases")));
        QCOMPARE(m_rig->navigator.opened, QStringList{QStringLiteral("releases")});
        Q_EMIT view->anchorClicked(QUrl(QStringLiteral("file:///etc/passwd")));
        QCOMPARE(m_rig->navigator.opened.size(), 1);
        QCOMPARE(m_pane->page(), QStringLiteral("keyboard"));
    }

    void theContentsFollowAndLead()
    {
        auto *contents = m_pane->findChild<QTreeWidget *>();
        QCOMPARE(contents->topLevelItemCount(), needed.size());
        m_pane->open(QStringLiteral("help/activity"));
        QCOMPARE(contents->currentItem()->text(0), QStringLiteral("Activity"));
        contents->setFocus();
        QTest::keyClick(contents, Qt::Key_J); // its first heading
        QTest::keyClick(contents, Qt::Key_J);
        QTest::keyClick(contents, Qt::Key_J);
        QCOMPARE(m_pane->page(), QStringLiteral("pipelines"));
    }

    void searchByKeyboard()
    {
        m_pane->focusSearch();
        auto *search = named<QLineEdit>(*m_pane, QStringLiteral("Search the help"));
        QTest::keyClicks(search, QStringLiteral("smarthost"));
        auto *contents = m_pane->findChild<QTreeWidget *>();
        QCOMPARE(contents->topLevelItemCount(), 1); // says that there is none
        QVERIFY(contents->topLevelItem(0)->data(0, Qt::UserRole).toString().isEmpty());
        search->clear();
        QTest::keyClicks(search, QStringLiteral("site-down"));
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(m_pane->page(), QStringLiteral("no-migration"));
        QVERIFY(!m_pane->findChild<HelpView *>()->extraSelections().isEmpty());
    }

    void itComesBackAsItWasLeft()
    {
        m_pane->open(QStringLiteral("help/connection"));
        const QJsonObject state = m_pane->saveState();
        HelpPane other(m_rig->desk());
        other.restoreState(state);
        QCOMPARE(other.page(), QStringLiteral("connection"));
        other.restoreState({{QStringLiteral("page"), QStringLiteral("gone")}});
        QCOMPARE(other.page(), QStringLiteral("connection"));
    }

private:
    std::unique_ptr<PaneRig> m_rig;
    std::unique_ptr<HelpPane> m_pane;
};

QTEST_MAIN(TestHelpPane)
#include "TestHelpPane.moc"
