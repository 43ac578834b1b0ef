#include "service/support/HtmlText.h"
#include "service/support/HtmlWalk.h"

#include <algorithm>
#include <vector>

namespace slipway {

using namespace html;

namespace {

// Deeper ones are left out, not what they hold.
constexpr int deepest = 60;
constexpr int widest = 50; // columns of a cell

// Readers lay out each cell of rows times columns, whether there is anything in it, and tables in tables once
// more: what goes beyond this becomes plain text.
class Tables
{
public:
    static bool isPart(Name name)
    {
        return name == "table" || name == "thead" || name == "tbody" || name == "tfoot" || name == "tr" ||
               name == "td" || name == "th";
    }
    // `fits`: by what it lies in.
    bool mayOpen(Name name, int span, bool fits)
    {
        if (name == "table") {
            m_grids.push_back({fits && m_kept < deepestGrid});
            m_kept += m_grids.back().isKept;
            return m_grids.back().isKept;
        }
        if (!fits || m_grids.empty() || !m_grids.back().isKept)
            return false;
        Grid &grid = m_grids.back();
        if (name == "tr" && grow(grid, grid.rows + 1, grid.columns)) {
            grid.inRow = 0;
            return true;
        }
        if ((name == "td" || name == "th") &&
            grow(grid, std::max(grid.rows, 1), std::max(grid.columns, grid.inRow + span))) {
            grid.inRow += span;
            return true;
        }
        return name == "thead" || name == "tbody" || name == "tfoot";
    }
    void closeTable()
    {
        m_kept -= m_grids.back().isKept;
        m_grids.pop_back();
    }

private:
    static constexpr int deepestGrid = 4;
    static constexpr int mostCells = 20'000;
    struct Grid
    {
        bool isKept = false;
        int rows = 0;
        int columns = 0;
        int inRow = 0;
    };
    bool grow(Grid &grid, int rows, int columns)
    {
        const int more = rows * columns - grid.rows * grid.columns;
        if (m_cells + more > mostCells)
            return false;
        m_cells += more;
        grid.rows = rows;
        grid.columns = columns;
        return true;
    }

    std::vector<Grid> m_grids; // that are open
    int m_kept = 0;            // of them
    int m_cells = 0;           // of all
};

class Clean : public Reader
{
public:
    QString text() const { return m_text; }

    void open(const Element &element) override
    {
        const Name name = element.name();
        if (name == "img") {
            if (const QString called = element.attribute("alt"); !called.isEmpty())
                m_text += QStringLiteral("[%1]").arg(called.toHtmlEscaped());
        } else if (name == "br" || name == "hr") {
            m_text += QStringLiteral("<%1>").arg(tag(name));
        }
        const bool isPart = Tables::isPart(name);
        const int span = isPart ? std::clamp(element.attribute("colspan").toInt(), 1, widest) : 1;
        const bool fits = m_open < deepest;
        const bool isKept = isPart ? m_tables.mayOpen(name, span, fits) : fits && isHarmless(name);
        m_kept.push_back(isKept);
        m_open += isKept;
        if (!isKept)
            return;
        m_text += QLatin1Char('<') + tag(name);
        if (span > 1)
            m_text += QStringLiteral(" colspan=\"%1\"").arg(span);
        if (const QString target = name == "a" ? element.target() : QString(); !target.isEmpty())
            m_text += QStringLiteral(" href=\"%1\"").arg(target.toHtmlEscaped());
        m_text += QLatin1Char('>');
    }

    void close(Name name) override
    {
        const bool wasKept = m_kept.back();
        m_kept.pop_back();
        m_open -= wasKept;
        if (name == "table")
            m_tables.closeTable();
        if (wasKept)
            m_text += QStringLiteral("</%1>").arg(tag(name));
        else if (!isVoid(name))
            m_text += QLatin1Char(' ');
    }

    void words(const QString &words) override { m_text += words.toHtmlEscaped(); }

private:
    static QString tag(Name name)
    {
        return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
    }

    static bool isVoid(Name name) { return name == "br" || name == "hr" || name == "img"; }

    static bool isHarmless(Name name)
    {
        static const std::set<Name> harmless{
            "a",  "b",    "blockquote", "center", "code",   "dd",  "del", "div", "dl", "dt", "em", "h1",
            "h2", "h3",   "h4",         "h5",     "h6",     "i",   "ins", "kbd", "li", "ol", "p",  "pre",
            "s",  "samp", "small",      "span",   "strong", "sub", "sup", "tt",  "u",  "ul"};
        return harmless.contains(name);
    }

    QString m_text;
    std::vector<bool> m_kept; // of those that are open, whether they are in the text
    int m_open = 0;           // those of them that are
    Tables m_tables;
};

} // namespace

QString cleanHtml(const QString &html)
{
    Clean clean;
    walk(html, clean);
    return clean.text().trimmed();
}

} // namespace slipway
