#include "service/support/MailBody.h"

namespace slipway {

namespace {

Owned<GMimeObject> textPart(const QString &text)
{
    GMimeTextPart *part = g_mime_text_part_new_with_subtype("plain");
    Owned<GMimeObject> owned(GMIME_OBJECT(part));
    g_mime_text_part_set_charset(part, "utf-8");
    g_mime_text_part_set_text(part, (text + QLatin1Char('\n')).toUtf8().constData());
    g_mime_part_set_content_encoding(GMIME_PART(part), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    return owned;
}

Owned<GMimeObject> filePart(const MailFile &file)
{
    GMimePart *part =
        g_mime_part_new_with_type(file.type.section(QLatin1Char('/'), 0, 0).toLatin1().constData(),
                                  file.type.section(QLatin1Char('/'), 1).toLatin1().constData());
    Owned<GMimeObject> owned(GMIME_OBJECT(part));
    g_mime_object_set_disposition(GMIME_OBJECT(part), "attachment");
    g_mime_part_set_filename(part, file.name.toUtf8().constData());
    const Owned<GMimeStream> bytes(
        g_mime_stream_mem_new_with_buffer(file.bytes.constData(), static_cast<size_t>(file.bytes.size())));
    const Owned<GMimeDataWrapper> content(
        g_mime_data_wrapper_new_with_stream(bytes.get(), GMIME_CONTENT_ENCODING_DEFAULT));
    g_mime_part_set_content(part, content.get());
    g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64);
    return owned;
}

} // namespace

Owned<GMimeObject> mailBody(const QString &text, const std::vector<MailFile> &files)
{
    Owned<GMimeObject> words = textPart(text);
    if (files.empty())
        return words;
    GMimeMultipart *all = g_mime_multipart_new_with_subtype("mixed");
    Owned<GMimeObject> owned(GMIME_OBJECT(all));
    g_mime_multipart_add(all, words.get());
    for (const MailFile &file : files)
        g_mime_multipart_add(all, filePart(file).get());
    return owned;
}

} // namespace slipway
