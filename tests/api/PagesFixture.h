// A case that was paged, and a real listener for the pages behind its links.
#pragma once
#include "api/RawHttp.h"
#include "service/api/HttpServer.h"
#include "service/api/pages/PagesHandler.h"
#include "support/SupportFixture.h"

namespace slipway::test {

inline const QByteArray formType = "application/x-www-form-urlencoded";
inline const QString site = QStringLiteral("https://desk.example");

struct Listening : SupportFixture
{
    explicit Listening(const HttpLimits &limits = {}, bool proxied = false)
        : handler(*links, clock, proxied), http(handler, limits)
    {
        setPublicUrl(site);
        id = take(mail("maria@northwind.example", {}, "It is <b>slow</b> & \"odd\"\n")).caseId;
        if (!untilTaken(1))
            qFatal("nobody was paged");
        page = pathIn(server.taken.back().data);
        must(http.start(QStringLiteral("127.0.0.1"), 0));
    }
    ~Listening()
    {
        http.stopAccepting();
        handler.stop();
        http.stop(1s);
    }
    static QByteArray pathIn(const QByteArray &raw)
    {
        const QString text = readMail(raw).text;
        return text.mid(text.indexOf(site) + site.size())
            .section(QLatin1Char('\n'), 0, 0)
            .trimmed()
            .toLatin1();
    }
    // What only this very page knows.
    static QByteArray onceIn(const QByteArray &body)
    {
        const QByteArray begins = "name=\"once\" value=\"";
        const qsizetype at = body.indexOf(begins);
        return at < 0
                   ? QByteArray()
                   : body.mid(at + begins.size(), body.indexOf('"', at + begins.size()) - at - begins.size());
    }
    // Where what was posted to a page has led to.
    QByteArray after(const Reply &done)
    {
        if (done.status != 303)
            qFatal("it led nowhere");
        return "/p/" + done.header("Location");
    }
    QByteArray customersPage()
    {
        must(desk->reply(id, QStringLiteral("Please restart it."), QStringLiteral("jan")));
        if (!untilTaken(2))
            qFatal("the customer has no reply");
        return pathIn(server.taken.back().data);
    }
    Reply get(const QByteArray &path, const Headers &headers = {})
    {
        return ask(http.port(), "GET", path, {}, {}, headers);
    }
    Reply send(const QByteArray &path, const QByteArray &body, const QByteArray &type = formType)
    {
        return ask(http.port(), "POST", path, {}, body, {{"Content-Type", type}});
    }

    qint64 id = 0;
    QByteArray page;
    PagesHandler handler;
    HttpServer http;
};

} // namespace slipway::test
