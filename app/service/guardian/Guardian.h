// The process that stays when the service dies: it keeps the gateway and the environments running, carries
// the links between them and their way out, and recovers interrupted cutovers. It answers on
// run/guardian.sock (see GuardianClient). What is wanted lies in run/guardian.json, so that the next guardian
// adopts everything.
#pragma once
#include "service/gateway/HaproxyGateway.h"
#include "service/guardian/Egress.h"
#include "service/guardian/Incidents.h"
#include "service/guardian/Keeper.h"
#include "service/guardian/Recovery.h"
#include "service/guardian/Relay.h"
#include "service/ipc/DataFolder.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <list>
#include <set>

namespace slipway {

class Guardian
{
public:
    struct Options
    {
        // Put before HAProxy's own arguments: a program that sets up its surroundings and executes the rest.
        QStringList gatewayPrefix;
    };
    Guardian(const DataFolder &folder, EnvironmentStarter &environments, Options options);
    ~Guardian(); // everything it kept runs on

    // Binds the socket and adopts what ran. Conflict when another guardian has the folder.
    Result<void> start();
    // Serves until stop is asked for by a client (everything is ended then) or `quit` becomes readable
    // (everything runs on).
    void serve(int quit);

private:
    struct Visitor
    {
        std::jthread thread;
        std::atomic<bool> finished = false;
    };

    void restore();
    void save();
    void receive(FileDescriptor connection);
    void converse(Channel &channel, const std::stop_token &stop);
    Result<QJsonObject> answer(const QJsonObject &request, const Channel::Peer &peer);
    Result<QJsonObject> answerCutover(const QString &what, const QJsonObject &request);
    Result<QJsonObject> setGateway(bool on);
    Result<QJsonObject> setEnvironment(int slot, bool wanted);
    Result<QJsonObject> setLink(const Link &link);
    Result<QJsonObject> setOutbound(int slot, bool open);
    Result<QJsonObject> stopAll();
    QJsonObject status();
    void control(Channel &channel, const Channel::Peer &peer, const std::stop_token &stop);
    Result<int> savedSlot(const QString &address) const;
    void recoverAll(const std::vector<qint64> &releases, const QString &trigger);
    void watchLeases(const std::stop_token &stop);
    bool recoverOrphans(Duration sinceStart);
    Result<QJsonObject> begin(const QJsonObject &request, const Channel::Peer &peer);

    std::shared_ptr<Keeper> keepGateway(std::optional<ProcessId> adopted);
    std::shared_ptr<Keeper> keepEnvironment(int slot, std::optional<ProcessId> adopted);
    Result<ProcessId> launchGateway();
    Keeper::Care careOf(const QString &subject, const QString &kind, const QString &key);

    const DataFolder &m_folder;
    EnvironmentStarter &m_environments;
    Options m_options;
    SystemClock m_clock;
    HaproxyGateway m_gateway;
    Incidents m_incidents;
    Recovery m_recovery;
    Relay m_relay;
    Egress m_egress;
    FileDescriptor m_lock;
    FileDescriptor m_listener;
    FileDescriptor m_done; // readable once stop was answered
    std::vector<FileDescriptor> m_publicSockets;

    mutable std::mutex m_mutex;               // for what follows
    std::map<QString, ProcessId> m_processes; // "gateway", "3": what guardian.json says
    std::shared_ptr<Keeper> m_gatewayKeeper;
    std::map<int, std::shared_ptr<Keeper>> m_environmentKeepers;
    std::set<int> m_outbound; // slots that may reach out, also while nothing runs there
    std::optional<ProcessId> m_controller;
    quint64 m_controllerId = 0;
    bool m_stopping = false;
    // One change of what is wanted at a time: for the gateway, the ways out, and for each slot.
    std::mutex m_changing;
    std::mutex m_changingOutbound;
    std::array<std::mutex, DataFolder::slots + 1> m_changingSlot;
    std::mutex m_leaseMutex; // wakes the watch over leases when a cutover begins
    std::condition_variable_any m_leaseCondition;
    bool m_begun = false;
    std::list<Visitor> m_visitors; // of the serving thread alone
    std::jthread m_leases;
};

} // namespace slipway
