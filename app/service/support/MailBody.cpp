#include "service/support/MailBody.h"

#include "service/support/MailParts.h"

#include <QCryptographicHash>

namespace slipway {

namespace {

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

// Of the mail alone, so that it is the same whenever it goes.
QByteArray boundaryOf(GMimeMessage *message)
{
    const QByteArray id(g_mime_message_get_message_id(message));
    return "=_" + QCryptographicHash::hash(id, QCryptographicHash::Sha256).toHex().left(40);
}

} // namespace

std::optional<QByteArray> withFiles(const QByteArray &raw, const std::vector<MailFile> &files)
{
    const Owned<GMimeMessage> message = parseMail(raw);
    if (!message || !g_mime_message_get_mime_part(message.get()))
        return std::nullopt;
    GMimeMultipart *all = g_mime_multipart_new_with_subtype("mixed");
    const Owned<GMimeObject> owned(GMIME_OBJECT(all));
    g_mime_multipart_set_boundary(all, boundaryOf(message.get()).constData());
    g_mime_multipart_add(all, g_mime_message_get_mime_part(message.get()));
    for (const MailFile &file : files)
        g_mime_multipart_add(all, filePart(file).get());
    g_mime_message_set_mime_part(message.get(), owned.get());
    return serialized(message.get());
}

} // namespace slipway
