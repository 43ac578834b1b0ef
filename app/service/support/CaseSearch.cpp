#include "service/support/CaseSearch.h"

#include "service/store/Cursor.h"
#include "service/support/CaseRepository.h"

#include <QRegularExpression>

namespace slipway {

namespace {

constexpr qsizetype mostWords = 8;         // each costs a look into the index
constexpr qint64 rowsOfACase = 1LL << 16;  // of the index
constexpr qint64 mostMessages = 1LL << 15; // of a case, that are found by their words

struct Narrowing
{
    QString sql; // " AND …" for each wish
    QVariantList values;

    void add(const char *condition, const QVariant &value)
    {
        sql += QLatin1String(condition);
        values.append(value);
    }
};

// Its parts as the index has them, quoted, so that nothing in it is taken for the index's own language.
QString matchOf(const QString &word)
{
    static const QRegularExpression apart(QStringLiteral("[^\\p{L}\\p{N}\\p{M}]+"));
    QStringList parts;
    for (const QString &part : word.split(apart, Qt::SkipEmptyParts))
        parts.append(QLatin1Char('"') + part + QLatin1Char('"'));
    return parts.isEmpty() ? QString() : parts.join(QStringLiteral(" + ")) + QLatin1Char('*');
}

// What few cases have is looked up from there; what many have is asked of one case after the other, in the
// order wanted, until the page is full.
Result<bool> isRare(Reader &reader, const QString &match)
{
    constexpr int few = 1000;
    return reader
        .integer(QStringLiteral(
                     "SELECT count(*) FROM (SELECT 1 FROM case_words WHERE case_words MATCH ? LIMIT ?)"),
                 {match, few})
        .map([](qint64 count) { return count < few; });
}

Result<void> addWord(Reader &reader, Narrowing &narrowing, const QString &word)
{
    static const QRegularExpression number(QStringLiteral("^(?:#|case/)?(\\d{1,15})$"));
    static const QString afterAll(QChar(0xfffd)); // sorts behind whatever a name goes on with
    QStringList ways;
    const QString match = matchOf(word);
    const auto rare = match.isEmpty() ? Result<bool>(true) : isRare(reader, match);
    if (!rare)
        return Failure(rare.error());
    if (!match.isEmpty()) {
        ways.append(QStringLiteral("SELECT rowid >> 16 FROM case_words WHERE case_words MATCH ?"));
        narrowing.values.append(match);
    }
    ways.append(QStringLiteral(
        "SELECT id FROM support_case WHERE lower(owner) >= lower(?) AND lower(owner) < lower(?)"));
    narrowing.values += {word, word + afterAll};
    if (const auto numbered = number.match(word); numbered.hasMatch()) {
        ways.append(QStringLiteral("SELECT ?"));
        narrowing.values.append(numbered.captured(1).toLongLong());
    }
    // The plus keeps the planner from looking up each of them.
    narrowing.sql +=
        QStringLiteral(" AND %1id IN (%2)")
            .arg(*rare ? QString() : QStringLiteral("+"), ways.join(QStringLiteral(" UNION ALL ")));
    return {};
}

Result<Narrowing> narrowingOf(Reader &reader, const PageRequest &page, const CaseFilter &filter)
{
    Narrowing narrowing;
    if (filter.state.isEmpty())
        narrowing.sql += QStringLiteral(" AND state NOT IN ('solved', 'closed')");
    else if (filter.state != QLatin1String("all"))
        narrowing.add(" AND state = ?", filter.state);
    for (const auto &[condition, value] :
         {std::pair(" AND customer = ?", filter.customer), std::pair(" AND owner = ?", filter.owner),
          std::pair(" AND severity = ?", filter.severity),
          std::pair(" AND application = ?", filter.application),
          std::pair(" AND id IN (SELECT case_id FROM case_link WHERE reference = ?)", filter.link)}) {
        if (!value.isEmpty())
            narrowing.add(condition, value);
    }
    const QStringList words = page.q.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &word : words.mid(0, mostWords)) {
        if (auto added = addWord(reader, narrowing, word); !added)
            return Failure(added.error());
    }
    return narrowing;
}

// The cursor is the deadline and number of the last row: both may have changed since, the place has not.
Result<Page<Case>> nearestFirst(Reader &reader, const PageRequest &request, const Narrowing &narrowing)
{
    QString where = QStringLiteral("WHERE 1 = 1");
    QVariantList values;
    if (!request.cursor.isEmpty()) {
        const auto deadline = instantFromText(request.cursor.section(QLatin1Char('/'), 0, 0));
        bool isNumber = false;
        const qint64 id = request.cursor.section(QLatin1Char('/'), 1).toLongLong(&isNumber);
        if (!deadline || !isNumber)
            return fail(Problem::Kind::Invalid,
                        QStringLiteral("\"%1\" is not a cursor").arg(request.cursor.left(60)),
                        QStringLiteral("Pass the cursor that the page before gave, unchanged."),
                        QStringLiteral("cursor"));
        where = QStringLiteral("WHERE (deadline > ? OR (deadline = ? AND id > ?))");
        values = {toText(*deadline), toText(*deadline), id};
    }
    const int limit = limitOf(request);
    values += narrowing.values;
    values.append(limit + 1);
    auto found = CaseRepository::where(
        reader, where + narrowing.sql + QStringLiteral(" ORDER BY deadline, id LIMIT ?"), values);
    if (!found)
        return Failure(found.error());
    Page<Case> page;
    page.items = std::move(*found);
    if (static_cast<int>(page.items.size()) > limit) {
        page.items.resize(static_cast<std::size_t>(limit));
        page.next = CaseRepository::deadlineOf(page.items.back()) + QLatin1Char('/') +
                    QString::number(page.items.back().id);
    }
    return page;
}

Result<void> addWords(Transaction &transaction, qint64 ofCase, qint64 part, const QString &words)
{
    const auto added =
        transaction.execute(QStringLiteral("INSERT INTO case_words (rowid, words) VALUES (?, ?)"),
                            {ofCase * rowsOfACase + part, words});
    return added ? Result<void>() : Failure(added.error());
}

struct Said
{
    qint64 id = 0;
    qint64 caseId = 0;
    qint64 before = 0; // messages of the case that came earlier
    QString words;
};

Result<qint64> readUpTo(Reader &reader)
{
    return reader.integer(QStringLiteral("SELECT message_id FROM case_words_upto"));
}

// Messages are numbered in the order of their commits: nothing comes later with a lower number.
Result<std::vector<Said>> saidSince(Reader &reader, qint64 message, int most)
{
    std::vector<Said> said;
    const auto read = reader.query(
        QStringLiteral(
            "SELECT m.id AS id, m.case_id AS case_id, m.text AS text, c.subject || ' ' || c.customer || ' ' "
            "|| "
            "c.application || ' ' || c.contact AS title, (SELECT count(*) FROM case_message WHERE case_id = "
            "m.case_id AND id < m.id) AS before FROM case_message m JOIN support_case c ON c.id = m.case_id "
            "WHERE m.id > ? ORDER BY m.id LIMIT ?"),
        {message, most}, [&](const Row &row) -> Result<void> {
            const qint64 before = row.integer("before");
            QString words = row.text("text");
            if (before == 0)
                words += QLatin1Char(' ') + row.text("title");
            said.push_back({row.integer("id"), row.integer("case_id"), before, words});
            return {};
        });
    if (!read)
        return Failure(read.error());
    return said;
}

} // namespace

