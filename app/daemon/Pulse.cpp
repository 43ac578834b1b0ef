#include "daemon/Pulse.h"

#include "domain/Json.h"
#include "service/support/Heartbeat.h"

namespace slipway {

FilePulse::FilePulse(const QString &dataFolder)
    : m_file(Heartbeat::fileIn(dataFolder)), m_beat(Heartbeat::last(m_file))
{
}

std::optional<Duration> FilePulse::look(Duration now, Duration)
{
    const auto latest = Heartbeat::last(m_file);
    if (!latest || latest == m_beat)
        return std::nullopt;
    m_beat = latest;
    return now;
}

std::optional<Duration> UrlPulse::look(Duration now, Duration patience)
{
    HttpRequest request;
    request.verb = HttpRequest::Verb::Get;
    request.url = m_url;
    request.mayBeSeen = true;
    const HttpAnswer answer = HttpSender(patience).send(request);
    m_why = answer.why;
    if (answer.status == 0)
        return std::nullopt;
    const auto health = objectFromBytes(answer.body, QStringLiteral("an answer"));
    const QJsonValue age = health.value_or(QJsonObject())
                               .value(QLatin1String("parts"))
                               .toObject()
                               .value(QLatin1String("paging"))
                               .toObject()
                               .value(QLatin1String("beat_age_ms"));
    if (!age.isDouble()) {
        m_why = QStringLiteral("it answered %1, and not as Slipway's /healthz").arg(answer.status);
        return std::nullopt;
    }
    m_why = QStringLiteral("it answers, but its paging stands still");
    return now - std::chrono::milliseconds(std::max<qint64>(age.toInteger(), 0));
}

} // namespace slipway
