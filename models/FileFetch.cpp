#include "models/FileFetch.h"

#include <QPointer>

namespace slipway {

FileFetch::FileFetch(Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    connect(&m_keeper, &FileKeeper::kept, this, [this](const QString &path, qint64 bytes) {
        m_busy = m_keeping = false;
        Q_EMIT done(path, bytes);
    });
    connect(&m_keeper, &FileKeeper::failed, this, [this](const Problem &problem) {
        m_busy = m_keeping = false;
        Q_EMIT failed(problem);
    });
}

FileFetch::~FileFetch()
{
    giveUp();
}

void FileFetch::giveUp()
{
    if (m_keeping)
        return;
    ++m_generation;
    m_busy = false;
    if (const auto current = std::exchange(m_givingUp, nullptr))
        current->giveUp();
}

void FileFetch::start(const FileRow &file, const QString &path)
{
    giveUp();
    if (m_busy)
        return;
    m_busy = true;
    m_givingUp = std::make_shared<GivingUp>();
    const QPointer<FileFetch> alive(this);
    const auto progress = [this, alive, generation = m_generation](qint64 got, qint64 whole) {
        if (alive && generation == m_generation)
            Q_EMIT progressed(got, whole);
    };
    Client &client = m_session.client();
    const Pending<QByteArray> bytes = file.isSaid()
                                          ? client.caseFile(file.ofCase, file.file, progress, m_givingUp)
                                          : client.attachment(file.mail, file.number, progress, m_givingUp);
    bytes.then([this, alive, path, generation = m_generation](const Result<QByteArray> &answer) {
        if (!alive || generation != m_generation)
            return;
        if (answer) {
            m_keeping = true;
            m_keeper.keep(path, *answer);
            return;
        }
        m_busy = false;
        Q_EMIT failed(answer.error());
    });
}

} // namespace slipway

#include "moc_FileFetch.cpp"
