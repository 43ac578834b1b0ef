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

    // With its overrides, and the holidays of the calendars it names; without a rota nobody is on duty.
    static Result<Rota> rota(Reader &reader);
    static Result<QByteArray> zone(Reader &reader); // in which it is told
    // NotFound names people without an address, and calendars that aren't there.
    static Result<void> setRota(Transaction &transaction, const QString &actor, const Rota &rota);
    static Result<DutyOverride> addOverride(Transaction &transaction, const QString &actor,
                                            const DutyOverride &added);
    // One that has begun ends now, so that who was on duty stays known; Conflict when it is over, or half of
    // a swap. Gives it as it was.
    static Result<DutyOverride> removeOverride(Transaction &transaction, const QString &actor, qint64 id);
    // Conflict when a stretch isn't theirs to give. One that ends at Instant() goes to the end of that duty;
    // what of one has been stays as it is.
    static Result<DutySwap> addSwap(Transaction &transaction, const QString &actor, const DutySwap &wanted);
    // Both halves, each as removeOverride(); Conflict when both are over.
    static Result<DutySwap> removeSwap(Transaction &transaction, const QString &actor, qint64 id);
    static std::vector<DutySwap> swapsOf(const Rota &rota); // of which both halves are there
};

} // namespace slipway
