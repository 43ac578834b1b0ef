// Asks an address on a schedule of its own (open loop): each request goes out when it is due, however long
// the earlier ones wait, on a kept connection that is free or on a new one.
#pragma once
#include "service/probe/ProbeSamples.h"

#include <chrono>
#include <map>
#include <memory>
#include <string>

namespace slipway {

struct ProbeSettings
{
    QString url; // http://127.93.4.1:8080/version: a numeric address
    quint32 rate = 100;
    Duration most = std::chrono::minutes(10); // it ends by itself then
    Duration requestLimit = std::chrono::seconds(10);
    Duration farewell = std::chrono::seconds(1); // for what is under way when it is told to end
    QString file;
};

class Prober
{
public:
    static Result<Prober> create(const ProbeSettings &settings);
    Prober(Prober &&) noexcept;
    ~Prober();
    // Until `quit` becomes readable or the time is up.
    Result<void> run(int quit);

private:
    struct Connection;
    struct State;
    explicit Prober(std::unique_ptr<State> state);

    void sendDue();
    void sendOne(qint64 due);
    bool connect(Connection &connection);
    bool write(Connection &connection);
    void onEvent(Connection &connection, unsigned events);
    void onClosed(Connection &connection);
    void finish(Connection &connection, int status, ProbeError error);
    void dropLate();
    bool parse(Connection &connection);

    std::unique_ptr<State> d;
};

} // namespace slipway
