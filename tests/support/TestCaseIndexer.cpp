// What is said in a case is found a moment later, at the next search at the latest, and over a crash.
#include "service/support/CaseIndexer.h"
#include "service/support/CaseSearch.h"
#include "support/SupportFixture.h"

using namespace slipway;
using namespace slipway::test;

namespace {

std::size_t found(SupportFixture &f, const char *words)
{
    const CaseFilter all{QStringLiteral("all"), {}, {}, {}, {}};
    return must(f.store->read([&](Reader &reader) {
               return CaseSearch::list(reader, {QLatin1String(words), 50, {}}, all);
           }))
        .items.size();
}

// How often the word is read into the index.
qint64 rows(SupportFixture &f, const char *word)
{
    return must(f.store->read([word](Reader &reader) {
        return reader.integer(QStringLiteral("SELECT count(*) FROM case_words WHERE case_words MATCH ?"),
                              {QLatin1String(word)});
    }));
}

} // namespace

class TestCaseIndexer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsSaidIsReadOnce()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QCOMPARE(found(f, "slow"), 0U);
        QVERIFY(!must(CaseSearch::catchUp(*f.store)));
        QCOMPARE(found(f, "shop"), 1U);      // its message
        QCOMPARE(found(f, "northwind"), 1U); // whose it is
        QCOMPARE(rows(f, "shop"), 1);
        QVERIFY(!must(CaseSearch::catchUp(*f.store)));
        QCOMPARE(rows(f, "shop"), 1);
        must(f.desk->note(id, QStringLiteral("A certificate has expired"), QStringLiteral("eva")));
        QVERIFY(!must(CaseSearch::catchUp(*f.store)));
        QCOMPARE(found(f, "certificate northwind"), 1U);
        QCOMPARE(rows(f, "northwind"), 1);
        QCOMPARE(rows(f, "certificate"), 1);
    }

    void manyAreReadPartByPart()
    {
        SupportFixture f;
        for (int i = 0; i < 5; ++i)
            f.request();
        QVERIFY(must(CaseSearch::catchUp(*f.store, 2)));
        QCOMPARE(rows(f, "slow"), 2);
        f.restart(); // it goes on where it was
        QVERIFY(must(CaseSearch::catchUp(*f.store, 2)));
        QVERIFY(!must(CaseSearch::catchUp(*f.store, 2)));
        QCOMPARE(rows(f, "slow"), 5);
        QCOMPARE(found(f, "slow"), 5U);
    }

    void byNumberOwnerAndBeginnings()
    {
        SupportFixture f;
        for (int i = 0; i < 3; ++i)
            f.request();
        must(f.desk->own(2, QStringLiteral("eva"), QStringLiteral("jan")));
        must(CaseSearch::catchUp(*f.store));
        for (const auto &[words, count] :
             {std::pair("#2", 1U), std::pair("case/3", 1U), std::pair("eva", 1U), std::pair("EV", 1U),
              std::pair("va", 0U), std::pair("northw slo", 3U), std::pair("maria@north", 3U),
              std::pair("eva slow 2", 1U), std::pair("jan", 0U), std::pair("!!", 0U)})
            QVERIFY2(found(f, words) == count, words);
    }

    void itIsReadByItself()
    {
        SupportFixture f;
        f.request(); // before it runs
        CaseIndexer indexer(*f.store);
        indexer.start();
        QTRY_COMPARE(found(f, "slow"), 1U);
        f.request();
        QTRY_COMPARE(found(f, "slow"), 2U);
        indexer.stop();
        f.request();
        QCOMPARE(found(f, "slow"), 2U);
    }

    void whatIsRenamedIsFoundByBothNames()
    {
        SupportFixture f;
        must(f.desk->open({QStringLiteral("Invoice"), QStringLiteral("Too high"), maria, {}}, maria));
        must(CaseSearch::catchUp(*f.store));
        CaseDesk::Triage wish;
        wish.subject = QStringLiteral("Bill of May");
        must(f.desk->triage(1, wish, QStringLiteral("eva")));
        QCOMPARE(found(f, "bill"), 1U);
        QCOMPARE(found(f, "invoice"), 1U);
    }
};

QTEST_GUILESS_MAIN(TestCaseIndexer)
#include "TestCaseIndexer.moc"
