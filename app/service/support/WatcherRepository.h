// The watcher outside in the store: there is one, or none.
#pragma once
#include "service/store/Transaction.h"
#include "service/support/OutsideWatcher.h"

#include <optional>

namespace slipway {

class WatcherRepository
{
public:
    static Result<std::optional<OutsideWatcher>> find(Reader &reader);
    static Result<void> set(Transaction &transaction, const QString &actor, const OutsideWatcher &watcher);
    static Result<void> remove(Transaction &transaction, const QString &actor);
    // That a way leads nowhere, or leads there again: empty.
    static void note(Transaction &transaction, const QString &actor, const QString &way,
                     const QString &problem);
};

} // namespace slipway
