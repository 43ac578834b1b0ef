#include "service/store/Ledger.h"
#include "service/store/SigningKey.h"
#include "store/Forger.h"
#include "store/StoreFixture.h"

#include <QCryptographicHash>
#include <QFile>

#include <random>

using namespace slipway;

namespace {

struct Filled : StoreFixture
{
    static constexpr int count = 60;
    LedgerHead early; // printed after half of the events
    LedgerHead late;

    Filled()
    {
        for (int i = 0; i < count; ++i) {
            if (i == count / 2)
                early = head();
            clock.advance(std::chrono::milliseconds(7));
            const auto written = store->write([&](Transaction &t) -> Result<void> {
                t.append({QStringLiteral("eva"),
                          QStringLiteral("test.event"),
                          QStringLiteral("thing/%1").arg(i),
                          {{QStringLiteral("number"), i},
                           {QStringLiteral("text"), QStringLiteral("Straße \"☃\"\n")}}});
                return {};
            });
            if (!written)
                qFatal("%s", qUtf8Printable(written.error().text()));
        }
        late = head();
        close();
    }
    LedgerHead head()
    {
        LedgerHead found;
        static_cast<void>(store->read([&](Reader &reader) -> Result<void> {
            found = *Ledger::head(reader);
            return {};
        }));
        return found;
    }
};

bool names(const LedgerReport &report, qint64 seq, const char *what)
{
    for (const auto &finding : report.bad) {
        if (finding.seq == seq && finding.what == QLatin1String(what))
            return true;
    }
    return false;
}

} // namespace

class TestLedger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hashIsWhatTheHeaderSays();
    void wholeChainsAreFine();
    void alteredColumnsAreFound_data();
    void alteredColumnsAreFound();
    void otherTypesAreFound();
    void missingRowsAreFound();
    void reorderedRowsAreFound();
    void aRowRewrittenWithItsHashIsFound();
    void aRewrittenChainIsFound();
    void aTruncatedChainIsFound();
    void aReplacedTableIsFound();
    void anAlteredHeadIsFound();
    void aStoreWithAnAlteredEndDoesNotOpen();
    void aLostKeyIsNotReplaced();
    void listsFilterAndPage();
    void exportedLinesCanBeChecked();
    void strangeTextSurvives();
};

// Computed here in another way than in the ledger.
void TestLedger::hashIsWhatTheHeaderSays()
{
    Event event;
    event.seq = 7;
    event.at = *instantFromText(QStringLiteral("2026-11-23T18:05:22.123456Z"));
    event.actor = QStringLiteral("eva");
    event.kind = QStringLiteral("release.live");
    event.subject = QStringLiteral("release/2");
    event.payload = "{}";
    event.prevHash = QByteArray(64, 'a');
    const QByteArray input =
        QByteArray::fromHex("0000000000000001") + "7" + QByteArray::fromHex("000000000000001b") +
        "2026-11-23T18:05:22.123456Z" + QByteArray::fromHex("0000000000000003") + "eva" +
        QByteArray::fromHex("000000000000000c") + "release.live" + QByteArray::fromHex("0000000000000009") +
        "release/2" + QByteArray::fromHex("0000000000000002") + "{}" +
        QByteArray::fromHex("0000000000000040") + QByteArray(64, 'a');
    QCOMPARE(Ledger::hashOf(event), QCryptographicHash::hash(input, QCryptographicHash::Sha256).toHex());
}

void TestLedger::wholeChainsAreFine()
{
    Filled store;
    Forger forger(store.file());
    QCOMPARE(forger.verify().events, Filled::count);
    QVERIFY(forger.verify().ok());
    QVERIFY(forger.verify(store.early).ok());
    QVERIFY(forger.verify(store.late).ok());
    QCOMPARE(*LedgerHead::fromJson(store.late.toJson()), store.late);
    StoreFixture empty;
    empty.close();
    QVERIFY(Forger(empty.file()).verify().ok());
}

void TestLedger::alteredColumnsAreFound_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("at") << QStringLiteral("at = '2020-01-01T00:00:00.000000Z'");
    QTest::newRow("actor") << QStringLiteral("actor = 'mallory'");
    QTest::newRow("actor, case") << QStringLiteral("actor = 'Eva'");
    QTest::newRow("kind") << QStringLiteral("kind = kind || ' '");
    QTest::newRow("subject") << QStringLiteral("subject = 'thing/x'");
    QTest::newRow("subject, empty") << QStringLiteral("subject = ''");
    QTest::newRow("payload") << QStringLiteral("payload = replace(payload, 'number', 'numbers')");
    QTest::newRow("payload, same value") << QStringLiteral("payload = payload || ' '");
    QTest::newRow("payload, shifted to subject")
        << QStringLiteral("subject = subject || substr(payload, 1, 1), payload = substr(payload, 2)");
    QTest::newRow("payload, a NUL") << QStringLiteral("payload = payload || char(0) || 'x'");
    QTest::newRow("prev_hash") << QStringLiteral("prev_hash = hash");
    QTest::newRow("hash") << QStringLiteral("hash = prev_hash");
    QTest::newRow("hash, case") << QStringLiteral("hash = upper(hash) || 'A'");
}

