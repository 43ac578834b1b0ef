// A mail with files behind its words. They are put there when it goes out, from where they are kept: a mail
// that waits is small.
#pragma once
#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace slipway {

struct MailFile
{
    QString name;
    QString type; // "application/pdf"
    QByteArray bytes;
};

// multipart/mixed: what `raw` says, then the files; the same again is the same bytes. Nothing when it is no
// mail.
std::optional<QByteArray> withFiles(const QByteArray &raw, const std::vector<MailFile> &files);

} // namespace slipway
