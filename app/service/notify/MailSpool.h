// Mail that waits to be sent, a file each in DATA/mail/queue, and what was refused in DATA/mail/refused with
// the reason beside it. A message is in one of them from the moment it was taken until the smarthost has
// taken it.
#pragma once
#include "domain/Instant.h"
#include "service/notify/MailMessage.h"

#include <vector>

namespace slipway {

class MailSpool
{
public:
    static constexpr int mostWaiting = 10'000; // of one environment; more stays at its door
    static constexpr int mostRefused = 1000;   // of one environment; the oldest go

    explicit MailSpool(const QString &folder); // DATA/mail
    Result<void> prepare();

    struct Entry
    {
        QString id; // "3-0f3c…"
        int slot = 0;
        Instant since;
        bool operator==(const Entry &) const = default;
    };
    std::vector<Entry> waiting() const; // oldest first
    std::vector<Entry> refused() const;
    int room(int slot) const;

    // Durable when they return. The same bytes again are the same message. What is no message goes to the
    // refused ones: `true`.
    Result<bool> keep(int slot, const QByteArray &taken);
    Result<MailMessage> read(const QString &id) const;
    Result<void> remove(const QString &id); // the smarthost has it
    Result<void> refuse(const QString &id, const QString &reason);
    // One message for each recipient instead of one for all: each has a fate of its own.
    Result<void> split(const QString &id);

private:
    QString queued(const QString &id) const;
    std::vector<Entry> list(const QString &folder) const;
    Result<void> putRefused(const QString &id, const QByteArray &bytes, const QString &reason);

    QString m_folder;
};

} // namespace slipway
