#include "service/store/Connection.h"
#include "service/store/Ledger.h"

#include <QCryptographicHash>

#include <array>
#include <map>

namespace slipway {

namespace {

constexpr std::size_t mostFindings = 1000;
constexpr std::size_t mostSuspects = 200; // looked at once more, each against each

// A row exactly as it is stored: bytes, not what Qt would make of them.
struct RawEvent
{
    qint64 seq = 0;
    std::array<QByteArray, 7> fields; // at, actor, kind, subject, payload, prev_hash, hash
    bool isText = true;
    const QByteArray &prevHash() const { return fields[5]; }
    const QByteArray &hash() const { return fields[6]; }

    QByteArray hashAt(qint64 place) const
    {
        QCryptographicHash hasher(QCryptographicHash::Sha256);
        const auto add = [&](const QByteArray &field) {
            std::array<char, 8> size{};
            auto left = static_cast<quint64>(field.size());
            for (int i = 7; i >= 0; --i, left >>= 8)
                size[static_cast<std::size_t>(i)] = static_cast<char>(left & 0xff);
            hasher.addData(QByteArrayView(size.data(), 8));
            hasher.addData(field);
        };
        add(QByteArray::number(place));
        for (std::size_t i = 0; i < 6; ++i)
            add(fields[i]);
        return hasher.result().toHex();
    }
};

class Walk
{
public:
    explicit Walk(const std::optional<LedgerHead> &saved) : m_saved(saved) {}

    void see(const RawEvent &event);
    void end(const Result<LedgerHead> &head);
    LedgerReport report() { return std::move(m_report); }

private:
    void find(qint64 seq, const QString &what)
    {
        if (m_report.bad.size() < mostFindings)
            m_report.bad.push_back({seq, what});
    }
    void judgeSuspects();
    void checkSaved(const Result<LedgerHead> &head);

    const std::optional<LedgerHead> &m_saved;
    LedgerReport m_report;
    qint64 m_last = 0;
    QByteArray m_lastHash = QByteArray(64, '0');     // as stored
    QByteArray m_lastComputed = QByteArray(64, '0'); // as it should be
    QByteArray m_hashAtSaved;
    std::vector<RawEvent> m_suspects;
};

void Walk::see(const RawEvent &event)
{
    ++m_report.events;
    if (event.seq <= 0 || event.seq == m_last) {
        // Not given by a store, which counts from 1.
        find(event.seq, event.seq <= 0 ? QStringLiteral("added") : QStringLiteral("twice"));
        return;
    }
    bool follows = true;
    if (event.seq != m_last + 1) {
        for (qint64 seq = m_last + 1; seq < event.seq && m_report.bad.size() < mostFindings; ++seq)
            find(seq, QStringLiteral("missing"));
        follows = false;
    }
    const QByteArray computed = event.hashAt(event.seq);
    if (!event.isText || computed != event.hash()) {
        if (m_suspects.size() < mostSuspects)
            m_suspects.push_back(event);
        else
            find(event.seq, QStringLiteral("altered"));
    } else if (follows && event.prevHash() != m_lastHash && event.prevHash() != m_lastComputed) {
        // Both rows are whole in themselves, but this one was written after another predecessor.
        find(m_last > 0 ? m_last : event.seq, QStringLiteral("rewritten"));
    }
    m_last = event.seq;
    m_lastHash = event.hash();
    m_lastComputed = computed;
    if (m_saved && m_saved->seq == event.seq)
        m_hashAtSaved = event.hash();
}

// An altered row that is whole at another place was moved, not altered.
void Walk::judgeSuspects()
{
    for (const RawEvent &event : m_suspects) {
        bool moved = false;
        for (const RawEvent &other : m_suspects)
            moved =
                moved || (event.isText && other.seq != event.seq && event.hashAt(other.seq) == event.hash());
        find(event.seq, moved ? QStringLiteral("reordered") : QStringLiteral("altered"));
    }
    std::stable_sort(m_report.bad.begin(), m_report.bad.end(),
                     [](const auto &left, const auto &right) { return left.seq < right.seq; });
}

void Walk::end(const Result<LedgerHead> &head)
{
    judgeSuspects();
    if (head) {
        for (qint64 seq = m_last + 1; seq <= head->seq && m_report.bad.size() < mostFindings; ++seq)
            find(seq, QStringLiteral("missing"));
        if (head->seq < m_last)
            find(m_last, QStringLiteral("after the head"));
        else if (head->seq == m_last && head->hash != m_lastHash)
            find(head->seq, QStringLiteral("head"));
        if (!head->isSigned())
            find(head->seq, QStringLiteral("signature"));
    } else if (m_report.events > 0) {
        find(m_last, QStringLiteral("head"));
    }
    if (m_saved)
        checkSaved(head);
}

void Walk::checkSaved(const Result<LedgerHead> &head)
{
    if (!m_saved->isSigned() || (head && head->publicKey != m_saved->publicKey)) {
        find(m_saved->seq, QStringLiteral("signature of the saved head"));
        return;
    }
    if (m_last < m_saved->seq)
        find(m_saved->seq, QStringLiteral("truncated"));
    else if (m_hashAtSaved != m_saved->hash)
        find(m_saved->seq, QStringLiteral("rewritten"));
}

bool isDamage(const Problem &problem)
{
    return problem.kind == Problem::Kind::Internal;
}

} // namespace

QJsonObject LedgerReport::toJson() const
{
    QJsonArray array;
    for (const Finding &finding : bad)
        array.append(
            QJsonObject{{QStringLiteral("seq"), finding.seq}, {QStringLiteral("what"), finding.what}});
    return {{QStringLiteral("ok"), ok()}, {QStringLiteral("events"), events}, {QStringLiteral("bad"), array}};
}

Result<LedgerReport> Ledger::verify(Reader &reader, const std::optional<LedgerHead> &saved)
{
    // The table itself may have been replaced by one without types or keys: nothing of them is relied on.
    static const QString sql = QStringLiteral(
        "SELECT seq, typeof(seq) AS seq_type, "
        "typeof(at) || typeof(actor) || typeof(kind) || typeof(subject) || typeof(payload) || "
        "typeof(prev_hash) || typeof(hash) AS types, "
        "CAST(at AS BLOB) AS at, CAST(actor AS BLOB) AS actor, CAST(kind AS BLOB) AS kind, "
        "CAST(subject AS BLOB) AS subject, CAST(payload AS BLOB) AS payload, "
        "CAST(prev_hash AS BLOB) AS prev_hash, CAST(hash AS BLOB) AS hash FROM event ORDER BY event.seq");
    static const QString allText = QStringLiteral("text").repeated(7);
    constexpr std::array names{"at", "actor", "kind", "subject", "payload", "prev_hash", "hash"};
    Walk walk(saved);
    RawEvent event;
    auto read = reader.query(sql, {}, [&](const Row &row) -> Result<void> {
        event.seq = row.integer("seq");
        event.isText = row.text("types") == allText && row.text("seq_type") == QLatin1String("integer");
        for (std::size_t i = 0; i < names.size(); ++i)
            event.fields[i] = row.value(names[i]).toByteArray();
        walk.see(event);
        return {};
    });
    if (!read && !isDamage(read.error()))
        return Failure(read.error());
    const auto stored = head(reader);
    if (!stored && stored.error().kind != Problem::Kind::Conflict && !isDamage(stored.error()))
        return Failure(stored.error());
    walk.end(stored);
    LedgerReport report = walk.report();
    if (!read)
        report.bad.push_back({report.events + 1, QStringLiteral("unreadable: ") + read.error().what});
    return report;
}

} // namespace slipway
