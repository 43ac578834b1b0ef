// What a customer sends from the page of their case, as the mail that it is kept as. Pure.
#pragma once
#include <QByteArray>
#include <QString>

#include <vector>

namespace slipway {

struct WebFile
{
    QString name;         // as the browser says
    QString type;         // as the browser says
    QByteArrayView bytes; // of the request, which must outlive it
};

struct WebMail
{
    static constexpr std::size_t mostFiles = 10;
    static constexpr qsizetype mostBytes = qsizetype(20) * 1024 * 1024; // of all files

    QString from; // addresses
    QString to;
    qint64 caseId = 0;
    QString once; // letters and digits: the same words and files with it are the same mail
    QString domain;
    QString text;
    std::vector<WebFile> files;
};

// The same mail gives the same bytes.
QByteArray bytesOf(const WebMail &mail);

} // namespace slipway
