#include "Harness.h"

#include "domain/Json.h"
#include "service/platform/sandbox/EnvironmentLauncher.h"
#include "service/platform/sandbox/Isolation.h"
#include "service/platform/sandbox/Modes.h"
#include "service/platform/sandbox/SandboxStarter.h"

#include <QDir>
#include <QFileInfo>

#include <arpa/inet.h>
#include <array>
#include <grp.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway::test {

namespace {

// A user with a name, which ssh and its tools ask for; Debian always has it.
constexpr unsigned ordinaryUid = 5;

void copyBothWays(FileDescriptor one, FileDescriptor other, const std::stop_token &stop)
{
    std::array<pollfd, 2> entries{{{one.get(), POLLIN, 0}, {other.get(), POLLIN, 0}}};
    std::array<char, 65536> space;
    while (!stop.stop_requested()) {
        if (::poll(entries.data(), 2, 50) <= 0)
            continue;
        for (std::size_t i = 0; i < 2; ++i) {
            if (!entries[i].revents)
                continue;
            const ssize_t count = ::read(entries[i].fd, space.data(), space.size());
            if (count <= 0)
                return;
            for (ssize_t sent = 0; sent < count;) {
                const ssize_t written = ::send(entries[1 - i].fd, space.data() + sent,
                                               static_cast<std::size_t>(count - sent), MSG_NOSIGNAL);
                if (written <= 0)
                    return;
                sent += written;
            }
        }
    }
}

Result<FileDescriptor> listenFor(const Link &link)
{
    if (const auto *path = std::get_if<QString>(&link.listen))
        return listenAt(*path, 0777);
    const auto &tcp = std::get<Link::Tcp>(link.listen);
    FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(static_cast<uint16_t>(tcp.port));
    ::inet_pton(AF_INET, tcp.address.toLatin1().constData(), &name.sin_addr);
    const int on = 1;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(socket.get(), reinterpret_cast<const sockaddr *>(&name), sizeof name) != 0 ||
        ::listen(socket.get(), 32) != 0)
        return fail(Problem::Kind::Unavailable, QStringLiteral("no address"), {}, tcp.address);
    return socket;
}

} // namespace

DirectKeeper::~DirectKeeper()
{
    m_links.clear();
    SandboxStarter starter(m_folder);
    for (auto &[slot, environment] : m_environments)
        (void)starter.end(slot, environment.init, std::chrono::seconds(5));
}

Result<void> DirectKeeper::environment(int slot, bool wanted, std::stop_token)
{
    const std::lock_guard lock(m_mutex);
    SandboxStarter starter(m_folder);
    const auto found = m_environments.find(slot);
    const bool alive = found != m_environments.end() && found->second.init.isAlive();
    if (alive == wanted)
        return {};
    if (!wanted) {
        auto ended = starter.end(slot, found->second.init, std::chrono::seconds(8));
        m_environments.erase(slot);
        return ended;
    }
    auto listener = listenAt(controlSocket(m_folder, slot), 0600);
    if (!listener)
        return Failure(listener.error());
    auto init = starter.launch(slot, listener->get());
    if (!init)
        return Failure(init.error());
    m_environments[slot] = {std::move(*listener), *init};
    return starter.ready(slot, std::chrono::seconds(10));
}

ProcessId DirectKeeper::init(int slot) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_environments.find(slot);
    return found == m_environments.end() ? ProcessId{} : found->second.init;
}

Result<void> DirectKeeper::link(const Link &link)
{
    auto listener = listenFor(link);
    if (!listener)
        return Failure(listener.error());
    m_links[link.name] =
        std::jthread([listener = std::move(*listener), to = link.to](const std::stop_token &stop) {
            std::vector<std::jthread> pairs;
            while (!stop.stop_requested()) {
                auto one = acceptFrom(listener.get(), std::chrono::milliseconds(50));
                if (!one)
                    continue;
                auto other = connectTo(to);
                if (other)
                    pairs.emplace_back([one = std::move(*one),
                                        other = std::move(*other)](const std::stop_token &inner) mutable {
                        copyBothWays(std::move(one), std::move(other), inner);
                    });
            }
        });
    return {};
}

Result<void> DirectKeeper::unlink(const QString &name)
{
    m_links.erase(name);
    return {};
}

Result<void> DirectKeeper::outbound(int slot, bool open)
{
    if (open)
        return m_egress.open(slot);
    m_egress.shut(slot);
    return {};
}

Harness::Harness(MailSink *sink) : m_temporary(QStringLiteral("/tmp/slipway-platform-XXXXXX"))
{
    ::chmod(m_temporary.path().toLocal8Bit().constData(), 0711);
    const QString data = m_temporary.filePath(QStringLiteral("data"));
    auto folder = DataFolder::open(data);
    if (!folder || !folder->installRuntime())
        qFatal("no data folder");
    m_folder.emplace(std::move(*folder));
    bool separated = false;
    if (::geteuid() == 0) {
        auto launcher = spawn(
            {QStringLiteral("/proc/self/exe"), QStringLiteral("--launcher"), QStringLiteral("--data"), data});
        if (!launcher)
            qFatal("no launcher");
        m_launcher = *launcher;
        if (!QTest::qWaitFor([&] { return hasLauncher(*m_folder); }, 5000))
            qFatal("the launcher doesn't answer");
        separated = isolation(m_folder->environmentUid(1)).works;
    } else {
        separated = isolation().works;
    }
    m_keeper = std::make_unique<DirectKeeper>(*m_folder);
    m_platform = std::make_unique<SandboxPlatform>(*m_folder, *m_keeper, separated, sink);
}

