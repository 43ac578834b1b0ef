// Who is on duty, in the store: people with their addresses, the rota, overrides.
#pragma once
#include "service/store/Transaction.h"
#include "service/support/Rota.h"

namespace slipway {

class DutyRepository
{
public:
    static Result<void> setPerson(Transaction &transaction, const QString &actor, const DutyPerson &person);
    static Result<std::vector<DutyPerson>> people(Reader &reader);
    static Result<std::optional<DutyPerson>> person(Reader &reader, const QString &name);
    static Result<std::optional<DutyPerson>> personByMail(Reader &reader, const QString &mail);

    // With its overrides that aren't over for long; without a rota nobody is on duty.
    static Result<Rota> rota(Reader &reader);
    // NotFound names people without an address.
    static Result<void> setRota(Transaction &transaction, const QString &actor, const Rota &rota);
    static Result<DutyOverride> addOverride(Transaction &transaction, const QString &actor,
                                            const DutyOverride &added);
    // One that has begun ends now, so that who was on duty stays known; Conflict when it is over. Gives it as
    // it was.
    static Result<DutyOverride> removeOverride(Transaction &transaction, const QString &actor, qint64 id);
};

} // namespace slipway
