#include "service/support/MailParts.h"

#include <functional>
#include <mutex>

namespace slipway {

namespace {

constexpr int mostAttachments = 100;
constexpr qsizetype longestName = 200;

// The last part of what may be a path, without what no file system or header likes.
QString cleanName(const char *given, int number)
{
    QString name = QString::fromUtf8(given ? given : "");
    name = name.section(QLatin1Char('/'), -1).section(QLatin1Char('\\'), -1);
    QString clean;
    for (const QChar c : name) {
        const bool isOdd = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format ||
                           c == QLatin1Char('"') || c == QChar::LineSeparator ||
                           c == QChar::ParagraphSeparator;
        clean += isOdd ? QLatin1Char('_') : c;
    }
    clean = clean.simplified();
    while (clean.startsWith(QLatin1Char('.')))
        clean.remove(0, 1);
    return clean.isEmpty() ? QStringLiteral("attachment-%1").arg(number) : clean.left(longestName);
}

bool isFile(GMimePart *part)
{
    GMimeContentDisposition *disposition = g_mime_object_get_content_disposition(GMIME_OBJECT(part));
    const bool isAttached =
        disposition && qstricmp(g_mime_content_disposition_get_disposition(disposition), "attachment") == 0;
    return isAttached || !GMIME_IS_TEXT_PART(part);
}

QByteArray bytesOf(GMimePart *part)
{
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    if (!content)
        return {};
    const Owned<GMimeStream> memory(g_mime_stream_mem_new());
    g_mime_data_wrapper_write_to_stream(content, memory.get());
    GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory.get()));
    return {reinterpret_cast<const char *>(bytes->data), static_cast<qsizetype>(bytes->len)};
}

// In their order, counted.
struct Walk
{
    std::function<void(GMimePart *, int)> visit;
    int number = 0;
};

void visitFiles(GMimeMessage *message, Walk &walk)
{
    const auto look = [](GMimeObject *, GMimeObject *part, void *data) {
        auto &files = *static_cast<Walk *>(data);
        if (GMIME_IS_PART(part) && isFile(GMIME_PART(part)) && files.number < mostAttachments)
            files.visit(GMIME_PART(part), ++files.number);
    };
    g_mime_message_foreach(message, look, &walk);
}

} // namespace

QJsonObject MailAttachment::toJson() const
{
    return {{QStringLiteral("number"), number},
            {QStringLiteral("name"), name},
            {QStringLiteral("type"), type},
            {QStringLiteral("size"), size}};
}

Owned<GMimeMessage> parseMail(const QByteArray &raw)
{
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
    const Owned<GMimeStream> stream(
        g_mime_stream_mem_new_with_buffer(raw.constData(), static_cast<size_t>(raw.size())));
    const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MESSAGE);
    return Owned<GMimeMessage>(g_mime_parser_construct_message(parser.get(), nullptr));
}

QByteArray serialized(GMimeMessage *message)
{
    const Owned<GMimeStream> stream(g_mime_stream_mem_new());
    GMimeFormatOptions *format = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
    g_mime_format_options_set_param_encoding_method(format, GMIME_PARAM_ENCODING_METHOD_RFC2231);
    g_mime_object_write_to_stream(GMIME_OBJECT(message), format, stream.get());
    g_mime_format_options_free(format);
    const GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
    return {reinterpret_cast<const char *>(bytes->data), static_cast<qsizetype>(bytes->len)};
}

std::vector<MailAttachment> attachmentsIn(GMimeMessage *message)
{
    std::vector<MailAttachment> found;
    Walk walk{[&](GMimePart *part, int number) {
                  GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
                  const Text named(type ? g_mime_content_type_get_mime_type(type) : nullptr);
                  found.push_back({number, cleanName(g_mime_part_get_filename(part), number),
                                   QString::fromUtf8(named ? named.get() : "").left(longestName),
                                   bytesOf(part).size()});
              },
              0};
    visitFiles(message, walk);
    return found;
}

std::optional<QByteArray> attachmentOf(const QByteArray &raw, int number)
{
    const auto message = parseMail(raw);
    std::optional<QByteArray> bytes;
    Walk walk{[&](GMimePart *part, int at) {
                  if (at == number)
                      bytes = bytesOf(part);
              },
              0};
    if (message)
        visitFiles(message.get(), walk);
    return bytes;
}

} // namespace slipway
