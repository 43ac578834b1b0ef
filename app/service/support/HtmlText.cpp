#include "service/support/HtmlText.h"

#include "service/support/HtmlWalk.h"

#include <QStringList>

#include <algorithm>

namespace slipway {

using namespace html;

namespace {

constexpr int deepestQuote = 8;

// What is read from a document, line by line.
class Lines
{
public:
    void add(const QString &words)
    {
        for (const QChar c : words) {
            if (!c.isSpace()) {
                if (m_gap && !m_line.isEmpty())
                    m_line += QLatin1Char(' ');
                m_line += c;
                m_gap = false;
            } else {
                m_gap = true;
            }
        }
    }
    void addAsItStands(const QString &words) // of <pre>
    {
        const QStringList parts = words.split(QLatin1Char('\n'));
        for (qsizetype i = 0; i < parts.size(); ++i) {
            if (i > 0)
                end();
            m_line += parts.at(i);
        }
        m_gap = false;
    }
    void cell()
    {
        if (!m_line.isEmpty())
            m_line += QStringLiteral("  ");
        m_gap = false;
    }
    // The line ends here; one that says nothing isn't one.
    void endIfAny()
    {
        if (!m_line.trimmed().isEmpty())
            end();
        m_line.clear();
        m_gap = false;
    }
    void end()
    {
        while (!m_line.isEmpty() && m_line.back().isSpace())
            m_line.chop(1);
        const bool isEmpty = m_line.isEmpty();
        if (!isEmpty || (!m_all.isEmpty() && !m_wasEmpty)) // one empty line is enough
            m_all.append(m_quote > 0 ? QString(m_quote, QLatin1Char('>')) + QLatin1Char(' ') + m_line
                                     : m_line);
        m_wasEmpty = isEmpty;
        m_line.clear();
        m_gap = false;
    }
    void emptyLine()
    {
        endIfAny();
        end();
    }
    void quote(int by)
    {
        endIfAny();
        m_depth += by;
        m_quote = std::min(m_depth, deepestQuote);
    }
    QString text()
    {
        endIfAny();
        return m_all.join(QLatin1Char('\n')).trimmed();
    }

private:
    QStringList m_all;
    QString m_line;
    int m_depth = 0;
    int m_quote = 0;
    bool m_gap = false; // a space is due before the next word
    bool m_wasEmpty = false;
};

class Words : public Reader
{
public:
    QString text() { return m_lines.text(); }

    void open(const Element &element) override
    {
        const Name name = element.name();
        if (name == "br")
            m_lines.end();
        else if (name == "hr")
            rule();
        else if (name == "img")
            picture(element);
        else if (name == "li")
            point();
        else if (name == "blockquote")
            m_lines.quote(1);
        else if (name == "td" || name == "th")
            m_lines.cell();
        else if (isParagraph(name))
            m_lines.emptyLine();
        else if (isBlock(name))
            m_lines.endIfAny();
        m_pre += name == "pre";
        if (name == "a") {
            m_target = element.target();
            m_link.clear();
        }
    }

    void close(Name name) override
    {
        m_pre -= name == "pre";
        if (name == "blockquote")
            m_lines.quote(-1);
        else if (name == "a")
            addTarget();
        else if (name == "p")
            m_lines.emptyLine();
        else if (isBlock(name))
            m_lines.endIfAny();
    }

    void words(const QString &words) override
    {
        if (m_pre > 0)
            m_lines.addAsItStands(words);
        else
            m_lines.add(words);
        if (!m_target.isEmpty() && m_link.size() <= m_target.size())
            m_link += words;
    }

private:
    static bool isParagraph(Name name)
    {
        static const std::set<Name> paragraphs{"p",  "h1", "h2", "h3",    "h4", "h5",
                                               "h6", "ul", "ol", "table", "pre"};
        return paragraphs.contains(name);
    }

    static bool isBlock(Name name)
    {
        static const std::set<Name> blocks{"div",     "tr",      "li",      "dl",     "dt",
                                           "dd",      "section", "article", "header", "footer",
                                           "address", "center",  "form",    "body"};
        return isParagraph(name) || blocks.contains(name);
    }

    void rule()
    {
        m_lines.endIfAny();
        m_lines.add(QStringLiteral("----"));
        m_lines.end();
    }

    void point()
    {
        m_lines.endIfAny();
        m_lines.add(QStringLiteral("- "));
    }

    void picture(const Element &element)
    {
        if (const QString called = element.attribute("alt"); !called.isEmpty())
            m_lines.add(QStringLiteral(" [%1] ").arg(called));
    }

    // Where a link leads is what a reader must see, whatever it calls itself.
    void addTarget()
    {
        if (!m_target.isEmpty() && !m_target.startsWith(QLatin1String("mailto:")) &&
            m_link.simplified() != m_target)
            m_lines.add(QStringLiteral(" <%1>").arg(m_target));
        m_target.clear();
    }

    Lines m_lines;
    QString m_target; // of the link that is open
    QString m_link;   // what it says
    int m_pre = 0;    // how deep in <pre>
};

} // namespace

QString textOfHtml(const QString &html)
{
    Words words;
    walk(html, words);
    return words.text();
}

} // namespace slipway
