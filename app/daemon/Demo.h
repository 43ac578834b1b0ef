// The demo: three customers and their applications, loaded once; a customer's key, and a release candidate
// that lies ready to be copied in by plain scp; a support desk with its people, addresses and folders, and
// what a customer writes to it.
#pragma once
#include "daemon/EnvironmentDesk.h"
#include "daemon/MailDrop.h"
#include "daemon/Traffic.h"

namespace slipway {

class Demo
{
public:
    // `take`: of a mail that somebody lays into its mailbox.
    Demo(Store &store, EnvironmentDesk &environments, const DataFolder &folder, MailDrop::Take take);

    static inline const QString mailFolder = QStringLiteral("demo/mail"); // takes mail where no server does
    static inline const QString mailbox = QStringLiteral("demo/mailbox"); // a Maildir, see MailDrop

    bool isLoaded() const;
    // Where it is loaded or to be loaded: its mailbox is taken from.
    Result<void> start(bool toLoad);
    void stop();
    // {"app","candidate","version_file","key","upload_path","load":{…},"support_address","customer_address",
    // "mail_folder","mailbox","mail_intake","stories":[…]}
    Result<QJsonObject> show() const;
    Result<QJsonObject> setTraffic(bool on, int rate, const QString &actor);

private:
    // Returns once the applications that are meant to run serve. Repeated: finishes what was begun.
    Result<void> load();
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
    MailDrop m_mailbox;
};

} // namespace slipway
