#include "service/guardian/EgressRequest.h"

#include <algorithm>
#include <set>

namespace slipway {

namespace {

constexpr qsizetype mostHeaders = 100;
constexpr qsizetype longestReason = 200;

Failure malformed(const QString &what)
{
    return fail(Problem::Kind::Malformed, what,
                QStringLiteral("Ask for CONNECT host:port, or for http://host/path as of an HTTP proxy."));
}

bool isToken(const QByteArray &text)
{
    static const QByteArray special("!#$%&'*+-.^_`|~");
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               special.contains(c);
    });
}

bool isVisible(char c)
{
    return c > ' ' && c != 0x7f;
}

// The lines of a head without their ends; nothing when a CR, an LF or a zero stands where it mustn't.
std::optional<QList<QByteArray>> linesOf(const QByteArray &head)
{
    if (!head.endsWith("\r\n\r\n") || head.contains('\0'))
        return std::nullopt;
    QList<QByteArray> lines = head.left(head.size() - 4).split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const bool isLast = i + 1 == lines.size();
        if (!isLast && !lines[i].endsWith('\r'))
            return std::nullopt;
        if (!isLast)
            lines[i].chop(1);
        if (lines[i].contains('\r'))
            return std::nullopt;
    }
    return lines;
}

// Those that concern only this connection, and those the request itself says do.
std::set<QByteArray> notPassedOn(const QList<QByteArray> &headers)
{
    std::set<QByteArray> names{
        "connection", "proxy-connection", "proxy-authorization", "keep-alive", "te", "upgrade", "host"};
    for (const QByteArray &line : headers) {
        if (line.toLower().startsWith("connection:")) {
            for (const QByteArray &name : line.mid(11).toLower().split(','))
                names.insert(name.trimmed());
        }
    }
    // How long the body is must arrive, whatever is said.
    names.erase("content-length");
    names.erase("transfer-encoding");
    return names;
}

Result<QByteArray> headersToPassOn(const QList<QByteArray> &headers)
{
    if (headers.size() > mostHeaders)
        return malformed(QStringLiteral("There are more than %1 headers").arg(mostHeaders));
    const auto dropped = notPassedOn(headers);
    QByteArray result;
    for (const QByteArray &line : headers) {
        const QByteArray name = line.left(line.indexOf(':'));
        if (!line.contains(':') || !isToken(name))
            return malformed(QStringLiteral("A header has no name"));
        if (!dropped.contains(name.toLower()))
            result += line + "\r\n";
    }
    return result;
}

Result<EgressRequest> plainRequest(const QByteArray &method, const QByteArray &url, const QByteArray &version,
                                   const QList<QByteArray> &headers)
{
    const QByteArray rest = url.mid(7);
    const auto end = std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?'; });
    const QByteArray authority = rest.left(end - rest.begin());
    QByteArray path = rest.mid(end - rest.begin());
    if (!path.startsWith('/'))
        path.prepend('/');
    const bool hasPort = authority.lastIndexOf(':') > authority.lastIndexOf(']');
    const auto target = HostPort::fromText(QString::fromLatin1(hasPort ? authority : authority + ":80"));
    if (!target)
        return malformed(target.error().what);
    const auto passedOn = headersToPassOn(headers);
    if (!passedOn)
        return Failure(passedOn.error());
    // One request a connection: what comes after its answer needn't be understood here.
    return EgressRequest{*target, false,
                         method + ' ' + path + ' ' + version + "\r\nHost: " + authority +
                             "\r\nConnection: close\r\n" + *passedOn + "\r\n"};
}

} // namespace

qsizetype EgressRequest::headLength(const QByteArray &input)
{
    const qsizetype end = input.indexOf("\r\n\r\n");
    return end < 0 ? -1 : end + 4;
}

Result<EgressRequest> EgressRequest::parse(const QByteArray &head)
{
    if (head.size() > longestHead)
        return fail(Problem::Kind::TooLarge, QStringLiteral("The head of the request is too long"));
    const auto lines = linesOf(head);
    if (!lines)
        return malformed(QStringLiteral("A line of the request doesn't end as it must"));
    const QList<QByteArray> words = lines->first().split(' ');
    if (words.size() != 3 || !isToken(words.at(0)) || words.at(0).size() > 20 ||
        !std::all_of(words.at(1).begin(), words.at(1).end(), isVisible) ||
        (words.at(2) != "HTTP/1.1" && words.at(2) != "HTTP/1.0"))
        return malformed(QStringLiteral("This is no request of HTTP/1.1"));
    if (words.at(0) == "CONNECT") {
        const auto target = HostPort::fromText(QString::fromLatin1(words.at(1)));
        if (!target)
            return malformed(target.error().what);
        return EgressRequest{*target, true, {}};
    }
    if (!words.at(1).toLower().startsWith("http://"))
        return malformed(QStringLiteral("Only CONNECT and http:// are understood here"));
    return plainRequest(words.at(0), words.at(1), words.at(2), lines->mid(1));
}

QByteArray egressRefusal(int status, const Problem &problem)
{
    QByteArray reason = problem.what.toLatin1().left(longestReason);
    std::replace_if(
        reason.begin(), reason.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    const QByteArray body = problem.text().toUtf8() + '\n';
    return "HTTP/1.1 " + QByteArray::number(status) + ' ' + reason +
           "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " +
           QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

} // namespace slipway