Result<Page<Case>> CaseSearch::list(Reader &reader, const PageRequest &page, const CaseFilter &filter)
{
    const auto narrowing = narrowingOf(reader, page, filter);
    if (!narrowing)
        return Failure(narrowing.error());
    if (filter.order == CaseFilter::Order::Deadline)
        return nearestFirst(reader, page, *narrowing);
    return newestFirst<Case>(page, narrowing->sql, narrowing->values,
                             [&](const QString &rows, const QVariantList &bound) {
                                 return CaseRepository::where(reader, rows, bound);
                             });
}

Result<bool> CaseSearch::catchUp(Store &store, int most)
{
    const auto waits = store.read([](Reader &reader) {
        return reader.integer(
            QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM case_message WHERE id > (SELECT "
                           "message_id FROM case_words_upto) LIMIT 1)"));
    });
    if (!waits || *waits == 0)
        return waits ? Result<bool>(false) : Failure(waits.error());
    return store.write([most](Transaction &transaction) -> Result<bool> {
        const auto upTo = readUpTo(transaction);
        const auto said = upTo ? saidSince(transaction, *upTo, most) : Failure(upTo.error());
        if (!said || said->empty())
            return said ? Result<bool>(false) : Failure(said.error());
        for (const Said &one : *said) {
            if (one.before >= mostMessages) // a loop between two machines: it has been found by then
                continue;
            if (auto added = addWords(transaction, one.caseId, one.before, one.words); !added)
                return Failure(added.error());
        }
        const auto noted = transaction.execute(QStringLiteral("UPDATE case_words_upto SET message_id = ?"),
                                               {said->back().id});
        return noted ? Result<bool>(static_cast<int>(said->size()) == most) : Failure(noted.error());
    });
}

Result<void> CaseSearch::add(Transaction &transaction, const Case &renamed)
{
    return addWords(transaction, renamed.id, mostMessages + renamed.revision % mostMessages,
                    QStringList{renamed.subject, renamed.customer, renamed.application, renamed.contact}.join(
                        QLatin1Char(' ')));
}

} // namespace slipway
