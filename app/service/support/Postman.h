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
// that; where there is neither, nothing can be sent now.
class MailRoute final : public Postman
{
public:
    using Server = std::function<std::optional<SmtpServer>()>;
    MailRoute(Server server, QString folder) : m_server(std::move(server)), m_folder(std::move(folder)) {}
    SmtpOutcome deliver(const MailMessage &message, const std::stop_token &stop) override;

private:
    SmtpOutcome intoFolder(const MailMessage &message) const;

    Server m_server;
    QString m_folder;
    std::optional<SmtpServer> m_known;
    std::unique_ptr<SmtpSender> m_sender;
};

} // namespace slipway
