#include "service/notify/MailMessage.h"

#include "domain/Json.h"

#include <QCryptographicHash>

#include <algorithm>

namespace slipway {

namespace {

constexpr qsizetype longestAddress = 254;
constexpr qsizetype mostRecipients = 100;
constexpr char fromHead[] = "X-Envelope-From: <";
constexpr char toHead[] = "X-Envelope-To: <";

Failure malformed(const QString &what)
{
    return fail(Problem::Kind::Malformed, what);
}

bool isAddress(const QByteArray &text)
{
    const qsizetype at = text.lastIndexOf('@');
    return text.size() <= longestAddress && at > 0 && at < text.size() - 1 &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return c > ' ' && c < 0x7f && c != '<' && c != '>'; });
}

// The line that begins at `at`, without its end; `at` moves on to the next.
QByteArray nextLine(const QByteArray &bytes, qsizetype &at)
{
    const qsizetype end = bytes.indexOf('\n', at);
    QByteArray line = bytes.mid(at, end < 0 ? -1 : end - at);
    at = end < 0 ? bytes.size() : end + 1;
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

std::optional<QByteArray> addressAfter(const QByteArray &line, const char *head)
{
    if (!line.startsWith(head) || !line.endsWith('>'))
        return std::nullopt;
    const auto length = static_cast<qsizetype>(qstrlen(head));
    return line.mid(length, line.size() - length - 1);
}

// Every line ends with CR and LF, and neither occurs elsewhere: servers disagree about what a bare one means,
// and one of them could see the end of the message in it.
QByteArray withProperLines(const QByteArray &bytes)
{
    QByteArray result;
    result.reserve(bytes.size() + bytes.size() / 32);
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes.at(i);
        if (c != '\r' && c != '\n') {
            result += c;
            continue;
        }
        if (c == '\r' && i + 1 < bytes.size() && bytes.at(i + 1) == '\n')
            ++i;
        result += "\r\n";
    }
    if (!result.endsWith("\r\n"))
        result += "\r\n";
    return result;
}

bool isHeader(const QByteArray &line)
{
    const qsizetype colon = line.indexOf(':');
    return colon > 0 &&
           std::all_of(line.begin(), line.begin() + colon, [](char c) { return c > ' ' && c < 0x7f; });
}

constexpr char idHead[] = "message-id:";

// Empty: there is none.
QByteArray messageIdIn(const QByteArray &data)
{
    for (qsizetype at = 0; at < data.size();) {
        const QByteArray line = nextLine(data, at);
        if (line.isEmpty())
            break;
        if (line.toLower().startsWith(idHead))
            return line;
    }
    return {};
}

} // namespace

Result<MailMessage> MailMessage::fromTaken(const QByteArray &taken)
{
    MailMessage message;
    qsizetype at = 0;
    const auto from = addressAfter(nextLine(taken, at), fromHead);
    if (!from || !(from->isEmpty() || isAddress(*from)))
        return malformed(QStringLiteral("It names no sender"));
    message.from = QString::fromLatin1(*from);
    for (qsizetype next = at;; at = next) {
        const auto to = addressAfter(nextLine(taken, next), toHead);
        if (!to)
            break;
        if (!isAddress(*to) || message.to.size() >= mostRecipients)
            return malformed(
                QStringLiteral("It names a recipient that is no address with a domain, or too many"));
        message.to.append(QString::fromLatin1(*to));
    }
    if (message.to.isEmpty())
        return malformed(QStringLiteral("It names no recipient"));
    message.data = withProperLines(taken.mid(at));
    if (message.data.contains('\0'))
        return malformed(QStringLiteral("There is a zero byte in it"));
    qsizetype first = 0;
    if (!isHeader(nextLine(message.data, first)))
        message.data.prepend("\r\n"); // a body without headers
    if (messageIdIn(message.data).isEmpty()) {
        const QByteArray hash = QCryptographicHash::hash(taken, QCryptographicHash::Sha256).toHex().left(32);
        const QByteArray domain =
            from->isEmpty() ? QByteArray("localhost") : from->mid(from->lastIndexOf('@') + 1);
        message.data.prepend("Message-ID: <" + hash + '@' + domain + ">\r\n");
    }
    return message;
}

bool isMailAddress(const QString &text)
{
    const QByteArray bytes = text.toLatin1();
    return QString::fromLatin1(bytes) == text && isAddress(bytes);
}

QString MailMessage::id() const
{
    constexpr qsizetype longest = 998;
    const QByteArray line = messageIdIn(data);
    return QString::fromUtf8(line.mid(static_cast<qsizetype>(qstrlen(idHead))).trimmed().left(longest));
}

QByteArray MailMessage::toSpool() const
{
    return toBytes(QJsonObject{{QStringLiteral("from"), from}, {QStringLiteral("to"), toJson(to)}}) + '\n' +
           data;
}

Result<MailMessage> MailMessage::fromSpool(const QByteArray &bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    const auto object = objectFromBytes(bytes.left(end), QStringLiteral("the envelope"));
    if (!object)
        return Failure(object.error());
    return MailMessage{object->value(QLatin1String("from")).toString(),
                       stringsFromJson(object->value(QLatin1String("to"))), bytes.mid(end + 1)};
}

} // namespace slipway
