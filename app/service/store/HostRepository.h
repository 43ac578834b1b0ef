// Hosts in the store. Every change appends its event in the same transaction.
#pragma once
#include "domain/Host.h"
#include "service/store/Page.h"
#include "service/store/Transaction.h"

namespace slipway {

class HostRepository
{
public:
    // Id and time are given here. Conflict when there is one of that name.
    static Result<Host> add(Transaction &transaction, const QString &actor, const Host &host);
    static Result<Host> find(Reader &reader, const QString &name); // NotFound
    static Result<Page<Host>> list(Reader &reader, const PageRequest &request);
    static Result<void> remove(Transaction &transaction, const QString &actor, const QString &name);
    static Result<QStringList> namesWithSecret(Reader &reader, const QString &secret);
};

} // namespace slipway
