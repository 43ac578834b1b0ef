// The first start of a restored folder, and a start where another folder holds the addresses.
#include "daemon/AddressCheck.h"
#include "daemon/Restored.h"
#include "domain/Json.h"
#include "service/ipc/Process.h"
#include "service/store/CatalogRepository.h"
#include "store/StoreFixture.h"

#include <QDir>
#include <QHostAddress>
#include <QProcess>
#include <QTcpServer>

using namespace slipway;

namespace {

const QString eva = QStringLiteral("eva");

Environment running(const DataFolder &folder, qint64 application, int slot, EnvironmentRole role)
{
    Environment environment;
    environment.applicationId = application;
    environment.name = QStringLiteral("shop-%1").arg(slot);
    environment.role = role;
    environment.slot = slot;
    environment.state = QStringLiteral("running");
    environment.address = folder.publicAddress(slot + 5); // they wander in swaps
    environment.port = DataFolder::httpPort;
    environment.ssh = {folder.publicAddress(slot + 5), DataFolder::sshPort, QStringLiteral("shop")};
    Appliance web;
    web.name = QStringLiteral("web");
    web.className = QStringLiteral("nginx");
    web.address = folder.privateAddress(slot, 1);
    web.state = QStringLiteral("running");
    web.health = QStringLiteral("healthy");
    environment.appliances = {web};
    return environment;
}

} // namespace

class TestRestored : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addressesMoveAndWhatIsNotHereIsMissing()
    {
        StoreFixture f;
        auto original = DataFolder::open(m_place.filePath(QStringLiteral("original")));
        SLIPWAY_OK(original);
        fill(f, *original);
        auto folder = copyOf(*original, QStringLiteral("restored"));
        SLIPWAY_OK(folder);
        // One was brought along by hand.
        QVERIFY(QDir().mkpath(folder->environment(2)));
        SLIPWAY_OK(settleRestored(*f.store, *folder));
        QVERIFY(!folder->restored());
        const auto after =
            f.store->read([](Reader &reader) { return CatalogRepository::environments(reader); });
        SLIPWAY_OK(after);
        QCOMPARE(after->size(), std::size_t(2));
        for (const Environment &environment : *after) {
            QCOMPARE(environment.address, folder->publicAddress(environment.slot + 5));
            QCOMPARE(environment.appliances[0].address, folder->privateAddress(environment.slot, 1));
            const bool isHere = environment.slot == 2;
            QCOMPARE(environment.state, isHere ? QStringLiteral("running") : QStringLiteral("missing"));
            QCOMPARE(environment.appliances[0].state,
                     isHere ? QStringLiteral("running") : QStringLiteral("unknown"));
            QCOMPARE(environment.ssh.host, isHere ? environment.address : QString());
        }
        const QStringList kinds = kindsOf(f);
        for (const char *kind : {"environment.address", "appliance.address", "environment.state",
                                 "environment.closed", "folder.restored"})
            QVERIFY2(kinds.contains(QLatin1String(kind)), kind);
        // Another start has nothing to do.
        SLIPWAY_OK(settleRestored(*f.store, *folder));
        QCOMPARE(kindsOf(f), kinds);
    }

    void aStartNamesTheFolderThatHoldsTheAddresses()
    {
        auto original = DataFolder::open(m_place.filePath(QStringLiteral("served")));
        SLIPWAY_OK(original);
        SLIPWAY_OK(checkAddresses(*original));
        const QString copy = m_place.filePath(QStringLiteral("copy"));
        QVERIFY(QDir().mkpath(copy));
        QVERIFY(QFile::copy(original->file(QStringLiteral("folder.json")),
                            copy + QStringLiteral("/folder.json")));
        const auto folder = DataFolder::open(copy);
        SLIPWAY_OK(folder);
        QCOMPARE(folder->apiUrl(), original->apiUrl());
        QTcpServer listener;
        QVERIFY(
            listener.listen(QHostAddress(original->apiAddress()), static_cast<quint16>(original->apiPort())));
        SLIPWAY_OK(checkAddresses(*folder)); // by whom isn't known
        QProcess holder;
        holder.start(QStringLiteral("/bin/bash"),
                     {QStringLiteral("-c"),
                      QStringLiteral("exec -a slipwayd /bin/bash -c 'echo up; read -r' x --data \"$1\""),
                      QStringLiteral("bash"), original->path()});
        QVERIFY(holder.waitForReadyRead(10000));
        const auto refused = checkAddresses(*folder);
        QVERIFY(!refused);
        QVERIFY2(refused.error().what.contains(original->path()), qPrintable(refused.error().text()));
        QVERIFY(refused.error().hint.contains(QLatin1String("--stop")));
        SLIPWAY_OK(checkAddresses(*original)); // it holds its own
        holder.closeWriteChannel();
        QVERIFY(holder.waitForFinished(10000));
    }

private:
    static void fill(StoreFixture &f, const DataFolder &folder)
    {
        SLIPWAY_OK(f.store->write([&](Transaction &transaction) -> Result<void> {
            if (auto added = CatalogRepository::addCustomer(transaction, eva, QStringLiteral("northwind"),
                                                            QStringLiteral("Northwind"));
                !added)
                return Failure(added.error());
            Application application;
            application.customer = QStringLiteral("northwind");
            application.slug = QStringLiteral("shop");
            application.name = QStringLiteral("Shop");
            const auto made = CatalogRepository::addApplication(transaction, eva, application);
            if (!made)
                return Failure(made.error());
            for (const auto &[slot, role] :
                 {std::pair{1, EnvironmentRole::Production}, std::pair{2, EnvironmentRole::Test}}) {
                if (auto added = CatalogRepository::addEnvironment(transaction, eva,
                                                                   running(folder, made->id, slot, role));
                    !added)
                    return Failure(added.error());
            }
            return {};
        }));
    }

    Result<DataFolder> copyOf(const DataFolder &original, const QString &name) const
    {
        const QString path = m_place.filePath(name);
        QDir().mkpath(path);
        QFile::copy(original.file(QStringLiteral("folder.json")), path + QStringLiteral("/folder.json"));
        if (auto marked = DataFolder::markRestored(path, true); !marked)
            return Failure(marked.error());
        return DataFolder::open(path);
    }

    static QStringList kindsOf(StoreFixture &f)
    {
        QStringList kinds;
        static_cast<void>(f.store->read([&](Reader &reader) {
            return reader.query(QStringLiteral("SELECT kind FROM event ORDER BY seq"), {},
                                [&](const Row &row) -> Result<void> {
                                    kinds.append(row.text("kind"));
                                    return {};
                                });
        }));
        return kinds;
    }

    QTemporaryDir m_place;
};

QTEST_GUILESS_MAIN(TestRestored)
#include "TestRestored.moc"
