// What a program in an environment may write to the way out. What is understood has one target with a proper
// name, and what is passed on is one head that ends where it must.
#include "fuzz/Fuzz.h"
#include "service/guardian/EgressRequest.h"

#include <algorithm>

using namespace slipway;

namespace {

QString checkPassedOn(const QByteArray &head)
{
    if (!head.endsWith("\r\n\r\n") || head.indexOf("\r\n\r\n") != head.size() - 4)
        return QStringLiteral("what is passed on has more than one end");
    if (head.count('\r') != head.count("\r\n") || head.count('\n') != head.count("\r\n") ||
        head.contains('\0'))
        return QStringLiteral("what is passed on has a bare end of a line");
    if (head.toLower().count("\r\nconnection:") != 1 || head.toLower().count("\r\nhost:") != 1)
        return QStringLiteral("what is passed on says twice who is asked, or that it ends");
    return {};
}

QString checkRefusal(const QByteArray &answer)
{
    const QByteArray head = answer.left(answer.indexOf("\r\n\r\n"));
    return head.count('\r') == 3 && head.count('\n') == 3 ? QString()
                                                          : QStringLiteral("a refusal's head has odd lines");
}

QString check(const QByteArray &input)
{
    const qsizetype length = EgressRequest::headLength(input);
    if (length > input.size() || (length >= 0 && !input.left(length).endsWith("\r\n\r\n")))
        return QStringLiteral("the head ends elsewhere");
    const auto request = EgressRequest::parse(length < 0 ? input : input.left(length));
    if (!request)
        return checkRefusal(egressRefusal(400, request.error()));
    if (length < 0)
        return QStringLiteral("half a head is understood");
    const QString &host = request->target.host;
    const bool isProper = std::all_of(host.begin(), host.end(), [](QChar c) {
        return (c >= QLatin1Char('a') && c <= QLatin1Char('z')) ||
               (c >= QLatin1Char('0') && c <= QLatin1Char('9')) || QLatin1String(".-_:").contains(c);
    });
    if (host.isEmpty() || !isProper || request->target.port < 1 || request->target.port > 65535)
        return QStringLiteral("the target is \"%1\"").arg(request->target.text());
    if (HostPort::fromText(request->target.text()) != request->target)
        return QStringLiteral("the target isn't what it says");
    return request->isTunnel ? QString() : checkPassedOn(request->head);
}

} // namespace

int main(int argc, char **argv)
{
    FuzzTarget target;
    target.name = QStringLiteral("egress");
    target.seeds = {
        "CONNECT api.example.net:443 HTTP/1.1\r\nHost: api.example.net:443\r\n\r\n",
        "CONNECT [2001:db8::1]:443 HTTP/1.0\r\n\r\n\x16\x03\x01",
        "GET http://example.net/a?b HTTP/1.1\r\nHost: c\r\nConnection: keep-alive, X-Y\r\nX-Y: 1\r\n\r\n",
        "POST http://a:8080?q HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
        "GET http://u:p@127.0.0.1:80/ HTTP/1.1\r\nProxy-Authorization: Basic x\r\n\r\n"};
    target.words = {"\r\n",
                    "\n",
                    "\r",
                    "\r\n\r\n",
                    " ",
                    ":",
                    "CONNECT ",
                    "GET ",
                    "http://",
                    "HTTP/1.1",
                    "HTTP/1.0",
                    "Host: a\r\n",
                    "Connection: ",
                    "Connection: host, content-length\r\n",
                    "@",
                    "[",
                    "]",
                    "::",
                    "127.0.0.1",
                    ":65536",
                    ":0",
                    "/",
                    "?",
                    "#",
                    "%00",
                    "\t"};
    target.words.emplace_back(1, '\0');
    target.longest = 20'000;
    target.run = check;
    return fuzz(target, argc, argv);
}
