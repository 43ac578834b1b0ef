// The window with its real panes: choosing a layout moves panes and takes back nothing that was written or
// kept since it was kept, whatever an older console stored in it.
#include "console/Panes.h"
#include "models/FakeCases.h"
#include "widgets/CasePane.h"
#include "widgets/CaseSheet.h"
#include "widgets/CasesPane.h"
#include "widgets/DefinitionEditor.h"
#include "widgets/MainWindow.h"
#include "widgets/NextPanel.h"
#include "widgets/PipelinesPane.h"
#include "widgets/ReleasePane.h"
#include "widgets/ReleaseSheet.h"
#include "widgets/ReleasesPane.h"
#include "widgets/ReplyBox.h"
#include "widgets/SampleRelease.h"
#include "widgets/Theme.h"
#include "widgets/YamlEditor.h"

#include <QApplication>
#include <QJsonDocument>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

const QString night = QStringLiteral("Night");
const QString yaml = QStringLiteral("name: no-migration\nversion: 3\nsteps:\n  - id: clone\n    do: no-op\n");

} // namespace

class TestLayoutWork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }
    void init()
    {
        m_service = std::make_unique<FakeService>();
        m_service->fillWorld();
        m_service->role = QStringLiteral("admin");
        for (QJsonObject &pipeline : m_service->pipelines)
            pipeline.insert(QStringLiteral("yaml"), yaml);
        m_service->steps[214] = sample::steps(QStringLiteral("candidate"), QStringLiteral("waiting"));
        m_cases = std::make_unique<FakeCases>(*m_service);
        m_cases->put(m_cases->make(1, QStringLiteral("The shop is slow"), 2h));
        start({});
    }
    void cleanup()
    {
        end();
        m_cases.reset();
        m_service.reset();
    }

    void whatWasMadeSinceStays_data()
    {
        QTest::addColumn<bool>("older");
        QTest::newRow("kept now") << false;
        QTest::newRow("kept by an older console") << true;
    }
    void whatWasMadeSinceStays()
    {
        QFETCH(bool, older);
        openAll();
        write(QStringLiteral("first"));
        if (older) // that stored all that a pane is restored from
            m_window->layouts().putBack(night, m_window->sessionState());
        else
            m_window->layouts().keep(night);
        write(QStringLiteral("second"));
        pane<CasesPane>()->setNewCaseDraft({}); // it was opened
        reply()->clear();                       // it was sent
        m_window->layouts().apply(Layouts::operations());
        m_window->layouts().apply(night);

        QCOMPARE(editor()->toPlainText(), yaml + QStringLiteral("# first\n# second\n"));
        editor()->undo();
        QVERIFY(!editor()->toPlainText().contains(QStringLiteral("second")));
        QCOMPARE(child<NextPanel>()->note(), QStringLiteral("second"));
        m_window->open(QStringLiteral("release/213"));
        m_window->open(QStringLiteral("release/214"));
        QCOMPARE(child<NextPanel>()->note(), QStringLiteral("second"));
        const QStringList both{QStringLiteral("first"), QStringLiteral("second")};
        QCOMPARE(viewsOf(pane<ReleasesPane>()), both);
        QCOMPARE(viewsOf(pane<CasesPane>()), both);
        QVERIFY(pane<CasesPane>()->newCaseDraft().isEmpty());
        QVERIFY(pane<CasePane>()->saveState().value(QStringLiteral("drafts")).toObject().isEmpty());
    }

    // The console ends before there was an answer, and what comes after it sends the same.
    void aNewCaseKeepsItsKey()
    {
        pane<CasesPane>()->setNewCaseDraft(
            {{QStringLiteral("contact"), QStringLiteral("maria@northwind.example")},
             {QStringLiteral("subject"), QStringLiteral("The shop is slow")},
             {QStringLiteral("text"), QStringLiteral("Since this morning")}});
        QJsonObject kept;
        connect(m_window.get(), &MainWindow::draftLeft, this, [&] { kept = m_window->sessionState(); });
        const QString path = QStringLiteral("/api/v1/cases");
        m_service->hold("POST");
        pressIn<CaseSheet>("cases.new", "openCase");
        QCOMPARE(m_service->count("POST", path), 1U);
        const QByteArray key = m_service->last("POST", path)->idempotencyKey;
        end();
        m_service->release();
        start(QJsonDocument::fromJson(QJsonDocument(kept).toJson()).object());
        pressIn<CaseSheet>("cases.new", "openCase");
        QCOMPARE(m_service->count("POST", path), 2U);
        QCOMPARE(m_service->last("POST", path)->idempotencyKey, key);
    }

    void aStartKeepsItsKey()
    {
        m_service->pipelines = {sample::pipeline()};
        QJsonObject kept;
        connect(m_window.get(), &MainWindow::draftLeft, this, [&] { kept = m_window->sessionState(); });
        const QString path = QStringLiteral("/api/v1/releases");
        m_service->hold("POST");
        m_window->startRelease(QStringLiteral("northwind/shop"));
        pressIn<ReleaseSheet>(nullptr, "start");
        QCOMPARE(m_service->count("POST", path), 1U);
        const QByteArray key = m_service->last("POST", path)->idempotencyKey;
        end();
        m_service->release();
        start(QJsonDocument::fromJson(QJsonDocument(kept).toJson()).object());
        m_window->startRelease(QStringLiteral("northwind/shop"));
        pressIn<ReleaseSheet>(nullptr, "start");
        QCOMPARE(m_service->count("POST", path), 2U);
        QCOMPARE(m_service->last("POST", path)->idempotencyKey, key);
    }

    // It is no part of what is stored for it either.
    void aLayoutHoldsNoWork()
    {
        openAll();
        write(QStringLiteral("first"));
        m_window->layouts().keep(night);
        const QJsonObject own =
            m_window->layouts().toJson().value(QStringLiteral("own")).toObject().value(night).toObject();
        const QJsonObject panes = own.value(QStringLiteral("panes")).toObject();
        QVERIFY(panes.size() >= 12);
        for (const QString &id : panes.keys())
            holdsNone(panes.value(id).toObject(), id);
    }

