#include "service/support/WebMail.h"

#include <QRegularExpression>

#include <algorithm>

namespace slipway {

namespace {

constexpr qsizetype longestName = 100;
constexpr qsizetype bytesOfALine = 57; // 76 characters

void appendBase64(QByteArray &out, QByteArrayView bytes)
{
    for (qsizetype at = 0; at < bytes.size(); at += bytesOfALine) {
        const QByteArrayView line = bytes.sliced(at, std::min(bytesOfALine, bytes.size() - at));
        out += QByteArray::fromRawData(line.data(), line.size()).toBase64() + "\r\n";
    }
}

void appendPart(QByteArray &out, const QByteArray &type, const QByteArray &more, QByteArrayView bytes)
{
    out += "Content-Type: " + type + "\r\n" + more + "Content-Transfer-Encoding: base64\r\n\r\n";
    appendBase64(out, bytes);
}

// What the browser says of a file, as long as it is the type of a single thing: a part that holds others
// would be taken apart by whoever reads the mail.
QByteArray typeOf(const WebFile &file)
{
    static const QRegularExpression form(
        QStringLiteral("\\A(application|audio|font|image|model|text|video)/[A-Za-z0-9.+-]{1,100}\\z"));
    return form.match(file.type).hasMatch() ? file.type.toLatin1()
                                            : QByteArrayLiteral("application/octet-stream");
}

// By RFC 2231; whoever reads it takes what isn't fit for a name out.
QByteArray dispositionOf(const WebFile &file)
{
    const QString name = file.name.right(longestName); // its ending says what it is
    return "Content-Disposition: attachment; filename*=UTF-8''" + name.toUtf8().toPercentEncoding() + "\r\n";
}

} // namespace

QByteArray bytesOf(const WebMail &mail)
{
    const QByteArray number = QByteArray::number(mail.caseId);
    const QByteArray words = mail.text.toUtf8();
    QByteArray out = "From: " + mail.from.toUtf8() + "\r\nTo: " + mail.to.toUtf8() + "\r\nSubject: [Case " +
                     number + "]\r\nMessage-ID: <web-" + number + '-' + mail.once.toUtf8() + '@' +
                     mail.domain.toUtf8() + ">\r\nMIME-Version: 1.0\r\n";
    if (mail.files.empty()) {
        appendPart(out, "text/plain; charset=utf-8", {}, words);
        return out;
    }
    // Base64 has no hyphens: it stands in no part.
    const QByteArray boundary = "web-" + mail.once.toUtf8();
    out += "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n";
    appendPart(out, "text/plain; charset=utf-8", {}, words);
    for (const WebFile &file : mail.files) {
        out += "--" + boundary + "\r\n";
        appendPart(out, typeOf(file), dispositionOf(file), file.bytes);
    }
    return out + "--" + boundary + "--\r\n";
}

} // namespace slipway
