#include "domain/CaseFile.h"

namespace slipway {

namespace {

constexpr qint64 megabyte = qint64(1024) * 1024;

// Rounded up: what is too large isn't told as what would fit.
QString megabytes(qint64 bytes)
{
    const qint64 tenths = (bytes * 10 + megabyte - 1) / megabyte;
    return tenths % 10 == 0 ? QString::number(tenths / 10)
                            : QStringLiteral("%1.%2").arg(tenths / 10).arg(tenths % 10);
}

} // namespace

QJsonObject CaseFile::toJson() const
{
    return {{QStringLiteral("id"), id},        {QStringLiteral("case"), caseId},
            {QStringLiteral("name"), name},    {QStringLiteral("type"), type},
            {QStringLiteral("size"), size},    {QStringLiteral("got"), got},
            {QStringLiteral("at"), toText(at)}};
}

Result<void> CaseFile::fitOneMessage(std::size_t files, qint64 bytes)
{
    if (files > mostAtOnce)
        return fail(Problem::Kind::TooLarge,
                    QStringLiteral("One message takes at most %1 files, not %2").arg(mostAtOnce).arg(files),
                    QStringLiteral("Send the others with another one."), QStringLiteral("/files"));
    if (bytes > mostBytes)
        return fail(
            Problem::Kind::TooLarge,
            QStringLiteral("The files are too large for one message: %1 MB together, of at most %2 MB")
                .arg(megabytes(bytes), megabytes(mostBytes)),
            QStringLiteral("Send some of them with another one."), QStringLiteral("/files"));
    return {};
}

Result<void> CaseFile::fits(const QString &name, qint64 bytes)
{
    if (bytes <= mostBytes)
        return {};
    return fail(Problem::Kind::TooLarge,
                QStringLiteral("\"%1\" is too large: %2 MB, of at most %3 MB")
                    .arg(name.left(100), megabytes(bytes), megabytes(mostBytes)),
                QStringLiteral("Send less of it, or put it where it can be fetched."),
                QStringLiteral("/size"));
}

} // namespace slipway
