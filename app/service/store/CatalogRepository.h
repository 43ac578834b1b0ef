// Customers, applications, environments and appliances in the store. Every change appends its event, by an
// actor, in the same transaction; events of an environment have its application as their subject.
#pragma once
#include "domain/Catalog.h"
#include "service/store/Page.h"
#include "service/store/Transaction.h"

namespace slipway {

class CatalogRepository
{
public:
    // Customers and their people. A slug is lower case, digits and hyphens, at most 40.
    static Result<Customer> addCustomer(Transaction &transaction, const QString &actor, const QString &slug,
                                        const QString &name);
    static Result<Customer> customer(Reader &reader, const QString &slug); // NotFound
    static Result<Page<Customer>> customers(Reader &reader, const PageRequest &request);
    static Result<Contact> addContact(Transaction &transaction, const QString &actor, const Contact &contact);
    static Result<void> setSshKeys(Transaction &transaction, const QString &actor, qint64 contactId,
                                   const QStringList &keys);
    static Result<std::vector<Contact>> contacts(Reader &reader, qint64 customerId);

    // Applications, whole: with environments (newest first, retired ones only where asked) and appliances.
    // `application.customer` is the slug of its owner; id and revision are given here.
    static Result<Application> addApplication(Transaction &transaction, const QString &actor,
                                              const Application &application);
    static Result<Application> application(Reader &reader, const QString &handle, bool retired = false);
    static Result<Application> application(Reader &reader, qint64 id, bool retired = false);
    // Whether an environment that it has now was ever seen running.
    static Result<bool> hasRun(Reader &reader, const Application &application);
    // The row, with those of its environments, all of them retired. What happened to it stays in the ledger.
    static Result<void> removeApplication(Transaction &transaction, const QString &actor,
                                          qint64 applicationId);
    // `customer`: slug, or empty for all.
    static Result<Page<Application>> applications(Reader &reader, const PageRequest &request,
                                                  const QString &customer = {});
    static Result<void> setRecipe(Transaction &transaction, const QString &actor, qint64 applicationId,
                                  const QJsonObject &recipe);
    // PreconditionFailed when somebody changed the application since it had `revision`.
    static Result<void> requireRevision(Reader &reader, qint64 applicationId, qint64 revision);

    // The lowest slot that no environment has; Conflict when all 64 are taken.
    static Result<int> freeSlot(Reader &reader);
    // The first of `candidates` that no environment has. Addresses wander in swaps: never derive them from a
    // slot.
    static Result<QString> freeAddress(Reader &reader, const QStringList &candidates);
    // With its appliances and their volumes. Slot 0: the lowest free one. The name must be new.
    static Result<Environment> addEnvironment(Transaction &transaction, const QString &actor,
                                              const Environment &environment);
    static Result<Environment> environment(Reader &reader, qint64 id);
    static Result<Environment> environmentInSlot(Reader &reader, int slot);
    static Result<Environment> environmentAt(Reader &reader, const QString &address);
    static Result<std::vector<Environment>> environments(Reader &reader); // all that aren't retired
    // "name-1", "name-2", …: the next that this application never had.
    static Result<QString> freeName(Reader &reader, qint64 applicationId);

    // One production an application: where two exchange their roles, the old one goes first. Retired frees
    // slot and address.
    static Result<void> setRole(Transaction &transaction, const QString &actor, qint64 environmentId,
                                EnvironmentRole role);
    static Result<void> setState(Transaction &transaction, const QString &actor, qint64 environmentId,
                                 const QString &state);
    // Stopped, it and all its appliances, of whose health nothing is known any more.
    static Result<void> setStopped(Transaction &transaction, const QString &actor,
                                   const Environment &environment);
    static Result<void> setQuiet(Transaction &transaction, const QString &actor, qint64 environmentId,
                                 bool quiet);
    static Result<void> setVersion(Transaction &transaction, const QString &actor, qint64 environmentId,
                                   const QString &version);
    // An endpoint without host: nobody is let in. An empty host key leaves the known one.
    static Result<void> setSsh(Transaction &transaction, const QString &actor, qint64 environmentId,
                               const SshEndpoint &endpoint);
    // Empty takes it away.
    static Result<void> setAddress(Transaction &transaction, const QString &actor, qint64 environmentId,
                                   const QString &address, int port);
    static Result<void> swapAddresses(Transaction &transaction, const QString &actor, qint64 firstId,
                                      qint64 secondId);
    static Result<void> setAppliance(Transaction &transaction, const QString &actor, qint64 applianceId,
                                     const QString &state, const QString &health);

    // Where the others of its environment reach it.
    static Result<void> setApplianceAddress(Transaction &transaction, const QString &actor,
                                            qint64 applianceId, const QString &address);

    // Connections to the outside that were refused. No event: who counts them tells it.
    struct RefusedOutbound
    {
        qint64 environmentId = 0;
        QString application; // handle
        QString environment; // name
        qint64 refused = 0;
        QString last; // when
    };
    static Result<void> addRefusedOutbound(Transaction &transaction, qint64 environmentId, qint64 refused);
    // Of environments that aren't retired; `applicationId` 0: of all.
    static Result<std::vector<RefusedOutbound>> refusedOutbound(Reader &reader, qint64 applicationId = 0);

    // Small things by name; an absent one is an empty object.
    static Result<QJsonObject> setting(Reader &reader, const QString &name);
    static Result<void> setSetting(Transaction &transaction, const QString &actor, const QString &name,
                                   const QJsonObject &value);
};

} // namespace slipway
