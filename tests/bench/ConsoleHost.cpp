// What the console's bench opens: the API over 10,000 applications and 2,000 releases, filled through the
// same repositories and services that fill a real one. Prints its port and a token, then takes commands from
// stdin: "feed RATE SECONDS" appends that many events, of releases and applications that are there, and says
// "fed COUNT"; it serves until stdin ends.
#include "api/ApiFixture.h"

#include <cstdio>
#include <iostream>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>

namespace slipway::test {

namespace {

constexpr int customers = 200;
constexpr int applicationsEach = 50;
constexpr int releases = 2000;
constexpr int openReleases = 60;
constexpr int environments = 60; // as many as have a place besides those of the fixture
constexpr int fillers = 16;
constexpr auto batch = std::chrono::milliseconds(10);
constexpr auto settles = std::chrono::milliseconds(1);

QString customerOf(int number)
{
    return QStringLiteral("customer-%1").arg(number, 3, 10, QLatin1Char('0'));
}

QString handleOf(int number)
{
    return customerOf(number / applicationsEach) + QStringLiteral("/app-%1").arg(number % applicationsEach);
}

class Filled
{
public:
    Filled()
    {
        for (int customer = 0; customer < customers; ++customer)
            addCustomer(customer);
        // Together they share commits.
        std::vector<std::jthread> hands;
        for (int hand = 0; hand < fillers; ++hand) {
            hands.emplace_back([this, hand] {
                for (int number = hand; number < releases; number += fillers)
                    addRelease(number);
            });
        }
    }

    int port() const { return m_api.server->port(); }
    QByteArray token() { return m_api.tokens[QStringLiteral("admin")]; }

    // Says how many it wrote, in which time, and where the ledger ends then.
    void feed(int rate, int seconds)
    {
        const auto began = std::chrono::steady_clock::now();
        const int total = rate * seconds;
        int fed = 0;
        while (fed < total) {
            const auto since = std::chrono::steady_clock::now() - began;
            const auto due = std::min<std::int64_t>(
                total, std::chrono::duration_cast<std::chrono::microseconds>(since).count() * rate / 1000000);
            if (due > fed)
                append(fed, static_cast<int>(due));
            fed = static_cast<int>(due);
            std::this_thread::sleep_until(began + since + batch);
        }
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
        const QJsonObject head = ApiFixture::must(m_api.head());
        std::printf("fed %d in %.3f s to %lld\n", fed, took.count(),
                    head.value(QStringLiteral("seq")).toInteger());
    }

private:
    void addCustomer(int customer)
    {
        ApiFixture::must(m_api.store->write([&](Transaction &t) -> Result<void> {
            const QString slug = customerOf(customer);
            ApiFixture::must(CatalogRepository::addCustomer(
                t, m_who, slug, QStringLiteral("Customer %1 and Sons").arg(customer)));
            for (int number = 0; number < applicationsEach; ++number) {
                Application application;
                application.customer = slug;
                application.slug = QStringLiteral("app-%1").arg(number);
                application.name = QStringLiteral("Application %1 of %2").arg(number).arg(slug);
                application.recipe = {{QStringLiteral("appliances"), QJsonArray()}};
                application = ApiFixture::must(CatalogRepository::addApplication(t, m_who, application));
                if (number == 0 && customer >= customers - environments) // the newest are seen first
                    addProduction(t, application, customers - 1 - customer);
            }
            return {};
        }));
    }

    void addProduction(Transaction &t, const Application &application, int number)
    {
        Environment environment;
        environment.applicationId = application.id;
        environment.name = application.slug + QStringLiteral("-1");
        environment.role = EnvironmentRole::Production;
        environment.state = QStringLiteral("running");
        environment.version = QStringLiteral("1.%1").arg(number);
        environment.address = QStringLiteral("127.93.4.%1").arg(number + 1);
        environment.port = 8080;
        for (const char *name : {"web", "app", "db"}) {
            Appliance appliance;
            appliance.name = QLatin1String(name);
            appliance.className = QStringLiteral("nginx");
            appliance.address = QStringLiteral("127.94.%1.1").arg(number + 1);
            appliance.state = QStringLiteral("running");
            appliance.health = QStringLiteral("healthy");
            environment.appliances.push_back(appliance);
        }
        ApiFixture::must(CatalogRepository::addEnvironment(t, m_who, environment));
    }

    void addRelease(int number)
    {
        StartRelease start;
        start.application = handleOf(number);
        start.pipeline = QStringLiteral("waiting");
        start.actor = QStringLiteral("operations");
        const qint64 id = ApiFixture::must(m_api.releases->start(start)).id;
        if (number < releases - openReleases)
            sign(id);
        else
            keepOpen(id, start.application);
    }

    void keepOpen(qint64 id, const QString &application)
    {
        const std::lock_guard lock(m_mutex);
        m_open.emplace_back(id, application);
    }

    void sign(qint64 id)
    {
        while (ApiFixture::must(m_api.releases->get(id)).state != ReleaseState::Waiting)
            std::this_thread::sleep_for(settles);
        ApiFixture::must(m_api.releases->signOff(id, {}, Role::Customer, QStringLiteral("fine"),
                                                 {QStringLiteral("admin"), {}}));
    }

    void append(int from, int to)
    {
        ApiFixture::must(m_api.store->write([&](Transaction &t) -> Result<void> {
            for (int i = from; i < to; ++i) {
                const auto &[id, handle] = m_open[static_cast<std::size_t>(i) % m_open.size()];
                const bool ofRelease = i % 2 == 0;
                t.append({m_who,
                          ofRelease ? QStringLiteral("release.noted") : QStringLiteral("step.noted"),
                          ofRelease ? QStringLiteral("release/%1").arg(id)
                                    : QStringLiteral("application/") + handle,
                          {{QStringLiteral("i"), i}}});
            }
            return {};
        }));
    }

    ApiFixture m_api;
    std::mutex m_mutex;
    std::vector<std::pair<qint64, QString>> m_open; // releases that wait, with their applications
    const QString m_who = QStringLiteral("bench");
};

} // namespace

} // namespace slipway::test

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    slipway::test::Filled filled;
    std::printf("%d %s\n", filled.port(), filled.token().constData());
    std::fflush(stdout);
    std::string line;
    while (std::getline(std::cin, line)) {
        std::istringstream words(line);
        std::string command;
        int rate = 0;
        int seconds = 0;
        if (words >> command >> rate >> seconds && command == "feed")
            filled.feed(rate, seconds);
        else
            std::printf("feed RATE SECONDS, not %s\n", line.c_str());
        std::fflush(stdout);
    }
    return 0;
}
