#include "service/api/HttpHead.h"

#include <algorithm>

namespace slipway {

namespace {

bool isTokenByte(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(byte) != std::string_view::npos;
}

bool isDigits(const QByteArray &text)
{
    return !text.isEmpty() && text.size() <= 19 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int count(const Request &request, QByteArrayView name)
{
    return static_cast<int>(std::count_if(request.headers.begin(), request.headers.end(),
                                          [name](const auto &header) { return header.first == name; }));
}

// "http://host:port/path" → "host:port"
std::string_view authorityOf(std::string_view target)
{
    target.remove_prefix(std::string_view("http://").size());
    return target.substr(0, target.find_first_of("/?"));
}

bool isAbsolute(std::string_view target)
{
    return target.starts_with("http://");
}

const char *brokenTarget(const HeadFacts &facts)
{
    if (facts.target.find('#') != std::string_view::npos)
        return "the target has a fragment";
    if (facts.target == "*")
        return facts.method == "OPTIONS" ? nullptr : "only OPTIONS goes to *";
    if (facts.target.starts_with('/'))
        return nullptr;
    if (!isAbsolute(facts.target))
        return "the target is not a path";
    const QByteArray host = facts.request->header("host");
    if (authorityOf(facts.target) !=
        std::string_view(host.constData(), static_cast<std::size_t>(host.size())))
        return "the target names another host than the Host header";
    return nullptr;
}

} // namespace

HeadScanner::State HeadScanner::refuse(const char *why)
{
    m_why = why;
    return State::Refused;
}

HeadScanner::State HeadScanner::scan(std::string_view bytes)
{
    while (m_position < bytes.size()) {
        const char byte = bytes[m_position];
        const bool startsLine = m_position == m_lineStart;
        if (m_position == 0 && !isTokenByte(byte))
            return refuse("this is not HTTP");
        if (startsLine && (byte == ' ' || byte == '\t'))
            return refuse("a header is folded over several lines");
        if (byte == '\n')
            return refuse("a line ends without a carriage return");
        if (byte == '\r') {
            if (m_position + 1 == bytes.size())
                return State::Incomplete;
            if (bytes[m_position + 1] != '\n')
                return refuse("a carriage return stands alone");
            m_position += 2;
            if (startsLine)
                return State::Complete;
            m_lineStart = m_position;
            continue;
        }
        if ((byte >= 0 && byte < 0x20 && byte != '\t') || byte == 0x7f)
            return refuse("a control character stands in the header");
        ++m_position;
    }
    return State::Incomplete;
}

const char *brokenRule(const HeadFacts &facts)
{
    const Request &request = *facts.request;
    const int hosts = count(request, "host");
    if (hosts > 1 || (facts.version == 11 && hosts == 0))
        return "there must be exactly one Host header";
    const int lengths = count(request, "content-length");
    const int encodings = count(request, "transfer-encoding");
    if (lengths > 1)
        return "Content-Length stands there more than once";
    if (lengths == 1 && encodings > 0)
        return "both Content-Length and Transfer-Encoding stand there";
    if (lengths == 1 && !isDigits(request.header("content-length")))
        return "Content-Length is not a number";
    if (encodings > 1 || (encodings == 1 && request.header("transfer-encoding").toLower() != "chunked"))
        return "the only Transfer-Encoding known here is chunked";
    if (encodings == 1 && facts.version == 10)
        return "HTTP/1.0 has no Transfer-Encoding";
    if (count(request, "authorization") > 1)
        return "Authorization stands there more than once";
    return brokenTarget(facts);
}

void setTarget(Request &request, std::string_view target)
{
    if (isAbsolute(target)) {
        target.remove_prefix(std::string_view("http://").size() + authorityOf(target).size());
        if (!target.starts_with('/')) {
            request.path = "/";
            if (target.starts_with('?'))
                request.query = QByteArray(target.data() + 1, static_cast<qsizetype>(target.size() - 1));
            return;
        }
    }
    const std::size_t mark = target.find('?');
    const std::string_view path = target.substr(0, mark);
    request.path = QByteArray(path.data(), static_cast<qsizetype>(path.size()));
    if (mark != std::string_view::npos) {
        const std::string_view query = target.substr(mark + 1);
        request.query = QByteArray(query.data(), static_cast<qsizetype>(query.size()));
    }
}

} // namespace slipway