void TestLedger::alteredColumnsAreFound()
{
    QFETCH(QString, sql);
    Filled store;
    Forger forger(store.file());
    std::mt19937 random(4711);
    std::uniform_int_distribution<int> place(1, Filled::count);
    for (int round = 0; round < 10; ++round) {
        const qint64 seq = place(random);
        forger.run(QStringLiteral("SAVEPOINT before"));
        forger.run(QStringLiteral("UPDATE event SET %1 WHERE seq = ?").arg(sql), {seq});
        const LedgerReport report = forger.verify();
        QVERIFY2(names(report, seq, "altered"), qPrintable(QStringLiteral("event %1").arg(seq)));
        QVERIFY(report.bad.size() <= 2U); // the last one's hash is also the head's
        forger.run(QStringLiteral("ROLLBACK TO before"));
        forger.run(QStringLiteral("RELEASE before"));
        QVERIFY(forger.verify().ok());
    }
}

void TestLedger::otherTypesAreFound()
{
    Filled store;
    Forger forger(store.file());
    for (const char *column : {"at", "actor", "kind", "subject", "payload", "prev_hash", "hash"}) {
        forger.run(QStringLiteral("SAVEPOINT before"));
        forger.run(QStringLiteral("UPDATE event SET %1 = CAST(%1 AS BLOB) WHERE seq = 9")
                       .arg(QLatin1String(column)));
        QVERIFY2(names(forger.verify(), 9, "altered"), column);
        forger.run(QStringLiteral("ROLLBACK TO before"));
        forger.run(QStringLiteral("RELEASE before"));
    }
}

void TestLedger::missingRowsAreFound()
{
    Filled store;
    Forger forger(store.file());
    forger.run(QStringLiteral("DELETE FROM event WHERE seq IN (1, 20, 21)"));
    const LedgerReport report = forger.verify();
    for (const qint64 seq : {1, 20, 21})
        QVERIFY(names(report, seq, "missing"));
    QCOMPARE(report.bad.size(), 3U);
    forger.run(QStringLiteral("DELETE FROM event"));
    QVERIFY(names(forger.verify(), 1, "missing"));
    QVERIFY(names(forger.verify(), Filled::count, "missing"));
}

void TestLedger::reorderedRowsAreFound()
{
    Filled store;
    Forger forger(store.file());
    std::mt19937 random(99);
    std::uniform_int_distribution<int> place(1, Filled::count);
    for (int round = 0; round < 20; ++round) {
        const qint64 first = place(random);
        const qint64 second = place(random);
        if (first == second)
            continue;
        forger.run(QStringLiteral("SAVEPOINT before"));
        for (const auto &[from, to] :
             {std::pair<qint64, qint64>{first, 9999}, {second, first}, {9999, second}})
            forger.run(QStringLiteral("UPDATE event SET seq = ? WHERE seq = ?"), {to, from});
        const LedgerReport report = forger.verify();
        QVERIFY(names(report, first, "reordered"));
        QVERIFY(names(report, second, "reordered"));
        forger.run(QStringLiteral("ROLLBACK TO before"));
        forger.run(QStringLiteral("RELEASE before"));
    }
    QVERIFY(forger.verify().ok());
    forger.run(QStringLiteral("UPDATE event SET seq = 1000 WHERE seq = 5"));
    QVERIFY(names(forger.verify(), 5, "missing"));
}

void TestLedger::aRowRewrittenWithItsHashIsFound()
{
    Filled store;
    Forger forger(store.file());
    forger.run(QStringLiteral("UPDATE event SET actor = 'mallory' WHERE seq = 17"));
    const QByteArray hash = Ledger::hashOf(forger.event(17));
    forger.run(QStringLiteral("UPDATE event SET hash = ? WHERE seq = 17"), {QString::fromLatin1(hash)});
    const LedgerReport report = forger.verify();
    QVERIFY(names(report, 17, "rewritten"));
    QCOMPARE(report.bad.size(), 1U);
}

void TestLedger::aRewrittenChainIsFound()
{
    Filled store;
    Forger forger(store.file());
    forger.run(QStringLiteral("UPDATE event SET actor = 'mallory' WHERE seq = 11"));
    forger.rechain(11);
    // Without the key the head can't be signed …
    QVERIFY(names(forger.verify(), Filled::count, "signature"));
    // … and with another key only a saved head tells, whichever it is.
    forger.signWithAnotherKey(store.folder.filePath(QStringLiteral("other.key")));
    QVERIFY(forger.verify().ok());
    QVERIFY(!forger.verify(store.late).ok());
    QVERIFY(!forger.verify(store.early).ok());
}

