// The service put together: store, engine, platform, gateway, desks and API, with everything handed in
// through constructors; and what the API asks of all of them (Operations).
#pragma once
#include "domain/Clock.h"
#include "service/api/Operations.h"
#include "service/ipc/DataFolder.h"

#include <QStringList>

#include <memory>

namespace slipway {

// slipwayd [--data DIR] [--demo]
int serviceMain(const QStringList &arguments);

class Service final : public Operations
{
public:
    explicit Service(DataFolder folder);
    ~Service() override;

    // Takes up what a killed service left, serves, and returns the API's URL.
    Result<QString> start(bool demo);
    // Ends the service only: gateway and environments go on.
    void stop();

    Result<Application> createApplication(const QJsonObject &request, const QString &actor) override;
    Result<Application> cloneApplication(const Application &application, const QString &actor) override;
    Result<Application> startEnvironment(const Application &application, const QString &environment,
                                         const QString &actor) override;
    Result<Application> stopEnvironment(const Application &application, const QString &environment,
                                        const QString &actor) override;
    Result<Application> removeEnvironment(const Application &application, const QString &environment,
                                          const QString &actor) override;
    Result<void> removeApplication(const Application &application, const QString &actor) override;
    Result<QJsonObject> demo() override;
    Result<QJsonObject> loadDemo(bool on, int rate, const QString &actor) override;
    Result<QJsonObject> brake() override;
    Result<QJsonObject> setBrake(bool on, const QString &reason, const QString &actor) override;
    Result<QJsonObject> backUp(const QString &actor) override;
    QStringList pagingProblems() override;
    QString whyUnusable(const ContactMethod &method) override;
    ServiceHealth health() override;
    QByteArray metrics() override;

private:
    struct Parts;
    Result<void> openStore();
    Result<void> writeClientFile();
    Result<void> reviveEnvironments();
    QByteArray dutyMetrics();
    void notePaging(ServiceHealth &health);

    DataFolder m_folder;
    SystemClock m_clock;
    std::unique_ptr<Parts> m_parts;
};

} // namespace slipway
