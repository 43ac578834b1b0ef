#include "service/mailbox/MailboxReader.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr std::size_t listed = 500;                  // mails of which sizes and flags are asked for at once
constexpr auto clocksDiffer = std::chrono::hours(1); // the server's and ours, at most
const QString actor = QStringLiteral("service");

} // namespace

MailboxReader::MailboxReader(Store &store, Mailbox mailbox, Take take, Limits limits)
    : m_store(store), m_mailbox(std::move(mailbox)), m_take(std::move(take)), m_limits(limits)
{
}

Result<void> MailboxReader::begin(ImapClient &client)
{
    const auto folder = client.select(m_mailbox.folder);
    if (!folder)
        return Failure(folder.error());
    m_warning = folder->isReadOnly ? QStringLiteral("The folder is read-only: taken mail can't be marked")
                                   : QString();
    const auto mark =
        m_store.read([&](Reader &reader) { return MailboxRepository::mark(reader, m_mailbox.id); });
    const auto left =
        m_store.read([&](Reader &reader) { return MailboxRepository::left(reader, m_mailbox.id); });
    if (!mark || !left)
        return Failure(mark ? left.error() : mark.error());
    m_mark = *mark;
    m_left = static_cast<qint64>(left->size());
    // Within one validity UIDNEXT never goes back (RFC 9051): one that has is another folder, of a server
    // that was set up in the same second.
    const bool hasGoneBack = folder->next > 0 && folder->next <= m_mark.lastUid;
    if (m_mark.validity == folder->validity && !hasGoneBack)
        return {};
    const bool isOther = m_mark.validity != 0;
    m_mark.validity = folder->validity;
    m_mark.lastUid = 0;
    m_left = 0;
    m_failed.clear();
    return m_store.write([&](Transaction &transaction) -> Result<void> {
        if (isOther)
            transaction.append({actor,
                                QStringLiteral("mailbox.restarted"),
                                QStringLiteral("mailbox/") + m_mailbox.name,
                                {{QStringLiteral("mails"), folder->mails}}});
        if (auto forgotten = MailboxRepository::forgetLeft(transaction, m_mailbox.id); !forgotten)
            return forgotten;
        return MailboxRepository::setMark(transaction, m_mailbox.id, m_mark);
    });
}

Result<void> MailboxReader::round(ImapClient &client)
{
    for (;;) {
        const auto uids = client.behind(m_mark.lastUid);
        if (!uids)
            return Failure(uids.error());
        if (uids->empty()) {
            m_isCareful = false;
            return {};
        }
        for (std::size_t at = 0; at < uids->size(); at += listed) {
            const std::vector<MailUid> some(uids->begin() + static_cast<qsizetype>(at),
                                            uids->begin() +
                                                static_cast<qsizetype>(std::min(at + listed, uids->size())));
            const auto heads = client.heads(some);
            if (!heads)
                return Failure(heads.error());
            if (auto taken = takeAll(client, *heads); !taken)
                return taken;
            if (m_mark.lastUid >= some.back())
                continue;
            if (auto advanced = advance(some.back()); !advanced)
                return advanced;
        }
    }
}

// Whoever sets a mailbox doesn't want cases of what was dealt with before that.
bool MailboxReader::wasReadBefore(const ImapHead &head) const
{
    return head.isSeen && head.delivered && *head.delivered < m_mailbox.created - clocksDiffer;
}

Result<void> MailboxReader::takeAll(ImapClient &client, const Heads &heads)
{
    Heads group;
    qint64 bytes = 0;
    for (const ImapHead &head : heads) {
        if (wasReadBefore(head))
            continue;
        const bool isTooLarge = head.size > m_mailbox.largest;
        const bool isFull = !group.empty() && (m_isCareful || group.size() >= m_limits.mails ||
                                               bytes + head.size > m_limits.bytes);
        if (isFull || isTooLarge) {
            if (auto taken = takeGroup(client, group); !taken)
                return taken;
            bytes = 0;
        }
        if (isTooLarge) {
            if (auto left = leave(head, QStringLiteral("it has %1 bytes, and %2 are taken")
                                            .arg(head.size)
                                            .arg(m_mailbox.largest));
                !left)
                return left;
            continue;
        }
        group.push_back(head);
        bytes += head.size;
    }
    return takeGroup(client, group);
}

