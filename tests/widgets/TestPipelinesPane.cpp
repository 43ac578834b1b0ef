// The pipelines pane: checked as one types, problems at their place, imported only when nothing is wrong, and
// a draft that is never lost.
#include "models/Brackets.h"

#include "ctl/ReadByCtl.h"
#include "widgets/DefinitionEditor.h"
#include "widgets/DefinitionFile.h"
#include "widgets/HelpView.h"
#include "widgets/InlineMessage.h"
#include "widgets/PaneRig.h"
#include "widgets/PipelinesPane.h"
#include "widgets/StepGraphView.h"
#include "widgets/Theme.h"
#include "widgets/YamlEditor.h"

#include <QApplication>
#include <QLabel>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace slipway;

namespace {

const QString yaml = QStringLiteral("name: no-migration\nversion: 3\nsteps:\n  - id: clone\n    do: no-op\n");
const QString checkPath = QStringLiteral("/api/v1/pipelines:check");

FakeService::Reply verdictOf(const FakeService::Request &request)
{
    const QString text = request.body.value(QStringLiteral("yaml")).toString();
    const QString source = request.body.value(QStringLiteral("source")).toString();
    QJsonArray problems;
    int line = 0;
    for (const QString &one : text.split(QLatin1Char('\n'))) {
        ++line;
        const auto at = one.indexOf(QLatin1String("wrong"));
        if (at < 0)
            continue;
        const QString where = QStringLiteral("%1:%2:%3").arg(source).arg(line).arg(at + 1);
        problems.append(Problem{Problem::Kind::Invalid, QStringLiteral("\"wrong\" is not known here"), where,
                                QStringLiteral("Known are: id, do.")}
                            .toJson());
    }
    QJsonObject verdict{{QStringLiteral("ok"), problems.isEmpty()}, {QStringLiteral("problems"), problems}};
    if (problems.isEmpty()) {
        verdict.insert(QStringLiteral("name"), QStringLiteral("no-migration"));
        verdict.insert(QStringLiteral("version"), 4);
        // As the service says them: without a state.
        const auto step = [](const QString &id, const QString &title, const QStringList &after) {
            return QJsonObject{{QStringLiteral("id"), id},
                               {QStringLiteral("title"), title},
                               {QStringLiteral("activity"), QStringLiteral("no-op")},
                               {QStringLiteral("after"), QJsonArray::fromStringList(after)}};
        };
        const QString clone = QStringLiteral("clone");
        verdict.insert(QStringLiteral("steps"),
                       QJsonArray{step(clone, QStringLiteral("Clone production"), {}),
                                  step(QStringLiteral("swap"), QStringLiteral("Swap"), {clone})});
        verdict.insert(QStringLiteral("rollback"),
                       QJsonArray{step(QStringLiteral("back-swap"), QStringLiteral("Swap back"), {})});
    }
    return FakeService::Reply::json(verdict);
}

} // namespace

