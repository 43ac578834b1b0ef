#include "service/support/HtmlText.h"
#include "service/support/HtmlWalk.h"

#include <vector>

namespace slipway {

using namespace html;

namespace {

// Deeper ones are left out, not what they hold: laying out tables in tables takes time by their depth's
// power.
constexpr int deepest = 60;
constexpr int mostCells = 50;    // that one spans
constexpr int deepestTable = 16; // tables, their bodies, rows and cells

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
        m_tables += isTable(name);
        const bool isKept =
            isHarmless(name) && m_open < deepest && (!isTable(name) || m_tables <= deepestTable);
        m_kept.push_back(isKept);
        m_open += isKept;
        if (isKept)
            m_text += QStringLiteral("<%1%2>").arg(tag(name), attributesOf(element));
    }

    void close(Name name) override
    {
        const bool wasKept = m_kept.back();
        m_kept.pop_back();
        m_open -= wasKept;
        m_tables -= isTable(name);
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

    static bool isTable(Name name)
    {
        return name == "table" || name == "thead" || name == "tbody" || name == "tfoot" || name == "tr" ||
               name == "td" || name == "th";
    }

    static bool isHarmless(Name name)
    {
        static const std::set<Name> harmless{
            "a",   "b",  "blockquote", "caption", "center", "code",   "dd",  "del", "div", "dl", "dt", "em",
            "h1",  "h2", "h3",         "h4",      "h5",     "h6",     "i",   "ins", "kbd", "li", "ol", "p",
            "pre", "s",  "samp",       "small",   "span",   "strong", "sub", "sup", "tt",  "u",  "ul"};
        return harmless.contains(name) || isTable(name);
    }

    static QString attributesOf(const Element &element)
    {
        QString text;
        if (element.name() == "a") {
            if (const QString target = element.target(); !target.isEmpty())
                text += QStringLiteral(" href=\"%1\"").arg(target.toHtmlEscaped());
        } else if (element.name() == "td" || element.name() == "th") {
            for (const char *span : {"colspan", "rowspan"}) {
                const int cells = element.attribute(span).toInt();
                if (cells > 1 && cells <= mostCells)
                    text += QStringLiteral(" %1=\"%2\"").arg(QLatin1String(span)).arg(cells);
            }
        }
        return text;
    }

    QString m_text;
    std::vector<bool> m_kept; // of those that are open, whether they are in the text
    int m_open = 0;           // those of them that are
    int m_tables = 0;         // tables, rows and cells that are open
};

} // namespace

QString cleanHtml(const QString &html)
{
    Clean clean;
    walk(html, clean);
    return clean.text().trimmed();
}

} // namespace slipway
