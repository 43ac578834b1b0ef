// From an application's recipe, an environment and the appliance classes to what the environment's init
// reads, and to the files around it that are read only inside: passwd, hosts, sshd's configuration.
#pragma once
#include "domain/Catalog.h"
#include "service/ipc/DataFolder.h"
#include "service/platform/sandbox/EnvironmentSpec.h"

namespace slipway {

class SpecBuilder
{
public:
    SpecBuilder(const DataFolder &folder, bool separated);

    // The names which a class and the parameters of a recipe can refer to, secrets apart.
    static QStringList variables();
    // Checks the recipe, its classes and that their programs are there.
    Result<QJsonObject> build(const Application &application, const Environment &environment) const;
    // Writes run/env-<slot>.json and run/env-<slot>.access/.
    Result<void> write(const Application &application, const Environment &environment) const;
    Result<EnvironmentSpec> read(int slot) const;

private:
    Result<QJsonObject> applianceOf(const Application &application, const Environment &environment,
                                    const QJsonObject &entry, int index) const;
    Result<QJsonObject> secretsOf(const Application &application, const QStringList &names) const;
    Result<void> writeAccess(const QJsonObject &spec) const;

    const DataFolder &m_folder;
    bool m_separated;
};

} // namespace slipway
