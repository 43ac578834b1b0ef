// A case whose page has gone out with a link.
#pragma once
#include "support/SupportFixture.h"

namespace slipway::test {

inline const QString site = QStringLiteral("https://desk.example");

inline QString tokenIn(const QByteArray &mail, const char *kind)
{
    const QString text = readMail(mail).text;
    const QString begins = site + QLatin1String(kind);
    const qsizetype at = text.indexOf(begins);
    return at < 0 ? QString() : text.mid(at + begins.size()).section(QLatin1Char('\n'), 0, 0).trimmed();
}

inline PageAnswer answerOf(PageAnswer::Verb verb, const QString &text = {}, Duration snooze = {})
{
    PageAnswer answer;
    answer.verb = verb;
    answer.text = text;
    answer.snooze = snooze;
    return answer;
}

struct Paged : SupportFixture
{
    Paged()
    {
        setPublicUrl(site);
        id = request().caseId;
        if (!untilTaken(1))
            qFatal("nobody was paged");
        token = tokenIn(server.taken.back().data, "/p/");
    }
    // By the link that is at hand; then the next one is.
    Result<LinkDesk::Acted> act(const char *action, const PageAnswer &answer, const QString &once = {})
    {
        auto acted = links->act(token, QLatin1String(action), answer, once);
        if (acted && !acted->next.isEmpty())
            token = acted->next;
        return acted;
    }
    // Of its first page, as only we can make it.
    QString tokenOf(qint64 turn)
    {
        const CaseMail ours = must(store->read([&](Reader &reader) { return pager.mail(reader); }));
        return ours.links().tokenOf(pages(id).front(), turn).text();
    }
    qint64 id = 0;
    QString token;
};

} // namespace slipway::test