private:
    void start(const QJsonObject &state)
    {
        m_session = std::make_unique<Session>(
            *m_service, [this] { return m_service->endpoint(); }, m_service->parts());
        m_actions = std::make_unique<Actions>();
        m_window = std::make_unique<MainWindow>(*m_session, *m_actions);
        addPanes(*m_window);
        m_window->restoreSession(state);
        m_session->open();
        m_window->show();
        QTRY_VERIFY(m_session->isLive());
    }
    void end()
    {
        m_window.reset();
        m_actions.reset();
        m_session.reset();
    }
    // The button of a sheet; opened by the action where there is one.
    template <class T>
    void pressIn(const char *action, const char *name)
    {
        if (action)
            m_actions->find(QLatin1String(action))->trigger();
        auto *sheet = m_window->findChild<T *>();
        QVERIFY(sheet);
        auto *button = sheet->template findChild<QPushButton *>(QLatin1String(name));
        QTRY_VERIFY(button->isEnabled());
        button->click();
    }
    template <class T>
    T *pane() const
    {
        return m_window->findChild<T *>();
    }
    template <class T>
    T *child() const
    {
        return pane<ReleasePane>()->template findChild<T *>();
    }
    YamlEditor *editor() const { return pane<PipelinesPane>()->findChild<YamlEditor *>(); }
    QPlainTextEdit *reply() const
    {
        return pane<CasePane>()->findChild<ReplyBox *>()->findChild<QPlainTextEdit *>();
    }
    void openAll()
    {
        m_window->open(QStringLiteral("pipeline/no-migration"));
        QTRY_COMPARE(editor()->toPlainText(), yaml);
        m_window->open(QStringLiteral("release/214"));
        QTRY_COMPARE(pane<ReleasePane>()->release(), 214);
        m_window->open(QStringLiteral("case/1"));
        QTRY_COMPARE(pane<CasePane>()->heading(), QStringLiteral("Case 1 · The shop is slow"));
    }
    // Everywhere where somebody can leave something.
    void write(const QString &word)
    {
        editor()->moveCursor(QTextCursor::End);
        editor()->insertPlainText(QStringLiteral("# %1\n").arg(word));
        child<NextPanel>()->setNote(word);
        pane<ReleasesPane>()->keepView(word);
        auto *name = menuOf(pane<CasesPane>())->findChild<QLineEdit *>();
        name->setText(word);
        Q_EMIT name->returnPressed();
        pane<CasesPane>()->setNewCaseDraft({{QStringLiteral("subject"), word}});
        reply()->insertPlainText(word);
    }
    static QMenu *menuOf(const QWidget *pane)
    {
        for (const auto *button : pane->findChildren<QToolButton *>()) {
            if (button->accessibleName() != QLatin1String("Views that were kept"))
                continue;
            Q_EMIT button->menu()->aboutToShow();
            return button->menu();
        }
        return nullptr;
    }
    static QStringList viewsOf(const QWidget *pane)
    {
        QStringList names;
        for (const QAction *action : menuOf(pane)->actions()) {
            if (action->menu() || action->isSeparator())
                break;
            names.append(action->text());
        }
        return names;
    }
    static void holdsNone(const QJsonObject &state, const QString &where)
    {
        for (const QString &key : state.keys()) {
            const QString here = where + QLatin1Char('.') + key;
            for (const char *work : {"drafts", "views", "newCase", "starts", "sent"})
                QVERIFY2(key != QLatin1String(work), qPrintable(here));
            holdsNone(state.value(key).toObject(), here);
        }
    }

    std::unique_ptr<FakeService> m_service;
    std::unique_ptr<FakeCases> m_cases;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Actions> m_actions;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestLayoutWork)
#include "TestLayoutWork.moc"
