// The ledger of pages over a fake service: asked for by case and person, kept by the feed, and written to a
// file.
#include "models/Brackets.h"
#include "models/FakeDuty.h"
#include "models/PagesExport.h"
#include "models/PagesModel.h"
#include "models/Roles.h"
#include "models/SessionFixture.h"

#include <QAbstractItemModelTester>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace slipway;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestPagesModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<SessionFixture>();
        m_duty = std::make_unique<FakeDuty>(m_fixture->service);
        for (int i = 1; i <= 10; ++i)
            add(i, i % 2 == 0 ? "eva" : "jan");
        m_model = std::make_unique<PagesModel>(m_fixture->session);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_tester->setUseFetchMore(false); // pages are asked for by the tests
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_fixture.reset();
        m_duty.reset();
    }

    void statesAndLateness_data()
    {
        QTest::addColumn<QJsonObject>("changes");
        QTest::addColumn<QString>("state");
        QTest::addColumn<bool>("isOpen");
        const QString at = QStringLiteral("2026-11-27T01:02:00.000000Z");
        const auto row = [](const char *name, const QJsonObject &changes, bool isOpen) {
            QTest::newRow(name) << changes << QStringLiteral("page-") + QLatin1String(name) << isOpen;
        };
        const QJsonObject nothing{{QStringLiteral("claimed"), QJsonValue()},
                                  {QStringLiteral("sent"), QJsonValue()},
                                  {QStringLiteral("accepted"), QJsonValue()},
                                  {QStringLiteral("lateness_ms"), QJsonValue()}};
        QJsonObject due = nothing;
        due.insert(QStringLiteral("attempts"), 0);
        row("due", due, true);
        row("trying", nothing, true);
        row("accepted", {}, true);
        row("acknowledged", {{QStringLiteral("acknowledged"), at}}, false);
        row("refused",
            {{QStringLiteral("refused"), at}, {QStringLiteral("why"), QStringLiteral("no such user")}},
            false);
        row("bounced",
            {{QStringLiteral("bounced"), at}, {QStringLiteral("why"), QStringLiteral("it came back")}},
            false);
        row("withdrawn", {{QStringLiteral("withdrawn"), at}}, false);
    }
    void statesAndLateness()
    {
        QFETCH(QJsonObject, changes);
        QFETCH(QString, state);
        QFETCH(bool, isOpen);
        QJsonObject page = FakeDuty::page(1, 12, QStringLiteral("eva"));
        for (auto field = changes.begin(); field != changes.end(); ++field)
            page.insert(field.key(), field.value());
        const PageEntry entry = PageEntry::fromJson(page);
        QCOMPARE(entry.state(), state);
        QCOMPARE(entry.isOpen(), isOpen);
        m_duty->pages = {page};
        start();
        QCOMPARE(m_model->index(0, 0).data(StateRole).toString(), state);
        QCOMPARE(m_model->index(0, PagesModel::Lateness).data().toString(),
                 entry.accepted ? QStringLiteral("12 ms") : QString());
        QVERIFY(m_model->index(0, 0).data(DetailRole).toString().contains(entry.why));
        QCOMPARE(m_model->index(0, 0).data(ReferenceRole).toString(), QStringLiteral("case/12"));
    }

    void whyIsInOurWords()
    {
        QJsonObject page = FakeDuty::page(1, 12, QStringLiteral("eva"));
        page.insert(QStringLiteral("why"), QStringLiteral("it answered 503"));
        m_duty->pages = {page};
        start();
        const test::Brackets brackets("ServicePhrases");
        QVERIFY(
            m_model->index(0, 0).data(DetailRole).toString().endsWith(QStringLiteral(": [it answered 503]")));
    }

    void latenessIsReadable()
    {
        QCOMPARE(latenessText(0), QStringLiteral("0 ms"));
        QCOMPARE(latenessText(999), QStringLiteral("999 ms"));
        QCOMPARE(latenessText(1449), QStringLiteral("1.4 s"));
        QCOMPARE(latenessText(250'000), QStringLiteral("4 min"));
    }

    void theNewestFirstAndWhatChangesInPlace()
    {
        start();
        QCOMPARE(m_model->rowCount(), 10);
        QCOMPARE(m_model->entry(0).id, 10);
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
        QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
        add(11, "kim");
        tell("page.due", 11);
        QTRY_COMPARE(m_model->rowCount(), 11);
        QCOMPARE(m_model->entry(0).to, QStringLiteral("kim"));
        m_duty->pages[5].insert(QStringLiteral("acknowledged"),
                                QStringLiteral("2026-11-27T01:04:00.000000Z"));
        const qint64 changed = m_duty->pages[5].value(QStringLiteral("id")).toInteger();
        tell("case.acknowledged", changed);
        QTRY_COMPARE(m_model->entry(m_model->rowOf(changed)).state(), QStringLiteral("page-acknowledged"));
        QCOMPARE(changes.count(), 1);
        QCOMPARE(resets.count(), 0);
        QCOMPARE(
            m_fixture->service.last("GET", QStringLiteral("/api/v1/pages"))->argument(QStringLiteral("case")),
            QString::number(changed));
    }

    void whatDoesntMoveAPageIsntAsked()
    {
        start();
        const std::size_t asked = m_fixture->asked(QStringLiteral("pages"));
        QSignalSpy events(&m_fixture->session, &Session::eventsArrived);
        tell("case.noted", 3);
        m_fixture->service.tell(QStringLiteral("page.due"), QStringLiteral("release/3"));
        QVERIFY(events.wait());
        QTest::qWait(50);
        QCOMPARE(m_fixture->asked(QStringLiteral("pages")), asked);
    }

    void pages()
    {
        for (int i = 11; i <= 300; ++i)
            add(i, "eva");
        start();
        QCOMPARE(m_model->rowCount(), 200);
        // Of an older page that isn't shown yet nothing is put in between.
        tell("page.accepted", 20);
        QTRY_COMPARE(m_fixture->asked(QStringLiteral("pages")), 2U);
        QCOMPARE(m_model->rowCount(), 200);
        m_model->fetchMore({});
        QTRY_COMPARE(m_model->rowCount(), 300);
        for (int row = 0; row < 300; ++row)
            QCOMPARE(m_model->entry(row).id, 300 - row);
        QVERIFY(!m_model->canFetchMore({}));
    }

    void aBurstIsReadAsOneList()
    {
        start();
        for (int i = 11; i <= 1011; ++i) {
            add(i, "eva");
            tell("page.due", i);
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_model->rowCount() > 0 ? m_model->entry(0).id : 0, 1011, 15000);
        QVERIFY2(m_fixture->asked(QStringLiteral("pages")) < 300,
                 qPrintable(QString::number(m_fixture->asked(QStringLiteral("pages")))));
        for (int row = 1; row < m_model->rowCount(); ++row)
            QCOMPARE(m_model->entry(row).id, m_model->entry(row - 1).id - 1);
    }

    void byCaseAndPerson()
    {
        m_model->ask({0, QStringLiteral("eva")});
        start();
        QCOMPARE(m_model->rowCount(), 5);
        add(11, "jan");
        tell("page.due", 11);
        add(12, "eva");
        tell("page.due", 12);
        QTRY_COMPARE(m_model->rowCount(), 6); // Jan's isn't asked for
        QCOMPARE(m_model->entry(0).id, 12);
        m_model->ask({7, {}});
        QTRY_COMPARE(m_model->rowCount(), 1);
        QCOMPARE(m_model->entry(0).caseId, 7);
    }

    void hiddenItOnlyRemembersThatItIsOld()
    {
        start();
        m_model->setActive(false);
        add(11, "eva");
        tell("page.due", 11);
        QTest::qWait(100);
        QCOMPARE(m_model->rowCount(), 10);
        m_model->setActive(true);
        QTRY_COMPARE(m_model->rowCount(), 11);
    }

    void theFileHasAllThatIsAskedFor()
    {
        for (int i = 11; i <= 1200; ++i)
            add(i, "eva");
        m_duty->pages[0].insert(QStringLiteral("why"), QStringLiteral("=cmd|'/c calc'!A1, \"quoted\""));
        QVERIFY(m_fixture->connect());
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("pages.csv"));
        PagesExport writer(m_fixture->session);
        QSignalSpy done(&writer, &PagesExport::done);
        writer.write({}, path);
        QVERIFY(!QFile::exists(path)); // not before it is whole
        QVERIFY(done.wait());
        QCOMPARE(done.front().front().toInt(), 1200);
        const QList<QByteArray> lines = contents(path).split('\n');
        QCOMPARE(lines.size(), 1202); // with the header and the end
        QCOMPARE(lines.front() + '\n', PagesExport::header());
        QCOMPARE(lines.front().count(','), 16);
        QVERIFY2(lines.at(1).contains("\"'=cmd|'/c calc'!A1, \"\"quoted\"\"\""), lines.at(1)); // no formula
        QCOMPARE(lines.at(2),
                 QByteArray("1199,1199,on-duty,eva,mail,eva@p.example,2026-11-27T01:00:00.000000Z,"
                            "2026-11-27T01:00:00.002000Z,2026-11-27T01:00:00.004000Z,"
                            "2026-11-27T01:00:00.012000Z,,,,,,1,12\r"));
        writer.write({7, {}}, path);
        QVERIFY(done.wait());
        QCOMPARE(contents(path).count('\n'), 2);
    }

    void aFileThatFailsIsntThere()
    {
        for (int i = 11; i <= 1200; ++i)
            add(i, "eva");
        QVERIFY(m_fixture->connect());
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("pages.csv"));
        PagesExport writer(m_fixture->session);
        QSignalSpy failed(&writer, &PagesExport::failed);
        writer.write({}, folder.filePath(QStringLiteral("none/pages.csv")));
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.front().front().value<Problem>().where,
                 folder.filePath(QStringLiteral("none/pages.csv")));
        QVERIFY(!writer.isWriting());
        QSignalSpy progressed(&writer, &PagesExport::progressed);
        writer.write({}, path);
        QVERIFY(progressed.wait());
        m_fixture->service.refuse({Problem::Kind::Internal, QStringLiteral("No"), {}, {}});
        QTRY_COMPARE(failed.count(), 2);
        QVERIFY(!writer.isWriting());
        QTRY_VERIFY(QDir(folder.path()).isEmpty());
        m_fixture->service.beHonest();
        writer.write({}, path);
        writer.giveUp();
        QTest::qWait(100);
        QVERIFY(QDir(folder.path()).isEmpty());
        QCOMPARE(failed.count(), 2); // nobody asks for it any more
    }

    // A slow disk makes nobody wait.
    void theFileIsWrittenBesideTheWindow()
    {
        for (int i = 11; i <= 1200; ++i)
            add(i, "eva");
        QVERIFY(m_fixture->connect());
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("pages.csv"));
        PagesExport writer(m_fixture->session);
        QSignalSpy done(&writer, &PagesExport::done);
        const qint64 before = writtenByThisThread();
        QVERIFY(before >= 0);
        writer.write({}, path);
        QVERIFY(done.wait());
        const qint64 written = writtenByThisThread() - before;
        QVERIFY2(written < QFileInfo(path).size() / 10, qPrintable(QString::number(written)));
    }

private:
    // Bytes, as the kernel counts them.
    static qint64 writtenByThisThread()
    {
        for (const QByteArray &line : contents(QStringLiteral("/proc/thread-self/io")).split('\n')) {
            if (line.startsWith("wchar: "))
                return line.mid(7).toLongLong();
        }
        return -1;
    }
    void add(int id, const char *to)
    {
        m_duty->pages.push_front(FakeDuty::page(id, id, QString::fromLatin1(to)));
    }
    void tell(const char *kind, qint64 ofCase)
    {
        m_fixture->service.tell(QString::fromLatin1(kind), QStringLiteral("case/%1").arg(ofCase));
    }
    void start()
    {
        QSignalSpy loaded(m_model.get(), &PagesModel::loaded);
        m_model->setActive(true);
        QVERIFY(m_fixture->connect());
        QVERIFY(loaded.count() > 0 || loaded.wait());
    }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<FakeDuty> m_duty;
    std::unique_ptr<PagesModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(TestPagesModel)
#include "TestPagesModel.moc"
