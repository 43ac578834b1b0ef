// Writes a file beside the GUI thread: it is there whole, or as it was before.
#pragma once
#include "domain/Problem.h"

#include <QObject>

#include <memory>

class QThreadPool;

namespace slipway {

class FileKeeper : public QObject
{
    Q_OBJECT

public:
    explicit FileKeeper(QObject *parent = nullptr);
    ~FileKeeper() override; // waits for what is being written

    void keep(const QString &path, const QByteArray &bytes); // one after the other

Q_SIGNALS:
    void kept(const QString &path, qint64 bytes);
    void failed(const slipway::Problem &problem);

private:
    std::unique_ptr<QThreadPool> m_writer;
};

} // namespace slipway
