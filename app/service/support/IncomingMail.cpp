#include "service/support/IncomingMail.h"

#include "service/support/HtmlText.h"
#include "service/support/MailParts.h"
#include "service/support/ReturnedMail.h"

#include <QRegularExpression>

namespace slipway {

namespace {

constexpr qsizetype longestText = 200'000; // characters; the rest stays in the raw mail
constexpr qsizetype longestField = 1000;
constexpr qsizetype mostAnswers = 100;
constexpr int mostHeaders = 1000;
constexpr qsizetype longestVerdict = 64 * 1024; // whoever sends a mail can make it long

QString cut(const char *text)
{
    QString one = QString::fromUtf8(text ? text : "").left(longestField).simplified();
    one.remove(QChar::Null);
    return one;
}

QString header(GMimeMessage *message, const char *name)
{
    return cut(g_mime_object_get_header(GMIME_OBJECT(message), name));
}

// "<a@b>" and whatever people make of it.
QStringList idsIn(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("<\\s*([^<>\\s]{1,500})\\s*>"));
    QStringList ids;
    for (auto match = form.globalMatch(text); match.hasNext() && ids.size() < mostAnswers;)
        ids.append(match.next().captured(1));
    return ids;
}

void addAddresses(InternetAddressList *list, QStringList &addresses, QString *name)
{
    const int count = list ? internet_address_list_length(list) : 0;
    for (int i = 0; i < count; ++i) {
        InternetAddress *one = internet_address_list_get_address(list, i);
        if (!INTERNET_ADDRESS_IS_MAILBOX(one))
            continue;
        const QString address =
            cut(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one))).toLower();
        if (address.isEmpty())
            continue;
        if (name && name->isEmpty())
            *name = cut(internet_address_get_name(one));
        addresses.append(address);
    }
}

// The first plain text of the message, and the first HTML; those of attachments aren't the mail's own words.
struct Parts
{
    QString plain;
    QString html;
    bool hasPlain = false;
    bool report = false;
};

void look(GMimeObject *part, Parts &parts)
{
    GMimeContentType *type = g_mime_object_get_content_type(part);
    if (type && g_mime_content_type_is_type(type, "multipart", "report"))
        parts.report = true;
    if (!GMIME_IS_TEXT_PART(part))
        return;
    GMimeContentDisposition *disposition = g_mime_object_get_content_disposition(part);
    if (disposition && qstricmp(g_mime_content_disposition_get_disposition(disposition), "attachment") == 0)
        return;
    const bool isHtml = type && g_mime_content_type_is_type(type, "text", "html");
    if (isHtml ? !parts.html.isEmpty() : parts.hasPlain)
        return;
    const Text text(g_mime_text_part_get_text(GMIME_TEXT_PART(part)));
    QString words = QString::fromUtf8(text ? text.get() : "").left(longestText);
    words.remove(QChar::Null).replace(QLatin1String("\r\n"), QLatin1String("\n"));
    if (isHtml) {
        parts.html = words;
    } else {
        parts.plain = words;
        parts.hasPlain = true;
    }
}

bool hasNullPath(GMimeMessage *message)
{
    return header(message, "Return-Path") == QLatin1String("<>");
}

// By the marks that programs leave (RFC 3834 and what is usual besides).
QString machineMark(GMimeMessage *message, const QString &from)
{
    const QString submitted = header(message, "Auto-Submitted").toLower();
    if (!submitted.isEmpty() && !submitted.startsWith(QLatin1String("no")))
        return QStringLiteral("Auto-Submitted: ") + submitted;
    const QString precedence = header(message, "Precedence").toLower();
    for (const char *one : {"bulk", "junk", "list", "auto_reply"}) {
        if (precedence == QLatin1String(one))
            return QStringLiteral("Precedence: ") + precedence;
    }
    for (const char *name : {"X-Autoreply", "X-Autorespond", "X-Slipway-Loop", "List-Id"}) {
        if (!header(message, name).isEmpty())
            return QLatin1String(name);
    }
    if (hasNullPath(message))
        return QStringLiteral("an empty return path");
    const QString who = from.section(QLatin1Char('@'), 0, 0);
    if (who == QLatin1String("mailer-daemon") || who == QLatin1String("postmaster"))
        return QStringLiteral("it comes from ") + from;
    return {};
}

