// The console's triage list over 100,000 cases: from the question to the rows of a page, through the model,
// the client, HTTP and the service's store. Beside it an empty page, which is what all of that costs when
// nothing is found.
#include "bench/StepTimes.h"
#include "client/NetworkTransport.h"
#include "models/CasesModel.h"

#include <QCoreApplication>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>
#include <QTextStream>

using namespace slipway;
using namespace slipway::bench;

namespace {

constexpr int rounds = 20;
constexpr int patience = 20'000; // ms
constexpr int filling = 600'000; // ms

class Console
{
public:
    Console(int port, const QByteArray &token)
        : m_session(m_transport,
                    [port, token] {
                        return Endpoint{QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port)), token};
                    }),
          m_model(m_session),
          m_loaded(&m_model, &PagedModel::loaded)
    {
        m_session.open();
        m_model.setActive(true);
        if (!QTest::qWaitFor([this] { return !m_loaded.isEmpty(); }, patience))
            qFatal("the console doesn't come to the service");
    }

    // How long it takes until the rows of the answer stand there.
    double ask(const CasesQuery &query)
    {
        m_loaded.clear();
        const Time start = std::chrono::steady_clock::now();
        m_model.ask(query);
        if (m_loaded.isEmpty() && !m_loaded.wait(patience))
            qFatal("no answer");
        return since(start);
    }
    double more()
    {
        m_loaded.clear();
        const Time start = std::chrono::steady_clock::now();
        m_model.fetchMore({});
        if (m_loaded.isEmpty() && !m_loaded.wait(patience))
            qFatal("no answer");
        return since(start);
    }
    int rows() const { return m_model.rowCount(); }

private:
    NetworkTransport m_transport;
    Session m_session;
    CasesModel m_model;
    QSignalSpy m_loaded;
};

} // namespace

int main(int count, char **words)
{
    QCoreApplication application(count, words);
    QTextStream out(stdout);
    QProcess host;
    host.start(application.arguments().value(1), {});
    if (!host.waitForReadyRead(filling))
        qFatal("the service doesn't start");
    const QByteArrayList place = host.readLine().simplified().split(' ');
    Console console(place.value(0).toInt(), place.value(1));
    const QString customer = QStringLiteral("customer-7");
    const QString all = QStringLiteral("all");
    using Owner = CasesQuery::Owner;
    const std::vector<std::pair<const char *, CasesQuery>> questions{
        {"open, nearest deadline first", {}},
        {"all", {all, Owner::Anybody, {}, {}}},
        {"all of one customer", {all, Owner::Anybody, customer, {}}},
        {"open ones of one customer", {{}, Owner::Anybody, customer, {}}},
        {"search, a rare word", {all, Owner::Anybody, {}, QStringLiteral("54321")}},
        {"search, a frequent word", {all, Owner::Anybody, {}, QStringLiteral("database")}},
        {"search, three beginnings", {all, Owner::Anybody, {}, QStringLiteral("cert pay net")}},
        {"search in open ones", {{}, Owner::Anybody, {}, QStringLiteral("backup")}},
    };
    const CasesQuery nothing{QStringLiteral("waiting-for-release"), Owner::Anybody, {}, {}};
    std::vector<double> empty;
    double worst = 0;
    const auto tell = [&](const char *what, const std::vector<double> &times, int rows) {
        const Figures figures = figuresOf(times);
        worst = std::max(worst, figures.p95);
        out << QStringLiteral("%1: %2 rows, p50 %3, p95 %4 ms\n")
                   .arg(QLatin1String(what))
                   .arg(rows)
                   .arg(figures.p50, 0, 'f', 1)
                   .arg(figures.p95, 0, 'f', 1);
    };
    for (const auto &[what, query] : questions) {
        std::vector<double> times;
        int rows = 0;
        for (int i = 0; i < rounds; ++i) {
            empty.push_back(console.ask(nothing)); // between two questions, so that each is a new one
            times.push_back(console.ask(query));
            rows = console.rows();
        }
        tell(what, times, rows);
    }
    console.ask(questions[1].second);
    std::vector<double> further;
    for (int i = 0; i < rounds; ++i)
        further.push_back(console.more());
    tell("the next page of all", further, console.rows());
    out << QStringLiteral("an empty page beside it: p50 %1 ms\n").arg(figuresOf(empty).p50, 0, 'f', 1)
        << QStringLiteral("slowest p95 %1 ms (goal: 100)\n").arg(worst, 0, 'f', 1);
    host.closeWriteChannel();
    host.waitForFinished();
    return worst <= 100 ? 0 : 1;
}
