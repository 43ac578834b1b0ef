#include "models/FileKeeper.h"

#include <QSaveFile>
#include <QThreadPool>

namespace slipway {

struct FileKeeper::Growing
{
    QString path;
    std::unique_ptr<QSaveFile> file; // not committed, it is gone with this
    qint64 size = 0;
    bool hasFailed = false;

    bool take(Step step, const QByteArray &bytes)
    {
        if (step == Step::Begin) {
            file = std::make_unique<QSaveFile>(path);
            return file->open(QIODevice::WriteOnly);
        }
        size += bytes.size();
        if (step == Step::Add)
            return file->write(bytes) == bytes.size();
        return file->flush() && file->commit(); // which overlooks what its own flush couldn't write
    }
};

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
    const int file = begin(path);
    add(file, bytes);
    finish(file);
}

int FileKeeper::begin(const QString &path)
{
    const int file = ++m_last;
    const auto growing = std::make_shared<Growing>();
    growing->path = path;
    m_growing.insert(file, growing);
    work(file, Step::Begin);
    return file;
}

void FileKeeper::add(int file, const QByteArray &bytes)
{
    work(file, Step::Add, bytes);
}

void FileKeeper::finish(int file)
{
    work(file, Step::Finish);
}

void FileKeeper::drop(int file)
{
    if (const auto growing = m_growing.take(file))
        m_writer->start([growing] { growing->file.reset(); });
}

void FileKeeper::work(int file, Step step, const QByteArray &bytes)
{
    const auto growing = m_growing.value(file);
    if (!growing) // it has failed, and that was said
        return;
    m_writer->start([this, file, growing, step, bytes] {
        if (growing->hasFailed)
            return;
        growing->hasFailed = !growing->take(step, bytes);
        std::optional<Problem> problem;
        if (growing->hasFailed) {
            problem = {Problem::Kind::Unavailable,
                       tr("The file can't be written: %1").arg(growing->file->errorString()), growing->path,
                       tr("Choose another place.")};
            growing->file.reset();
        } else if (step != Step::Finish) {
            return;
        }
        QMetaObject::invokeMethod(
            this,
            [this, file, problem, path = growing->path, size = growing->size] {
                if (!m_growing.remove(file))
                    return;
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
