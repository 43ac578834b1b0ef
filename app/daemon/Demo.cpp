#include "daemon/Demo.h"

#include "domain/Json.h"
#include "service/ipc/Process.h"
#include "service/store/CatalogRepository.h"
#include "service/support/DutyRepository.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <mutex>
#include <thread>

namespace slipway {

namespace {

const QString actor = QStringLiteral("demo");
const QString settingName = QStringLiteral("demo");
constexpr auto buildLimit = std::chrono::minutes(5);

QString text(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

// "1.0.0" → "1.1.0"
QString nextVersion(const QString &version)
{
    QStringList parts = version.trimmed().split(QLatin1Char('.'));
    if (parts.size() < 2)
        return version.trimmed() + QStringLiteral(".1");
    parts[1] = QString::number(parts.at(1).toInt() + 1);
    return parts.join(QLatin1Char('.'));
}

Result<void> copyFolder(const QString &from, const QString &to)
{
    QDirIterator walk(from, QDir::Files, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString source = walk.next();
        const QString target = to + source.mid(from.size());
        QDir().mkpath(QFileInfo(target).path());
        const auto bytes = readFile(source);
        if (!bytes)
            return Failure(bytes.error());
        if (auto written = writeFileAtomically(target, *bytes); !written)
            return written;
    }
    return {};
}

} // namespace

Demo::Demo(Store &store, EnvironmentDesk &environments, const DataFolder &folder, MailDrop::Take take)
    : m_store(store),
      m_environments(environments),
      m_folder(folder),
      m_traffic(folder),
      m_mailbox(folder.file(mailbox), std::move(take))
{
}

Result<void> Demo::start(bool toLoad)
{
    if (toLoad && !isLoaded()) {
        if (auto loaded = load(); !loaded)
            return loaded;
    }
    return isLoaded() ? m_mailbox.start() : Result<void>();
}

void Demo::stop()
{
    m_mailbox.stop();
}

bool Demo::isLoaded() const
{
    const auto setting =
        m_store.read([](Reader &reader) { return CatalogRepository::setting(reader, settingName); });
    return setting && setting->value(QStringLiteral("loaded")).toBool();
}

Result<QJsonObject> Demo::content() const
{
    const QString file = m_folder.runtime() + QStringLiteral("/share/demo/customers.json");
    const auto bytes = readFile(file);
    if (!bytes)
        return Failure(bytes.error());
    return objectFromBytes(*bytes, file);
}

QString Demo::candidateFolder() const
{
    return m_folder.file(QStringLiteral("demo/candidate/shop"));
}

Result<QString> Demo::keyOf(const QString &customer) const
{
    const QString key = m_folder.file(QStringLiteral("demo/keys/%1").arg(customer));
    if (QFile::exists(key + QStringLiteral(".pub")))
        return key;
    QDir().mkpath(QFileInfo(key).path());
    QFile::remove(key);
    const auto made =
        runProcess({QStringLiteral("ssh-keygen"), QStringLiteral("-q"), QStringLiteral("-t"),
                    QStringLiteral("ed25519"), QStringLiteral("-N"), QString(), QStringLiteral("-C"),
                    QStringLiteral("%1@demo").arg(customer), QStringLiteral("-f"), key},
                   std::chrono::seconds(20));
    if (!made)
        return Failure(made.error());
    if (made->exitCode != 0)
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("ssh-keygen: %1").arg(QString::fromLocal8Bit(made->error).trimmed()));
    return key;
}

Result<void> Demo::makeCandidate(const QJsonObject &demo) const
{
    const QString source = m_folder.runtime() + QStringLiteral("/share/") + text(demo, "code");
    const QString target = candidateFolder();
    if (auto copied = copyFolder(source, target); !copied)
        return copied;
    const QString versionFile = target + QLatin1Char('/') + text(demo, "version_file");
    const auto version = readFile(versionFile, 256);
    if (!version)
        return Failure(version.error());
    if (auto written =
            writeFileAtomically(versionFile, nextVersion(QString::fromUtf8(*version)).toUtf8() + '\n');
        !written)
        return written;
    const QJsonArray themes = demo.value(QStringLiteral("themes")).toArray();
    if (themes.isEmpty())
        return {};
    return writeFileAtomically(target + QLatin1Char('/') + text(demo, "theme_file"),
                               toBytes(themes.first().toObject()) + '\n');
}

Result<void> Demo::loadCustomer(const QJsonObject &customer)
{
    const QString slug = text(customer, "slug");
    const auto key = keyOf(slug);
    if (!key)
        return Failure(key.error());
    const auto publicKey = readFile(*key + QStringLiteral(".pub"), 4096);
    if (!publicKey)
        return Failure(publicKey.error());
    const auto written = m_store.write([&](Transaction &transaction) -> Result<void> {
        if (CatalogRepository::customer(transaction, slug))
            return {};
        const auto added = CatalogRepository::addCustomer(transaction, actor, slug, text(customer, "name"));
        if (!added)
            return Failure(added.error());
        QStringList keys{QString::fromUtf8(*publicKey).trimmed()};
        for (const QJsonValue &value : customer.value(QStringLiteral("contacts")).toArray()) {
            Contact contact;
            contact.customerId = added->id;
            contact.name = text(value.toObject(), "name");
            contact.mail = text(value.toObject(), "mail");
            contact.sshKeys = std::exchange(keys, {}); // the first of them has the demo's key
            if (auto contactAdded = CatalogRepository::addContact(transaction, actor, contact); !contactAdded)
                return Failure(contactAdded.error());
        }
        return {};
    });
    if (!written)
        return written;
    for (const QJsonValue &value : customer.value(QStringLiteral("applications")).toArray()) {
        QJsonObject request = value.toObject();
        const bool running = request.take(QStringLiteral("running")).toBool();
        request.insert(QStringLiteral("customer"), slug);
        const auto created = m_environments.create(request, actor, running);
        if (!created &&
            created.error().kind != Problem::Kind::Conflict) // it was created by a load that was cut short
            return Failure(created.error());
    }
    return {};
}

// A desk with an address, a rota, and a folder that takes its mail.
Result<void> Demo::loadSupport(const QJsonObject &support)
{
    if (!QDir().mkpath(m_folder.file(mailFolder)))
        return fail(Problem::Kind::Unavailable, QStringLiteral("The demo's mail folder can't be made"), {},
                    m_folder.file(mailFolder));
    return m_store.write([&](Transaction &transaction) -> Result<void> {
        for (const QJsonValue &value : support.value(QStringLiteral("people")).toArray()) {
            const auto set = DutyRepository::setPerson(
                transaction, actor, {text(value.toObject(), "name"), text(value.toObject(), "mail")});
            if (!set)
                return set;
        }
        const auto rota = Rota::fromJson(support.value(QStringLiteral("rota")).toObject());
        if (!rota)
            return Failure(rota.error());
        if (auto set = DutyRepository::setRota(transaction, actor, *rota); !set)
            return set;
        return CatalogRepository::setSetting(transaction, actor, QStringLiteral("support"),
                                             support.value(QStringLiteral("address")).toObject());
    });
}

Result<void> Demo::load()
{
    const auto document = content();
    if (!document)
        return Failure(document.error());
    const QJsonArray customers = document->value(QStringLiteral("customers")).toArray();
    for (const QJsonValue &customer : customers) {
        if (auto loaded = loadCustomer(customer.toObject()); !loaded)
            return loaded;
    }
    if (auto set = loadSupport(document->value(QStringLiteral("support")).toObject()); !set)
        return set;
    if (auto made = makeCandidate(document->value(QStringLiteral("demo")).toObject()); !made)
        return made;
    for (const QJsonValue &customer : customers) {
        for (const QJsonValue &application :
             customer.toObject().value(QStringLiteral("applications")).toArray()) {
            const QString handle =
                text(customer.toObject(), "slug") + QLatin1Char('/') + text(application.toObject(), "slug");
            const auto settled = m_environments.settled(handle, buildLimit);
            if (!settled)
                return Failure(settled.error());
            const Environment *production = settled->environmentOf(EnvironmentRole::Production);
            if (application.toObject().value(QStringLiteral("running")).toBool() &&
                (!production || production->state != QLatin1String("running"))) {
                return fail(Problem::Kind::Unavailable,
                            QStringLiteral("The demo's %1 doesn't run").arg(handle),
                            QStringLiteral("See slipwayctl ledger tail and %1/log.").arg(m_folder.path()));
            }
        }
    }
    return m_store.write([&](Transaction &transaction) {
        return CatalogRepository::setSetting(transaction, actor, settingName,
                                             {{QStringLiteral("loaded"), true}});
    });
}

Result<QJsonObject> Demo::show() const
{
    if (!isLoaded()) {
        return fail(Problem::Kind::NotFound, QStringLiteral("This service wasn't started on the demo"),
                    QStringLiteral("Start it with app/run, or slipwayd --demo."));
    }
    const auto document = content();
    if (!document)
        return Failure(document.error());
    const QJsonObject demo = document->value(QStringLiteral("demo")).toObject();
    const QJsonObject support = document->value(QStringLiteral("support")).toObject();
    const QString handle = text(demo, "application");
    return QJsonObject{
        {QStringLiteral("app"), handle},
        {QStringLiteral("candidate"), candidateFolder()},
        {QStringLiteral("version_file"), text(demo, "version_file")},
        {QStringLiteral("key"),
         m_folder.file(QStringLiteral("demo/keys/") + handle.section(QLatin1Char('/'), 0, 0))},
        {QStringLiteral("upload_path"), text(demo, "appliance") + QStringLiteral("/code/")},
        {QStringLiteral("themes"), demo.value(QStringLiteral("themes"))},
        {QStringLiteral("theme_file"), text(demo, "theme_file")},
        {QStringLiteral("acknowledged"), m_folder.file(QStringLiteral("demo/acknowledged.jsonl"))},
        {QStringLiteral("load"), m_traffic.state()},
        {QStringLiteral("support_address"),
         text(support.value(QStringLiteral("address")).toObject(), "address")},
        {QStringLiteral("customer_address"), text(support, "customer")},
        {QStringLiteral("mail_folder"), m_folder.file(mailFolder)},
        {QStringLiteral("mailbox"), m_folder.file(mailbox)},
        {QStringLiteral("mail_intake"),
         QStringLiteral("slipwayctl --data %1 mail intake").arg(m_folder.path())},
        {QStringLiteral("stories"), support.value(QStringLiteral("stories"))}};
}

Result<QJsonObject> Demo::setTraffic(bool on, int rate, const QString &who)
{
    const auto shown = show();
    if (!shown)
        return shown;
    const auto application = m_store.read(
        [&](Reader &reader) { return CatalogRepository::application(reader, text(*shown, "app")); });
    if (!application)
        return Failure(application.error());
    const Environment *production = application->environmentOf(EnvironmentRole::Production);
    auto set = m_traffic.set(on, rate, production ? production->url() : QString());
    if (!set)
        return set;
    const auto written = m_store.write([&](Transaction &transaction) -> Result<void> {
        transaction.append({who, on ? QStringLiteral("demo.load-on") : QStringLiteral("demo.load-off"),
                            QStringLiteral("application/") + text(*shown, "app"), *set});
        return {};
    });
    if (!written)
        return Failure(written.error());
    return set;
}

} // namespace slipway
