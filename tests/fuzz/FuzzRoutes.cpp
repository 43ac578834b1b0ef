// Bodies as they come to every route that takes one: the real server over a real store, as an administrator.
// Whatever comes is done or refused in words; nothing is the server's own fault.
#include "api/ApiFixture.h"
#include "api/RawHttp.h"
#include "fuzz/Fuzz.h"

#include <QCoreApplication>

#include <algorithm>

using namespace slipway;
using namespace slipway::test;

namespace {

// A line with method and target, and the body after it.
class Routes
{
public:
    QString run(const QByteArray &input)
    {
        const qsizetype end = input.indexOf('\n');
        const QByteArray line = input.left(end < 0 ? input.size() : end);
        const QByteArray method = line.left(line.indexOf(' '));
        const QByteArray target = line.mid(method.size() + 1);
        const bool isPlain =
            std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7f; });
        if ((method != "POST" && method != "PUT") || !target.startsWith('/') || !isPlain)
            return {};
        const QByteArray body = end < 0 ? QByteArray() : input.mid(end + 1);
        const Reply reply = ask(m_api.server->port(), method, target, m_token, body);
        if (reply.status == 401) // somebody revoked it
            m_token = m_api.token(QStringLiteral("admin"));
        if (reply.status == 0 || reply.status >= 500)
            return QStringLiteral("%1: %2").arg(reply.status).arg(QString::fromUtf8(reply.body.left(300)));
        const QJsonObject said = reply.object();
        if (reply.status >= 400 && (said.value(QStringLiteral("title")).toString().isEmpty() ||
                                    said.value(QStringLiteral("detail")).toString().isEmpty()))
            return QStringLiteral("%1 without words").arg(reply.status);
        return {};
    }

private:
    ApiFixture m_api;
    QByteArray m_token = m_api.token(QStringLiteral("admin"));
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    Routes routes;
    FuzzTarget target;
    target.name = QStringLiteral("routes");
    target.seeds = {
        R"(POST /api/v1/sessions
{"name":"admin","password":"long enough"})",
        R"(POST /api/v1/applications
{"customer":"northwind","slug":"shape","name":"Shape","recipe":{"front":"web","appliances":[{"name":"web","class":"nginx","parameters":{"upstream":"app"}}],"content":{"web":"a/b"}}})",
        R"(POST /api/v1/releases
{"application":"southwind/shop","pipeline":"waiting","note":"fine","at":"2099-01-01T00:00:00Z","inputs":{"hold":"1s"}})",
        R"(POST /api/v1/releases/1/signoff
{"as":"customer","note":"fine","step":"ready"})",
        R"(POST /api/v1/releases/1/skip
{"step":"ready","reason":"x"})",
        R"(POST /api/v1/pipelines:check
{"yaml":"name: good\nsteps:\n  - {id: a, wait: {until: 1h}}\n","source":"a"})",
        R"(POST /api/v1/cases
{"subject":"Slow","text":"Very","contact":"maria@northwind.example","severity":"high","application":"northwind/shop"})",
        R"(POST /api/v1/cases/1/triage
{"severity":"high","tags":["disk"],"subject":"x","application":""})",
        R"(POST /api/v1/cases/1/files
{"name":"disk.log","size":4})",
        R"(POST /api/v1/cases/1/reply
{"text":"We look into it","files":[1]})",
        R"(POST /api/v1/cases/1/link
{"to":"release/1"})",
        R"(PUT /api/v1/cases/1/presence
{"writing":true})",
        R"(PUT /api/v1/templates/shape
{"title":"Hello","text":"Dear {{contact}}"})",
        R"(PUT /api/v1/duty
{"people":[{"name":"jan","mail":"jan@provider.example","methods":[{"kind":"mail","to":"a@b.example"}]}],"rota":{"layers":[{"name":"nights","first":"2026-01-05","people":["eva","jan"],"hours":12,"when":[{"from":"18:00","to":"08:00","days":["mon"]}]}]}})",
        R"(POST /api/v1/duty/overrides
{"person":"eva","begins":"2099-01-01T00:00:00Z","ends":"2099-01-02T00:00:00+02:00","reason":"ill"})",
        R"(POST /api/v1/duty/swaps
{"person":"jan","begins":"2099-01-05T10:00:00Z","with":"eva","with_begins":"2099-01-12T10:00:00Z"})",
        R"(POST /api/v1/duty:simulate
{"customer":"northwind","at":"2026-10-25T00:30:00Z","severity":"high"})",
        R"(PUT /api/v1/sla/calendar/office
{"zone":"Europe/Berlin","hours":{"mon":["09:00-17:00"]},"holidays":[{"date":"2026-12-25","name":"Christmas"}]})",
        R"(PUT /api/v1/sla/policy/office
{"calendar":"office","promises":[{"severity":"low","first_response":"4h","next_response":"1d"}],"warnings":[50,80]})",
        R"(PUT /api/v1/sla/agreement/northwind
{"plan":"office","zone":"Europe/Berlin"})",
        "POST "
        "/api/v1/sla/calendar/office/holidays\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20991225"
        "\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Christmas\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        R"(PUT /api/v1/mailboxes/shape
{"host":"127.0.0.1","port":1,"security":"none","user":"u","password":"x","folder":"INBOX","move_to":"Done"})",
        R"(PUT /api/v1/watcher
{"url":"http://127.0.0.1:1/x","mail":"watch@provider.example","every_seconds":60})",
        R"(POST /api/v1/users
{"name":"other","role":"sales","password":"long enough"})",
        R"(POST /api/v1/users/support/tokens
{"label":"test","expires":"2099-01-01T00:00:00Z"})",
        R"(POST /api/v1/hosts
{"name":"shape","address":"127.0.0.1","port":22,"user":"u","secret":"s","host_key":"ssh-ed25519 AAAA"})",
        R"(PUT /api/v1/secrets/shape
{"value":"x"})",
        R"(POST /api/v1/brake
{"on":false,"reason":"x"})",
    };
    target.words = {"{",
                    "}",
                    "[",
                    "]",
                    ":",
                    ",",
                    "\"",
                    "null",
                    "true",
                    "-1",
                    "0",
                    "1e99",
                    "1.5",
                    "\"\"",
                    "[]",
                    "{}",
                    "\\u0000",
                    "\\ud800",
                    "\n",
                    "%2f",
                    "?try=true",
                    "\"name\":",
                    "\"at\":",
                    "9999-12-31T23:59:59.999999Z",
                    "0000-01-01T00:00:00Z",
                    "99999999999999999999",
                    "Europe/Berlin",
                    "\"24:00\"",
                    "1h",
                    "-5m"};
    target.longest = 20'000;
    target.run = [&routes](const QByteArray &input) { return routes.run(input); };
    return fuzz(target, argc, argv);
}
