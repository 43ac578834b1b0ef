// Changing what is guaranteed: checks it, says what it would change and for how many, and reckons the clocks
// of open cases anew, pauses kept. All of it is one transaction.
#pragma once
#include "service/support/SlaRepository.h"

namespace slipway {

class Store;

class SlaDesk
{
public:
    explicit SlaDesk(Store &store) : m_store(store) {}

    struct Effect
    {
        std::optional<QJsonObject> before;
        std::optional<QJsonObject> now;
        int open = 0;    // cases that were looked at
        int sooner = 0;  // their nearest target comes earlier
        int later = 0;   // or later, or there is none any more
        int overdue = 0; // their nearest target has passed by it
        QJsonObject toJson() const;
    };
    enum class Mode { Do, Try }; // Try: nothing is kept
    // Nothing: takes it away.
    Result<Effect> set(SlaKind kind, const QString &name, const std::optional<QJsonObject> &body,
                       const QString &actor, Mode mode);
    // As it was before its newest version; that is a new version, too.
    Result<Effect> undo(SlaKind kind, const QString &name, const QString &actor, Mode mode);

private:
    using Wanted = std::optional<QJsonObject>;
    Result<Effect> apply(Transaction &transaction, SlaKind kind, const QString &name, const Wanted &body,
                         const QString &actor) const;
    template <class Work>
    Result<Effect> inTransaction(Mode mode, Work work);

    Store &m_store;
};

} // namespace slipway
