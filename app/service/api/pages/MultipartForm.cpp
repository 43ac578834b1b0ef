#include "service/api/pages/MultipartForm.h"

#include "domain/PlainText.h"

#include <QRegularExpression>

namespace slipway {

namespace {

constexpr int mostParts = 100;
constexpr qsizetype longestHead = 4096; // of a part
constexpr qsizetype longestName = 100;

// What its header says of a part.
struct Head
{
    std::optional<QString> name;
    std::optional<QString> file; // given: it is one
    QString type;
};

// "name" of `form-data; name="text"; filename="a.png"`: as browsers write it, a quote inside as %22 or \".
// False where a parameter is no quoted text, or stands there twice.
bool readDisposition(QByteArrayView text, Head &head)
{
    static const QByteArrayView begins("form-data");
    if (!text.startsWith(begins))
        return false;
    qsizetype at = begins.size();
    while (at < text.size()) {
        if (text[at] != ';')
            return false;
        do
            ++at;
        while (at < text.size() && text[at] == ' ');
        const qsizetype equals = text.indexOf('=', at);
        if (equals < 0 || equals + 1 >= text.size() || text[equals + 1] != '"')
            return false;
        const QByteArrayView key = text.sliced(at, equals - at);
        QByteArray value;
        for (at = equals + 2; at < text.size() && text[at] != '"'; ++at) {
            if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '"')
                ++at;
            value += text[at];
        }
        if (at >= text.size()) // not closed
            return false;
        ++at;
        const auto known = plainText(value);
        if (!known)
            return false;
        if (key == QByteArrayView("name") && !head.name)
            head.name = known;
        else if (key == QByteArrayView("filename") && !head.file)
            head.file = known;
        else
            return false;
    }
    return true;
}

std::optional<Head> headFrom(QByteArrayView text)
{
    Head head;
    const QByteArray lines = text.toByteArray();
    for (const QByteArray &line : lines.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0)
            return std::nullopt;
        const QByteArray key = line.first(colon).toLower();
        const QByteArray value = line.sliced(colon + 1).trimmed();
        if (key == "content-disposition") {
            if (head.name || !readDisposition(value, head))
                return std::nullopt;
        } else if (key == "content-type") {
            head.type = QString::fromLatin1(value);
        }
    }
    const bool isNamed = head.name && !head.name->isEmpty() && head.name->size() <= longestName;
    return isNamed ? std::optional(head) : std::nullopt;
}

bool take(const Head &head, QByteArrayView bytes, MultipartForm &form)
{
    if (head.file) {
        const bool isNothing = head.file->isEmpty() && bytes.isEmpty(); // nobody has chosen one
        if (!isNothing)
            form.files.push_back({*head.file, head.type, bytes});
        return true;
    }
    const auto value = plainText(bytes);
    return value && form.fields.emplace(*head.name, *value).second;
}

} // namespace

QByteArray boundaryOf(const QByteArray &contentType)
{
    static const QRegularExpression form(
        QStringLiteral("\\A\\s*multipart/form-data\\s*;\\s*boundary=(?:\"([^\"\\\\]{1,70})\"|"
                       "([A-Za-z0-9'()+_,./:=?-]{1,70}))\\s*\\z"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(QString::fromLatin1(contentType.left(300)));
    return (match.captured(1) + match.captured(2)).toLatin1();
}

std::optional<MultipartForm> multipartFormFrom(const QByteArray &boundary, const QByteArray &body)
{
    const QByteArray line = "--" + boundary;
    if (boundary.isEmpty() || !body.startsWith(line))
        return std::nullopt;
    MultipartForm form;
    const QByteArray between = "\r\n" + line;
    qsizetype at = line.size();
    for (int part = 0; part <= mostParts; ++part) {
        const QByteArrayView rest = QByteArrayView(body).sliced(at);
        if (rest == QByteArrayView("--") || rest == QByteArrayView("--\r\n"))
            return form;
        if (!rest.startsWith("\r\n"))
            return std::nullopt;
        const qsizetype head = at + 2;
        const qsizetype headEnds = body.indexOf("\r\n\r\n", head);
        const qsizetype ends = headEnds < 0 ? -1 : body.indexOf(between, headEnds + 2);
        if (ends < headEnds + 4 || headEnds - head > longestHead)
            return std::nullopt;
        const auto known = headFrom(QByteArrayView(body).sliced(head, headEnds - head));
        const qsizetype begins = headEnds + 4;
        if (!known || !take(*known, QByteArrayView(body).sliced(begins, ends - begins), form))
            return std::nullopt;
        at = ends + between.size();
    }
    return std::nullopt;
}

} // namespace slipway
