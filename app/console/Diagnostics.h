// What the console says about itself for whoever has to mend it: versions, connection, figures, places. No
// secret is ever among the facts.
#pragma once
#include <QString>

#include <utility>
#include <vector>

namespace slipway {

class LogFile;
class Session;
class Settings;
class StartTrace;
class Watchdog;
struct Profile;

class Diagnostics
{
public:
    // All outlive it.
    struct Sources
    {
        const Profile &profile;
        Session &session;
        const Watchdog &watchdog;
        const StartTrace &trace;
        const Settings &settings;
        const LogFile &log;
    };
    explicit Diagnostics(const Sources &sources) : m_sources(sources) {}

    using Fact = std::pair<QString, QString>;
    std::vector<Fact> facts() const;
    QString text() const; // a line each

private:
    const Sources m_sources;
};

} // namespace slipway
