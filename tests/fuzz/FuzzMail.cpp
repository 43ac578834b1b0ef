// Mail as anybody may send it: whatever the bytes are, they are read, within bounds; of its HTML only what is
// harmless is left, well formed. An input that begins with "<" is HTML by itself.
#include "fuzz/Fuzz.h"
#include "service/support/HtmlText.h"
#include "service/support/IncomingMail.h"

#include <QRegularExpression>
#include <QStringList>

using namespace slipway;

namespace {

constexpr qsizetype longestText = 200'000;

// Each tag is one that was let through, closed in its order, and leads nowhere but to the web or to a
// mailbox.
QString checkClean(const QString &html)
{
    static const QRegularExpression tag(
        QStringLiteral("^<(/?)([a-z][a-z0-9]*)((?: (?:href|colspan)=\"[^\"<>]*\")*)>$"));
    static const QRegularExpression target(
        QStringLiteral("^ href=\"(?:https?://|mailto:)|^ colspan=\"[0-9]{1,2}\"|^$"));
    static const QStringList never{
        QStringLiteral("script"), QStringLiteral("style"), QStringLiteral("img"),  QStringLiteral("iframe"),
        QStringLiteral("object"), QStringLiteral("form"),  QStringLiteral("body"), QStringLiteral("meta"),
        QStringLiteral("link"),   QStringLiteral("svg"),   QStringLiteral("base"), QStringLiteral("input")};
    QStringList open;
    for (qsizetype at = html.indexOf(QLatin1Char('<')); at >= 0;
         at = html.indexOf(QLatin1Char('<'), at + 1)) {
        const qsizetype end = html.indexOf(QLatin1Char('>'), at);
        const auto match = tag.match(html.mid(at, end - at + 1));
        const QString name = match.captured(2);
        if (end < 0 || !match.hasMatch() || never.contains(name) ||
            !target.match(match.captured(3)).hasMatch())
            return QStringLiteral("this is left: ") + html.mid(at, 100);
        if (name == QLatin1String("br") || name == QLatin1String("hr"))
            continue;
        if (match.captured(1).isEmpty())
            open.append(name);
        else if (open.isEmpty() || open.takeLast() != name)
            return QStringLiteral("not closed in order: ") + html.mid(at, 100);
    }
    return open.isEmpty() ? QString() : QStringLiteral("left open: ") + open.last();
}

QString checkHtml(const QString &html)
{
    if (const QString wrong = checkClean(cleanHtml(html)); !wrong.isEmpty())
        return wrong;
    const QString text = textOfHtml(html);
    return text.contains(QLatin1String("\n\n\n\n")) ? QStringLiteral("empty lines without end") : QString();
}

QString check(const QByteArray &input)
{
    if (input.startsWith('<'))
        return checkHtml(QString::fromUtf8(input));
    const IncomingMail mail = readMail(input);
    if (mail.text.size() > longestText || mail.html.size() > longestText || mail.subject.size() > 1000)
        return QStringLiteral("longer than it may be");
    if (mail.text.contains(QChar::Null) || mail.subject.contains(QChar::Null) ||
        mail.from.contains(QChar::Null))
        return QStringLiteral("a NUL comes through");
    if (mail.returned && (!mail.machine || mail.bounce))
        return QStringLiteral("it came back, and a person wrote it, or it is a report");
    if (mail.newText().size() > mail.text.size())
        return QStringLiteral("more is new than there is");
    for (const MailAttachment &one : mail.attachments) {
        if (one.name.isEmpty() || one.name.contains(QLatin1Char('/')) ||
            one.name.startsWith(QLatin1Char('.')))
            return QStringLiteral("a name that leads elsewhere: ") + one.name;
        if (const auto bytes = attachmentOf(input, one.number); !bytes || bytes->size() != one.size)
            return QStringLiteral("an attachment isn't what was said");
    }
    return checkHtml(mail.html);
}

} // namespace

int main(int argc, char **argv)
{
    const QByteArray head =
        "From: Maria <maria@northwind.example>\nTo: support@p.example\nSubject: =?utf-8?B?"
        "SsO8cmdlbg==?=\nMessage-ID: <1@x>\nIn-Reply-To: <0@x>\n";
    FuzzTarget target;
    target.name = QStringLiteral("mail");
    target.seeds = {
        head + "\nIt is slow\n-- \nMaria\n",
        head +
            "Content-Type: multipart/alternative; boundary=B\n\n--B\nContent-Type: text/plain\n\nplain\n--B\n"
            "Content-Type: text/html\n\n<p>Hello <b>you</b><br><a "
            "href=\"http://x.example/\">there</a>\n--B--\n",
        head + "Content-Type: multipart/mixed; boundary=B\n\n--B\n\ntext\n--B\nContent-Type: image/png\n"
               "Content-Disposition: attachment; filename=\"../a.png\"\nContent-Transfer-Encoding: base64\n\n"
               "iVBORw0KGgo=\n--B--\n",
        "Content-Type: multipart/report; boundary=B\n\n--B\nContent-Type: message/delivery-status\n\n"
        "Action: failed\n\n--B\nContent-Type: message/rfc822\n\nFrom: x\n\ny\n--B--\n",
        head + "Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: "
               "quoted-printable\n\n=FF=FE=\n",
        "Return-Path: <>\nFrom: MAILER-DAEMON (Mail Delivery Subsystem)\nSubject: Undeliverable: [Case 1] x\n"
        "X-Failed-Recipients: e@x\n\n550 5.1.1 no such user\n--- Below this line is a copy:\nReceived: y\n",
        "<html><head><style>p{}</style></head><body onload=x><p>a<table><tr><td colspan=2>b</table><ul><li>c"
        "</ul><pre>d\n e</pre><blockquote>f</blockquote><img src=http://x/ alt=g><script>alert(1)</script>",
        "<div style='display:none'>hidden</div><a "
        "href='javascript:alert(1)'>x</a><svg><p>y</svg>&#8217;&amp;"};
    target.words = {"<p>",
                    "</p>",
                    "<div>",
                    "</div>",
                    "<table>",
                    "<tr>",
                    "<td>",
                    "</table>",
                    "<a href=",
                    "javascript:",
                    "http://x/",
                    "mailto:",
                    "<!--",
                    "-->",
                    "<![CDATA[",
                    "]]>",
                    "<script>",
                    "</script>",
                    "<style>",
                    "&#60;",
                    "&lt;",
                    "\"",
                    "'",
                    "<blockquote>",
                    "</body>",
                    "--B\n",
                    "--B--\n",
                    "\n\n",
                    "Content-Type: ",
                    "multipart/mixed; boundary=B",
                    "text/html",
                    "base64\n",
                    "\xff",
                    "message/rfc822",
                    "filename*=utf-8''",
                    "=?utf-8?Q?",
                    "?=",
                    "From: "};
    target.longest = 32 * 1024;
    target.run = check;
    return fuzz(target, argc, argv);
}
