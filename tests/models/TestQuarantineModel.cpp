// Mail in quarantine over a fake service: what waits and what was discarded, kept by the feed; one mail as it
// is read; and the same done with several.
#include "models/FakeMail.h"
#include "models/MailBatch.h"
#include "models/MailWatch.h"
#include "models/QuarantineModel.h"
#include "models/Roles.h"
#include "models/SessionFixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace slipway;

namespace {

const QString maria = QStringLiteral("maria@northwind.example");
const QString mallory = QStringLiteral("mallory@x.example");

} // namespace

class TestQuarantineModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<SessionFixture>();
        m_mail = std::make_unique<FakeMail>(m_fixture->service);
        for (int id = 1; id <= 6; ++id)
            add(id, id % 2 ? maria : mallory, id % 2 ? 12 : 0);
        m_model = std::make_unique<QuarantineModel>(m_fixture->session);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_tester->setUseFetchMore(false); // pages are asked for by the tests
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_fixture.reset();
        m_mail.reset();
    }

    void whatWaits()
    {
        start();
        QCOMPARE(ids(), (QList<qint64>{6, 5, 4, 3, 2, 1}));
        const auto cell = [this](int column) { return m_model->index(1, column).data().toString(); };
        QVERIFY(!cell(QuarantineModel::When).isEmpty());
        QCOMPARE(cell(QuarantineModel::From), maria);
        QCOMPARE(cell(QuarantineModel::Subject), QStringLiteral("Subject 5"));
        QCOMPARE(cell(QuarantineModel::Why), QStringLiteral("taken for spam: X-Spam-Flag: YES"));
        QCOMPARE(cell(QuarantineModel::Case), QStringLiteral("#12"));
        QCOMPARE(m_model->index(0, QuarantineModel::Case).data().toString(), QString());
        QCOMPARE(m_model->index(1, 0).data(ReferenceRole).toString(), QStringLiteral("mail/5"));
        QVERIFY(m_model->index(1, 0).data(DetailRole).toString().contains(maria));
    }

    void whatComesAndGoes()
    {
        start();
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
        m_mail->take(FakeMail::mail(7, mallory));
        QTRY_COMPARE(ids(), (QList<qint64>{7, 6, 5, 4, 3, 2, 1}));
        settle(3, "release");
        settle(6, "discard");
        QTRY_COMPARE(ids(), (QList<qint64>{7, 5, 4, 2, 1}));
        settle(6, "restore");
        QTRY_COMPARE(ids(), (QList<qint64>{7, 6, 5, 4, 2, 1}));
        QCOMPARE(resets.count(), 0);
    }

    // The answer was on its way when the mail went.
    void whatIsGoneDoesntComeBackByAnOldAnswer()
    {
        start();
        m_fixture->service.hold();
        m_mail->take(FakeMail::mail(7, mallory));
        QJsonArray before;
        for (const QJsonObject &mail : m_mail->all)
            before.append(mail);
        m_fixture->service.on("GET", QStringLiteral("/api/v1/mail"), [before](const FakeService::Request &) {
            return FakeService::Reply::items(before);
        });
        QTRY_COMPARE(m_fixture->asked(QStringLiteral("mail")), 2U);
        settle(5, "discard");
        QTRY_COMPARE(ids(), (QList<qint64>{6, 4, 3, 2, 1}));
        m_fixture->service.release();
        QTRY_COMPARE(ids(), (QList<qint64>{7, 6, 4, 3, 2, 1}));
    }

    void whatWasDiscarded()
    {
        start();
        settle(2, "discard");
        settle(5, "discard");
        QTRY_COMPARE(m_model->rowCount(), 4);
        m_model->ask({true, {}});
        QTRY_COMPARE(ids(), (QList<qint64>{5, 2}));
        settle(4, "discard");
        QTRY_COMPARE(ids(), (QList<qint64>{5, 4, 2}));
        settle(2, "restore");
        QTRY_COMPARE(ids(), (QList<qint64>{5, 4}));
        m_mail->take(FakeMail::mail(9, mallory)); // isn't for this list
        QTest::qWait(100);
        QCOMPARE(ids(), (QList<qint64>{5, 4}));
    }

    void byText()
    {
        m_model->ask({false, QStringLiteral("MALLORY")});
        start();
        QCOMPARE(ids(), (QList<qint64>{6, 4, 2}));
        m_mail->take(FakeMail::mail(7, maria));
        m_mail->take(FakeMail::mail(8, mallory));
        QTRY_COMPARE(ids(), (QList<qint64>{8, 6, 4, 2}));
        settle(6, "discard");
        settle(6, "restore");
        QTRY_COMPARE(ids(), (QList<qint64>{8, 6, 4, 2}));
    }

    void pages()
    {
        for (int id = 7; id <= 250; ++id)
            add(id, mallory);
        start();
        QCOMPARE(m_model->rowCount(), 200);
        QVERIFY(m_model->hasMore());
        settle(3, "discard");
        settle(3, "restore"); // an older one than those that are shown
        QTest::qWait(100);
        QCOMPARE(m_model->rowCount(), 200);
        m_model->fetchMore({});
        QTRY_COMPARE(m_model->rowCount(), 250);
        for (int row = 0; row < 250; ++row)
            QCOMPARE(m_model->entry(row).id, 250 - row);
    }

    void aFloodIsReadAsOneList()
    {
        start();
        const std::size_t before = m_fixture->asked(QStringLiteral("mail"));
        for (int id = 7; id <= 506; ++id)
            m_mail->take(FakeMail::mail(id, mallory));
        QTRY_COMPARE_WITH_TIMEOUT(m_model->rowCount() > 0 ? m_model->entry(0).id : 0, 506, 15000);
        QVERIFY(m_fixture->asked(QStringLiteral("mail")) - before < 30);
        for (int row = 1; row < m_model->rowCount(); ++row)
            QCOMPARE(m_model->entry(row).id, m_model->entry(row - 1).id - 1);
    }

    void hiddenItOnlyRemembersThatItIsOld()
    {
        start();
        m_model->setActive(false);
        const std::size_t asked = m_fixture->asked(QStringLiteral("mail"));
        m_mail->take(FakeMail::mail(7, mallory));
        settle(1, "discard");
        QTest::qWait(100);
        QCOMPARE(m_fixture->asked(QStringLiteral("mail")), asked);
        m_model->setActive(true);
        QTRY_COMPARE(ids(), (QList<qint64>{7, 6, 5, 4, 3, 2}));
    }

    void whereItGoes_data()
    {
        QTest::addColumn<QJsonObject>("changes");
        QTest::addColumn<QString>("words");
        const auto to = [](const QJsonValue &ofCase, const char *customer) {
            return QJsonObject{{QStringLiteral("goes_to"),
                                QJsonObject{{QStringLiteral("case"), ofCase},
                                            {QStringLiteral("customer"), QLatin1String(customer)}}}};
        };
        QTest::newRow("into a case") << to(12, "northwind") << QStringLiteral("Into case #12");
        QTest::newRow("a new one") << to({}, "northwind") << QStringLiteral("A new case of northwind");
        QTest::newRow("nobody's") << to({}, "") << QStringLiteral("A new case of no customer");
        QTest::newRow("a new one that names another")
            << QJsonObject{{QStringLiteral("goes_to"),
                            QJsonObject{{QStringLiteral("customer"), QStringLiteral("northwind")},
                                        {QStringLiteral("claims"), 7}}}}
            << QStringLiteral(
                   "A new case of northwind. It seems to answer case #7, but nobody who belongs to "
                   "that sent it");
        QTest::newRow("it was released")
            << QJsonObject{{QStringLiteral("verdict"), QStringLiteral("opened")}, {QStringLiteral("case"), 3}}
            << QStringLiteral("It is in case #3");
        QTest::newRow("discarded") << QJsonObject{{QStringLiteral("verdict"), QStringLiteral("discarded")}}
                                   << QStringLiteral("Nowhere: it was discarded, and can be taken back");
    }
    void whereItGoes()
    {
        QFETCH(QJsonObject, changes);
        QFETCH(QString, words);
        QJsonObject mail = FakeMail::mail(1, maria);
        for (auto field = changes.begin(); field != changes.end(); ++field)
            mail.insert(field.key(), field.value());
        QCOMPARE(MailDetail::fromJson(mail).destination(), words);
    }

    void oneIsReadAndKept()
    {
        MailWatch watch(m_fixture->session);
        watch.watch(5);
        QVERIFY(m_fixture->connect());
        QTest::qWait(50);
        QCOMPARE(m_fixture->asked(QStringLiteral("mail/5")), 0U); // nobody looks
        watch.setActive(true);
        QTRY_VERIFY(watch.isLoaded());
        QCOMPARE(watch.about().text, QStringLiteral("Words of mail 5"));
        QCOMPARE(watch.about().intoCase, 12);
        settle(4, "discard");
        settle(5, "discard");
        QTRY_VERIFY(watch.about().mail.isDiscarded());
        QCOMPARE(m_fixture->asked(QStringLiteral("mail/5")), 2U);
        watch.watch(99);
        QVERIFY(!watch.isLoaded());
        QTRY_VERIFY(watch.problem());
        QCOMPARE(watch.problem()->what, QStringLiteral("There is no mail 99"));
    }

    void severalAtOnce()
    {
        QVERIFY(m_fixture->connect());
        m_mail->refused = 4;
        MailBatch batch(m_fixture->session);
        MailBatch::Outcome outcome;
        connect(&batch, &MailBatch::finished, this,
                [&outcome](const MailBatch::Outcome &ended) { outcome = ended; });
        batch.run(MailBatch::Verb::Release, {3, 4, 6});
        QVERIFY(batch.isBusy());
        batch.run(MailBatch::Verb::Discard, {1}); // not while another is under way
        QTRY_VERIFY(!batch.isBusy());
        QCOMPARE(outcome.done.size(), 2U);
        QCOMPARE(outcome.done.at(0).caseId, 12);
        QCOMPARE(outcome.done.at(1).caseId, 100);
        QCOMPARE(outcome.failed, std::vector<qint64>{4});
        QCOMPARE(outcome.problem.what, QStringLiteral("Somebody was quicker"));
        QVERIFY(MailEntry::fromJson(m_mail->of(1)).isWaiting());
    }

    void severalOfWhichOneIsNotKnown()
    {
        QVERIFY(m_fixture->connect());
        MailBatch batch(m_fixture->session);
        QList<MailBatch::Outcome> outcomes;
        connect(&batch, &MailBatch::finished, this,
                [&outcomes](const MailBatch::Outcome &ended) { outcomes.append(ended); });
        m_fixture->service.loseAnswers(1, 1);
        batch.run(MailBatch::Verb::Discard, {3, 4, 6});
        QTRY_COMPARE(outcomes.size(), 1);
        const MailBatch::Outcome lost = outcomes.takeFirst();
        QCOMPARE(lost.done.size(), 1U);
        QCOMPARE(lost.unknown, std::vector<qint64>{4});
        QCOMPARE(lost.left, std::vector<qint64>{6});
        batch.run(MailBatch::Verb::Discard, lost.again(), SentOnce::Press::IsTheSame);
        QTRY_COMPARE(outcomes.size(), 1);
        QVERIFY(outcomes.front().isWhole());
        QCOMPARE(outcomes.front().done.front().id, 4);
        QCOMPARE(keysOf(QStringLiteral("/api/v1/mail/4/discard")).size(), 1);
        // Discarded, taken back and discarded again is no repetition.
        m_fixture->service.loseAnswers(1);
        batch.run(MailBatch::Verb::Release, {5});
        QTRY_COMPARE(outcomes.size(), 2);
        batch.run(MailBatch::Verb::TakeBack, {5});
        QTRY_COMPARE(outcomes.size(), 3);
        batch.run(MailBatch::Verb::Release, {5});
        QTRY_COMPARE(outcomes.size(), 4);
        QVERIFY(outcomes.back().isWhole());
        QCOMPARE(keysOf(QStringLiteral("/api/v1/mail/5/release")).size(), 2);
    }

private:
    void add(int id, const QString &sender, qint64 ofCase = 0)
    {
        m_mail->all.push_front(FakeMail::mail(id, sender, ofCase));
    }
    // By somebody else.
    void settle(qint64 id, const char *verb) { m_mail->settle(id, QLatin1String(verb)); }
    QSet<QByteArray> keysOf(const QString &path) const
    {
        QSet<QByteArray> keys;
        for (const FakeService::Request &request : m_fixture->service.requests) {
            if (request.path == path)
                keys.insert(request.idempotencyKey);
        }
        return keys;
    }
    QList<qint64> ids() const
    {
        QList<qint64> ids;
        for (int row = 0; row < m_model->rowCount(); ++row)
            ids.append(m_model->entry(row).id);
        return ids;
    }
    void start()
    {
        QSignalSpy loaded(m_model.get(), &PagedModel::loaded);
        m_model->setActive(true);
        QVERIFY(m_fixture->connect());
        QVERIFY(loaded.count() > 0 || loaded.wait());
    }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<FakeMail> m_mail;
    std::unique_ptr<QuarantineModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(TestQuarantineModel)
#include "TestQuarantineModel.moc"
