// Whoever takes a mail from us: an SMTP server, or a folder.
#pragma once
#include "service/notify/SmtpSender.h"

#include <functional>

namespace slipway {

class Postman
{
public:
    virtual ~Postman() = default;
    // Blocks; called by one thread at a time.
    virtual SmtpOutcome deliver(const MailMessage &message, const std::stop_token &stop) = 0;
};

// To the server that the settings name when asked; where they name none, into `folder`, which must exist for
// that; where there is neither, nothing can be sent now. A server that hasn't taken a mail within `patience`
// is Away.
class MailRoute final : public Postman
{
public:
    using Server = std::function<std::optional<SmtpServer>()>;
    // What a page may take: less than the ten seconds after which whoever watches takes paging for stalled.
    static constexpr Duration pagePatience = std::chrono::seconds(8);
    static constexpr Duration replyPatience = std::chrono::minutes(30);

    MailRoute(Server server, QString folder, Duration patience = pagePatience)
        : m_server(std::move(server)), m_folder(std::move(folder)), m_patience(patience)
    {
    }
    SmtpOutcome deliver(const MailMessage &message, const std::stop_token &stop) override;

private:
    SmtpOutcome intoFolder(const MailMessage &message) const;

    Server m_server;
    QString m_folder;
    Duration m_patience;
    std::optional<SmtpServer> m_known;
    std::unique_ptr<SmtpSender> m_sender;
};

} // namespace slipway
