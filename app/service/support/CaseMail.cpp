#include "service/support/CaseMail.h"

#include "service/support/MailParts.h"

#include <QDateTime>
#include <QRegularExpression>

#include <array>
#include <mutex>
#include <utility>

namespace slipway {

namespace {

struct Draft
{
    QString to;
    QString replyTo;
    QString subject;
    QString text;
    QString messageId;
    QStringList thread; // what it answers, oldest first
    Instant at;
    bool machine = false;
};

QString bracketed(const QString &id)
{
    return QLatin1Char('<') + id + QLatin1Char('>');
}

QByteArray bytesOf(const SupportAddress &from, const Draft &draft)
{
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
    const Owned<GMimeMessage> message(g_mime_message_new(TRUE));
    const auto set = [&](const char *name, const QString &value) {
        g_mime_object_set_header(GMIME_OBJECT(message.get()), name, value.toUtf8().constData(), "utf-8");
    };
    g_mime_message_add_mailbox(message.get(), GMIME_ADDRESS_TYPE_FROM, from.name.toUtf8().constData(),
                               from.address.toUtf8().constData());
    g_mime_message_add_mailbox(message.get(), GMIME_ADDRESS_TYPE_TO, nullptr, draft.to.toUtf8().constData());
    g_mime_message_add_mailbox(message.get(), GMIME_ADDRESS_TYPE_REPLY_TO, from.name.toUtf8().constData(),
                               draft.replyTo.toUtf8().constData());
    g_mime_message_set_subject(message.get(), draft.subject.toUtf8().constData(), "utf-8");
    g_mime_message_set_message_id(message.get(), draft.messageId.toUtf8().constData());
    set("Date",
        QDateTime::fromSecsSinceEpoch(
            std::chrono::duration_cast<std::chrono::seconds>(draft.at.time_since_epoch()).count(), Qt::UTC)
            .toString(Qt::RFC2822Date));
    if (!draft.thread.isEmpty()) {
        QStringList references;
        for (const QString &id : draft.thread)
            references.append(bracketed(id));
        set("In-Reply-To", references.constLast());
        set("References", references.join(QLatin1Char(' ')));
    }
    if (draft.machine)
        set("Auto-Submitted", QStringLiteral("auto-generated"));
    set("X-Slipway-Loop", from.address);
    const Owned<GMimeTextPart> part(g_mime_text_part_new_with_subtype("plain"));
    g_mime_text_part_set_charset(part.get(), "utf-8");
    g_mime_text_part_set_text(part.get(), (draft.text + QLatin1Char('\n')).toUtf8().constData());
    g_mime_part_set_content_encoding(GMIME_PART(part.get()), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(part.get()));
    return serialized(message.get());
}

QString sealedText(const QString &kind, const CaseMail::Mark &mark, const QString &address)
{
    return QStringLiteral("%1:%2:%3:%4").arg(kind).arg(mark.id).arg(mark.stamp, address.toLower());
}

QString taggedSubject(const Case &about)
{
    return QStringLiteral("[Case %1] %2").arg(about.id).arg(about.subject);
}

} // namespace

QString SupportAddress::domain() const
{
    return address.section(QLatin1Char('@'), -1);
}

QString SupportAddress::withTag(const QString &tag) const
{
    return address.section(QLatin1Char('@'), 0, 0) + QLatin1Char('+') + tag + QLatin1Char('@') + domain();
}

SupportAddress SupportAddress::fromJson(const QJsonObject &object)
{
    return {object.value(QLatin1String("name")).toString(),
            object.value(QLatin1String("address")).toString()};
}

QJsonObject SupportAddress::toJson() const
{
    return {{QStringLiteral("name"), name}, {QStringLiteral("address"), address}};
}

QString CaseMail::tagOf(const char *kind, const Mark &mark, const QString &address) const
{
    return QStringLiteral("%1-%2-%3.%4")
        .arg(QLatin1String(kind))
        .arg(mark.id)
        .arg(mark.stamp, m_seal.of(sealedText(QLatin1String(kind), mark, address)));
}

bool CaseMail::fits(const QString &kind, const Mark &mark, const QString &address, QStringView seal) const
{
    return m_seal.fits(sealedText(kind, mark, address), seal);
}

QString CaseMail::words(const Case &about, const CasePage &page, const QString &said) const
{
    const CaseClock *next = about.nextClock();
    QStringList lines{
        QStringLiteral("%1, severity %2")
            .arg(about.customer.isEmpty() ? about.contact : about.customer, toText(about.severity))};
    if (next)
        lines.append(QStringLiteral("Guaranteed (%1) until %2").arg(next->name, toText(next->target)));
    lines +=
        {QString(), QStringLiteral("Answer this mail. On its first line: ack, take, assign NAME, snooze 15m, "
                                   "note, solve or close; anything else is sent to the customer as your "
                                   "reply.")};
    if (const QString link = m_links.ofPage(page); !link.isEmpty())
        lines += {QString(), QStringLiteral("Or open %1").arg(link)};
    lines += {QString(), said.trimmed()};
    return lines.join(QLatin1Char('\n'));
}

// For a text message: what it is, and how to answer.
QString CaseMail::fewWords(const Case &about, const CasePage &page) const
{
    constexpr qsizetype most = 100;
    const QString link = m_links.ofPage(page);
    return QStringLiteral("Case %1, %2, %3: %4\n%5")
        .arg(about.id)
        .arg(toText(about.severity), about.customer.isEmpty() ? about.contact : about.customer,
             about.subject.simplified().left(most),
             link.isEmpty() ? QStringLiteral("Answer ack or take.") : link);
}

OutgoingMail CaseMail::page(const Case &about, const CasePage &page, const QString &words, Instant at) const
{
    Draft draft;
    draft.to = page.address;
    const QString tag = tagOf("page", markOf(page), page.address);
    draft.replyTo = m_from.withTag(tag);
    draft.messageId = tag + QLatin1Char('@') + m_from.domain();
    draft.subject = taggedSubject(about);
    draft.text =
        page.method == QLatin1String("sms") ? fewWords(about, page) : this->words(about, page, words);
    draft.at = at;
    draft.machine = true;
    return {draft.messageId, bytesOf(m_from, draft)};
}

OutgoingMail CaseMail::reply(const Case &about, const CaseMessage &reply, const QStringList &thread,
                             Instant at) const
{
    Draft draft;
    draft.to = about.contact;
    const QString tag = tagOf("case", markOf(about), about.contact);
    draft.replyTo = addressOf(about);
    draft.messageId =
        QStringLiteral("m%1-%2.%3@%4").arg(reply.id).arg(stampOf(reply.at), tag, m_from.domain());
    draft.subject = (thread.isEmpty() ? QString() : QStringLiteral("Re: ")) + taggedSubject(about);
    draft.text = reply.text;
    if (const QString link = m_links.ofCase(about); m_isPublic && !link.isEmpty())
        draft.text += QStringLiteral("\n\nThis case in the browser: %1").arg(link);
    draft.thread = thread;
    draft.at = at;
    return {draft.messageId, bytesOf(m_from, draft)};
}

QString CaseMail::addressOf(const Case &about) const
{
    return m_from.withTag(tagOf("case", markOf(about), about.contact));
}

CaseMail::Claim CaseMail::claimOf(const IncomingMail &mail) const
{
    static const QRegularExpression form(
        QStringLiteral("(page|case)-(\\d{1,15})-([0-9a-z]{1,12})\\.([a-z2-7]{16})@"));
    const QString plus = m_from.address.section(QLatin1Char('@'), 0, 0).toLower() + QLatin1Char('+');
    QStringList places;
    for (const QString &address : mail.to) {
        if (address.startsWith(plus))
            places.append(address);
    }
    Claim claim;
    for (const QString &place : places + mail.answers) {
        const auto match = form.match(place);
        if (!match.hasMatch())
            continue;
        const Mark mark{match.captured(2).toLongLong(), match.captured(3)};
        const QString kind = match.captured(1);
        if (!fits(kind, mark, mail.from, match.capturedView(4)))
            continue;
        Mark &found = kind == QLatin1String("page") ? claim.page : claim.ofCase;
        if (found.id == 0)
            found = mark;
    }
    return claim;
}

std::vector<CaseMail::Sealed> CaseMail::sealedIn(const QByteArray &raw)
{
    static const QRegularExpression form(QStringLiteral("(?:m(\\d{1,15})-[0-9a-z]{1,12}\\.)?(page|case)-"
                                                        "(\\d{1,15})-([0-9a-z]{1,12})\\.([a-z2-7]{16})@"));
    constexpr std::size_t most = 20;
    std::vector<Sealed> found;
    for (auto match = form.globalMatch(QString::fromLatin1(raw)); match.hasNext() && found.size() < most;) {
        const auto one = match.next();
        found.push_back({one.capturedView(2) == QLatin1String("page"),
                         {one.captured(3).toLongLong(), one.captured(4)},
                         one.captured(5),
                         one.captured(1).toLongLong()});
    }
    return found;
}

bool CaseMail::isOurs(const Sealed &sealed, const CasePage &page) const
{
    return sealed.isPage && sealed.mark == markOf(page) &&
           fits(QStringLiteral("page"), sealed.mark, page.address, sealed.seal);
}

bool CaseMail::isOurs(const Sealed &sealed, const Case &about) const
{
    return !sealed.isPage && sealed.mark == markOf(about) &&
           fits(QStringLiteral("case"), sealed.mark, about.contact, sealed.seal);
}

QString withoutSeals(const QString &text)
{
    static const QRegularExpression sealed(
        QStringLiteral("[^\\s<>]*(?:(?:page|case)-|/[pc]/)\\d+-[0-9a-z]+(?:-\\d+)?\\.[a-z2-7]{16}[^\\s<>]*"));
    return QString(text).remove(sealed);
}

namespace {

// "assign jan", "snooze 15m", "snooze": and nothing more, or they are words.
std::optional<PageAnswer> withArgument(PageAnswer::Verb verb, const QString &behind)
{
    PageAnswer answer;
    answer.verb = verb;
    if (verb == PageAnswer::Verb::Assign) {
        answer.text = behind;
        const bool isName = !behind.isEmpty() && !behind.contains(QLatin1Char(' '));
        return isName ? std::optional(answer) : std::nullopt;
    }
    const auto length =
        behind.isEmpty() ? Result<Duration>(PageAnswer::usualSnooze) : durationFromText(behind);
    if (!length || *length <= Duration::zero())
        return std::nullopt;
    answer.snooze = std::min<Duration>(*length, PageAnswer::longestSnooze);
    return answer;
}

} // namespace

PageAnswer PageAnswer::fromText(const QString &text)
{
    static constexpr std::array<std::pair<const char *, Verb>, 11> words{{{"ack", Verb::Acknowledge},
                                                                          {"acknowledge", Verb::Acknowledge},
                                                                          {"ok", Verb::Acknowledge},
                                                                          {"take", Verb::Take},
                                                                          {"reply", Verb::Reply},
                                                                          {"note", Verb::Note},
                                                                          {"solve", Verb::Solve},
                                                                          {"solved", Verb::Solve},
                                                                          {"close", Verb::Close},
                                                                          {"assign", Verb::Assign},
                                                                          {"snooze", Verb::Snooze}}};
    const QString trimmed = text.trimmed();
    const QString first = trimmed.section(QLatin1Char('\n'), 0, 0).trimmed();
    const QString rest = trimmed.section(QLatin1Char('\n'), 1).trimmed();
    QString word = first.section(QLatin1Char(' '), 0, 0).toLower();
    while (!word.isEmpty() && QStringLiteral(".,!:;").contains(word.back()))
        word.chop(1);
    const QString behind = first.section(QLatin1Char(' '), 1).trimmed();
    for (const auto &[known, verb] : words) {
        if (word != QLatin1String(known))
            continue;
        if (verb == Verb::Assign || verb == Verb::Snooze) {
            if (auto answer = withArgument(verb, behind))
                return *answer;
            break;
        }
        const bool speaks = verb == Verb::Reply || verb == Verb::Note;
        if (!speaks && !behind.isEmpty())
            break; // "take care of it": words, not a command
        return {verb, (behind + QLatin1Char('\n') + rest).trimmed()};
    }
    return {Verb::Reply, trimmed};
}

} // namespace slipway
