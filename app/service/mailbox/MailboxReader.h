// Takes what is new in one mailbox: each mail is marked as taken on the server only once whoever takes it has
// committed it, and how far was read is noted only after that. Dying in between has a mail fetched again,
// which the one who takes it knows by its bytes. What can't be taken is left on the server, said, and tried
// again.
#pragma once
#include "service/mailbox/ImapClient.h"
#include "service/store/MailboxRepository.h"
#include "service/store/Store.h"

#include <functional>
#include <map>

namespace slipway {

class MailboxReader
{
public:
    // Committed when it returns.
    using Take = std::function<Result<void>(const QByteArray &raw)>;
    struct Limits
    {
        std::size_t mails = 50; // of one fetch
        qint64 bytes = 4'000'000;
        int attempts = 3; // until a mail that the server won't hand out is left, so that others get through
    };

    MailboxReader(Store &store, Mailbox mailbox, Take take, Limits limits);

    // A session begins: the folder is opened.
    Result<void> begin(ImapClient &client);
    // All that is new.
    Result<void> round(ImapClient &client);
    // Once more what was left.
    Result<void> again(ImapClient &client);

    qint64 taken() const { return m_taken; }
    qint64 left() const { return m_left; } // mails that lie there and won't be taken as things are
    const QString &warning() const { return m_warning; } // what goes on all the same
    // Whoever asks how it goes meanwhile.
    void onProgress(std::function<void()> told) { m_told = std::move(told); }

private:
    using Heads = std::vector<ImapHead>;
    bool wasReadBefore(const ImapHead &head) const;
    Result<void> takeAll(ImapClient &client, const Heads &heads);
    Result<void> takeGroup(ImapClient &client, Heads &group);
    Result<void> handOver(ImapClient &client, const Heads &group, std::vector<MailUid> &done);
    Result<void> markTaken(ImapClient &client, const std::vector<MailUid> &uids);
    Result<void> advance(MailUid through, const std::optional<LeftMail> &left = std::nullopt);
    Result<void> leave(const ImapHead &head, const QString &why);
    Result<void> held(const ImapHead &head, const Problem &problem);

    Store &m_store;
    const Mailbox m_mailbox;
    const Take m_take;
    const Limits m_limits;
    std::function<void()> m_told = [] {};
    MailboxMark m_mark;
    qint64 m_taken = 0;
    qint64 m_left = 0;
    QString m_warning;
    bool m_isCareful = false; // one by one, since one of them was trouble
    std::map<MailUid, int> m_failed;
};

} // namespace slipway
