// How the guarantees were kept: what is asked, rows and their sum, the plot and its table, and the file.
#include "ctl/ReadByCtl.h"
#include "domain/LocalTime.h"
#include "widgets/AnswerPlot.h"
#include "widgets/ApplicationField.h"
#include "widgets/EmptyState.h"
#include "widgets/ExportBar.h"
#include "widgets/InlineMessage.h"
#include "widgets/PaneRig.h"
#include "widgets/ReportPane.h"
#include "widgets/Theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QDateEdit>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

const QString route = QStringLiteral("/api/v1/reports/sla");

QJsonObject group(const QString &key, int met, int missed, int open, const QList<int> &counts)
{
    const qint64 bounds[]{60'000, 300'000, 3'600'000};
    QJsonArray distribution;
    qint64 answers = 0;
    for (int i = 0; i < counts.size(); ++i) {
        distribution.append(
            QJsonObject{{QStringLiteral("up_to_ms"), i < 3 ? QJsonValue(bounds[i]) : QJsonValue()},
                        {QStringLiteral("count"), counts.at(i)}});
        answers += counts.at(i);
    }
    return {{QStringLiteral("key"), key},
            {QStringLiteral("met"), met},
            {QStringLiteral("breached"), missed},
            {QStringLiteral("running"), open},
            {QStringLiteral("met_percent"),
             met + missed > 0 ? QJsonValue(100.0 * met / (met + missed)) : QJsonValue()},
            {QStringLiteral("responses"), answers},
            {QStringLiteral("response_p50_ms"), answers > 0 ? QJsonValue(90'000) : QJsonValue()},
            {QStringLiteral("response_p90_ms"), answers > 0 ? QJsonValue(600'000) : QJsonValue()},
            {QStringLiteral("response_max_ms"), answers > 0 ? QJsonValue(4'000'000) : QJsonValue()},
            {QStringLiteral("distribution"), distribution}};
}

} // namespace

class TestReportPane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }
    void init()
    {
        m_rig = std::make_unique<PaneRig>();
        m_groups = {group(QStringLiteral("contoso"), 4, 0, 1, {3, 1, 0, 0}),
                    group(QStringLiteral("northwind"), 3, 1, 0, {0, 1, 1, 1}),
                    group({}, 0, 0, 2, {0, 0, 0, 0})};
        m_rig->service.on("GET", route, [this](const FakeService::Request &) {
            return FakeService::Reply::json({{QStringLiteral("items"), m_groups}});
        });
        m_rig->service.clock.jump(*instantFromText(u"2026-11-27T12:00:00Z") - m_rig->service.clock.now());
        m_pane = std::make_unique<ReportPane>(m_rig->desk());
        m_pane->resize(900, 600);
        m_pane->show();
        m_pane->activateWindow();
        m_pane->setActive(true);
    }
    void cleanup()
    {
        m_pane.reset();
        m_rig.reset();
    }

    void howTheyWereKept()
    {
        load();
        const QAbstractItemModelTester tester(table()->model(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(cell(0, SlaReportModel::What), QStringLiteral("contoso"));
        QCOMPARE(cell(0, SlaReportModel::Kept), QStringLiteral("100 %"));
        QCOMPARE(cell(1, SlaReportModel::Kept), QStringLiteral("75 %"));
        QCOMPARE(cell(1, SlaReportModel::Most), QStringLiteral("10 min"));
        QCOMPARE(cell(2, SlaReportModel::What), QStringLiteral("nobody whom we know"));
        QCOMPARE(cell(2, SlaReportModel::Kept), QStringLiteral("nothing is decided"));
        QCOMPARE(cell(2, SlaReportModel::Half), QString());
        QCOMPARE(cell(3, SlaReportModel::What), QStringLiteral("All together"));
        QCOMPARE(cell(3, SlaReportModel::Kept), QStringLiteral("87.5 %"));
        QCOMPARE(cell(3, SlaReportModel::Open), QStringLiteral("3"));
        QCOMPARE(cell(3, SlaReportModel::Longest), QStringLiteral("1 h 6 min"));
        QCOMPARE(
            m_pane->findChild<QLabel *>(QStringLiteral("reportWords"))->text(),
            QStringLiteral("7 of 8 guarantees were kept (87.5 %). 7 answers were given; the longest took "
                           "1 h 6 min."));
    }

    void whatIsAsked()
    {
        load();
        const auto asked = [this](const char *name) {
            return m_rig->service.last("GET", route)->argument(QLatin1String(name));
        };
        QCOMPARE(asked("by"), QStringLiteral("customer"));
        auto *by = combo("by");
        by->setCurrentIndex(by->findData(QStringLiteral("month")));
        QTRY_COMPARE(asked("by"), QStringLiteral("month"));
        QVERIFY(isTimeZone(asked("zone").toLatin1())); // as the service looks at it
        auto *span = combo("span");
        span->setCurrentIndex(span->findData(QStringLiteral("before")));
        Q_EMIT span->activated(span->currentIndex());
        QTRY_VERIFY(m_pane->findChild<QDateEdit *>(QStringLiteral("from"))->date() == QDate(2026, 10, 1));
        QTRY_COMPARE(instantFromText(asked("until")).value_or(Instant()),
                     Instant(std::chrono::milliseconds(
                         QDate(2026, 11, 1).startOfDay(QTimeZone::systemTimeZone()).toMSecsSinceEpoch())));
        auto *customer = m_pane->findChild<ApplicationField *>();
        customer->setFocus();
        customer->setText(QStringLiteral("north&wind"));
        QTest::keyClick(customer, Qt::Key_Return);
        QTRY_COMPARE(asked("customer"), QStringLiteral("north&wind"));
        const ReadLine read = readByCtl(m_pane->query().commandLine());
        QCOMPARE(read.command, QStringLiteral("sla report"));
        for (const char *name : {"by", "from", "until", "customer", "zone"})
            QCOMPARE(read.arguments.text(name), asked(name));
        QVERIFY(read.arguments.has("csv"));
        m_pane->findChild<QPushButton *>(QStringLiteral("report.copy"))->click();
        QCOMPARE(m_rig->navigator.copied, QStringList{m_pane->query().commandLine()});
    }

    void daysOfOnesOwn()
    {
        load();
        auto *from = m_pane->findChild<QDateEdit *>(QStringLiteral("from"));
        from->setFocus();
        QTest::keyClick(from, Qt::Key_Up);
        QCOMPARE(combo("span")->currentData().toString(), QStringLiteral("own"));
        const QDate day = from->date();
        QTRY_COMPARE(m_rig->service.count("GET", route), std::size_t(2));
        QCOMPARE(from->date(), day);
    }

    void howLongAnswersTook()
    {
        load();
        auto *plot = m_pane->findChild<AnswerPlot *>();
        auto *times = m_pane->findChild<QTableView *>(QStringLiteral("times"));
        QCOMPARE(times->model()->rowCount(), 4); // of all
        const auto cell = [times](int row, int column) {
            return times->model()->index(row, column).data().toString();
        };
        QCOMPARE(cell(0, AnswerTimesModel::Within), QStringLiteral("up to 1 min"));
        QCOMPARE(cell(0, AnswerTimesModel::Count), QStringLiteral("3"));
        QCOMPARE(cell(3, AnswerTimesModel::Within), QStringLiteral("over 1 h"));
        QCOMPARE(cell(3, AnswerTimesModel::SoFar), QStringLiteral("100 %"));
        QVERIFY(plot->accessibleDescription().contains(QStringLiteral("up to 1 min: 3 answers")));
        table()->selectRow(1);
        QTRY_COMPARE(cell(0, AnswerTimesModel::Count), QStringLiteral("0"));
        QCOMPARE(cell(1, AnswerTimesModel::Share), QStringLiteral("33.3 %"));
        QVERIFY(
            plot->accessibleDescription().startsWith(QStringLiteral("How long answers took: northwind.")));
        // The arrows lead through the bars, and the row of the table goes along; and the other way round.
        plot->setFocus();
        QTest::keyClick(plot, Qt::Key_Right);
        QTest::keyClick(plot, Qt::Key_Right);
        QCOMPARE(plot->chosen(), 1);
        QCOMPARE(plot->accessibleDescription(), QStringLiteral("up to 5 min: 1 answers"));
        QCOMPARE(times->currentIndex().row(), 1);
        times->selectRow(3);
        QCOMPARE(plot->chosen(), 3);
        QTest::keyClick(plot, Qt::Key_Home);
        QCOMPARE(times->currentIndex().row(), 0);
    }

    // Bars of the palette's colour in light and dark, as high as they are many.
    void theyArePainted()
    {
        load();
        auto *plot = m_pane->findChild<AnswerPlot *>();
        for (const theme::Scheme scheme : {theme::Scheme::Dark, theme::Scheme::Light}) {
            theme::apply(*qApp, scheme);
            const QImage image = plot->grab().toImage();
            const QColor tone = theme::colour(theme::Tone::Busy);
            const auto height = [&](int bar) {
                const int x = image.width() * (2 * bar + 1) / 8 + 10;
                int count = 0;
                for (int y = 0; y < image.height(); ++y)
                    count += image.pixelColor(x, y) == tone ? 1 : 0;
                return count;
            };
            QVERIFY(height(0) > height(1));
            QVERIFY(height(1) > height(2));
            QVERIFY(height(2) > 0);
        }
    }

    void toAFile()
    {
        load();
        const QTemporaryDir folder;
        m_pane->findChild<QPushButton *>(QStringLiteral("report.export"))->click();
        auto *bar = m_pane->findChild<ExportBar *>();
        auto *path = bar->findChild<QLineEdit *>(QStringLiteral("path"));
        QVERIFY2(path->text().endsWith(QStringLiteral("guarantees-by-customer-2026-11-27.csv")),
                 qPrintable(path->text()));
        path->setText(folder.filePath(QStringLiteral("report.csv")));
        QTest::keyClick(path, Qt::Key_Return);
        QTRY_VERIFY(bar->isHidden());
        QFile file(folder.filePath(QStringLiteral("report.csv")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(),
                 QByteArray("what,met_%,met,breached,open,responses,p50_min,p90_min,max_min\r\n"
                            "contoso,100,4,0,1,4,1.5,10.0,66.7\r\n"
                            "northwind,75,3,1,0,3,1.5,10.0,66.7\r\n"
                            "(nobody),,0,0,2,0,,,\r\n"));
    }

    void itFollowsWhatHappens()
    {
        load();
        m_groups = {group(QStringLiteral("contoso"), 5, 0, 0, {4, 1, 0, 0})};
        m_rig->service.tell(QStringLiteral("case.message"), QStringLiteral("case/1"));
        QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 1, 5000); // one needs no sum
        m_pane->setActive(false);
        const std::size_t asked = m_rig->service.count("GET", route);
        m_rig->service.tell(QStringLiteral("case.message"), QStringLiteral("case/1"));
        QTest::qWait(50);
        QCOMPARE(m_rig->service.count("GET", route), asked); // nobody looks
        m_pane->setActive(true);
        QTRY_COMPARE(m_rig->service.count("GET", route), asked + 1);
    }

    void noneTeachesAndWhatFailsIsSaid()
    {
        m_groups = {};
        QVERIFY(m_rig->connect());
        auto *empty = m_pane->findChild<EmptyState *>();
        QTRY_VERIFY(empty->text().startsWith(QStringLiteral("No guarantee began in these days")));
        m_rig->service.on("GET", route, [](const FakeService::Request &) {
            return FakeService::Reply::refusal(
                {Problem::Kind::Conflict, QStringLiteral("The disk is full"), {}, {}});
        });
        empty->findChild<QPushButton *>()->click(); // this year
        QTRY_VERIFY(
            m_pane->findChild<InlineMessage *>()->text().contains(QStringLiteral("The disk is full")));
        QCOMPARE(combo("span")->currentData().toString(), QStringLiteral("year"));
    }

    void itComesBackAsItWasLeft()
    {
        load();
        combo("by")->setCurrentIndex(3);
        const QJsonObject state = m_pane->saveState();
        m_pane = std::make_unique<ReportPane>(m_rig->desk());
        m_pane->restoreState(state);
        m_pane->setActive(true);
        QTRY_COMPARE(m_rig->service.last("GET", route)->argument(QStringLiteral("by")),
                     QStringLiteral("person"));
        m_pane->open(QStringLiteral("report/plan"));
        QTRY_COMPARE(m_rig->service.last("GET", route)->argument(QStringLiteral("by")),
                     QStringLiteral("plan"));
    }

private:
    void load()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(table()->model()->rowCount(), 4);
    }
    QTableView *table() { return m_pane->findChild<QTableView *>(QStringLiteral("report")); }
    QString cell(int row, int column) { return table()->model()->index(row, column).data().toString(); }
    QComboBox *combo(const char *name) { return m_pane->findChild<QComboBox *>(QLatin1String(name)); }

    std::unique_ptr<PaneRig> m_rig;
    QJsonArray m_groups;
    std::unique_ptr<ReportPane> m_pane;
};

QTEST_MAIN(TestReportPane)
#include "TestReportPane.moc"
