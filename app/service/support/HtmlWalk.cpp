#include "service/support/HtmlWalk.h"

#include <QUrl>

#include <libxml/HTMLparser.h>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace slipway::html {

namespace {

constexpr qsizetype longestTarget = 500;

// libxml2 may close what it hasn't opened, and leave open what it has; readers see neither.
class Events
{
public:
    explicit Events(Reader &reader) : m_reader(reader) {}
    void open(const Element &element)
    {
        m_unseen += m_unseen > 0 || isUnseen(element);
        m_open.emplace_back(element.name());
        ++m_often[m_open.back()];
        if (m_unseen == 0)
            m_reader.open(element);
    }
    void close(const std::string &name)
    {
        if (m_often[name] == 0)
            return;
        bool isIt = false;
        while (!isIt) {
            isIt = m_open.back() == name;
            closeLast();
        }
    }
    void closeAll()
    {
        while (!m_open.empty())
            closeLast();
    }
    void words(const QString &words)
    {
        if (m_unseen == 0)
            m_reader.words(words);
    }

private:
    static bool isUnseen(const Element &element)
    {
        return element.is({"script", "style", "head", "title", "template", "object", "iframe", "svg"}) ||
               element.attribute("style")
                   .remove(QLatin1Char(' '))
                   .contains(QLatin1String("display:none"), Qt::CaseInsensitive);
    }
    void closeLast()
    {
        if (m_unseen > 0)
            --m_unseen;
        else
            m_reader.close(m_open.back());
        --m_often[m_open.back()];
        m_open.pop_back();
    }

    Reader &m_reader;
    std::vector<std::string> m_open;
    std::map<std::string, int> m_often; // how many of a name are open
    int m_unseen = 0;                   // how many of those that are open aren't read
};

Events &eventsOf(void *context)
{
    return *static_cast<Events *>(context);
}

const char *plain(const xmlChar *text)
{
    return reinterpret_cast<const char *>(text);
}

void opened(void *context, const xmlChar *name, const xmlChar **attributes)
{
    eventsOf(context).open(Element(plain(name), reinterpret_cast<const char *const *>(attributes)));
}

void closed(void *context, const xmlChar *name)
{
    eventsOf(context).close(plain(name));
}

void said(void *context, const xmlChar *words, int length)
{
    eventsOf(context).words(QString::fromUtf8(plain(words), length));
}

} // namespace

QString Element::attribute(Name name) const
{
    for (const char *const *one = m_attributes; one && *one; one += 2) {
        if (name == *one)
            return QString::fromUtf8(one[1]).simplified();
    }
    return {};
}

QString Element::target() const
{
    const QUrl url(attribute("href"), QUrl::StrictMode);
    const QString scheme = url.scheme();
    const bool isWeb =
        (scheme == QLatin1String("http") || scheme == QLatin1String("https")) && !url.host().isEmpty();
    const bool isMail = scheme == QLatin1String("mailto") && !url.path().isEmpty();
    const QString target = url.toString(QUrl::FullyEncoded);
    return (isWeb || isMail) && target.size() <= longestTarget ? target : QString();
}

void walk(const QString &html, Reader &reader)
{
    static std::once_flag once;
    std::call_once(once, xmlInitParser);
    const QByteArray bytes = html.toUtf8();
    const std::unique_ptr<htmlParserCtxt, void (*)(htmlParserCtxt *)> parser(htmlNewParserCtxt(),
                                                                             htmlFreeParserCtxt);
    if (!parser)
        return;
    Events events(reader);
    *parser->sax = {};
    parser->sax->startElement = opened;
    parser->sax->endElement = closed;
    parser->sax->characters = said;
    parser->sax->ignorableWhitespace = said;
    parser->sax->cdataBlock = said;
    parser->userData = &events;
    const std::unique_ptr<xmlDoc, void (*)(xmlDoc *)> none(
        htmlCtxtReadMemory(parser.get(), bytes.constData(), static_cast<int>(bytes.size()), nullptr, "UTF-8",
                           HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET),
        xmlFreeDoc);
    events.closeAll();
}

} // namespace slipway::html