Harness::~Harness()
{
    m_platform.reset();
    m_keeper.reset();
    for (int slot = 1; slot < 6; ++slot)
        (void)removeSlot(*m_folder, slot);
    if (m_launcher)
        (void)endProcess(*m_launcher, std::chrono::seconds(2));
}

void Harness::addClass(const QString &name, const std::map<QString, QByteArray> &files)
{
    const QString folder = m_folder->runtime() + QStringLiteral("/share/classes/") + name;
    QDir().mkpath(folder);
    for (const auto &[file, bytes] : files) {
        const QString path = folder + QLatin1Char('/') + file;
        if (!writeFileAtomically(path, bytes, bytes.startsWith("#!") ? 0755 : 0644))
            qFatal("no class");
    }
}

std::pair<int, QString> Harness::inside(int slot, const QStringList &arguments) const
{
    const auto answer = client(slot).ask(
        QStringLiteral("exec"), {{QStringLiteral("argv"), toJson(arguments)}}, std::chrono::seconds(30));
    if (!answer)
        return {-1, answer.error().text()};
    return {answer->value(QLatin1String("exit")).toInt(),
            answer->value(QLatin1String("output")).toString() +
                answer->value(QLatin1String("error")).toString()};
}

Application Harness::application(const QJsonObject &recipe, const QString &slug)
{
    Application application;
    application.id = 1;
    application.customer = QStringLiteral("northwind");
    application.slug = slug;
    application.recipe = recipe;
    return application;
}

void Harness::addPlainClass()
{
    addClass(QStringLiteral("plain"), {{QStringLiteral("class.yaml"), R"(name: plain
title: A process that sleeps
services:
  - name: main
    kind: application
    run: [/usr/bin/sleep, infinity]
    stop: {signal: TERM, within: 1s}
    restart: always
health: {exec: [/usr/bin/test, -d, "${home}/photos"], within: 2s}
version: {file: code/VERSION}
code: [code]
live: [{name: photos, path: photos, kind: files}]
)"}});
}

Application Harness::plain()
{
    const auto recipe = objectFromBytes(R"({"version": {"appliance": "app"},
        "appliances": [{"name": "app", "class": "plain"}]})",
                                        QStringLiteral("recipe"));
    return application(*recipe);
}

Application Harness::shop()
{
    const auto recipe = objectFromBytes(R"({
        "front": "web", "version": {"appliance": "app", "file": "code/VERSION"},
        "appliances": [{"name": "web", "class": "nginx", "parameters": {"upstream": "app"}},
                       {"name": "app", "class": "shop-app", "parameters": {"database": "db"}},
                       {"name": "db", "class": "postgresql"}],
        "content": {"app": "demo/shop/code", "web": "demo/shop/web"}})",
                                        QStringLiteral("recipe"));
    return application(*recipe);
}

slipway::Environment Harness::environment(int slot)
{
    slipway::Environment environment;
    environment.id = slot;
    environment.applicationId = 1;
    environment.name = QStringLiteral("shop-%1").arg(slot);
    environment.slot = slot;
    return environment;
}

QByteArray httpGet(const QString &socket, const QByteArray &path, const QByteArray &method,
                   const QByteArray &body, const QByteArray &type)
{
    auto connection = connectTo(socket);
    if (!connection)
        return {};
    QByteArray request = method + ' ' + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n";
    if (!body.isEmpty())
        request +=
            "Content-Type: " + type + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    request += "\r\n" + body;
    if (::send(connection->get(), request.constData(), static_cast<std::size_t>(request.size()),
               MSG_NOSIGNAL) < 0)
        return {};
    QByteArray answer;
    std::array<char, 65536> space;
    pollfd entry{connection->get(), POLLIN, 0};
    while (::poll(&entry, 1, 5000) > 0) {
        const ssize_t count = ::read(connection->get(), space.data(), space.size());
        if (count <= 0)
            break;
        answer.append(space.data(), count);
    }
    return answer;
}

std::optional<int> runMode(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const QString mode = arguments.value(0);
    if (mode == QLatin1String("--environment"))
        return environmentMain(arguments);
    if (mode == QLatin1String("--launcher"))
        return launcherMain(arguments);
    if (mode == QLatin1String("--enter-network"))
        return enterNetworkMain(arguments);
    if (mode == QLatin1String("--relay"))
        return relayMain(arguments);
    return std::nullopt;
}

void becomeUserWhenAsked()
{
    if (::geteuid() != 0 || qEnvironmentVariableIsEmpty("SLIPWAY_TEST_AS_USER"))
        return;
    if (::setgroups(0, nullptr) != 0 || ::setresgid(ordinaryUid, ordinaryUid, ordinaryUid) != 0 ||
        ::setresuid(ordinaryUid, ordinaryUid, ordinaryUid) != 0)
        qFatal("can't become an ordinary user");
    ::prctl(PR_SET_DUMPABLE, 1); // its own program is readable again
}

} // namespace slipway::test
