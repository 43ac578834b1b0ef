// The demo: three customers and their applications, loaded once; a customer's key, and a release candidate
// that lies ready to be copied in by plain scp.
#pragma once
#include "daemon/EnvironmentDesk.h"
#include "daemon/Traffic.h"

namespace slipway {

class Demo
{
public:
    Demo(Store &store, EnvironmentDesk &environments, const DataFolder &folder);

    bool isLoaded() const;
    // Returns once the applications that are meant to run serve. Repeated: finishes what was begun.
    Result<void> load();
    // {"app","candidate","version_file","key","upload_path","customers":[…],"load":{…}}
    Result<QJsonObject> show() const;
    Result<QJsonObject> setTraffic(bool on, int rate, const QString &actor);

private:
    Result<QJsonObject> content() const;
    Result<QString> keyOf(const QString &customer) const;
    Result<void> loadCustomer(const QJsonObject &customer);
    Result<void> loadSupport(const QJsonObject &support);
    Result<void> makeCandidate(const QJsonObject &demo) const;
    QString candidateFolder() const;

    Store &m_store;
    EnvironmentDesk &m_environments;
    const DataFolder &m_folder;
    Traffic m_traffic;
};

} // namespace slipway