Result<void> MailboxReader::takeGroup(ImapClient &client, Heads &group)
{
    if (group.empty())
        return {};
    std::vector<MailUid> done;
    const auto handed = handOver(client, group, done);
    // What was taken is marked and noted, whatever came of the rest.
    if (auto marked = markTaken(client, done); !marked)
        return handed ? marked : handed;
    const MailUid through = handed ? group.back().uid : done.empty() ? 0 : done.back();
    if (through > 0) {
        if (auto advanced = advance(through); !advanced)
            return advanced;
    }
    group.clear();
    m_told();
    return handed;
}

Result<void> MailboxReader::handOver(ImapClient &client, const Heads &group, std::vector<MailUid> &done)
{
    const auto mails = client.fetch(group);
    if (!mails)
        return held(group.front(), mails.error());
    for (const ImapHead &head : group) {
        const auto mail = std::find_if(mails->begin(), mails->end(),
                                       [&](const ImapMail &one) { return one.uid == head.uid; });
        if (mail == mails->end()) {
            const auto still = client.heads({head.uid});
            if (!still)
                return Failure(still.error());
            if (still->empty())
                continue; // somebody has removed it
            return held(head, {Problem::Kind::Unavailable,
                               QStringLiteral("The mail server doesn't hand out mail %1").arg(head.uid),
                               {},
                               {}});
        }
        if (const auto taken = m_take(mail->raw); !taken)
            return Failure(taken.error());
        ++m_taken;
        m_mark.lastMail = m_store.clock().now();
        done.push_back(head.uid);
    }
    return {};
}

// It is tried alone from now on; when that fails again and again it is left, so that the others get through.
Result<void> MailboxReader::held(const ImapHead &head, const Problem &problem)
{
    if (problem.kind == Problem::Kind::Cancelled)
        return Failure(problem);
    m_isCareful = true;
    if (++m_failed[head.uid] < m_limits.attempts)
        return Failure(problem);
    m_failed.erase(head.uid);
    if (auto left = leave(head, problem.what); !left)
        return left;
    return Failure(problem);
}

Result<void> MailboxReader::markTaken(ImapClient &client, const std::vector<MailUid> &uids)
{
    const auto marked =
        m_mailbox.moveTo.isEmpty() ? client.markSeen(uids) : client.move(uids, m_mailbox.moveTo);
    if (marked || client.isGone())
        return marked;
    m_warning = marked.error().what; // the server refuses: the mail is taken all the same
    return {};
}

Result<void> MailboxReader::advance(MailUid through, const std::optional<LeftMail> &left)
{
    m_mark.lastUid = std::max(m_mark.lastUid, through);
    return m_store.write([&](Transaction &transaction) -> Result<void> {
        if (left) {
            if (auto added = MailboxRepository::addLeft(transaction, m_mailbox.id, *left); !added)
                return added;
            transaction.append({actor, QStringLiteral("mailbox.left"),
                                QStringLiteral("mailbox/") + m_mailbox.name, left->toJson()});
        }
        return MailboxRepository::setMark(transaction, m_mailbox.id, m_mark);
    });
}

Result<void> MailboxReader::leave(const ImapHead &head, const QString &why)
{
    qWarning("slipwayd: mailbox %s: mail %u is left on the server: %s", qUtf8Printable(m_mailbox.name),
             head.uid, qUtf8Printable(why));
    const auto left = advance(head.uid, LeftMail{head.uid, head.size, why, m_store.clock().now()});
    if (left)
        ++m_left;
    m_told();
    return left;
}

Result<void> MailboxReader::again(ImapClient &client)
{
    const auto left =
        m_store.read([&](Reader &reader) { return MailboxRepository::left(reader, m_mailbox.id); });
    if (!left)
        return Failure(left.error());
    for (const LeftMail &one : *left) {
        const auto heads = client.heads({one.uid});
        if (!heads)
            return Failure(heads.error());
        if (!heads->empty() && heads->front().size > m_mailbox.largest)
            continue;
        if (!heads->empty()) {
            const auto mails = client.fetch(*heads);
            if (!mails)
                return Failure(mails.error());
            if (mails->empty())
                continue;
            if (const auto taken = m_take(mails->front().raw); !taken)
                return Failure(taken.error());
            ++m_taken;
            m_mark.lastMail = m_store.clock().now(); // noted with what comes next
            if (auto marked = markTaken(client, {one.uid}); !marked)
                return marked;
        }
        const auto removed = m_store.write([&](Transaction &transaction) {
            return MailboxRepository::removeLeft(transaction, m_mailbox.id, one.uid);
        });
        if (!removed)
            return removed;
        --m_left;
        m_told();
    }
    return {};
}

} // namespace slipway
