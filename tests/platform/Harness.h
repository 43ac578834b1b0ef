// A data folder with a platform on it, for tests with real environments: the launcher when root, no guardian.
// The test program itself is slipwayd: use SLIPWAY_PLATFORM_TEST_MAIN instead of QTEST_GUILESS_MAIN.
#pragma once
#include "service/guardian/Egress.h"
#include "service/ipc/DataFolder.h"
#include "service/ipc/Process.h"
#include "service/platform/sandbox/EnvironmentClient.h"
#include "service/platform/sandbox/EnvironmentKeeper.h"
#include "service/platform/sandbox/SandboxPlatform.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace slipway::test {

// Starts environments itself and carries links in threads.
class DirectKeeper final : public EnvironmentKeeper
{
public:
    explicit DirectKeeper(const DataFolder &folder) : m_folder(folder), m_egress(folder.path()) {}
    ~DirectKeeper() override;
    Result<void> environment(int slot, bool wanted, std::stop_token stop) override;
    Result<void> link(const Link &link) override;
    Result<void> unlink(const QString &name) override;
    Result<void> outbound(int slot, bool open) override;
    ProcessId init(int slot) const;
    const Egress &egress() const { return m_egress; }

private:
    struct Environment
    {
        FileDescriptor listener;
        ProcessId init;
    };
    const DataFolder &m_folder;
    mutable std::mutex m_mutex;
    std::map<int, Environment> m_environments;
    std::map<QString, std::jthread> m_links;
    Egress m_egress;
};

class Harness
{
public:
    explicit Harness(MailSink *sink = nullptr);
    ~Harness();
    const DataFolder &folder() const { return *m_folder; }
    Platform &platform() { return *m_platform; }
    DirectKeeper &keeper() { return *m_keeper; }
    EnvironmentClient client(int slot) const { return EnvironmentClient(*m_folder, slot); }
    // A class of the test's own.
    void addClass(const QString &name, const std::map<QString, QByteArray> &files);
    // Runs a program inside; its exit code and output.
    std::pair<int, QString> inside(int slot, const QStringList &arguments) const;

    // A class without servers: one process that sleeps, code, and files that live.
    void addPlainClass();
    static Application plain();
    static Application application(const QJsonObject &recipe, const QString &slug = QStringLiteral("shop"));
    static Application shop();
    static slipway::Environment environment(int slot);

private:
    QTemporaryDir m_temporary;
    std::optional<DataFolder> m_folder;
    std::optional<ProcessId> m_launcher;
    std::unique_ptr<DirectKeeper> m_keeper;
    std::unique_ptr<SandboxPlatform> m_platform;
};

// GET over a unix socket: the whole answer, empty when nobody answers.
QByteArray httpGet(const QString &socket, const QByteArray &path, const QByteArray &method = "GET",
                   const QByteArray &body = {}, const QByteArray &type = "application/json");

std::optional<int> runMode(int argc, char **argv);
void becomeUserWhenAsked();

} // namespace slipway::test

#define SLIPWAY_PLATFORM_TEST_MAIN(TestClass)                                                                \
    int main(int argc, char **argv)                                                                          \
    {                                                                                                        \
        if (const auto code = slipway::test::runMode(argc, argv))                                            \
            return *code;                                                                                    \
        slipway::test::becomeUserWhenAsked();                                                                \
        QCoreApplication application(argc, argv);                                                            \
        TestClass test;                                                                                      \
        return QTest::qExec(&test, argc, argv);                                                              \
    }

// A result that must be good; its problem is the message.
#define VERIFY_OK(expression)                                                                                \
    do {                                                                                                     \
        const auto &checkedResult = (expression);                                                            \
        if (!checkedResult)                                                                                  \
            QFAIL(qPrintable(QStringLiteral(#expression ": ") + checkedResult.error().text()));              \
    } while (false)
