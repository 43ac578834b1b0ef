#include "service/store/Store.h"

#include "service/ipc/Process.h"
#include "service/store/Connection.h"
#include "service/store/Readers.h"
#include "service/store/Writer.h"

#include <QFile>

namespace slipway {

struct Store::Private
{
    Options options;
    std::unique_ptr<detail::Writer> writer;
    std::shared_ptr<detail::Readers> readers;
};

Store::Store(std::unique_ptr<Private> part) : d(std::move(part)) {}

Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const Options &options)
{
    Q_ASSERT(options.clock);
    auto part = std::make_unique<Private>();
    part->options = options;
    auto writer = detail::Writer::start(options);
    if (!writer)
        return Failure(writer.error());
    part->writer = std::move(*writer);
    part->readers = std::make_shared<detail::Readers>(options.file, options.busyLimit);
    return std::unique_ptr<Store>(new Store(std::move(part)));
}

Result<void> Store::write(const std::function<Result<void>(Transaction &)> &work, Priority priority)
{
    return d->writer->write(work, priority);
}

Result<void> Store::read(const std::function<Result<void>(Reader &)> &work) const
{
    auto connection = d->readers->ofThisThread();
    if (!connection)
        return Failure(connection.error());
    Connection &mine = **connection;
    Reader reader(mine);
    if (mine.readDepth() > 0)
        return work(reader);
    if (auto begun = mine.run(QStringLiteral("BEGIN")); !begun)
        return begun;
    ++mine.readDepth();
    auto result = work(reader);
    --mine.readDepth();
    auto ended = mine.run(QStringLiteral("COMMIT"));
    return result ? ended : result;
}

int Store::subscribe(Subscriber subscriber)
{
    return d->writer->subscribe(std::move(subscriber));
}

void Store::unsubscribe(int handle)
{
    d->writer->unsubscribe(handle);
}

const Clock &Store::clock() const
{
    return *d->options.clock;
}

Result<void> Store::copyTo(const QString &file) const
{
    if (QFile::exists(file))
        return fail(Problem::Kind::Conflict, QStringLiteral("The file exists already"),
                    QStringLiteral("Name another, or remove it first."), file);
    auto connection = Connection::open(d->options.file, Connection::Use::Write, d->options.busyLimit);
    if (!connection)
        return Failure(connection.error());
    // An empty file of the right mode is filled; one that VACUUM makes would be everybody's to read.
    if (auto made = writeFileAtomically(file, {}, 0600); !made)
        return made;
    auto copied = (*connection)->execute(QStringLiteral("VACUUM INTO ?"), {file});
    if (!copied) {
        QFile::remove(file);
        return Failure(copied.error());
    }
    return {};
}

} // namespace slipway
