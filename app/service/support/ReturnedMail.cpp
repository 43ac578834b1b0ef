#include "service/support/ReturnedMail.h"

#include <QRegularExpression>
#include <QStringList>

namespace slipway {

namespace {

constexpr qsizetype longestWords = 20'000;

QRegularExpression anyOf(const QStringList &patterns)
{
    return QRegularExpression(QLatin1Char('(') + patterns.join(QLatin1Char('|')) + QLatin1Char(')'),
                              QRegularExpression::CaseInsensitiveOption |
                                  QRegularExpression::UseUnicodePropertiesOption);
}

// Nobody but a program writes from there.
bool isProgram(const ReturnSigns &signs)
{
    static const QRegularExpression address(
        QStringLiteral("^(mailer-daemon|mail-daemon|mail-delivery|microsoftexchange[0-9a-f]*)(@|$)"));
    static const QRegularExpression name(
        QStringLiteral("^(mail delivery (sub)?system|mail delivery service|mailer-daemon)\\b"),
        QRegularExpression::CaseInsensitiveOption);
    return address.match(signs.from).hasMatch() || name.match(signs.fromName).hasMatch();
}

// It is still tried, or has arrived.
bool isNoEnd(const QString &subject, const QString &words)
{
    static const QRegularExpression heads =
        anyOf({QStringLiteral("^\\W*(warning|delayed|delay)\\b"), QStringLiteral("\\(delay\\)"),
               QStringLiteral("^message delayed"), QStringLiteral("\\bdelayed \\d+ (hour|minute|day)"),
               QStringLiteral("^\\W*(verz\u00f6gerte?|warnung)\\b"),
               QStringLiteral("^(successful|read|delivered|relayed|gelesen|"
                              "zugestellt|return receipt|lesebest\u00e4tigung)\\b")});
    static const QRegularExpression goesOn = anyOf(
        {QStringLiteral(
             "\\b(will|shall) (be retried|be tried again|continue to|keep (on )?trying|try again)"),
         QStringLiteral("\\bstill (being )?(tried|retried|trying)"),
         QStringLiteral("\\bnot yet been delivered"), QStringLiteral("\\bno action is required"),
         QStringLiteral("\\bwarning (message )?only\\b"), QStringLiteral("\\bdo not need to resend"),
         QStringLiteral("\\bdelivery attempts will continue"), QStringLiteral("\\bnoch nicht zugestellt"),
         QStringLiteral("\\bweiter(hin)? versucht"), QStringLiteral("\\bweitere zustellversuche")});
    return heads.match(subject).hasMatch() || goesOn.match(words).hasMatch();
}

bool saysFailed(const QString &subject, const QString &words)
{
    static const QRegularExpression failed =
        anyOf({QStringLiteral("\\bundeliver(able|ed|y)"),
               QStringLiteral("\\bfailure notice"),
               QStringLiteral("\\bdelivery (has |status notification \\()?fail(ed|ure)"),
               QStringLiteral("\\breturned (mail|to)\\b"),
               QStringLiteral("\\b(could ?n[o']t|can ?not|can't) be delivered"),
               QStringLiteral("\\bnot be delivered"),
               QStringLiteral("\\b(was ?n[o']t|un|not) able to deliver"),
               QStringLiteral("\\bunable to deliver"),
               QStringLiteral("\\b(did|has) not reach(ed)?"),
               QStringLiteral("\\b(user|address|recipient)( is)? unknown"),
               QStringLiteral("\\bunknown (user|address|recipient)"),
               QStringLiteral("\\bno such (user|mailbox|address)"),
               QStringLiteral("\\bmailbox (is )?(full|unavailable|disabled)"),
               QStringLiteral("\\bquota exceeded"),
               QStringLiteral("\\bunzustellbar"),
               QStringLiteral("\\bnicht (zugestellt|zustellbar|ausgeliefert|erreicht)"),
               QStringLiteral("\\b(nachricht|mail) hat .{0,80} nicht erreicht"),
               QStringLiteral("\\bnon remis"),
               QStringLiteral("\\bno se (ha podido|pudo) entregar"),
               QStringLiteral("\\bonbestelbaar"),
               QStringLiteral("\\b5\\.[1-7]\\.\\d{1,3}\\b"),
               QStringLiteral("\\b55[0-4][ -]")});
    return failed.match(subject).hasMatch() || failed.match(words).hasMatch();
}

} // namespace

QString serversWords(const QString &text)
{
    static const QRegularExpression copy(
        QStringLiteral("^[>|\\s]*((Return-Path|Received|Message-ID|DKIM-Signature|Reply-To|From|Von)\\s?:|"
                       "-{2,}.{0,40}\\b(copy|original|header|returned message|kopie|nachricht)\\b.{0,60}$)"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption);
    const QString words = text.left(longestWords);
    const auto match = copy.match(words);
    return match.hasMatch() ? words.left(match.capturedStart()) : words;
}

bool seemsReturned(const ReturnSigns &signs)
{
    const bool isPostmaster =
        signs.from == QLatin1String("postmaster") || signs.from.startsWith(QLatin1String("postmaster@"));
    const bool isKnown = isProgram(signs);
    if (!isKnown && !isPostmaster && !signs.hasNullPath)
        return false;
    // What stands behind our own tag is the subject of the mail that came back.
    const QString subject = signs.subject.section(QLatin1String("[Case "), 0, 0);
    const QString words = serversWords(signs.text);
    if (isNoEnd(subject, words))
        return false;
    return isKnown || signs.namesTheUnreached || saysFailed(subject, words);
}

} // namespace slipway
