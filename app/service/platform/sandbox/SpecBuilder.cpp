#include "service/platform/sandbox/SpecBuilder.h"

#include "domain/Json.h"
#include "service/ipc/Process.h"
#include "service/platform/sandbox/ApplianceClass.h"
#include "service/platform/sandbox/BubbleWrap.h"
#include "service/platform/sandbox/EnvironmentLauncher.h"
#include "service/platform/sandbox/Variables.h"

#include <QDir>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <sys/stat.h>
#include <unistd.h>

namespace slipway {

namespace {

constexpr int mailPort = 2525;
constexpr int proxyPort = 3128;
constexpr int mostAppliances = 16;

QString textOf(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

QString newSecret()
{
    std::array<quint32, 6> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char *>(words.data()), static_cast<qsizetype>(sizeof words))
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

Failure wrongRecipe(const QString &what, const QString &where)
{
    return fail(Problem::Kind::Invalid, what, QStringLiteral("Correct the application's recipe."), where);
}

// sshd of an ordinary user: public keys from a file that nobody inside can change, and no way on from there.
QString serverConfiguration(const QJsonObject &spec)
{
    return QStringLiteral("HostKey %1/.slipway/ssh/host_ed25519_key\n"
                          "AuthorizedKeysFile %2/authorized_keys\n"
                          "AllowUsers %3\n"
                          "AuthenticationMethods publickey\n"
                          "PubkeyAuthentication yes\n"
                          "PasswordAuthentication no\n"
                          "KbdInteractiveAuthentication no\n"
                          "PermitRootLogin no\n"
                          "UsePAM no\n"
                          "StrictModes no\n"
                          "DisableForwarding yes\n"
                          "AllowTcpForwarding no\n"
                          "AllowStreamLocalForwarding no\n"
                          "AllowAgentForwarding no\n"
                          "X11Forwarding no\n"
                          "PermitTunnel no\n"
                          "GatewayPorts no\n"
                          "PermitOpen none\n"
                          "PermitListen none\n"
                          "PermitUserRC no\n"
                          "PermitUserEnvironment no\n"
                          "MaxAuthTries 3\n"
                          "MaxSessions 8\n"
                          "LoginGraceTime 20\n"
                          "ClientAliveInterval 15\n"
                          "ClientAliveCountMax 4\n"
                          "PrintMotd no\n"
                          "PrintLastLog no\n"
                          "PidFile none\n"
                          "Subsystem sftp internal-sftp\n")
        .arg(textOf(spec, "root"), textOf(spec, "access"), textOf(spec, "application"));
}

// What a class may ask for that is the same for all appliances of an environment.
Variables commonVariables(const Application &application, const Environment &environment,
                          const InsidePaths &inside)
{
    return {{QStringLiteral("root"), inside.root},
            {QStringLiteral("doors"), inside.doors},
            {QStringLiteral("application"), application.slug},
            {QStringLiteral("environment"), environment.name},
            {QStringLiteral("mail.host"), QStringLiteral("127.0.0.1")},
            {QStringLiteral("mail.port"), QString::number(mailPort)}};
}

QJsonObject toJson(const Variables &variables)
{
    QJsonObject object;
    for (const auto &[key, value] : variables)
        object.insert(key, value);
    return object;
}

// The class, when names are names and its programs are on this machine.
Result<ApplianceClass> usableClass(const DataFolder &folder, const QString &name, const QString &className,
                                   const QString &where)
{
    static const QRegularExpression wellFormed(QStringLiteral("^[a-z][a-z0-9-]{0,62}$"));
    if (!wellFormed.match(name).hasMatch() || !wellFormed.match(className).hasMatch() ||
        name == QLatin1String("doors") || name == QLatin1String("peer"))
        return wrongRecipe(QStringLiteral("\"%1\" of class \"%2\" is no name").arg(name, className), where);
    auto kind = ApplianceClass::load(folder.runtime() + QStringLiteral("/share/classes/") + className);
    if (!kind)
        return kind;
    if (const QStringList missing = kind->missing(); !missing.isEmpty()) {
        return fail(
            Problem::Kind::Unavailable,
            QStringLiteral("The class %1 needs %2").arg(className, missing.join(QStringLiteral(", "))),
            QStringLiteral("Install %1.").arg(kind->packages.join(QLatin1Char(' '))), where);
    }
    return kind;
}

// The class's defaults, and what the recipe says instead.
Result<QJsonObject> mergedParameters(const QJsonObject &document, const QJsonObject &entry,
                                     const QString &where)
{
    QJsonObject parameters = document.value(QLatin1String("parameters")).toObject();
    const QJsonObject given = entry.value(QLatin1String("parameters")).toObject();
    for (auto it = given.begin(); it != given.end(); ++it) {
        if (!parameters.contains(it.key()))
            return wrongRecipe(
                QStringLiteral("The class %1 has no parameter \"%2\"").arg(textOf(entry, "class"), it.key()),
                where);
        parameters.insert(it.key(), it.value());
    }
    return parameters;
}

} // namespace

SpecBuilder::SpecBuilder(const DataFolder &folder, bool separated) : m_folder(folder), m_separated(separated)
{
}

QStringList SpecBuilder::variables()
{
    return {QStringLiteral("root"),        QStringLiteral("home"),        QStringLiteral("doors"),
            QStringLiteral("name"),        QStringLiteral("address"),     QStringLiteral("class"),
            QStringLiteral("application"), QStringLiteral("environment"), QStringLiteral("mail.host"),
            QStringLiteral("mail.port")};
}

// One per application and name, the same in all its environments: a copy carries production's roles.
Result<QJsonObject> SpecBuilder::secretsOf(const Application &application, const QStringList &names) const
{
    const QString file = m_folder.file(QStringLiteral("run/secrets-%1.json").arg(application.id));
    QJsonObject all;
    if (const auto bytes = readFile(file)) {
        auto known = objectFromBytes(*bytes, file);
        if (!known)
            return known;
        all = *known;
    }
    QJsonObject wanted;
    bool isNew = false;
    for (const QString &name : names) {
        if (!all.contains(name)) {
            all.insert(name, newSecret());
            isNew = true;
        }
        wanted.insert(name, all.value(name));
    }
    if (isNew) {
        if (auto written = writeFileAtomically(file, toBytes(all), 0600); !written)
            return Failure(written.error());
    }
    return wanted;
}

Result<QJsonObject> SpecBuilder::applianceOf(const Application &application, const Environment &environment,
                                             const QJsonObject &entry, int index) const
{
    const QString name = textOf(entry, "name");
    const QString className = textOf(entry, "class");
    const QString where = QStringLiteral("/recipe/appliances/%1").arg(index);
    const auto kind = usableClass(m_folder, name, className, where);
    if (!kind)
        return Failure(kind.error());
    const auto secrets = secretsOf(application, kind->secrets);
    if (!secrets)
        return secrets;

    const auto paths = EnvironmentPaths::of(m_folder.path(), m_folder.runtime(), environment.slot);
    const InsidePaths inside = m_separated ? InsidePaths::separated() : InsidePaths::unseparated(paths);
    const QString home = inside.root + QLatin1Char('/') + name;
    const QString classFolder = inside.runtime + QStringLiteral("/share/classes/") + className;
    Variables variables{{QStringLiteral("name"), name},
                        {QStringLiteral("home"), home},
                        {QStringLiteral("address"), m_folder.privateAddress(environment.slot, index)},
                        {QStringLiteral("class"), classFolder}};
    variables.merge(commonVariables(application, environment, inside));
    const VariableLookup lookup = [&](const QString &asked) -> std::optional<QString> {
        const QLatin1String secret("secret.");
        if (asked.startsWith(secret)) {
            const QJsonValue value = secrets->value(asked.mid(secret.size()));
            return value.isString() ? std::optional(value.toString()) : std::nullopt;
        }
        return lookupIn(variables)(asked);
    };
    QJsonObject document = kind->document;
    const auto merged = mergedParameters(document, entry, where);
    if (!merged)
        return merged;
    const auto settled = expandVariables(QJsonValue(*merged), lookup, where);
    if (!settled)
        return Failure(settled.error());
    const QJsonObject parameters = settled->toObject();
    for (auto it = parameters.begin(); it != parameters.end(); ++it)
        variables[QStringLiteral("parameters.") + it.key()] = it.value().toVariant().toString();
    document.insert(QStringLiteral("parameters"), parameters);
    const auto resolved =
        expandVariables(QJsonValue(document), lookup, kind->folder + QStringLiteral("/class.yaml"));
    if (!resolved)
        return Failure(resolved.error());

    QJsonObject result{{QStringLiteral("name"), name},
                       {QStringLiteral("address"), variables.at(QStringLiteral("address"))},
                       {QStringLiteral("home"), home},
                       {QStringLiteral("class_folder"), classFolder},
                       {QStringLiteral("class"), resolved->toObject()},
                       {QStringLiteral("variables"), toJson(variables)},
                       {QStringLiteral("secrets"), *secrets}};
    const QString content =
        textOf(application.recipe.value(QLatin1String("content")).toObject(), qPrintable(name));
    const QStringList code = stringsFromJson(document.value(QLatin1String("code")));
    if (!content.isEmpty() && !code.isEmpty()) {
        result.insert(
            QStringLiteral("content"),
            QJsonObject{{QStringLiteral("from"), inside.runtime + QStringLiteral("/share/") + content},
                        {QStringLiteral("to"), home + QLatin1Char('/') + code.first()}});
    }
    return result;
}

Result<QJsonObject> SpecBuilder::build(const Application &application, const Environment &environment) const
{
    if (environment.slot < 1 || environment.slot > DataFolder::slots)
        return fail(Problem::Kind::Invalid, QStringLiteral("The environment has no place"), {},
                    environment.name);
    const QJsonArray entries = application.recipe.value(QLatin1String("appliances")).toArray();
    if (entries.isEmpty() || entries.size() > mostAppliances)
        return wrongRecipe(QStringLiteral("A recipe has 1 to %1 appliances").arg(mostAppliances),
                           QStringLiteral("/recipe/appliances"));
    if (auto installed = m_folder.installRuntime(); !installed)
        return Failure(installed.error());
    QJsonArray appliances;
    QStringList names;
    for (int i = 0; i < static_cast<int>(entries.size()); ++i) {
        auto appliance = applianceOf(application, environment, entries.at(i).toObject(), i);
        if (!appliance)
            return appliance;
        names.append(textOf(*appliance, "name"));
        appliances.append(*appliance);
    }
    if (names.removeDuplicates() > 0)
        return wrongRecipe(QStringLiteral("Two appliances have the same name"),
                           QStringLiteral("/recipe/appliances"));
    const auto paths = EnvironmentPaths::of(m_folder.path(), m_folder.runtime(), environment.slot);
    const InsidePaths inside = m_separated ? InsidePaths::separated() : InsidePaths::unseparated(paths);
    return QJsonObject{{QStringLiteral("slot"), environment.slot},
                       {QStringLiteral("application"), application.slug},
                       {QStringLiteral("environment"), environment.name},
                       {QStringLiteral("root"), inside.root},
                       {QStringLiteral("doors"), inside.doors},
                       {QStringLiteral("runtime"), inside.runtime},
                       {QStringLiteral("access"), inside.access},
                       {QStringLiteral("separated"), m_separated},
                       {QStringLiteral("mail_port"), mailPort},
                       {QStringLiteral("proxy_port"), proxyPort},
                       {QStringLiteral("version"),
                        textOf(application.recipe.value(QLatin1String("version")).toObject(), "appliance")},
                       {QStringLiteral("appliances"), appliances}};
}

Result<void> SpecBuilder::writeAccess(const QJsonObject &spec) const
{
    const int slot = spec.value(QLatin1String("slot")).toInt();
    const auto paths = EnvironmentPaths::of(m_folder.path(), m_folder.runtime(), slot);
    if (!QDir().mkpath(paths.access) || ::chmod(paths.access.toLocal8Bit().constData(), 0755) != 0)
        return fail(Problem::Kind::Unavailable, QStringLiteral("Can't create the folder"), {}, paths.access);
    const unsigned uid = hasLauncher(m_folder) ? m_folder.environmentUid(slot) : ::geteuid();
    const QString user = textOf(spec, "application");
    const QString root = textOf(spec, "root");
    QString hosts = QStringLiteral("127.0.0.1 localhost %1\n").arg(textOf(spec, "environment"));
    for (const QJsonValue &value : spec.value(QLatin1String("appliances")).toArray()) {
        const QJsonObject appliance = value.toObject();
        hosts += QStringLiteral("%1 %2\n").arg(textOf(appliance, "address"), textOf(appliance, "name"));
    }
    const std::map<QString, QString> files{
        {QStringLiteral("passwd"),
         QStringLiteral("%1:x:%2:%2:%1:%3:/bin/bash\nnobody:x:65534:65534::/:/usr/sbin/nologin\n")
             .arg(user)
             .arg(uid)
             .arg(root)},
        {QStringLiteral("group"), QStringLiteral("%1:x:%2:\nnogroup:x:65534:\n").arg(user).arg(uid)},
        {QStringLiteral("hosts"), hosts},
        {QStringLiteral("nsswitch.conf"), QStringLiteral("passwd: files\ngroup: files\nhosts: files\n")},
        {QStringLiteral("sshd_config"), serverConfiguration(spec)},
        {QStringLiteral("rsyncd.conf"),
         QStringLiteral("use chroot = no\nread only = yes\nlist = no\nmunge symlinks = no\n"
                        "reverse lookup = no\nlog file = /dev/null\n[srv]\npath = %1\n")
             .arg(root)}};
    for (const auto &[name, text] : files) {
        if (auto written = writeFileAtomically(paths.access + QLatin1Char('/') + name, text.toUtf8(), 0644);
            !written)
            return written;
    }
    return {};
}

Result<void> SpecBuilder::write(const Application &application, const Environment &environment) const
{
    const auto spec = build(application, environment);
    if (!spec)
        return Failure(spec.error());
    if (auto parsed = EnvironmentSpec::fromJson(*spec); !parsed)
        return Failure(parsed.error());
    if (auto written = writeAccess(*spec); !written)
        return written;
    return writeFileAtomically(specificationFile(m_folder, environment.slot), toBytes(*spec), 0600);
}

Result<EnvironmentSpec> SpecBuilder::read(int slot) const
{
    const auto bytes = readFile(specificationFile(m_folder, slot));
    if (!bytes)
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no environment in slot %1").arg(slot),
                    QStringLiteral("Create it first."));
    const auto object = objectFromBytes(*bytes, QStringLiteral("the specification"));
    return object ? EnvironmentSpec::fromJson(*object) : Result<EnvironmentSpec>(Failure(object.error()));
}

} // namespace slipway
