// The picture of the steps: words for each of them, keyboard, what is lit, the way back, and that only what
// is visible is painted.
#include "widgets/ReleaseFacts.h"
#include "widgets/SampleRelease.h"
#include "widgets/StepGraphView.h"

#include <QAccessible>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStyle>
#include <QTest>

using namespace slipway;

namespace {

std::vector<StepRow> rows(const QJsonArray &list)
{
    std::vector<StepRow> steps;
    for (const QJsonValue &value : list)
        steps.push_back(StepRow::fromJson(value.toObject()));
    return steps;
}

QString words(const StepGraphView &view, const QString &id)
{
    return view.describe(view.nodeOf(id));
}

} // namespace

class TestStepGraphView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_view = std::make_unique<StepGraphView>();
        m_view->resize(900, m_view->sizeHint().height());
    }
    void cleanup() { m_view.reset(); }

    // A release that goes on within what is seen moves nothing; nor does one beyond what somebody looks at.
    void goingOnDoesNotJump()
    {
        const auto stand = [this](const char *at) {
            m_view->setSteps(rows(sample::steps(QLatin1String(at), QStringLiteral("running"))),
                             QLatin1String(at));
        };
        const auto isSeen = [this](const char *id) {
            return m_view->viewport()->rect().contains(m_view->nodeRect(m_view->nodeOf(QLatin1String(id))));
        };
        const QScrollBar *bar = m_view->horizontalScrollBar();
        m_view->show();
        stand("guardrails");
        const int place = bar->value();
        QVERIFY(isSeen("guardrails") && isSeen("close-access"));
        stand("close-access");
        QCOMPARE(bar->value(), place);
        m_view->resize(m_view->width(), m_view->height() + 40); // a strip above it went away
        QCOMPARE(bar->value(), place);
        QVERIFY(!isSeen("swap"));
        stand("swap");
        QVERIFY(isSeen("swap"));
        m_view->horizontalScrollBar()->setValue(0); // by hand
        stand("wake");
        m_view->resize(m_view->width() - 10, m_view->height());
        QCOMPARE(bar->value(), 0);
        m_view->horizontalScrollBar()->setValue(bar->maximum());
        QVERIFY(isSeen("wake"));
        stand("clone");
        QVERIFY(isSeen("clone")); // it is followed again
    }

    void saysWhereItIs()
    {
        QCOMPARE(m_view->accessibleDescription(), QStringLiteral("The steps aren't known yet."));
        m_view->setSteps(rows(sample::steps(QStringLiteral("verify"), QStringLiteral("running"))),
                         QStringLiteral("verify"));
        QVERIFY(m_view->accessibleDescription().startsWith(
            QStringLiteral("It is at step 17 of 24. Compare both sides:")));
        QVERIFY(m_view->accessibleDescription().contains(QStringLiteral("Requests are held during it.")));
        m_view->setSteps(rows(sample::stepsBack(QStringLiteral("back-hold"), QStringLiteral("running"))),
                         QStringLiteral("back-hold"));
        QVERIFY(m_view->accessibleDescription().startsWith(
            QStringLiteral("It is at step 5 of 9. Hold requests:")));
    }

    void everyStepInWords()
    {
        auto steps = rows(sample::steps(QStringLiteral("verify"), QStringLiteral("failed")));
        for (StepRow &step : steps) {
            if (step.id != QLatin1String("verify"))
                continue;
            step.attempt = 2;
            step.problem =
                Problem{Problem::Kind::Conflict, QStringLiteral("Two rows differ"), {}, {}}.toJson();
        }
        m_view->setSteps(steps, QStringLiteral("verify"));
        QVERIFY(words(*m_view, QStringLiteral("verify")).contains(QStringLiteral("Two rows differ")));
        QVERIFY(words(*m_view, QStringLiteral("verify")).contains(QStringLiteral("Try 2.")));
        QVERIFY(words(*m_view, QStringLiteral("swap"))
                    .contains(QStringLiteral("The addresses change sides here.")));
        QVERIFY(words(*m_view, QStringLiteral("retire"))
                    .contains(QStringLiteral("There is no way back after it.")));
        QVERIFY(words(*m_view, QStringLiteral("clone")).contains(QStringLiteral("Took 3.0 s.")));
        QVERIFY(!words(*m_view, QStringLiteral("clone")).contains(QStringLiteral("held")));
    }

    void branchesStandBelowEachOther()
    {
        m_view->setSteps(rows(sample::steps(QStringLiteral("wake"), QStringLiteral("running"))),
                         QStringLiteral("wake"));
        const QRect follow = m_view->nodeRect(m_view->nodeOf(QStringLiteral("follow-back")));
        const QRect probe = m_view->nodeRect(m_view->nodeOf(QStringLiteral("probe-check")));
        QCOMPARE(follow.left(), probe.left());
        QVERIFY(probe.top() > follow.bottom());
        for (int i = 0; i < m_view->count(); ++i) {
            for (int j = i + 1; j < m_view->count(); ++j)
                QVERIFY(!m_view->nodeRect(i).intersects(m_view->nodeRect(j)));
        }
    }

    void theWayBackIsALaneOfItsOwn()
    {
        m_view->setSteps(rows(sample::steps(QStringLiteral("finalize"), QStringLiteral("waiting"))),
                         QStringLiteral("finalize"));
        QCOMPARE(m_view->count(), 24); // nobody has turned back
        m_view->setSteps(rows(sample::stepsBack(QStringLiteral("back-hold"), QStringLiteral("running"))),
                         QStringLiteral("back-hold"));
        QCOMPARE(m_view->count(), 33);
        const int last = m_view->nodeRect(m_view->nodeOf(QStringLiteral("probe-check"))).bottom();
        QVERIFY(m_view->nodeRect(m_view->nodeOf(QStringLiteral("back-hold"))).top() > last);
    }

    void theCurrentOneIsScrolledTo()
    {
        m_view->show();
        m_view->setSteps(rows(sample::steps(QStringLiteral("clone"), QStringLiteral("running"))),
                         QStringLiteral("clone"));
        QCOMPARE(m_view->horizontalScrollBar()->value(), 0);
        m_view->setSteps(rows(sample::steps(QStringLiteral("swap"), QStringLiteral("running"))),
                         QStringLiteral("swap"));
        QVERIFY(
            m_view->viewport()->rect().contains(m_view->nodeRect(m_view->nodeOf(QStringLiteral("swap")))));
        // Whoever looks elsewhere isn't torn away while it stays at the same step.
        m_view->horizontalScrollBar()->setValue(0);
        auto steps = rows(sample::steps(QStringLiteral("swap"), QStringLiteral("running")));
        steps.front().reason = QStringLiteral("changed");
        m_view->setSteps(steps, QStringLiteral("swap"));
        QCOMPARE(m_view->horizontalScrollBar()->value(), 0);
    }

    void keyboardGoesThroughIt()
    {
        m_view->setSteps(rows(sample::steps(QStringLiteral("wake"), QStringLiteral("running"))),
                         QStringLiteral("wake"));
        QSignalSpy chosen(m_view.get(), &StepGraphView::selectionChanged);
        QSignalSpy activated(m_view.get(), &StepGraphView::activated);
        QTest::keyClick(m_view.get(), Qt::Key_Right); // begins where it is
        QCOMPARE(m_view->selected(), QStringLiteral("wake"));
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QCOMPARE(m_view->selected(), QStringLiteral("follow-back"));
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(m_view->selected(), QStringLiteral("probe-check"));
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QCOMPARE(m_view->selected(), QStringLiteral("finalize"));
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QTest::keyClick(m_view.get(), Qt::Key_Left); // there is nothing before it
        QCOMPARE(m_view->selected(), QStringLiteral("clone"));
        QTest::keyClick(m_view.get(), Qt::Key_End);
        QCOMPARE(m_view->selected(), QStringLiteral("retire"));
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.front().front().toString(), QStringLiteral("retire"));
        QCOMPARE(chosen.count(), 7);
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QCOMPARE(m_view->selected(), QString());
        QCOMPARE(chosen.count(), 8);
    }

    void itIsMirroredWhereOneReadsFromRightToLeft()
    {
        const auto steps = rows(sample::steps(QStringLiteral("clone"), QStringLiteral("running")));
        m_view->show();
        m_view->setSteps(steps, QStringLiteral("clone"));
        const QImage before = m_view->viewport()->grab().toImage();
        std::vector<QRect> places;
        for (int i = 0; i < m_view->count(); ++i)
            places.push_back(m_view->nodeRect(i));
        m_view->setLayoutDirection(Qt::RightToLeft);
        QVERIFY(m_view->viewport()->rect().contains(m_view->nodeRect(0))); // it begins at the right
        for (int i = 0; i < m_view->count(); ++i) {
            const auto place = places[static_cast<std::size_t>(i)];
            QCOMPARE(m_view->nodeRect(i),
                     QStyle::visualRect(Qt::RightToLeft, m_view->viewport()->rect(), place));
        }
        QVERIFY(m_view->viewport()->grab().toImage() != before);
        // What lights a step up is where the step is.
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->nodeRect(1).center());
        QCOMPARE(m_view->selected(), QStringLiteral("access"));
        QTest::keyClick(m_view.get(), Qt::Key_Left);
        QCOMPARE(m_view->selected(), QStringLiteral("candidate"));
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QCOMPARE(m_view->selected(), QStringLiteral("access"));
        m_view->clearSelection();
        m_view->setSteps(rows(sample::steps(QStringLiteral("swap"), QStringLiteral("running"))),
                         QStringLiteral("swap"));
        QVERIFY(
            m_view->viewport()->rect().contains(m_view->nodeRect(m_view->nodeOf(QStringLiteral("swap")))));
    }

    void besideATextItGoesDownwards()
    {
        m_view->setUpright(true);
        m_view->resize(320, 500);
        m_view->show();
        m_view->setSteps(rows(sample::steps(QStringLiteral("clone"), QStringLiteral("pending"))), {});
        QCOMPARE(m_view->horizontalScrollBar()->maximum(), 0); // nothing is cut
        QVERIFY(m_view->nodeRect(1).top() > m_view->nodeRect(0).bottom());
        const QRect follow = m_view->nodeRect(m_view->nodeOf(QStringLiteral("follow-back")));
        const QRect probe = m_view->nodeRect(m_view->nodeOf(QStringLiteral("probe-check")));
        QCOMPARE(follow.top(), probe.top());
        QVERIFY(probe.left() > follow.right());
        m_view->select(QStringLiteral("wake"));
        QVERIFY(
            m_view->viewport()->rect().contains(m_view->nodeRect(m_view->nodeOf(QStringLiteral("wake")))));
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(m_view->selected(), QStringLiteral("follow-back"));
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QCOMPARE(m_view->selected(), QStringLiteral("probe-check"));
        m_view->resize(700, 500);
        QVERIFY(m_view->nodeRect(0).width() > follow.width()); // there is more room for words
        QVERIFY(!m_view->viewport()->grab().isNull());
    }

    void screenReadersFindTheSteps()
    {
        m_view->setSteps(rows(sample::steps(QStringLiteral("verify"), QStringLiteral("running"))),
                         QStringLiteral("verify"));
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view.get());
        QVERIFY(list);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), 24);
        QAccessibleInterface *verify = list->child(16);
        QCOMPARE(verify->role(), QAccessible::ListItem);
        QCOMPARE(verify->text(QAccessible::Name), QStringLiteral("Compare both sides"));
        QVERIFY(
            verify->text(QAccessible::Description).contains(QStringLiteral("Requests are held during it.")));
        QCOMPARE(list->indexOfChild(verify), 16);
        m_view->select(QStringLiteral("verify"));
        QVERIFY(verify->state().selected);
        m_view->setSteps({}, {}); // what a reader still holds is no longer valid, and says so
        QVERIFY(!verify->isValid());
        QVERIFY(verify->state().invalid);
    }

    void theMouseChoosesToo()
    {
        m_view->setSteps(rows(sample::steps(QStringLiteral("clone"), QStringLiteral("running"))),
                         QStringLiteral("clone"));
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->nodeRect(1).center());
        QCOMPARE(m_view->selected(), QStringLiteral("access"));
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(1, 1));
        QCOMPARE(m_view->selected(), QStringLiteral("access"));
    }

    void statesAreToldApart()
    {
        QSet<QString> shapes;
        QSet<QByteArray> pictures;
        for (const char *state : {"done", "failed", "skipped", "pending", "unknown", "running"}) {
            auto steps = rows(sample::steps(QStringLiteral("clone"), QStringLiteral("pending")));
            steps.resize(1);
            steps.front().state = QLatin1String(state);
            StepGraphView view;
            view.resize(300, view.sizeHint().height());
            view.setSteps(steps, {});
            shapes.insert(QString(lookOfStep(steps.front()).shape));
            const QImage picture = view.viewport()->grab().toImage();
            pictures.insert(
                QByteArray(reinterpret_cast<const char *>(picture.constBits()), picture.sizeInBytes()));
        }
        QCOMPARE(pictures.size(), 6);
        QCOMPARE(shapes.size(), 6); // by shape, not by colour alone
    }

    void anUnknownStateIsShownAsItCame()
    {
        auto steps = rows(sample::steps(QStringLiteral("clone"), QStringLiteral("hibernating")));
        m_view->setSteps(steps, QStringLiteral("clone"));
        QVERIFY(words(*m_view, QStringLiteral("clone")).contains(QStringLiteral("hibernating")));
    }

    void longAndRightToLeftTitlesFit()
    {
        auto steps = rows(sample::steps(QStringLiteral("clone"), QStringLiteral("running")));
        steps[0].title = QString(10'000, QLatin1Char('W'));
        steps[1].title = QStringLiteral("استنساخ بيئة الإنتاج إلى بيئة اختبار جديدة تماما");
        steps[2].title = QStringLiteral("e\u0301\u0302\u0303").repeated(500);
        m_view->setSteps(steps, QStringLiteral("clone"));
        m_view->show();
        QCOMPARE(m_view->nodeRect(0).size(), m_view->nodeRect(5).size());
        QVERIFY(!m_view->viewport()->grab().isNull());
    }

    void manyStepsAreNoBurden()
    {
        std::vector<StepRow> steps;
        for (int i = 0; i < 5000; ++i) {
            QJsonObject step = fake::step(QStringLiteral("s%1").arg(i), QStringLiteral("Step %1").arg(i),
                                          QStringLiteral("pending"));
            if (i > 0)
                step.insert(QStringLiteral("after"), QJsonArray{QStringLiteral("s%1").arg(i - 1)});
            steps.push_back(StepRow::fromJson(step));
        }
        m_view->show();
        m_view->setSteps(steps, QStringLiteral("s4000"));
        QVERIFY(m_view->viewport()->rect().contains(m_view->nodeRect(4000)));
        QVERIFY(!m_view->viewport()->grab().isNull());
    }

private:
    std::unique_ptr<StepGraphView> m_view;
};

QTEST_MAIN(TestStepGraphView)
#include "TestStepGraphView.moc"
