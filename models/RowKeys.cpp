#include "models/RowKeys.h"

#include "models/Roles.h"

#include <QDateTime>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace slipway {

namespace {

constexpr quint64 signBit = 1ULL << 63;
constexpr std::size_t worthCompacting = 1U << 16;

// Both keep the order when they are compared as unsigned numbers; 0 is left for "nothing".
quint64 orderOf(qint64 value)
{
    return std::max<quint64>(static_cast<quint64>(value) ^ signBit, 1);
}

quint64 orderOf(double value)
{
    if (std::isnan(value))
        return 0;
    const auto bits = std::bit_cast<quint64>(value);
    return std::max<quint64>((bits & signBit) != 0 ? ~bits : bits | signBit, 1);
}

// Of eight bytes of it; what is shorter ends in zeros.
quint64 orderOf(std::string_view text)
{
    quint64 order = 0;
    for (std::size_t i = 0; i < sizeof order; ++i)
        order = order << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0);
    return order;
}

// As UTF-8; there is room for four bytes.
char *appendSign(char *out, char32_t code)
{
    const auto rest = [code](int shift) { return static_cast<char>(0x80 | (code >> shift & 0x3f)); };
    if (code < 0x80) {
        *out++ = static_cast<char>(code);
    } else if (code < 0x800) {
        *out++ = static_cast<char>(0xc0 | code >> 6);
        *out++ = rest(0);
    } else if (code < 0x10000) {
        *out++ = static_cast<char>(0xe0 | code >> 12);
        *out++ = rest(6);
        *out++ = rest(0);
    } else {
        *out++ = static_cast<char>(0xf0 | code >> 18);
        *out++ = rest(12);
        *out++ = rest(6);
        *out++ = rest(0);
    }
    return out;
}

// An accent that is a sign of its own is found as well as one that isn't.
void appendComposed(std::string &bytes, QStringView text)
{
    const QString composed = text.toString().normalized(QString::NormalizationForm_C);
    for (const uint code : composed.toUcs4()) {
        char sign[4];
        bytes.append(sign, appendSign(sign, QChar::toCaseFolded(static_cast<char32_t>(code))));
    }
}

bool isText(const QVariant &value)
{
    return value.typeId() == QMetaType::QString;
}

qint64 wholeOf(const QVariant &value)
{
    if (value.typeId() == QMetaType::QDateTime)
        return value.toDateTime().toMSecsSinceEpoch();
    return value.toLongLong();
}

} // namespace

std::string_view TextPool::at(std::size_t row) const
{
    const Span &span = m_spans[row];
    return std::string_view(m_bytes).substr(span.offset, span.length);
}

void TextPool::set(std::size_t row, std::string_view text)
{
    Span &span = m_spans[row];
    if (text.size() <= span.length) {
        std::copy(text.begin(), text.end(),
                  m_bytes.begin() + static_cast<std::string::difference_type>(span.offset));
        m_unused += span.length - text.size();
        span.length = text.size();
        return;
    }
    m_unused += span.length;
    span = {m_bytes.size(), text.size()};
    m_bytes.append(text);
    if (m_unused > worthCompacting && m_unused > m_bytes.size() / 2)
        compact();
}

void TextPool::insert(std::size_t row, std::size_t count)
{
    m_spans.insert(m_spans.begin() + static_cast<std::ptrdiff_t>(row), count, Span{});
}

void TextPool::remove(std::size_t row, std::size_t count)
{
    const auto first = m_spans.begin() + static_cast<std::ptrdiff_t>(row);
    const auto last = first + static_cast<std::ptrdiff_t>(count);
    for (auto span = first; span != last; ++span)
        m_unused += span->length;
    m_spans.erase(first, last);
    if (m_unused > worthCompacting && m_unused > m_bytes.size() / 2)
        compact();
}

void TextPool::clear()
{
    m_spans = {};
    m_bytes = {};
    m_unused = 0;
}

