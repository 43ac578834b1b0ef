#include "service/store/HostRepository.h"
#include "store/StoreFixture.h"

using namespace slipway;

namespace {

const QString eva = QStringLiteral("eva");
const QString key =
    QStringLiteral("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl");

Host hostNamed(const QString &name)
{
    Host host;
    host.name = name;
    host.address = QStringLiteral("10.0.0.1");
    host.user = QStringLiteral("deploy");
    host.hostKey = key + QStringLiteral(" root@web1");
    host.secret = QStringLiteral("host.") + name;
    return host;
}

} // namespace

class TestHosts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addedFoundAndRemoved()
    {
        StoreFixture fixture;
        Host added;
        SLIPWAY_OK(fixture.store->write([&](Transaction &t) -> Result<void> {
            auto host = HostRepository::add(t, eva, hostNamed(QStringLiteral("web1")));
            if (!host)
                return Failure(host.error());
            added = *host;
            return {};
        }));
        QCOMPARE(added.hostKey, key);
        QCOMPARE(events(fixture, QStringLiteral("host.added")), 1);
        SLIPWAY_OK(fixture.store->read([&](Reader &reader) -> Result<void> {
            const auto found = HostRepository::find(reader, QStringLiteral("web1"));
            if (!found)
                return Failure(found.error());
            return *found == added ? Result<void>()
                                   : fail(Problem::Kind::Internal, QStringLiteral("differs"));
        }));
        const auto again = fixture.store->write([&](Transaction &t) -> Result<void> {
            auto host = HostRepository::add(t, eva, hostNamed(QStringLiteral("web1")));
            return host ? Result<void>() : Failure(host.error());
        });
        QCOMPARE(again.error().kind, Problem::Kind::Conflict);
        SLIPWAY_OK(fixture.store->write(
            [&](Transaction &t) { return HostRepository::remove(t, eva, QStringLiteral("web1")); }));
        QCOMPARE(events(fixture, QStringLiteral("host.removed")), 1);
        const auto gone = fixture.store->write(
            [&](Transaction &t) { return HostRepository::remove(t, eva, QStringLiteral("web1")); });
        QCOMPARE(gone.error().kind, Problem::Kind::NotFound);
    }

    void pagesAndSearch()
    {
        StoreFixture fixture;
        SLIPWAY_OK(fixture.store->write([&](Transaction &t) -> Result<void> {
            for (int i = 1; i <= 5; ++i) {
                Host host = hostNamed(QStringLiteral("web%1").arg(i));
                host.secret = QStringLiteral("shared");
                if (auto added = HostRepository::add(t, eva, host); !added)
                    return Failure(added.error());
            }
            return {};
        }));
        QStringList names;
        QStringList found;
        QStringList users;
        SLIPWAY_OK(fixture.store->read([&](Reader &reader) -> Result<void> {
            PageRequest request{{}, 2, {}};
            do {
                const auto page = HostRepository::list(reader, request);
                if (!page)
                    return Failure(page.error());
                for (const Host &host : page->items)
                    names.append(host.name);
                request.cursor = page->next;
            } while (!request.cursor.isEmpty());
            const auto some = HostRepository::list(reader, {QStringLiteral("WEB3"), 50, {}});
            for (const Host &host : some->items)
                found.append(host.name);
            users = *HostRepository::namesWithSecret(reader, QStringLiteral("shared"));
            return {};
        }));
        QCOMPARE(names.join(QLatin1Char(' ')), QStringLiteral("web5 web4 web3 web2 web1"));
        QCOMPARE(found, QStringList{QStringLiteral("web3")});
        QCOMPARE(users.size(), 5);
    }

    void fingerprints()
    {
        // As ssh-keygen -lf prints it.
        QCOMPARE(fingerprintOf(key), QStringLiteral("SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU"));
        for (const char *bad : {"", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAA",
                                "no-key AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoq", "ssh-ed25519 !!!!"})
            QVERIFY2(!publicKeyFromText(QString::fromLatin1(bad)), bad);
        QCOMPARE(*publicKeyFromText(QStringLiteral(" %1 a comment\n").arg(key)), key);
    }

private:
    static int events(const StoreFixture &fixture, const QString &kind)
    {
        qint64 count = -1;
        static_cast<void>(fixture.store->read([&](Reader &reader) -> Result<void> {
            count = *reader.integer(QStringLiteral("SELECT count(*) FROM event WHERE kind = ?"), {kind});
            return {};
        }));
        return static_cast<int>(count);
    }
};

QTEST_GUILESS_MAIN(TestHosts)
#include "TestHosts.moc"
