// One session with an IMAP server, signed in and in one folder. Blocks; ends at a stop. libetpan behind it,
// on a wire of ours that has deadlines, checks certificates and bounds what a server may say.
#pragma once
#include "domain/Mailbox.h"
#include "service/mailbox/ImapWire.h"
#include "service/secrets/SecretValue.h"

#include <vector>

namespace slipway {

using MailUid = quint32;

struct ImapFolder
{
    quint32 validity = 0;
    quint32 next = 0; // UID of the next mail that comes; 0: not told
    qint64 mails = 0;
    bool isReadOnly = false;
};

struct ImapHead
{
    MailUid uid = 0;
    qint64 size = 0;
    std::optional<Instant> delivered;
    bool isSeen = false;
};

struct ImapMail
{
    MailUid uid = 0;
    QByteArray raw;
};

class ImapClient
{
public:
    struct Patience
    {
        Duration connect = std::chrono::seconds(15);
        Duration answer = std::chrono::seconds(60); // of one command, whatever drips in meanwhile
        qint64 slowest = 10'000;                    // bytes a second of a mail, on top of that
    };

    ImapClient(Mailbox mailbox, Patience patience, std::stop_token stop);
    ~ImapClient(); // takes its leave

    // Connected, secure and signed in; `secret` is the password or the access token.
    Result<void> open(const SecretValue &secret);
    // `toLook`: nothing in it can be changed.
    Result<ImapFolder> select(const QString &folder, bool toLook = false);
    bool canIdle() const;
    bool isGone() const { return m_wire->problem().has_value(); } // nothing more can be said to it

    // Those behind `last`, in their order.
    Result<std::vector<MailUid>> behind(MailUid last);
    // Of those that are still there, in their order.
    Result<std::vector<ImapHead>> heads(const std::vector<MailUid> &uids);
    // Whole; one that has gone meanwhile is left out. Reading doesn't mark it.
    Result<std::vector<ImapMail>> fetch(const std::vector<ImapHead> &heads);
    Result<void> markSeen(const std::vector<MailUid> &uids);
    // Makes the folder where there is none.
    Result<void> move(const std::vector<MailUid> &uids, const QString &folder);

    // Returns when the server tells of something, after `patience`, or on a stop.
    Result<void> idle(Duration patience);
    // Asks whether there is something new.
    Result<void> poll();

private:
    struct Session;
    void begin(qint64 most = 1024 * 1024, qint64 bytes = 0);
    Failure failed(int code, const QString &what) const;
    Result<void> signIn(const SecretValue &password);
    Result<void> signInBy(const SecretValue &token);
    Result<void> exchange(const QByteArray &mechanism, const QByteArray &response);
    Failure turnedAway(const QByteArray &line, const QByteArray &tag) const;
    bool say(QByteArrayView line);
    Result<QByteArray> hear(const QString &otherwise);
    Result<void> learnAbilities();
    Result<void> startTls();
    Result<void> awaitGoAhead();
    QString said() const;

    Mailbox m_mailbox;
    Patience m_patience;
    std::stop_token m_stop;
    std::unique_ptr<ImapWire> m_wire; // outlives the session
    std::unique_ptr<Session> m_session;
};

// A folder's name as IMAP spells it (modified UTF-7).
QByteArray imapName(const QString &folder);

} // namespace slipway