class TestPipelinesPane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }
    void init()
    {
        m_rig = std::make_unique<PaneRig>();
        m_rig->service.role = QStringLiteral("admin");
        for (QJsonObject &pipeline : m_rig->service.pipelines)
            pipeline.insert(QStringLiteral("yaml"), yaml);
        m_rig->service.on("POST", checkPath, verdictOf);
        makePane();
    }
    void cleanup()
    {
        m_pane.reset();
        m_rig.reset();
    }

    void textPictureAndHelpSideBySide()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(text(), yaml);
        QTRY_COMPARE(named<StepGraphView>(*m_pane, QStringLiteral("Steps of the definition"))->count(), 2);
        auto *picture = named<StepGraphView>(*m_pane, QStringLiteral("Steps of the definition"));
        QCOMPARE(picture->stepAt(0).state, QStringLiteral("pending"));
        QCOMPARE(named<StepGraphView>(*m_pane, QStringLiteral("Steps of the way back"))->count(), 1);
        QVERIFY(m_pane->findChild<HelpView *>()->toPlainText().startsWith(QStringLiteral("no-migration")));
        QVERIFY(!m_rig->offers(QStringLiteral("pipelines.import")));
        // As much of the dock as there is in a window of 1280 × 800.
        m_pane->resize(910, 430);
        const auto place = [this](QWidget *part) {
            return QRect(part->mapTo(m_pane.get(), QPoint()), part->size());
        };
        QTRY_VERIFY(place(picture).left() > place(editor()).right());
        QVERIFY(place(editor()).height() > 300 && place(editor()).width() > 300);
        QVERIFY(place(picture).height() > 300 && place(picture).width() > 200);
    }

    void problemsAreInOurWords()
    {
        const test::Brackets brackets("ServicePhrases");
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(text(), yaml);
        type(QStringLiteral("wrong: 1\n"));
        QTRY_COMPARE(editor()->problems().size(), 1U);
        const YamlProblem problem = editor()->problems().front();
        QCOMPARE(problem.what, QStringLiteral("[\"wrong\" is not known here]"));
        QCOMPARE(problem.hint, QStringLiteral("[Known are: id, do.]"));
    }

    void problemsStandWhereTheyAre()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(text(), yaml);
        type(QStringLiteral("wrong: 1\n"));
        QTRY_COMPARE(editor()->problems().size(), 1U);
        const YamlProblem problem = editor()->problems().front();
        QCOMPARE(problem.line, 6);
        QCOMPARE(problem.column, 1);
        QVERIFY(!m_rig->offers(QStringLiteral("pipelines.import")));
        QVERIFY(m_rig->offers(QStringLiteral("pipelines.next-problem")));
        auto *list = named<QListWidget>(*m_pane, QStringLiteral("Problems of the definition"));
        QVERIFY(list->isVisible());
        QVERIFY(list->item(0)->text().startsWith(QStringLiteral("Line 6, column 1: \"wrong\"")));
        editor()->moveCursor(QTextCursor::Start);
        QTest::keyClick(editor(), Qt::Key_F8);
        QCOMPARE(editor()->textCursor().blockNumber(), 5);
        QVERIFY(editor()->hasFocus());
        // The picture of what was right stays.
        QCOMPARE(named<StepGraphView>(*m_pane, QStringLiteral("Steps of the definition"))->count(), 2);
    }

    void manyKeysAreOneCheck()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(text(), yaml);
        QTRY_VERIFY(definition()->isChecked());
        const std::size_t before = m_rig->service.count("POST", checkPath);
        type(QStringLiteral("# a comment of some length"));
        QTRY_VERIFY(definition()->isChecked());
        QCOMPARE(m_rig->service.count("POST", checkPath), before + 1);
    }

    void anAnswerToAnOlderTextDoesNotCount()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(text(), yaml);
        QTRY_VERIFY(definition()->isChecked());
        m_rig->service.hold();
        type(QStringLiteral("wrong"));
        QTRY_COMPARE(m_rig->service.held(), std::size_t(1));
        type(QStringLiteral(" "));
        QTest::keyClick(editor(), Qt::Key_Backspace);
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(editor(), Qt::Key_Backspace);
        m_rig->service.release();
        QTRY_VERIFY(definition()->isChecked());
        QVERIFY(editor()->problems().empty());
    }

    void anotherOnesPictureGoes()
    {
        QVERIFY(m_rig->connect());
        auto *picture = named<StepGraphView>(*m_pane, QStringLiteral("Steps of the definition"));
        QTRY_COMPARE(picture->count(), 2);
        m_rig->service.hold("GET");
        m_pane->open(QStringLiteral("pipeline/no-op"));
        QCOMPARE(picture->count(), 0);
        QCOMPARE(named<StepGraphView>(*m_pane, QStringLiteral("Steps of the way back"))->count(), 0);
        m_rig->service.release();
        QTRY_COMPARE(picture->count(), 2);
    }

    void aLateVerdictIsNotOfWhatIsChosenNow()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(text(), yaml);
        QTRY_VERIFY(definition()->isChecked());
        m_rig->service.on("GET", QStringLiteral("/api/v1/pipelines/no-op"), [](const FakeService::Request &) {
            return FakeService::Reply::refusal({Problem::Kind::Internal, QStringLiteral("Ill"), {}, {}});
        });
        m_rig->service.hold("POST");
        type(QStringLiteral("wrong"));
        QTRY_COMPARE(m_rig->service.held(), std::size_t(1));
        m_pane->open(QStringLiteral("pipeline/no-op")); // whose text never comes
        m_rig->service.release();
        QTest::qWait(20);
        QVERIFY(editor()->problems().empty());
    }

    void withoutAnAnswerItIsTheSameImport()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(text(), yaml);
        type(QStringLiteral("# mine\n"));
        const QString path = QStringLiteral("/api/v1/pipelines");
        for (int i = 0; i < 2; ++i) {
            QTRY_VERIFY(m_rig->offers(QStringLiteral("pipelines.import")));
            m_rig->action(QStringLiteral("pipelines.import"))->trigger();
            m_rig->service.hold("POST");
            m_rig->navigator.answer({});
            m_rig->service.goAway();
            m_rig->service.release();
            QTRY_VERIFY(m_pane->findChild<InlineMessage *>()->text().contains(
                QStringLiteral("it isn't known whether it was done")));
            m_rig->service.comeBack();
        }
        QCOMPARE(m_rig->service.count("POST", path), 2U);
        QByteArrayList keys;
        for (const FakeService::Request &request : m_rig->service.requests) {
            if (request.method == "POST" && request.path == path)
                keys.append(request.idempotencyKey);
        }
        QCOMPARE(keys.front(), keys.back());
    }

    void importedOnlyWhenAskedAndNothingIsWrong()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(text(), yaml);
        type(QStringLiteral("# mine\n"));
        QTRY_VERIFY(m_rig->offers(QStringLiteral("pipelines.import")));
        m_rig->action(QStringLiteral("pipelines.import"))->trigger();
        QCOMPARE(m_rig->navigator.questions.size(), 1U);
        QCOMPARE(m_rig->navigator.questions.front().title, QStringLiteral("Import no-migration, version 4"));
        const QString path = QStringLiteral("/api/v1/pipelines");
        QCOMPARE(m_rig->service.count("POST", path), 0U);
        m_rig->service.on("POST", path, [](const FakeService::Request &) {
            return FakeService::Reply::json(
                fake::pipeline(QStringLiteral("no-migration"), 4, QStringLiteral("Mine")), 201);
        });
        m_rig->navigator.answer({});
        m_rig->navigator.answer({});
        QTRY_COMPARE(m_pane->findChild<InlineMessage *>()->text(),
                     QStringLiteral("no-migration is there in version 4."));
        QCOMPARE(m_rig->service.count("POST", path), 1U);
        QCOMPARE(m_rig->service.last("POST", path)->body.value(QStringLiteral("yaml")).toString(),
                 yaml + QStringLiteral("# mine\n"));
        QVERIFY(m_pane->saveState().value(QStringLiteral("drafts")).toObject().isEmpty());
        QVERIFY(!m_rig->offers(QStringLiteral("pipelines.import")));
    }

    void aFileIsCheckedAndAsked()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(text(), yaml);
        QVERIFY(m_rig->offers(QStringLiteral("pipelines.importFile")));
        const QString path = write(yaml.toUtf8() + "# of a file\r\n");
        m_pane->importFile(path);
        QCOMPARE(text(), yaml + QStringLiteral("# of a file\n"));
        QCOMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/pipelines")), 0U);
        QTRY_COMPARE(m_rig->navigator.questions.size(), 1U); // once it was checked
        const Question question = m_rig->navigator.questions.front();
        QVERIFY2(question.changes.first().contains(QStringLiteral("version 4 instead of")),
                 qPrintable(question.changes.first()));
        QVERIFY(question.changes.contains(QStringLiteral("Lines that come: 1. Lines that go: 0.")));
        QVERIFY(question.commandLine.endsWith(path));
        // What was typed on is in no file.
        m_pane->findChild<YamlEditor *>()->setPlainText(yaml + QStringLiteral("# it's\nEND\n"));
        const auto line = [this] {
            for (const Actions::Entry &entry : m_rig->actions.entries()) {
                if (entry.id == QLatin1String("pipelines.import"))
                    return entry.commandLine();
            }
            return QString();
        };
        const ReadLine read = readByCtl(line());
        QCOMPARE(read.command, QStringLiteral("pipeline import"));
        QCOMPARE(read.arguments.text("file"), QStringLiteral("-"));
        QCOMPARE(read.fed, yaml + QStringLiteral("# it's\nEND\n"));
        for (QPushButton *undo : m_pane->findChild<InlineMessage *>()->findChildren<QPushButton *>())
            undo->click();
        QCOMPARE(text(), yaml);
    }

    void aFileOfANewPipelineIsADraft()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(text(), yaml);
        const QString mine = QStringLiteral("name: ours\nversion: 1\nwrong: 1\n");
        m_pane->importFile(write(mine.toUtf8()));
        QCOMPARE(text(), mine);
        QTRY_COMPARE(editor()->problems().size(), 1U); // in place
        QVERIFY(m_pane->findChild<InlineMessage *>()->text().contains(QStringLiteral("can't be imported")));
        QVERIFY(m_rig->navigator.questions.empty());
        QVERIFY(
            m_pane->saveState().value(QStringLiteral("drafts")).toObject().contains(QStringLiteral("ours")));
        m_rig->action(QStringLiteral("pipelines.discard"))->trigger();
        QCOMPARE(text(), yaml);
        QVERIFY(m_pane->saveState().value(QStringLiteral("drafts")).toObject().isEmpty());
    }

    void aFileThatIsNoneIsRefusedInPlace_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray("  \n");
        QTest::newRow("not text") << QByteArray("name: \xff\xfe\n");
        QTest::newRow("a zero") << QByteArray("name: a\0b\n", 10);
        QTest::newRow("large") << QByteArray(longestDefinition + 1, 'a');
    }
    void aFileThatIsNoneIsRefusedInPlace()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(text(), yaml);
        m_pane->importFile(write(bytes));
        auto *message = m_pane->findChild<InlineMessage *>();
        QCOMPARE(message->kind(), InlineMessage::Kind::Error);
        QVERIFY2(message->text().contains(QStringLiteral("brought.yaml")), qPrintable(message->text()));
        m_pane->importFile(QStringLiteral("/nowhere/at-all.yaml"));
        QVERIFY(message->text().contains(QStringLiteral("/nowhere/at-all.yaml")));
        QCOMPARE(text(), yaml);
    }

    void whatCannotBeSeenIsShown()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(text(), yaml);
        editor()->moveCursor(QTextCursor::End);
        editor()->insertPlainText(QStringLiteral("# a") + QChar(0x202e) + QStringLiteral("b") +
                                  QChar(0x200b));
        QTRY_COMPARE(editor()->problems().size(), 2U);
        QCOMPARE(editor()->problems()[0].line, 6);
        QCOMPARE(editor()->problems()[0].column, 4);
        QVERIFY(editor()->problems()[0].what.contains(QStringLiteral("U+202E")));
        QVERIFY(editor()->problems()[1].what.contains(QStringLiteral("U+200B")));
        auto *status = named<QLabel>(*m_pane, QStringLiteral("What the check found"));
        QVERIFY2(status->text().startsWith(QStringLiteral("▲")), qPrintable(status->text()));
        m_rig->action(QStringLiteral("pipelines.import"))->trigger(); // a name may need them
        const QStringList changes = m_rig->navigator.questions.front().changes;
        QVERIFY(changes.contains(QStringLiteral("▲ It has characters that can't be seen: 2.")));
        const auto red = [this] {
            const QImage image = editor()->viewport()->grab().toImage();
            const QRgb bar = theme::colour(theme::Tone::Bad).rgb();
            int pixels = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    pixels += image.pixel(x, y) == bar;
            }
            return pixels;
        };
        const int marked = red();
        definition()->replaceText(yaml);
        QVERIFY(marked > red());
    }

    void tabAndEscape()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(text(), yaml);
        auto *keys = m_pane->findChild<QLabel *>(QStringLiteral("editorKeys"));
        QVERIFY(keys->isVisible() && keys->text().contains(QStringLiteral("Esc leaves")));
        QCOMPARE(editor()->accessibleDescription(), keys->text());
        m_pane->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
        editor()->setFocus();
        QTest::keyClick(editor(), Qt::Key_Escape);
        QVERIFY(!editor()->hasFocus());
    }

    void whoMayNotImportIsNotAsked()
    {
        m_rig->service.role = QStringLiteral("operations");
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(text(), yaml);
        type(QStringLiteral("# mine\n"));
        QTRY_VERIFY(definition()->isFine());
        QVERIFY(!m_rig->offers(QStringLiteral("pipelines.import")));
        QVERIFY(m_rig->offers(QStringLiteral("pipelines.discard")));
    }

    void aDraftOutlivesEverything()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(text(), yaml);
        QSignalSpy typed(m_pane.get(), &Pane::draftChanged);
        type(QStringLiteral("# mine"));
        QCOMPARE(typed.size(), 6); // so that it outlives the end of the console, too
        const QString mine = yaml + QStringLiteral("# mine");
        m_pane->open(QStringLiteral("pipeline/no-op")); // another one
        QTRY_COMPARE(text(), yaml);
        m_pane->open(QStringLiteral("pipeline/no-migration"));
        QCOMPARE(text(), mine);
        m_rig->service.goAway(); // without the service
        type(QStringLiteral("!"));
        const QJsonObject state = m_pane->saveState();
        makePane(); // a restart
        m_pane->restoreState(state);
        m_rig->service.comeBack();
        QTRY_COMPARE(text(), mine + QStringLiteral("!"));
        QTRY_VERIFY(m_rig->session.isLive());
        m_rig->service.tell(QStringLiteral("pipeline.imported"), QStringLiteral("pipeline/no-migration"));
        QTRY_VERIFY(definition()->isChecked()); // what somebody else imported doesn't overwrite it
        QCOMPARE(text(), mine + QStringLiteral("!"));
    }

    void discardingCanBeUndone()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(text(), yaml);
        type(QStringLiteral("# mine"));
        m_rig->action(QStringLiteral("pipelines.discard"))->trigger();
        QCOMPARE(text(), yaml);
        QVERIFY(!m_rig->offers(QStringLiteral("pipelines.discard")));
        definition()->undo();
        QCOMPARE(text(), yaml + QStringLiteral("# mine"));
        QVERIFY(m_rig->offers(QStringLiteral("pipelines.discard")));
    }

    void unreachableSaysThatItIsNotChecked()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(text(), yaml);
        m_rig->service.goAway();
        type(QStringLiteral("# more"));
        QVERIFY(!definition()->isChecked());
        auto *status = named<QLabel>(*m_pane, QStringLiteral("What the check found"));
        QVERIFY(status->text().startsWith(QStringLiteral("Not checked")));
        m_rig->service.comeBack();
        QTRY_VERIFY(definition()->isChecked()); // by itself
    }

    void hostileTextIsOnlyText()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(text(), yaml);
        for (const QString &name : hostileNames())
            definition()->replaceText(name + QStringLiteral(": wrong\n\"${") + name);
        QTRY_VERIFY(!editor()->problems().empty());
        QVERIFY(!m_pane->grab().isNull());
    }

private:
    QString write(const QByteArray &bytes)
    {
        const QString path = m_folder.filePath(QStringLiteral("brought.yaml"));
        QFile file(path);
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size()
                   ? path
                   : QString();
    }
    void makePane()
    {
        m_pane = std::make_unique<PipelinesPane>(m_rig->desk());
        m_pane->resize(1200, 700);
        m_pane->show();
        m_pane->setActive(true);
        m_pane->open(QStringLiteral("pipeline/no-migration"));
    }
    DefinitionEditor *definition() const { return m_pane->findChild<DefinitionEditor *>(); }
    YamlEditor *editor() const { return definition()->editor(); }
    QString text() const { return definition()->text(); }
    void type(const QString &typed)
    {
        editor()->setFocus();
        editor()->moveCursor(QTextCursor::End);
        for (const QChar c : typed) {
            if (c == QLatin1Char('\n'))
                editor()->insertPlainText(QStringLiteral("\n"));
            else
                QTest::keyClick(editor(), c.toLatin1());
        }
    }

    QTemporaryDir m_folder;
    std::unique_ptr<PaneRig> m_rig;
    std::unique_ptr<PipelinesPane> m_pane;
};

QTEST_MAIN(TestPipelinesPane)
#include "TestPipelinesPane.moc"