// The values of all headers of a name, from the top.
QStringList headers(GMimeMessage *message, const char *name)
{
    QStringList values;
    GMimeHeaderList *all = g_mime_object_get_header_list(GMIME_OBJECT(message));
    const int count = std::min(g_mime_header_list_get_count(all), mostHeaders);
    for (int i = 0; i < count; ++i) {
        GMimeHeader *one = g_mime_header_list_get_header_at(all, i);
        if (qstricmp(g_mime_header_get_name(one), name) == 0)
            values.append(QString::fromUtf8(g_mime_header_get_value(one)).left(longestVerdict).simplified());
    }
    return values;
}

// What SpamAssassin, rspamd and their like write.
QString spamMark(GMimeMessage *message)
{
    static const QRegularExpression yes(QStringLiteral("^(yes|true|spam)\\b"),
                                        QRegularExpression::CaseInsensitiveOption);
    for (const char *name : {"X-Spam-Flag", "X-Spam-Status", "X-Spam"}) {
        for (const QString &said : headers(message, name)) {
            if (yes.match(said).hasMatch())
                return QStringLiteral("%1: %2").arg(QLatin1String(name), said.left(60));
        }
    }
    return {};
}

// The topmost verdict is that of the server in front of us; where the domain asks for nothing to be done
// (p=none), nothing is.
QString forgedMark(GMimeMessage *message)
{
    static const QRegularExpression verdict(QStringLiteral("\\bdmarc\\s*=\\s*(\\w+)([^;]*)"),
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression nothing(QStringLiteral("\\b(p|action|policy\\.dmarc)\\s*=\\s*none\\b"),
                                            QRegularExpression::CaseInsensitiveOption);
    for (const QString &said : headers(message, "Authentication-Results")) {
        const auto match = verdict.match(said);
        if (!match.hasMatch())
            continue;
        const bool hasFailed = match.captured(1).compare(QLatin1String("fail"), Qt::CaseInsensitive) == 0;
        const bool isNothing = nothing.match(match.captured(2)).hasMatch();
        return hasFailed && !isNothing ? QStringLiteral("Authentication-Results: dmarc=fail") : QString();
    }
    return {};
}

// Outlook quotes without a mark: the head of the mail that it answers, then that mail.
bool isQuotedHead(const QStringList &lines, qsizetype at)
{
    static const QRegularExpression from(QStringLiteral("^\\*?(From|Von)\\s?:\\*?\\s.{1,300}$"));
    static const QRegularExpression sent(QStringLiteral("^\\*?(Sent|Date|Gesendet|Datum)\\s?:\\*?\\s"));
    static const QRegularExpression about(QStringLiteral("^\\*?(Subject|Betreff)\\s?:\\*?\\s"));
    if (!from.match(lines.at(at)).hasMatch())
        return false;
    bool hasDate = false;
    bool hasSubject = false;
    for (qsizetype below = at + 1; below < std::min(at + 9, lines.size()); ++below) {
        hasDate = hasDate || sent.match(lines.at(below)).hasMatch();
        hasSubject = hasSubject || about.match(lines.at(below)).hasMatch();
    }
    return hasDate && hasSubject;
}

} // namespace

