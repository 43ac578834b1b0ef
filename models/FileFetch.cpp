#include "models/FileFetch.h"

#include <QPointer>
#include <QSaveFile>
#include <QThreadPool>

namespace slipway {

namespace {

std::optional<Problem> written(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return std::nullopt;
    return Problem{Problem::Kind::Unavailable,
                   FileFetch::tr("The file can't be written: %1").arg(file.errorString()), path,
                   FileFetch::tr("Choose another place.")};
}

} // namespace

FileFetch::FileFetch(Session &session, QObject *parent)
    : QObject(parent), m_session(session), m_writer(std::make_unique<QThreadPool>())
{
    m_writer->setMaxThreadCount(1);
}

FileFetch::~FileFetch()
{
    giveUp();
    m_writer->waitForDone();
}

void FileFetch::giveUp()
{
    ++m_generation;
    m_busy = false;
    if (const auto current = std::exchange(m_givingUp, nullptr))
        current->giveUp();
}

void FileFetch::start(const FileRow &file, const QString &path)
{
    giveUp();
    m_busy = true;
    m_givingUp = std::make_shared<GivingUp>();
    const QPointer<FileFetch> alive(this);
    const auto progress = [this, alive, generation = m_generation](qint64 got, qint64 whole) {
        if (alive && generation == m_generation)
            Q_EMIT progressed(got, whole);
    };
    m_session.client()
        .attachment(file.mail, file.number, progress, m_givingUp)
        .then([this, alive, path, generation = m_generation](const Result<QByteArray> &answer) {
            if (!alive || generation != m_generation)
                return;
            if (answer) {
                keep(path, *answer);
                return;
            }
            m_busy = false;
            Q_EMIT failed(answer.error());
        });
}

void FileFetch::keep(const QString &path, const QByteArray &bytes)
{
    m_writer->start([this, path, bytes, generation = m_generation] {
        const auto problem = written(path, bytes);
        QMetaObject::invokeMethod(
            this,
            [this, path, problem, size = bytes.size(), generation] {
                if (generation != m_generation)
                    return;
                m_busy = false;
                if (problem)
                    Q_EMIT failed(*problem);
                else
                    Q_EMIT done(path, size);
            },
            Qt::QueuedConnection);
    });
}

} // namespace slipway

#include "moc_FileFetch.cpp"
