// What the service asks of the guardian, the process that keeps gateway, environments and links alive and
// recovers an interrupted cutover. Every call has a connection of its own, so a slow one holds up nobody; any
// thread may call. The controller's connection (hello) stays open: when it closes, the guardian recovers.
#pragma once
#include "service/ipc/Channel.h"

#include <QString>

#include <mutex>
#include <optional>
#include <variant>

namespace slipway {

// What the guardian needs to know to bring production back without the service.
struct Cutover
{
    qint64 release = 0;
    QString application; // handle, for the record
    QString address;     // production's public address
    QString other;       // the address it is exchanged with
    int serving = 0;     // slot that serves when the cutover begins
    int follower = 0;    // slot that takes over
    qint64 token = 0;    // of the controller; spent by a recovery: a retry needs a higher one
    bool operator==(const Cutover &) const = default;
    QJsonObject toJson() const;
    static Cutover fromJson(const QJsonObject &object);
};

// What a recovery found and did.
struct CutoverOutcome
{
    qint64 release = 0;
    bool swapped = false;  // the address leads to the follower: only forward from here
    int serving = 0;       // slot that serves now
    bool healthy = false;  // it said so itself
    QString trigger;       // "controller-gone", "lease-lapsed", "asked", "guardian-restarted"
    QString why;           // when not healthy
    qint64 fenced = 0;     // tokens up to this one are refused
    bool clinging = false; // swapped, and the old side hasn't stood down: the guardian goes on asking it
    double tookMs = 0;     // from the trigger to the release of the hold
    bool operator==(const CutoverOutcome &) const = default;
    QJsonObject toJson() const;
    static CutoverOutcome fromJson(const QJsonObject &object);
};

struct Link
{
    struct Tcp
    {
        QString address;
        int port = 0;
        bool operator==(const Tcp &) const = default;
    };
    QString name;                      // "follow/12/db", "ssh/3": the same name again replaces it
    std::variant<QString, Tcp> listen; // path of a unix socket, or an address
    QString to;                        // path of a unix socket
    bool operator==(const Link &) const = default;
    QJsonObject toJson() const;
    static Result<Link> fromJson(const QJsonObject &object);
};

struct GuardianIncident
{
    qint64 id = 0;
    Instant at;
    QString kind;    // gateway.down, gateway.up, environment.down, environment.up, cutover.recovered
    QString subject; // "gateway", "slot/3", "release/12"
    QJsonObject payload;
    bool operator==(const GuardianIncident &) const = default;
    QJsonObject toJson() const;
    static Result<GuardianIncident> fromJson(const QJsonObject &object);
};

class GuardianClient
{
public:
    explicit GuardianClient(QString socket); // DATA/run/guardian.sock; nothing is connected yet
    static QString socketIn(const QString &dataFolder);

    // From now on this process is the controller, until it ends or leaves.
    Result<void> hello();
    void leave();              // closes the controller's connection: open cutovers are recovered
    bool isController() const; // false once the guardian has gone: start it again and say hello

    Result<void> gateway(bool on); // returns once HAProxy answers, or has ended
    // The environment's init runs, and is restarted when it dies, as long as it is wanted. Returns once its
    // control socket answers, or once it has ended.
    Result<void> environment(int slot, bool wanted, std::stop_token stop = {});
    Result<void> link(const Link &link);
    Result<void> unlink(const QString &name); // ends its connections too; fine when there is none

    // Whether the environment may reach outside, from now on and over every restart. Shut ends its
    // connections.
    Result<void> outbound(int slot, bool open);

    Result<void> begin(const Cutover &cutover); // before the hold; durable
    // The controller has finished with it, one way or the other; also forgets a recorded outcome.
    Result<void> end(qint64 release);
    // Fences the token; then the side the address leads to serves again and the hold is released. After the
    // swap it changes nothing. Repeated: the recorded outcome.
    Result<CutoverOutcome> recover(qint64 release);
    // Of a recovery that happened by itself; nothing when there was none.
    Result<std::optional<CutoverOutcome>> outcome(qint64 release);

    Result<QJsonObject>
    status(); // {"pid","controller","gateway":{…},"environments":[…],"links":[…],"cutovers":[…]}
    struct Incidents
    {
        qint64 next = 0; // ask for this next time
        std::vector<GuardianIncident> items;
    };
    Result<Incidents> incidents(qint64 since);
    Result<void> stop(); // all environments, the gateway, the links, and the guardian itself

private:
    Result<QJsonObject> ask(const QString &what, QJsonObject request, Duration timeout,
                            std::stop_token stop = {}) const;

    QString m_socket;
    mutable std::mutex m_mutex;
    std::optional<Channel> m_controller;
};

} // namespace slipway
