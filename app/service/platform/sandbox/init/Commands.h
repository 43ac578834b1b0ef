// What can be asked of an environment's init: {"do": …, "token": n, …} → one answer. A token older than the
// highest seen is refused. Quiesced is a lease: when it lapses, the environment resumes by itself.
#pragma once
#include "service/platform/sandbox/init/AccessDoor.h"
#include "service/platform/sandbox/init/CronTable.h"
#include "service/platform/sandbox/init/EnvironmentInit.h"
#include "service/platform/sandbox/init/MailDoor.h"
#include "service/platform/sandbox/init/OutDoor.h"

namespace slipway::init {

class Commands
{
public:
    explicit Commands(EnvironmentInit &init);
    ~Commands();

    void begin(); // after a start: what was on before is on again
    void handle(Connection &connection, Message request);
    void tick(Moment now);
    void proceedWithDatabases(Moment now); // after the supervisor has had its turn
    std::optional<Moment> due() const;
    void ended(int pid);    // a child of nobody else
    int descriptor() const; // customers knock here, or -1
    void admit();

private:
    using Handler = void (Commands::*)(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    static Handler handlerOf(const QString &what);
    static Duration limitOf(const QJsonObject &request, Duration otherwise); // "within_ms"

    void status(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    void create(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    void start(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    void stop(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    void halt(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    void quiesce(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    void renew(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    void resume(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    void standDown(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    void access(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    void evict(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    void exec(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    void hook(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    void health(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    void strays(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    void manifest(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    void hash(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    void watch(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    void quiet(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    void incidents(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);
    void shutdown(Connection &, const QJsonObject &, std::vector<FileDescriptor> &);

    int endStrays();
    Result<void> checkToken(const QJsonObject &request);
    void answer(Connection &connection, const Result<QJsonObject> &result);
    void work(Connection &connection, Workers::Work work, std::span<const int> keep = {});
    enum class Patience { ToTheEnd, UntilHopeless };
    void waitForHealth(Connection &connection, Supervisor::Filter which, Duration limit, Patience patience);
    void waitForStop(Connection &connection, Supervisor::Filter which, Duration limit);
    Supervisor::Filter filterOf(const QJsonObject &request) const;
    void applyQuiet();
    void saveWanted();
    void beginResume(const char *why);
    void watchOverResume(Moment now);
    void tellRefused(Moment now);
    QJsonObject report() const;
    // The first that isn't healthy, and why.
    struct Ailment
    {
        const Service *service = nullptr;
        QString why;
    };
    std::optional<Ailment> unhealthy(const Supervisor::Filter &which);

    EnvironmentInit &m_init;
    AccessDoor m_access;
    CronTable m_cron;
    MailDoor m_mail;
    OutDoor m_out;
    Moment m_refusedTold;                // not before the first time
    std::optional<Moment> m_lease;       // of the quiescence
    std::optional<Moment> m_proceedBy;   // resumed: the application goes on by then at the latest
    std::optional<Moment> m_resumeCheck; // applications that are not healthy by then are started anew
};

} // namespace slipway::init
