#include "models/FileKeeper.h"

#include <QSaveFile>
#include <QThreadPool>

#include <optional>

namespace slipway {

namespace {

std::optional<Problem> written(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return std::nullopt;
    return Problem{Problem::Kind::Unavailable,
                   FileKeeper::tr("The file can't be written: %1").arg(file.errorString()), path,
                   FileKeeper::tr("Choose another place.")};
}

} // namespace

FileKeeper::FileKeeper(QObject *parent) : QObject(parent), m_writer(std::make_unique<QThreadPool>())
{
    m_writer->setMaxThreadCount(1); // writes don't overtake each other
}

FileKeeper::~FileKeeper()
{
    m_writer->waitForDone();
}

void FileKeeper::keep(const QString &path, const QByteArray &bytes)
{
    m_writer->start([this, path, bytes] {
        const auto problem = written(path, bytes);
        QMetaObject::invokeMethod(
            this,
            [this, path, problem, size = bytes.size()] {
                if (problem)
                    Q_EMIT failed(*problem);
                else
                    Q_EMIT kept(path, size);
            },
            Qt::QueuedConnection);
    });
}

} // namespace slipway

#include "moc_FileKeeper.cpp"