void TestLedger::aTruncatedChainIsFound()
{
    Filled store;
    Forger forger(store.file());
    forger.run(QStringLiteral("DELETE FROM event WHERE seq > ?"), {store.early.seq});
    QVERIFY(names(forger.verify(), store.early.seq + 1, "missing"));
    // With an old head put back it looks whole to all but those who saved a later one.
    forger.run(QStringLiteral("UPDATE ledger_head SET seq = ?, hash = ?, at = ?, signature = ?"),
               {store.early.seq, QString::fromLatin1(store.early.hash), store.early.at,
                QString::fromLatin1(store.early.signature)});
    QVERIFY(forger.verify().ok());
    QVERIFY(forger.verify(store.early).ok());
    QVERIFY(names(forger.verify(store.late), Filled::count, "truncated"));
    // Cut and grown again by the service itself: same length, other events.
    store.open();
    for (int i = 0; i < Filled::count; ++i) {
        SLIPWAY_OK(store.store->write([](Transaction &t) -> Result<void> {
            t.append(eventOf(QStringLiteral("test.other")));
            return {};
        }));
    }
    QVERIFY(forger.verify().ok());
    QVERIFY(names(forger.verify(store.late), Filled::count, "rewritten"));
}

void TestLedger::aReplacedTableIsFound()
{
    Filled store;
    Forger forger(store.file());
    forger.run(QStringLiteral("CREATE TABLE copied AS SELECT * FROM event"));
    forger.run(QStringLiteral("DROP TABLE event"));
    QVERIFY(!forger.verify().ok());
    forger.run(QStringLiteral("ALTER TABLE copied RENAME TO event"));
    QVERIFY(forger.verify().ok()); // the same rows are the same ledger
    forger.run(QStringLiteral("INSERT INTO event SELECT * FROM event WHERE seq = 3"));
    QVERIFY(names(forger.verify(), 3, "twice"));
    forger.run(QStringLiteral("DELETE FROM event WHERE rowid = (SELECT max(rowid) FROM event)"));
    forger.run(QStringLiteral("UPDATE event SET seq = CAST('3' AS BLOB) WHERE seq = 3"));
    QVERIFY(!forger.verify().ok());
}

void TestLedger::anAlteredHeadIsFound()
{
    Filled store;
    for (const char *key : {"seq", "hash", "at", "public_key", "signature"}) {
        QJsonObject object = store.early.toJson();
        const QString name = QLatin1String(key);
        QString text = object.value(name).toVariant().toString();
        text.replace(text.size() - 1, 1,
                     text.endsWith(QLatin1Char('1')) ? QStringLiteral("2") : QStringLiteral("1"));
        object.insert(name, name == QLatin1String("seq") ? QJsonValue(text.toInt()) : QJsonValue(text));
        const auto altered = LedgerHead::fromJson(object);
        SLIPWAY_OK(altered);
        QVERIFY2(!Forger(store.file()).verify(*altered).ok(), key);
    }
    for (const char *change : {"seq = seq - 1", "hash = public_key", "at = at || ' '", "signature = ''",
                               "public_key = hash", "seq = seq + 1"}) {
        Forger forger(store.file());
        forger.run(QStringLiteral("SAVEPOINT before"));
        forger.run(QStringLiteral("UPDATE ledger_head SET ") + QLatin1String(change));
        QVERIFY2(!forger.verify().ok(), change);
        forger.run(QStringLiteral("ROLLBACK TO before"));
    }
    Forger forger(store.file());
    forger.run(QStringLiteral("DELETE FROM ledger_head"));
    QVERIFY(names(forger.verify(), Filled::count, "head"));
}

void TestLedger::aStoreWithAnAlteredEndDoesNotOpen()
{
    Filled store;
    Forger(store.file()).run(QStringLiteral("DELETE FROM event WHERE seq = ?"), {Filled::count});
    const auto opened = store.tryOpen();
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, Problem::Kind::Conflict);
    QVERIFY(opened.error().hint.contains(QStringLiteral("ledger verify")));
}

void TestLedger::aLostKeyIsNotReplaced()
{
    Filled store;
    QVERIFY(QFile::remove(store.keyFile()));
    QVERIFY(!store.tryOpen());
    QVERIFY(!QFile::exists(store.keyFile()));
    SLIPWAY_OK(SigningKey::create(store.keyFile()));
    const auto forged = store.tryOpen();
    QVERIFY(!forged);
    QVERIFY(forged.error().what.contains(QStringLiteral("another key")));
}