IncomingMail readMail(const QByteArray &raw)
{
    IncomingMail mail;
    const auto message = parseMail(raw);
    if (!message) {
        mail.text = QString::fromUtf8(raw.left(longestText)).remove(QChar::Null);
        return mail;
    }
    QStringList from;
    addAddresses(g_mime_message_get_from(message.get()), from, &mail.fromName);
    mail.from = from.value(0);
    addAddresses(g_mime_message_get_to(message.get()), mail.to, nullptr);
    addAddresses(g_mime_message_get_cc(message.get()), mail.to, nullptr);
    mail.subject = cut(g_mime_message_get_subject(message.get()));
    mail.messageId = cut(g_mime_message_get_message_id(message.get()));
    mail.answers = idsIn(header(message.get(), "In-Reply-To"));
    QStringList references = idsIn(header(message.get(), "References"));
    for (auto it = references.rbegin(); it != references.rend(); ++it) {
        if (!mail.answers.contains(*it))
            mail.answers.append(*it);
    }
    Parts parts;
    if (GMimeObject *body = g_mime_message_get_mime_part(message.get())) {
        look(body, parts);
        g_mime_message_foreach(
            message.get(),
            [](GMimeObject *, GMimeObject *part, void *into) { look(part, *static_cast<Parts *>(into)); },
            &parts);
    }
    mail.attachments = attachmentsIn(message.get());
    const bool isPlain = parts.html.isEmpty() || !parts.plain.trimmed().isEmpty();
    mail.text = isPlain ? parts.plain : textOfHtml(parts.html).left(longestText);
    mail.html = parts.html;
    // One that says only that it takes longer isn't the end.
    static const QRegularExpression failed(QStringLiteral("^Action:\\s*failed"),
                                           QRegularExpression::CaseInsensitiveOption |
                                               QRegularExpression::MultilineOption);
    mail.bounce = parts.report && failed.match(QString::fromLatin1(raw)).hasMatch();
    mail.machineWhy =
        parts.report ? QStringLiteral("a delivery report") : machineMark(message.get(), mail.from);
    mail.returned = !parts.report && seemsReturned({mail.from, mail.fromName, mail.subject, mail.text,
                                                    hasNullPath(message.get()),
                                                    !header(message.get(), "X-Failed-Recipients").isEmpty()});
    if (mail.returned && mail.machineWhy.isEmpty())
        mail.machineWhy = QStringLiteral("it comes from ") + mail.from;
    mail.machine = !mail.machineWhy.isEmpty();
    mail.wantsNoAnswer = !header(message.get(), "X-Auto-Response-Suppress").isEmpty();
    mail.spamMark = spamMark(message.get());
    mail.forgedMark = forgedMark(message.get());
    return mail;
}

QString IncomingMail::newText() const
{
    static const QRegularExpression intro(
        QStringLiteral("^(On .{1,200} wrote:|Am .{1,200} schrieb.{0,200}:|-{2,}\\s?(Original Message|"
                       "Urspr\u00fcngliche Nachricht).*|_{20,})$"),
        QRegularExpression::CaseInsensitiveOption);
    // What telephones write below.
    static const QRegularExpression device(
        QStringLiteral("^(Sent from my .{1,40}|Von meinem .{1,40} gesendet|Get Outlook for .{1,80}|"
                       "Outlook f\u00fcr .{1,80})$"),
        QRegularExpression::CaseInsensitiveOption);
    QStringList kept;
    const QStringList lines = text.split(QLatin1Char('\n'));
    for (qsizetype at = 0; at < lines.size(); ++at) {
        const QString &line = lines.at(at);
        // Mail programs wrap their introductions.
        const QString wrapped = line.trimmed() + QLatin1Char(' ') + lines.value(at + 1).trimmed();
        const bool isIntro = intro.match(line.trimmed()).hasMatch() ||
                             (line.startsWith(QLatin1String("On ")) && intro.match(wrapped).hasMatch()) ||
                             (line.startsWith(QLatin1String("Am ")) && intro.match(wrapped).hasMatch());
        if (isIntro || line == QLatin1String("-- ") || device.match(line.trimmed()).hasMatch() ||
            isQuotedHead(lines, at))
            break;
        if (!line.startsWith(QLatin1Char('>')))
            kept.append(line);
    }
    return kept.join(QLatin1Char('\n')).trimmed();
}

QString IncomingMail::plainSubject() const
{
    static const QRegularExpression before(
        QStringLiteral("^(?:(?:re|aw|fwd|fw|wg|antw|sv)\\s*:\\s*|\\[case \\d+\\]\\s*)+"),
        QRegularExpression::CaseInsensitiveOption);
    QString plain = subject;
    return plain.remove(before).trimmed();
}

qint64 IncomingMail::caseInSubject() const
{
    static const QRegularExpression tag(QStringLiteral("\\[case (\\d{1,15})\\]"),
                                        QRegularExpression::CaseInsensitiveOption);
    return tag.match(subject).captured(1).toLongLong();
}

} // namespace slipway
