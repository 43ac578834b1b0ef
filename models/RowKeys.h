// What a filter and a sort look at, read from a model once and kept: the text of each row with its cases
// folded, and the sort key of each row in one column.
#pragma once
#include <QAbstractItemModel>

#include <string>
#include <string_view>
#include <vector>

namespace slipway {

// Many texts in one piece of memory, each of which can be replaced.
class TextPool
{
public:
    std::string_view at(std::size_t row) const;
    void set(std::size_t row, std::string_view text);
    void insert(std::size_t row, std::size_t count); // empty ones
    void remove(std::size_t row, std::size_t count);
    void clear();
    std::size_t size() const { return m_spans.size(); }
    void reserve(std::size_t rows, std::size_t bytes);

private:
    struct Span
    {
        std::size_t offset = 0;
        std::size_t length = 0;
    };
    void compact();
    std::vector<Span> m_spans;
    std::string m_bytes;
    std::size_t m_unused = 0;
};

// Folded so that texts that differ in case only are the same; UTF-8.
void appendFolded(std::string &bytes, QStringView text);

class RowTexts
{
public:
    void read(const QAbstractItemModel &source, int first, int last);
    void readAll(const QAbstractItemModel &source);            // if it wasn't yet
    bool readSome(const QAbstractItemModel &source, int most); // of what wasn't yet; true: all is read
    bool isRead(const QAbstractItemModel &source) const { return m_begun && m_upTo == source.rowCount(); }
    void insert(const QAbstractItemModel &source, int first, int last);
    void remove(int first, int last);
    void clear();
    bool has(int row, const std::vector<QByteArray> &words) const;

private:
    void readRow(const QAbstractItemModel &source, int row);

    TextPool m_pool;
    bool m_begun = false;
    int m_upTo = 0; // the rows before it are read
    std::string m_buffer;
};

class RowKeys
{
public:
    void readAll(const QAbstractItemModel &source, int column); // if it wasn't yet
    void read(const QAbstractItemModel &source, int first, int last);
    void insert(const QAbstractItemModel &source, int first, int last);
    void remove(int first, int last);
    void clear();
    int compare(quint32 one, quint32 other) const; // <0, 0, >0; nothing comes before something
    void sort(std::vector<quint32> &rows, Qt::SortOrder order) const; // stable

private:
    enum class Kind { None, Whole, Number, Text };
    struct Place // the key beside the row: comparisons touch nothing else
    {
        quint64 key;
        quint32 row;
    };
    using Places = std::vector<Place>;
    void readOne(const QAbstractItemModel &source, int row);
    void sortRange(Places::iterator begin, Places::iterator end, Qt::SortOrder order,
                   std::size_t depth) const;

    int m_column = -1;
    Kind m_kind = Kind::None;
    std::vector<quint64> m_firsts; // orders as the values do; of a text its first eight bytes
    TextPool m_pool;               // of texts, whole
    std::string m_buffer;
};

} // namespace slipway
