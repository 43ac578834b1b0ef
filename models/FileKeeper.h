// Writes files beside the GUI thread: each is there whole, or as it was before.
#pragma once
#include "domain/Problem.h"

#include <QHash>
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
    // Piece by piece: it is there once it was finished; dropped, nothing more is heard of it.
    int begin(const QString &path);
    void add(int file, const QByteArray &bytes);
    void finish(int file);
    void drop(int file);

Q_SIGNALS:
    void kept(const QString &path, qint64 bytes);
    void failed(const slipway::Problem &problem);

private:
    struct Growing;
    enum class Step { Begin, Add, Finish };
    void work(int file, Step step, const QByteArray &bytes = {});

    QHash<int, std::shared_ptr<Growing>> m_growing; // what is in them is the worker's
    int m_last = 0;
    std::unique_ptr<QThreadPool> m_writer;
};

} // namespace slipway
