// Mail as anybody may send it to a desk with cases, pages and replies under way, answers with seals of ours
// among it: it is taken with a verdict and its bytes, the same bytes once, and no case is another's for it.
#include "fuzz/Fuzz.h"
#include "support/SupportFixture.h"

#include <QCoreApplication>
#include <QStringList>

using namespace slipway;
using namespace slipway::test;

namespace {

const QStringList verdicts{QStringLiteral("opened"), QStringLiteral("added"), QStringLiteral("answered"),
                           QStringLiteral("quarantined"), QStringLiteral("discarded")};

class Desk
{
public:
    Desk()
    {
        m_f.take(m_f.mail("maria@northwind.example"));
        if (!m_f.untilTaken(1))
            qFatal("nobody was paged");
        must(m_f.desk->reply(1, QStringLiteral("We look into it"), QStringLiteral("eva")));
        if (!m_f.untilTaken(2))
            qFatal("nobody was answered");
    }
    std::vector<QByteArray> answers()
    {
        return {m_f.answerTo(eva, "ack\n"),
                m_f.answerTo(eva, "We are on it\n\n> The shop is slow\n"),
                m_f.answerTo(eva, "I am away\n", "Auto-Submitted: auto-replied\n"),
                m_f.answerTo(maria, "It is still slow\n"),
                m_f.server.taken.front().data,
                m_f.server.taken.back().data};
    }
    QString take(const QByteArray &raw)
    {
        const auto taken = m_f.intake->take(raw, QStringLiteral("mta"));
        if (!taken)
            return taken.error().kind == Problem::Kind::Internal || taken.error().what.isEmpty()
                       ? QStringLiteral("refused: ") + taken.error().text()
                       : QString();
        if (!verdicts.contains(taken->verdict))
            return QStringLiteral("the verdict \"%1\"").arg(taken->verdict);
        const auto again = m_f.intake->take(raw, QStringLiteral("mta"));
        if (!again || again->id != taken->id)
            return QStringLiteral("the same bytes are another mail");
        const auto kept =
            m_f.store->read([&](Reader &reader) { return CaseRepository::rawOf(reader, taken->id); });
        return kept && *kept == raw ? QString() : QStringLiteral("its bytes aren't kept");
    }

private:
    SupportFixture m_f;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    Desk desk;
    FuzzTarget target;
    target.name = QStringLiteral("intake");
    target.seeds = desk.answers();
    target.seeds.push_back(
        "From: Maria <maria@northwind.example>\nTo: support@p.example\nSubject: Re: [Case 1] Slow\n"
        "Message-ID: <a@northwind.example>\nReferences: <m1@northwind.example>\n\nStill slow\n");
    target.seeds.push_back(
        "From: MAILER-DAEMON@mx.example\nTo: support@p.example\nReturn-Path: <>\nContent-Type: "
        "multipart/report; report-type=delivery-status; boundary=B\n\n--B\nContent-Type: "
        "message/delivery-status\n\nAction: failed\n\n--B\nContent-Type: message/rfc822\n\n" +
        target.seeds.at(4) + "\n--B--\n");
    for (const std::size_t sent : {4U, 5U}) // in words: a page, a reply
        target.seeds.push_back(
            "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: support@p.example\nSubject: "
            "failure notice\n\nNo such user.\n\n--- A copy:\n\n" +
            target.seeds.at(sent));
    target.words = {"\n",
                    "\n\n",
                    "From: ",
                    "To: ",
                    "Cc: ",
                    "Subject: [Case 1] ",
                    "In-Reply-To: <",
                    "References: ",
                    "Message-ID: ",
                    "<m1@northwind.example>",
                    "maria@northwind.example",
                    "eva@p.example",
                    "support+",
                    "case-1-",
                    "page-1-",
                    ".",
                    "@p.example",
                    "ack",
                    "close",
                    "solve",
                    "assign jan",
                    "snooze 10m",
                    "X-Slipway-Loop: 1\n",
                    "Auto-Submitted: auto-replied\n",
                    "Return-Path: <>\n",
                    "MAILER-DAEMON",
                    "X-Failed-Recipients: eva@p.example\n",
                    "undeliverable",
                    "will be retried",
                    "Precedence: bulk\n",
                    "\xff",
                    "=?utf-8?B?",
                    "?=",
                    "--B\n",
                    "Content-Type: "};
    target.longest = 20'000;
    target.run = [&desk](const QByteArray &input) { return desk.take(input); };
    return fuzz(target, argc, argv);
}