void TextPool::reserve(std::size_t rows, std::size_t bytes)
{
    m_spans.reserve(rows);
    m_bytes.reserve(bytes);
}

void TextPool::compact()
{
    std::string bytes;
    bytes.reserve(m_bytes.size() - m_unused);
    for (Span &span : m_spans) {
        const std::size_t offset = bytes.size();
        bytes.append(m_bytes, span.offset, span.length);
        span.offset = offset;
    }
    m_bytes = std::move(bytes);
    m_unused = 0;
}

void appendFolded(std::string &bytes, QStringView text)
{
    const std::size_t start = bytes.size();
    // Up to there a sign has at most two bytes, and none is made of two signs.
    constexpr char16_t firstMark = 0x300;
    bytes.resize(start + 2 * static_cast<std::size_t>(text.size()));
    char *out = bytes.data() + start;
    for (const QChar c : text) {
        const char16_t code = c.unicode();
        if (code >= firstMark) {
            bytes.resize(start);
            appendComposed(bytes, text);
            return;
        }
        if (code < 0x80)
            *out++ = static_cast<char>(code >= u'A' && code <= u'Z' ? code + 32 : code);
        else
            out = appendSign(out, QChar::toCaseFolded(static_cast<char32_t>(code)));
    }
    bytes.resize(static_cast<std::size_t>(out - bytes.data()));
}

void RowTexts::readRow(const QAbstractItemModel &source, int row)
{
    m_buffer.clear();
    const QVariant whole = source.index(row, 0).data(TextRole);
    if (whole.isValid()) {
        appendFolded(m_buffer, whole.toString());
    } else {
        const int columns = source.columnCount();
        for (int column = 0; column < columns; ++column) {
            appendFolded(m_buffer, source.index(row, column).data().toString());
            m_buffer.push_back('\n'); // no word reaches over two columns
        }
    }
    m_pool.set(static_cast<std::size_t>(row), m_buffer);
}

void RowTexts::read(const QAbstractItemModel &source, int first, int last)
{
    for (int row = first; row <= std::min(last, m_upTo - 1); ++row)
        readRow(source, row);
}

void RowTexts::readAll(const QAbstractItemModel &source)
{
    readSome(source, source.rowCount());
}

bool RowTexts::readSome(const QAbstractItemModel &source, int most)
{
    const int rows = source.rowCount();
    const int count = std::min(most, rows - m_upTo);
    m_begun = true;
    m_pool.insert(static_cast<std::size_t>(m_upTo), static_cast<std::size_t>(count));
    m_upTo += count;
    read(source, m_upTo - count, m_upTo - 1);
    return m_upTo == rows;
}

