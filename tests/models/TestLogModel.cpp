// What a release said: page after page, then line by line as it goes on; and a million of them.
#include "models/FakeService.h"
#include "models/LogModel.h"
#include "models/Roles.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace slipway;

namespace {

constexpr qint64 id = 214;
const auto path = QStringLiteral("/api/v1/releases/214/log");

LogModel::Entry entryOf(qint64 number, const QString &line)
{
    return {number, Instant(std::chrono::milliseconds(1'800'000'000'123 + number)), QStringLiteral("sync"),
            line};
}

} // namespace

class TestLogModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_service = std::make_unique<FakeService>();
        m_service->fillWorld();
        m_session = std::make_unique<Session>(
            *m_service, [this] { return m_service->endpoint(); }, m_service->parts());
        m_model = std::make_unique<LogModel>(*m_session);
        m_model->setActive(true);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
        m_loaded = std::make_unique<QSignalSpy>(m_model.get(), &LogModel::loaded);
        m_session->open();
        QTRY_VERIFY(m_session->isLive());
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_session.reset();
        m_service.reset();
    }

    void pageAfterPage()
    {
        say(1234);
        QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        m_model->watch(id);
        QTRY_COMPARE(m_loaded->count(), 1);
        QCOMPARE(m_model->rowCount(), 1234);
        QCOMPARE(inserted.count(), 3); // one a page
        for (int row = 0; row < 1234; ++row)
            QCOMPARE(m_model->entry(row).id, row + 1);
        QCOMPARE(m_service->last("GET", path)->argument(QStringLiteral("cursor")), QStringLiteral("1000"));
        QCOMPARE(m_service->last("GET", path)->argument(QStringLiteral("limit")), QStringLiteral("500"));
    }

    // A filter reads one text a row, and no time has to be written out for it.
    void aFilterReadsStepAndLine()
    {
        m_model->append({{7, Instant(), QStringLiteral("clone"), QStringLiteral("rsync uploads")}});
        QCOMPARE(m_model->index(0, 0).data(TextRole).toString(), QStringLiteral("clone\nrsync uploads"));
        QVERIFY(!m_model->index(0, LogModel::Line).data(TextRole).isValid());
    }

    // The page is full, and there is no other.
    void exactlyOnePage()
    {
        say(500);
        m_model->watch(id);
        QTRY_COMPARE(m_loaded->count(), 1);
        QCOMPARE(m_model->rowCount(), 500);
        QCOMPARE(m_service->count("GET", path), std::size_t(2));
    }

    void itGoesOn()
    {
        say(3);
        m_model->watch(id);
        QTRY_COMPARE(m_model->rowCount(), 3);
        say(2);
        m_service->tell(QStringLiteral("release.frozen"), QStringLiteral("release/214"));
        QTRY_COMPARE(m_model->rowCount(), 5);
        say(1); // nobody tells of it
        QTRY_COMPARE(m_model->rowCount(), 6);
    }

    void nothingUnderWayNothingAsked()
    {
        m_model->watch(id);
        QTRY_COMPARE(m_loaded->count(), 1);
        m_model->setUnderWay(false);
        QTRY_COMPARE(m_loaded->count(), 2); // the last words
        QTest::qWait(1200);                 // longer than the pace at which it would ask
        QCOMPARE(m_service->count("GET", path), std::size_t(2));
    }

    void whileNobodyLooksNothingIsAsked()
    {
        m_model->setActive(false);
        say(3);
        m_model->watch(id);
        QSignalSpy events(m_session.get(), &Session::eventsArrived);
        m_service->tell(QStringLiteral("release.frozen"), QStringLiteral("release/214"));
        QTRY_COMPARE(events.count(), 1);
        QCOMPARE(m_service->count("GET", path), std::size_t(0));
        m_model->setActive(true);
        QTRY_COMPARE(m_model->rowCount(), 3);
    }

    void anotherReleaseMeanwhile()
    {
        say(3);
        m_service->hold();
        m_model->watch(id);
        m_model->watch(213);
        m_service->release();
        QTRY_COMPARE(m_loaded->count(), 1);
        QCOMPARE(m_model->rowCount(), 0);
        m_model->watch(0);
        QCOMPARE(m_model->rowCount(), 0);
    }

    void aRefusalIsSaidOnce()
    {
        QSignalSpy failed(m_model.get(), &LogModel::failed);
        m_model->watch(999);
        QTRY_COMPARE(failed.count(), 1);
        QTest::qWait(1200);
        QCOMPARE(failed.count(), 1);
    }

    void whatFailsForAMomentIsAskedAgain()
    {
        say(3);
        QSignalSpy failed(m_model.get(), &LogModel::failed);
        m_service->on("GET", path, [](const FakeService::Request &) {
            return FakeService::Reply::refusal(
                {Problem::Kind::Internal, QStringLiteral("The disk is full"), {}, {}});
        });
        m_model->watch(id);
        m_model->setUnderWay(false);
        QTRY_VERIFY(m_service->count("GET", path) > 2);
        QCOMPARE(failed.count(), 1);
        m_service->on("GET", path, [this](const FakeService::Request &) {
            return FakeService::Reply::items(m_service->logs[id]);
        });
        QTRY_COMPARE(m_model->rowCount(), 3);
    }

    // Lines without a place would come again with every page.
    void nonsenseIsNotTaken()
    {
        m_service->on("GET", path, [](const FakeService::Request &) {
            return FakeService::Reply::items(
                {QJsonValue(7), QJsonObject{{QStringLiteral("line"), QStringLiteral("x")}}},
                QStringLiteral("9"));
        });
        m_model->watch(id);
        QTRY_COMPARE(m_loaded->count(), 1);
        QCOMPARE(m_model->rowCount(), 0);
        QCOMPARE(m_service->count("GET", path), std::size_t(1));
    }

    void whatIsKnownIsNotTakenAgain()
    {
        m_model->append({entryOf(1, QStringLiteral("a")), entryOf(2, QStringLiteral("b"))});
        m_model->append({entryOf(2, QStringLiteral("b")), entryOf(3, QStringLiteral("c"))});
        QCOMPARE(m_model->rowCount(), 3);
        QCOMPARE(m_model->lastId(), 3);
        QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        m_model->append({entryOf(3, QStringLiteral("c"))});
        m_model->append({});
        QCOMPARE(inserted.count(), 0);
    }

    void cells()
    {
        const auto entry = entryOf(7, QString::fromUtf8("Größe שלום \n\t👍"));
        m_model->append({entry});
        QVERIFY(m_model->entry(0) == entry);
        QCOMPARE(text(LogModel::StepId), QStringLiteral("sync"));
        QCOMPARE(text(LogModel::Line), entry.line);
        const QString time = text(LogModel::Time);
        QVERIFY2(time.endsWith(QLatin1String(".130")) && time.size() == 12, qPrintable(time));
        const QModelIndex index = m_model->index(0, LogModel::Time);
        QCOMPARE(index.data(SortRole).toLongLong(), entry.at.time_since_epoch().count());
        QCOMPARE(index.data(StaleRole).toBool(), false);
        QVERIFY(index.data(DetailRole).toString().contains(entry.line));
        QCOMPARE(m_model->steps(), QStringList{QStringLiteral("sync")});
        for (int column = 0; column < LogModel::ColumnCount; ++column)
            QVERIFY(!m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
    }

    void aMillionLines()
    {
        m_tester.reset(); // looks at every row
        const QString line(100, QLatin1Char('x'));
        QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        for (int batch = 0; batch < 100; ++batch) {
            std::vector<LogModel::Entry> lines;
            for (int i = 0; i < 10'000; ++i)
                lines.push_back(entryOf(batch * 10'000 + i + 1, line));
            m_model->append(std::move(lines));
        }
        QCOMPARE(m_model->rowCount(), 1'000'000);
        QCOMPARE(inserted.count(), 100);
        QCOMPARE(m_model->entry(999'999).id, 1'000'000);
        QCOMPARE(m_model->entry(123'456).line, line);
        // One that is longer than any block is whole.
        const QString huge(3'000'000, QLatin1Char('y'));
        m_model->append({entryOf(1'000'001, huge), entryOf(1'000'002, QString())});
        QCOMPARE(m_model->entry(1'000'000).line, huge);
        QCOMPARE(m_model->entry(1'000'001).line, QString());
    }

private:
    QString text(int column) const { return m_model->index(0, column).data().toString(); }

    void say(int count)
    {
        QJsonArray &lines = m_service->logs[id];
        for (int i = 0; i < count; ++i)
            lines.append(fake::logLine(lines.size() + 1, QStringLiteral("sync"), QStringLiteral("a line")));
    }

    std::unique_ptr<FakeService> m_service;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<LogModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<QSignalSpy> m_loaded;
};

QTEST_GUILESS_MAIN(TestLogModel)
#include "TestLogModel.moc"
