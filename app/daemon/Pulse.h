// Where `slipwayd --watch` feels the pulse of a service: in the file on its machine, or by HTTP.
#pragma once
#include "domain/Instant.h"
#include "service/notify/HttpSender.h"

#include <optional>

namespace slipway {

class Pulse
{
public:
    virtual ~Pulse() = default;
    // When life was last seen, on this machine's monotonic clock; nothing: not this time. Blocks no longer
    // than `patience`.
    virtual std::optional<Duration> look(Duration now, Duration patience) = 0;
    virtual QString why() const { return {}; } // nothing was seen; never more than one line
};

// A beat that has changed is life; one that hasn't may be from before this machine was started.
class FilePulse final : public Pulse
{
public:
    explicit FilePulse(const QString &dataFolder);
    std::optional<Duration> look(Duration now, Duration patience) override;

private:
    QString m_file;
    std::optional<Duration> m_beat;
};

// Asks /healthz, by which the service tells how old its beat is.
class UrlPulse final : public Pulse
{
public:
    explicit UrlPulse(const QByteArray &url) : m_url(url) {}
    std::optional<Duration> look(Duration now, Duration patience) override;
    QString why() const override { return m_why; }

private:
    QByteArray m_url;
    QString m_why;
};

} // namespace slipway
