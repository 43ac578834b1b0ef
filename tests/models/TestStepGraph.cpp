// Where steps stand in their picture: columns by what comes before, rows by branch, whatever a definition
// says of what isn't there or goes in a circle.
#include "models/StepGraph.h"

#include <QTest>

using namespace slipway;

namespace {

// "a, b<a, c<a, d<b+c": each step with what comes before it.
std::vector<StepRow> stepsOf(const QString &text)
{
    std::vector<StepRow> steps;
    for (const QString &part : text.split(QStringLiteral(", "), Qt::SkipEmptyParts)) {
        StepRow step;
        step.id = part.section(QLatin1Char('<'), 0, 0);
        step.after = part.section(QLatin1Char('<'), 1).split(QLatin1Char('+'), Qt::SkipEmptyParts);
        steps.push_back(step);
    }
    return steps;
}

// "a 0/0, b 1/0, c 1/1": column and row of each.
QString placesOf(const StepGraph &graph)
{
    QStringList parts;
    for (const GraphNode &node : graph.nodes)
        parts.append(QStringLiteral("%1 %2/%3").arg(node.id).arg(node.column).arg(node.row));
    return parts.join(QStringLiteral(", "));
}

QString edgesOf(const StepGraph &graph)
{
    QStringList parts;
    for (const GraphEdge &edge : graph.edges)
        parts.append(edge.from + QLatin1Char('>') + edge.to);
    return parts.join(QLatin1Char(' '));
}

} // namespace

class TestStepGraph : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void places_data()
    {
        QTest::addColumn<QString>("steps");
        QTest::addColumn<QString>("places");
        QTest::addColumn<QString>("edges");
        const auto row = [](const char *name, const char *steps, const char *places, const char *edges) {
            QTest::newRow(name) << QString(QLatin1String(steps)) << QString(QLatin1String(places))
                                << QString(QLatin1String(edges));
        };
        row("nothing", "", "", "");
        row("one", "a", "a 0/0", "");
        row("a line", "a, b<a, c<b", "a 0/0, b 1/0, c 2/0", "a>b b>c");
        row("listed backwards", "c<b, b<a, a", "c 2/0, b 1/0, a 0/0", "b>c a>b");
        row("a branch beside it", "wake, follow<wake, probe<wake, finalize<follow+probe, retire<finalize",
            "wake 0/0, follow 1/0, probe 1/1, finalize 2/0, retire 3/0",
            "wake>follow wake>probe follow>finalize probe>finalize finalize>retire");
        row("a longer branch", "a, b<a, c<a, d<c, e<b+d", "a 0/0, b 1/0, c 1/1, d 2/1, e 3/0",
            "a>b a>c c>d b>e d>e");
        row("three at once", "a, b<a, c<a, d<a", "a 0/0, b 1/0, c 1/1, d 1/2", "a>b a>c a>d");
        row("two beginnings", "a, b, c<a+b", "a 0/0, b 0/1, c 1/0", "a>c b>c");
        row("a long edge", "a, b<a, c<b+a", "a 0/0, b 1/0, c 2/0", "a>b b>c a>c");
        row("after what isn't there", "a<ghost, b<a+ghost", "a 0/0, b 1/0", "a>b");
        row("after itself", "a<a, b<a", "a 0/0, b 1/0", "a>b");
        row("named twice", "a, b<a+a", "a 0/0, b 1/0", "a>b");
        row("a circle", "a<c, b<a, c<b, d", "a 0/0, b 1/0, c 2/0, d 0/1", "c>a a>b b>c");
        row("a circle behind a step", "a, b<a+c, c<b, d<c", "a 0/0, b 1/0, c 2/0, d 3/0", "a>b c>b b>c c>d");
        row("the same name twice", "a, a, b<a", "a 0/0, a 0/1, b 1/0", "a>b");
    }

    void places()
    {
        QFETCH(QString, steps);
        QFETCH(QString, places);
        QFETCH(QString, edges);
        const StepGraph graph = graphOf(stepsOf(steps));
        QCOMPARE(placesOf(graph), places);
        QCOMPARE(edgesOf(graph), edges);
        int columns = 0;
        int rows = 0;
        for (const GraphNode &node : graph.nodes) {
            columns = std::max(columns, node.column + 1);
            rows = std::max(rows, node.row + 1);
        }
        QCOMPARE(graph.columns, columns);
        QCOMPARE(graph.rows, rows);
    }

    void noTwoInOnePlace()
    {
        std::vector<StepRow> steps;
        for (int i = 0; i < 400; ++i) {
            StepRow step;
            step.id = QString::number(i);
            for (const int before : {i / 2, i * 7 % 401, i - 3})
                step.after.append(QString::number(before));
            steps.push_back(step);
        }
        const StepGraph graph = graphOf(steps);
        QSet<std::pair<int, int>> taken;
        for (const GraphNode &node : graph.nodes)
            taken.insert({node.column, node.row});
        QCOMPARE(taken.size(), 400);
    }

    // A chain as long as nobody would write it, listed from its end.
    void aVeryLongLine()
    {
        std::vector<StepRow> steps;
        for (int i = 50'000; i > 0; --i) {
            StepRow step;
            step.id = QString::number(i);
            step.after = QStringList{QString::number(i - 1)};
            steps.push_back(step);
        }
        const StepGraph graph = graphOf(steps);
        QCOMPARE(graph.columns, 50'000);
        QCOMPARE(graph.rows, 1);
    }
};

QTEST_GUILESS_MAIN(TestStepGraph)
#include "TestStepGraph.moc"