// What comes behind those that are read is reached in its turn.
void RowTexts::insert(const QAbstractItemModel &source, int first, int last)
{
    const int count = last - first + 1;
    const bool wasWhole = m_begun && m_upTo + count == source.rowCount();
    if (first >= m_upTo && !wasWhole)
        return;
    m_pool.insert(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
    m_upTo += count;
    read(source, first, last);
}

void RowTexts::remove(int first, int last)
{
    const int count = std::min(last + 1, m_upTo) - first;
    if (count <= 0)
        return;
    m_pool.remove(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
    m_upTo -= count;
}

void RowTexts::clear()
{
    m_pool.clear();
    m_begun = false;
    m_upTo = 0;
}

bool RowTexts::has(int row, const std::vector<QByteArray> &words) const
{
    const std::string_view text = m_pool.at(static_cast<std::size_t>(row));
    return std::all_of(words.begin(), words.end(), [&](const QByteArray &word) {
        return ::memmem(text.data(), text.size(), word.constData(), static_cast<std::size_t>(word.size())) !=
               nullptr;
    });
}

void RowKeys::readAll(const QAbstractItemModel &source, int column)
{
    if (column == m_column)
        return;
    clear();
    m_column = column;
    const int rows = source.rowCount();
    m_firsts.resize(static_cast<std::size_t>(rows));
    m_pool.insert(0, static_cast<std::size_t>(rows));
    read(source, 0, rows - 1);
}

void RowKeys::readOne(const QAbstractItemModel &source, int row)
{
    const auto place = static_cast<std::size_t>(row);
    const QVariant value = source.index(row, m_column).data(SortRole);
    if (!value.isValid()) {
        m_firsts[place] = 0;
        if (m_kind == Kind::Text)
            m_pool.set(place, {});
        return;
    }
    // The first that there is says what the column is made of.
    if (m_kind == Kind::None) {
        const bool isNumber = value.typeId() == QMetaType::Double || value.typeId() == QMetaType::Float;
        m_kind = isText(value) ? Kind::Text : isNumber ? Kind::Number : Kind::Whole;
    }
    if (m_kind == Kind::Whole) {
        m_firsts[place] = orderOf(wholeOf(value));
    } else if (m_kind == Kind::Number) {
        m_firsts[place] = orderOf(value.toDouble());
    } else {
        m_buffer.clear();
        appendFolded(m_buffer, value.toString());
        m_firsts[place] = orderOf(m_buffer);
        m_pool.set(place, m_buffer);
    }
}

void RowKeys::read(const QAbstractItemModel &source, int first, int last)
{
    if (m_column < 0)
        return;
    for (int row = first; row <= last; ++row)
        readOne(source, row);
}

void RowKeys::insert(const QAbstractItemModel &source, int first, int last)
{
    if (m_column < 0)
        return;
    const auto count = static_cast<std::size_t>(last - first + 1);
    m_firsts.insert(m_firsts.begin() + first, count, 0);
    m_pool.insert(static_cast<std::size_t>(first), count);
    read(source, first, last);
}

void RowKeys::remove(int first, int last)
{
    if (m_column < 0)
        return;
    m_firsts.erase(m_firsts.begin() + first, m_firsts.begin() + last + 1);
    m_pool.remove(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first + 1));
}

void RowKeys::clear()
{
    m_column = -1;
    m_kind = Kind::None;
    m_firsts.clear();
    m_pool.clear();
}

int RowKeys::compare(quint32 one, quint32 other) const
{
    if (m_firsts[one] != m_firsts[other])
        return m_firsts[one] < m_firsts[other] ? -1 : 1;
    return m_kind == Kind::Text ? m_pool.at(one).compare(m_pool.at(other)) : 0;
}

void RowKeys::sort(std::vector<quint32> &rows, Qt::SortOrder order) const
{
    std::vector<Place> places;
    places.reserve(rows.size());
    for (const quint32 row : rows)
        places.push_back({m_firsts[row], row});
    sortRange(places.begin(), places.end(), order, sizeof(quint64));
    std::transform(places.begin(), places.end(), rows.begin(), [](const Place &place) { return place.row; });
}

// By eight bytes at a time: a text is read once for each eight that it shares with another, and not once for
// each comparison.
void RowKeys::sortRange(Places::iterator begin, Places::iterator end, Qt::SortOrder order,
                        std::size_t depth) const
{
    if (order == Qt::AscendingOrder)
        std::stable_sort(begin, end,
                         [](const Place &one, const Place &other) { return one.key < other.key; });
    else
        std::stable_sort(begin, end,
                         [](const Place &one, const Place &other) { return one.key > other.key; });
    if (m_kind != Kind::Text)
        return;
    while (begin != end) {
        const quint64 key = begin->key;
        const auto same = std::find_if(begin, end, [key](const Place &place) { return place.key != key; });
        const bool goesOn = (key & 0xff) != 0; // none of them has ended
        if (goesOn && same - begin > 1) {
            for (auto place = begin; place != same; ++place) {
                const std::string_view text = m_pool.at(place->row);
                place->key = orderOf(text.substr(std::min(depth, text.size())));
            }
            sortRange(begin, same, order, depth + sizeof key);
        }
        begin = same;
    }
}

} // namespace slipway