void TestLedger::listsFilterAndPage()
{
    StoreFixture fixture;
    SLIPWAY_OK(fixture.store->write([](Transaction &t) -> Result<void> {
        for (int i = 0; i < 30; ++i) {
            t.append({i % 2 ? QStringLiteral("eva") : QStringLiteral("max"),
                      i % 3 ? QStringLiteral("step.done") : QStringLiteral("release.live"),
                      QStringLiteral("release/%1").arg(i % 5),
                      {{QStringLiteral("note"), QStringLiteral("N_%1%").arg(i)}}});
        }
        return {};
    }));
    const auto list = [&](const EventFilter &filter) {
        Page<Event> page;
        static_cast<void>(fixture.store->read([&](Reader &reader) -> Result<void> {
            page = *Ledger::list(reader, filter);
            return {};
        }));
        return page;
    };
    EventFilter filter;
    filter.limit = 12;
    std::vector<qint64> seen;
    for (int pages = 0; pages < 5; ++pages) {
        const auto page = list(filter);
        for (const Event &event : page.items)
            seen.push_back(event.seq);
        if (page.next.isEmpty())
            break;
        filter.before = page.next.toLongLong();
    }
    QCOMPARE(seen.size(), 30U);
    QVERIFY(std::is_sorted(seen.rbegin(), seen.rend()));

    const auto count = [&](const std::function<void(EventFilter &)> &with) {
        EventFilter wanted;
        with(wanted);
        return list(wanted).items.size();
    };
    QCOMPARE(count([](EventFilter &f) { f.actor = QStringLiteral("eva"); }), 15U);
    QCOMPARE(count([](EventFilter &f) { f.kind = QStringLiteral("release.live"); }), 10U);
    QCOMPARE(count([](EventFilter &f) { f.kind = QStringLiteral("release."); }), 10U);
    QCOMPARE(count([](EventFilter &f) { f.kind = QStringLiteral("release"); }), 0U);
    QCOMPARE(count([](EventFilter &f) { f.subject = QStringLiteral("release/3"); }), 6U);
    QCOMPARE(count([](EventFilter &f) { f.subject = QStringLiteral("release/"); }), 30U);
    QCOMPARE(count([](EventFilter &f) { f.since = 25; }), 5U);
    QCOMPARE(count([](EventFilter &f) { f.q = QStringLiteral("n_7%"); }), 1U);
    QCOMPARE(count([](EventFilter &f) { f.q = QStringLiteral("n%7"); }), 0U);
    QCOMPARE(count([](EventFilter &f) {
                 f.actor = QStringLiteral("max");
                 f.kind = QStringLiteral("release.live");
             }),
             5U);
}

void TestLedger::exportedLinesCanBeChecked()
{
    Filled store;
    store.open();
    QByteArray previous(64, '0');
    qint64 lines = 0;
    SLIPWAY_OK(store.store->read([&](Reader &reader) {
        return Ledger::exportTo(reader, [&](const QByteArray &line) -> Result<void> {
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            auto event = Event::fromJson(object);
            if (!event)
                return Failure(event.error());
            event->payload = object.value(QStringLiteral("payload_text")).toString().toUtf8();
            if (event->prevHash != previous || Ledger::hashOf(*event) != event->hash)
                return fail(Problem::Kind::Internal, QStringLiteral("event %1 doesn't fit").arg(event->seq));
            previous = event->hash;
            ++lines;
            return {};
        });
    }));
    QCOMPARE(lines, Filled::count);
}

// Half a surrogate pair, NULs, newlines, quotes, long text: stored, read back and verified as written.
void TestLedger::strangeTextSurvives()
{
    StoreFixture fixture;
    std::mt19937 random(7);
    std::uniform_int_distribution<int> unit(0, 0xffff);
    SLIPWAY_OK(fixture.store->write([&](Transaction &t) -> Result<void> {
        for (int i = 0; i < 200; ++i) {
            QString text;
            for (int j = 0; j < i; ++j)
                text += QChar(static_cast<char16_t>(unit(random)));
            t.append({text, text + QLatin1Char('\''), QString(QChar(0xd800)), {{text, text}}});
        }
        t.append({QString(), QString(), QString(), {}});
        t.append({QString(100'000, QLatin1Char('x')), QStringLiteral("\0a\0"), QStringLiteral("\n"), {}});
        return {};
    }));
    SLIPWAY_OK(fixture.store->read([](Reader &reader) -> Result<void> {
        const auto report = Ledger::verify(reader);
        if (!report)
            return Failure(report.error());
        return report->ok() ? Result<void>()
                            : fail(Problem::Kind::Internal, report->bad.front().what,
                                   QString::number(report->bad.front().seq));
    }));
    fixture.close();
    SLIPWAY_OK(fixture.tryOpen());
}

QTEST_GUILESS_MAIN(TestLedger)
#include "TestLedger.moc"
