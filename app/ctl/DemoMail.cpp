#include "ctl/DemoMail.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QMap>
#include <QUuid>

#include <algorithm>

namespace slipway {

namespace {

constexpr qint64 longestHead = 64 * 1024;

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QByteArray bracketed(const QString &id)
{
    return '<' + id.toUtf8() + '>';
}

QStringList withoutBrackets(const QString &ids)
{
    QStringList list = ids.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (QString &id : list)
        id.remove(QLatin1Char('<')).remove(QLatin1Char('>'));
    return list;
}

bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 128; });
}

// RFC 2047, where it has to be.
QByteArray headerWords(const QString &text)
{
    return isAscii(text) ? text.toLatin1() : "=?utf-8?B?" + text.toUtf8().toBase64() + "?=";
}

// In lines that any mail system lets through.
QByteArray base64Lines(const QByteArray &bytes)
{
    constexpr qsizetype width = 76;
    const QByteArray whole = bytes.toBase64();
    QByteArray lines;
    for (qsizetype at = 0; at < whole.size(); at += width)
        lines += whole.mid(at, width) + '\n';
    return lines;
}

QByteArray textPart(const QString &text)
{
    return "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" +
           base64Lines(text.toUtf8() + '\n');
}

QByteArray filePart(const QJsonObject &file)
{
    const auto field = [&file](const char *name) { return file.value(QLatin1String(name)).toString(); };
    return "Content-Type: " + field("type").toLatin1() +
           "\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"" +
           field("name").toLatin1() + "\"\n\n" + base64Lines(field("text").toUtf8());
}

// By names in lower case; of a name that comes twice the first.
QMap<QString, QString> headerOf(const QByteArray &raw)
{
    QMap<QString, QString> fields;
    QString name;
    for (const QByteArray &line : raw.split('\n')) {
        const QString text = QString::fromUtf8(line);
        if (text.trimmed().isEmpty())
            break;
        const bool goesOn = text.startsWith(QLatin1Char(' ')) || text.startsWith(QLatin1Char('\t'));
        if (goesOn && fields.contains(name))
            fields[name] += QLatin1Char(' ') + text.trimmed();
        if (goesOn)
            continue;
        name = text.section(QLatin1Char(':'), 0, 0).toLower();
        if (fields.contains(name))
            name.clear();
        else
            fields.insert(name, text.section(QLatin1Char(':'), 1).trimmed());
    }
    return fields;
}

// "Provider support <support@provider.example>"
QString addressIn(const QString &mailbox)
{
    const bool isNamed = mailbox.contains(QLatin1Char('<'));
    return isNamed ? mailbox.section(QLatin1Char('<'), -1).section(QLatin1Char('>'), 0, 0).trimmed()
                   : mailbox.trimmed();
}

} // namespace

Letter Letter::written(const QString &from, const QString &to, const QString &subject, const QString &text)
{
    Letter letter;
    letter.id = newId() + QLatin1Char('@') + from.section(QLatin1Char('@'), -1);
    letter.from = from;
    letter.to = to;
    letter.subject = subject;
    letter.text = text;
    return letter;
}

QByteArray Letter::bytes() const
{
    QByteArray raw = "From: " + from.toUtf8() + "\nTo: " + to.toUtf8() +
                     "\nSubject: " + headerWords(subject) +
                     "\nDate: " + QDateTime::currentDateTimeUtc().toString(Qt::RFC2822Date).toLatin1() +
                     "\nMessage-ID: " + bracketed(id) + "\nMIME-Version: 1.0\n";
    if (!thread.isEmpty()) {
        raw += "In-Reply-To: " + bracketed(thread.constLast()) + "\nReferences:";
        for (const QString &one : thread)
            raw += "\n " + bracketed(one);
        raw += '\n';
    }
    if (attachment.isEmpty())
        return raw + textPart(text);
    const QByteArray boundary = "part-" + newId().toLatin1();
    const QByteArray between = "--" + boundary;
    return raw + "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\n\n" + between + '\n' +
           textPart(text) + between + '\n' + filePart(attachment) + between + "--\n";
}

DeliveredMail DeliveredMail::read(const QByteArray &raw)
{
    const auto fields = headerOf(raw);
    DeliveredMail mail;
    mail.id = withoutBrackets(fields.value(QStringLiteral("message-id"))).value(0);
    mail.subject = fields.value(QStringLiteral("subject"));
    mail.replyTo = addressIn(fields.value(QStringLiteral("reply-to")));
    mail.answers = withoutBrackets(fields.value(QStringLiteral("in-reply-to"))).value(0);
    mail.thread = withoutBrackets(fields.value(QStringLiteral("references")));
    return mail;
}

Result<std::vector<DeliveredMail>> deliveredTo(const QString &address, const QString &folder)
{
    const QDir box(folder + QLatin1Char('/') + address);
    std::vector<DeliveredMail> mails;
    for (const QString &name : box.entryList({QStringLiteral("*.eml")}, QDir::Files)) {
        QFile file(box.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) {
            return fail(Problem::Kind::Unavailable,
                        QStringLiteral("The demo's mail can't be read: %1").arg(file.errorString()),
                        QStringLiteral("Run this as the user of the service, or as root."), file.fileName());
        }
        mails.push_back(DeliveredMail::read(file.read(longestHead)));
    }
    return mails;
}

} // namespace slipway
