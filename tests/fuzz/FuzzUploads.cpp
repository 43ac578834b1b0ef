// Files that a customer, or whoever pretends to be one, sends with a form: what is read of it comes out of
// the mail that it becomes as it went in. The first line of an input is its Content-Type.
#include "fuzz/Fuzz.h"
#include "service/api/Download.h"
#include "service/api/pages/MultipartForm.h"
#include "service/support/IncomingMail.h"

#include <algorithm>

using namespace slipway;

namespace {

const QByteArray usual = "X";

bool liesIn(QByteArrayView part, const QByteArray &whole)
{
    return part.isEmpty() || (part.data() >= whole.constData() &&
                              part.data() + part.size() <= whole.constData() + whole.size());
}

QString checkName(const QString &name)
{
    const QByteArray said = dispositionOf(name);
    const bool isPlain = std::all_of(said.begin(), said.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
    if (!isPlain || said.count('"') != 2 || said.contains("filename=\"\"") || said.contains('\\'))
        return QStringLiteral("a name breaks out of its header");
    return {};
}

// What was read of a form, and the mail that comes of it.
QString checkForm(const MultipartForm &form, const QByteArray &body)
{
    for (const auto &[name, value] : form.fields) {
        if (name.isEmpty() || name.contains(QChar::Null) || value.contains(QChar::Null))
            return QStringLiteral("a field isn't plain text");
    }
    qsizetype size = 0;
    for (const WebFile &file : form.files) {
        if (!liesIn(file.bytes, body))
            return QStringLiteral("a file lies elsewhere");
        size += file.bytes.size();
        if (const QString wrong = checkName(file.name); !wrong.isEmpty())
            return wrong;
    }
    if (size > body.size() || form.files.size() + form.fields.size() > 100)
        return QStringLiteral("more comes out than went in");
    const WebMail mail{QStringLiteral("maria@northwind.example"),
                       QStringLiteral("support@p.example"),
                       7,
                       QStringLiteral("0123456789abcdef"),
                       QStringLiteral("p.example"),
                       QStringLiteral("Here it is"),
                       form.files};
    const QByteArray raw = bytesOf(mail);
    const IncomingMail back = readMail(raw);
    if (back.text.trimmed() != mail.text || back.machine || back.attachments.size() != form.files.size())
        return QStringLiteral("another mail than was written");
    for (std::size_t i = 0; i < form.files.size(); ++i) {
        const auto bytes = attachmentOf(raw, static_cast<int>(i) + 1);
        if (!bytes || *bytes != form.files[i].bytes || back.attachments[i].size != bytes->size())
            return QStringLiteral("a file doesn't come back");
    }
    return {};
}

// Whole forms are rare among random bytes: here they are a file of one, as a browser writes it. The name ends
// with the first line, the type with the second.
QString checkWhole(const QByteArray &input)
{
    const QByteArray name = input.split('\n').value(0);
    const QByteArray type = input.split('\n').value(1);
    const QByteArray bytes = input.mid(name.size() + type.size() + 2);
    const QByteArray body = "--X\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" +
                            QByteArray(name).replace('"', "%22").replace('\r', "%0D") +
                            "\"\r\nContent-Type: " + QByteArray(type).replace('\r', "") + "\r\n\r\n" + bytes +
                            "\r\n--X--\r\n";
    const auto form = multipartFormFrom(usual, body);
    if (!form || bytes.contains("\r\n--X"))
        return {}; // a name that isn't UTF-8, or an end within: browsers choose another boundary
    const bool isNothing = name.isEmpty() && bytes.isEmpty();
    const bool isSame = form->files.size() == 1 && form->files.front().bytes == bytes;
    if (!isNothing && !isSame)
        return QStringLiteral("another file than was written");
    return checkForm(*form, body);
}

QString check(const QByteArray &input)
{
    const qsizetype line = input.indexOf('\n');
    const QByteArray found = boundaryOf(input.left(std::max<qsizetype>(line, 0)));
    // Most changes to the type break it: what is behind it is to be read all the same.
    const QByteArray boundary = found.isEmpty() ? usual : found;
    if (boundary.size() > 70)
        return QStringLiteral("a boundary has no bounds");
    const QByteArray body = input.mid(line + 1);
    if (const auto form = multipartFormFrom(boundary, body)) {
        if (const QString wrong = checkForm(*form, body); !wrong.isEmpty())
            return wrong;
    }
    return checkWhole(input);
}

} // namespace

int main(int argc, char **argv)
{
    const QByteArray head = "multipart/form-data; boundary=X\n";
    const QByteArray begins = "--X\r\nContent-Disposition: form-data; name=";
    FuzzTarget target;
    target.name = QStringLiteral("uploads");
    target.seeds = {
        "a.png\nimage/png\n\x89PNG\r\n\x1a\n",
        "Gr\xc3\xb6\xc3\x9f"
        "e.eml\nmessage/rfc822\nFrom: x\n\ny\n",
        head + begins + "\"text\"\r\n\r\nHere it is\r\n" + begins +
            "\"files\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n\r\n" + begins +
            "\"files\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n" + "--X--\r\n",
        head + begins +
            "\"files\"; filename=\"../%22\\\".eml\"\r\nContent-Type: message/rfc822\r\n\r\nFrom: x\r\n\r\n" +
            "--X--",
        head + begins +
            "\"files\"; filename=\"\xe2\x80\xaegpj.exe\"\r\nContent-Type: multipart/mixed; "
            "boundary=y\r\n\r\n--y--" +
            "\r\n--X--",
        "multipart/form-data; boundary=\"x y\"\n--x y\r\nContent-Disposition: form-data; "
        "name=\"a\"\r\n\r\n\r\n--x y--"};
    target.words = {"\r\n",
                    "\r\n\r\n",
                    "--X",
                    "--",
                    "; filename=\"",
                    "name=\"",
                    "\"",
                    "form-data",
                    "Content-Type: ",
                    "\\\"",
                    "%22",
                    "text/plain",
                    "message/rfc822",
                    "multipart/report",
                    "\xff",
                    ";",
                    ": "};
    target.longest = 16 * 1024;
    target.run = check;
    return fuzz(target, argc, argv);
}
