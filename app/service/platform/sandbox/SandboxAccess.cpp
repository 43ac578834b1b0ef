// The part of the sandbox platform that lets customers in and out, and tells what went down and came up.
#include "domain/Json.h"
#include "service/ipc/Process.h"
#include "service/platform/sandbox/BubbleWrap.h"
#include "service/platform/sandbox/EnvironmentLauncher.h"
#include "service/platform/sandbox/init/IncidentRing.h"
#include "service/platform/sandbox/Isolation.h"
#include "service/platform/sandbox/SandboxPlatform.h"

#include <QFileInfo>

#include <algorithm>

namespace slipway {

namespace {

QString doorName(int slot)
{
    return QStringLiteral("ssh/%1").arg(slot);
}

// One line of a public key; anything else, options above all, is refused.
Result<QByteArray> authorizedKeys(const QStringList &keys)
{
    QByteArray text;
    for (const QString &key : keys) {
        const QString line = key.trimmed();
        const QString kind = line.section(QLatin1Char(' '), 0, 0);
        const bool known = kind.startsWith(QLatin1String("ssh-")) ||
                           kind.startsWith(QLatin1String("ecdsa-")) || kind.startsWith(QLatin1String("sk-"));
        if (!known || line.contains(QLatin1Char('\n')) || line.contains(QLatin1Char('\r')) ||
            line.section(QLatin1Char(' '), 1, 1).isEmpty())
            return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is no public key").arg(line.left(40)),
                        QStringLiteral("Give it in OpenSSH's one-line form, without options."));
        text += line.toUtf8() + '\n';
    }
    if (text.isEmpty())
        return fail(Problem::Kind::Invalid, QStringLiteral("Nobody's key is given"),
                    QStringLiteral("Add an SSH key to one of the customer's contacts."));
    return text;
}

} // namespace

Result<SshEndpoint> SandboxPlatform::openAccess(const Environment &environment, const QStringList &keys,
                                                const Work &work)
{
    if (!m_separated) {
        return fail(Problem::Kind::Forbidden,
                    QStringLiteral("Nobody is let in: environments can't be separated on this machine (%1)")
                        .arg(isolation().reason),
                    isolation().hint, environment.name);
    }
    if (environment.address.isEmpty()) {
        return fail(Problem::Kind::Conflict, QStringLiteral("%1 has no address").arg(environment.name),
                    QStringLiteral("Nobody can come in before it has one."));
    }
    const auto text = authorizedKeys(keys);
    if (!text)
        return Failure(text.error());
    const auto spec = m_specs.read(environment.slot);
    if (!spec)
        return Failure(spec.error());
    const auto paths = EnvironmentPaths::of(m_folder.path(), m_folder.runtime(), environment.slot);
    if (auto written = writeFileAtomically(paths.access + QStringLiteral("/authorized_keys"), *text, 0644);
        !written)
        return Failure(written.error());
    if (auto up = bringUp(environment, work); !up)
        return Failure(up.error());
    const auto opened = ask(environment, "access", {}, std::chrono::seconds(20), work);
    if (!opened)
        return Failure(opened.error());
    // Its own, which moves with a swap: the one that its slot began with may be another production's by now.
    const QString host = environment.address;
    const Link link{doorName(environment.slot), Link::Tcp{host, DataFolder::sshPort},
                    paths.doors + QStringLiteral("/ssh.sock")};
    if (auto linked = m_keeper.link(link); !linked)
        return Failure(linked.error());
    work.say(QStringLiteral("Open for %1 key(s)").arg(keys.size()), *opened);
    QStringList code;
    for (const ApplianceSpec &appliance : spec->appliances)
        code += appliance.code;
    return SshEndpoint{host, DataFolder::sshPort, spec->application,
                       opened->value(QStringLiteral("host_key")).toString().trimmed(), code};
}

Result<void> SandboxPlatform::closeAccess(const Environment &environment, const Work &work)
{
    if (auto unlinked = m_keeper.unlink(doorName(environment.slot)); !unlinked)
        return unlinked;
    const auto paths = EnvironmentPaths::of(m_folder.path(), m_folder.runtime(), environment.slot);
    if (QFileInfo::exists(paths.access)) {
        if (auto written = writeFileAtomically(paths.access + QStringLiteral("/authorized_keys"), {}, 0644);
            !written)
            return written;
    }
    if (auto up = bringUp(environment, work); !up)
        return up;
    const auto evicted = ask(environment, "evict", {}, std::chrono::seconds(30), work);
    if (!evicted)
        return Failure(evicted.error());
    work.say(QStringLiteral("Closed; sessions and what they left behind are ended"), *evicted);
    return {};
}

Result<Platform::Incidents> SandboxPlatform::incidents(qint64 since)
{
    // Everything up to the moment of the question, of all environments; what comes later is for next time.
    const qint64 until = init::microsecondsSinceBoot();
    const qint64 from = since > until ? 0 : since; // since the last boot the count begins anew
    std::vector<std::pair<qint64, Incident>> found;
    for (int slot = 1; slot <= DataFolder::slots; ++slot) {
        if (!QFileInfo::exists(specificationFile(m_folder, slot)))
            continue;
        const auto answer =
            EnvironmentClient(m_folder, slot)
                .ask(QStringLiteral("incidents"), {{QStringLiteral("since"), QString::number(from)}},
                     std::chrono::seconds(2));
        if (!answer)
            continue; // its end is the guardian's incident
        for (const QJsonValue &value : answer->value(QLatin1String("incidents")).toArray()) {
            const QJsonObject incident = value.toObject();
            const qint64 number = incident.value(QLatin1String("number")).toString().toLongLong();
            if (number > until)
                continue;
            found.push_back({number, Incident{incident.value(QLatin1String("kind")).toString(), slot,
                                              incident.value(QLatin1String("appliance")).toString(),
                                              incident.value(QLatin1String("payload")).toObject()}});
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto &one, const auto &other) { return one.first < other.first; });
    Incidents result;
    result.next = found.empty() ? from : found.back().first;
    for (auto &entry : found)
        result.items.push_back(std::move(entry.second));
    return result;
}

} // namespace slipway
