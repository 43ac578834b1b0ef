// The support desk as a pager: from the commit of a case to a mail server's 250, a burst of pages, and how
// much mail is taken; on a real disk, with a real SMTP server on loopback. With --sink it is that server
// alone, for the peer: a line for each mail, with the steady clock's nanoseconds and the subject.
#include "bench/RunningPost.h"
#include "bench/StepTimes.h"
#include "notify/SmtpCatcher.h"

#include <QCoreApplication>
#include <QTextStream>

#include <iostream>

using namespace slipway;
using namespace slipway::bench;
using slipway::test::must;

namespace {

constexpr int single = 300;
constexpr int burst = 1000;
constexpr int flood = 3000;
constexpr int hands = 8; // who bring mail at the same time

qint64 nanoseconds()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

int sink()
{
    slipway::testing::SmtpCatcher catcher;
    std::mutex mutex;
    catcher.answer = [&](const QByteArray &line) {
        if (line == ".") {
            const std::lock_guard lock(mutex);
            std::cout << nanoseconds() << std::endl;
        }
        return QByteArray();
    };
    if (!catcher.start())
        return 1;
    std::cout << catcher.port() << std::endl;
    std::string line;
    while (std::getline(std::cin, line)) {
    }
    return 0;
}

// When each mail was accepted.
class Accepted
{
public:
    void note()
    {
        const std::lock_guard lock(m_mutex);
        m_times.push_back(std::chrono::steady_clock::now());
        m_wake.notify_all();
    }
    Time waitFor(std::size_t count)
    {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait_for(lock, std::chrono::seconds(60), [&] { return m_times.size() >= count; }))
            qFatal("only %zu of %zu mails", m_times.size(), count);
        return m_times[count - 1];
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<Time> m_times;
};

QByteArray mailFrom(int number)
{
    return "From: maria@northwind.example\nTo: support@p.example\nSubject: Request " +
           QByteArray::number(number) + "\nMessage-ID: <" + QByteArray::number(number) +
           "@northwind.example>\n\nThe shop is slow.\n";
}

void byManyHands(int count, const std::function<void(int)> &work)
{
    std::atomic<int> next{0};
    std::vector<std::jthread> threads;
    for (int hand = 0; hand < hands; ++hand)
        threads.emplace_back([&] {
            for (int i = next++; i < count; i = next++)
                work(i);
        });
}

qint64 waitingPages(test::SupportFixture &desk)
{
    return must(desk.store->read([](Reader &reader) {
        return reader.integer(
            QStringLiteral("SELECT count(*) FROM case_page WHERE accepted IS NULL AND refused IS NULL "
                           "AND withdrawn IS NULL"));
    }));
}

double ms(Time from, Time to)
{
    return std::chrono::duration<double, std::milli>(to - from).count();
}

} // namespace

int main(int count, char **words)
{
    QCoreApplication application(count, words);
    if (application.arguments().contains(QStringLiteral("--sink")))
        return sink();
    QTextStream out(stdout);
    slipway::testing::SmtpCatcher catcher;
    Accepted accepted;
    catcher.answer = [&](const QByteArray &line) {
        if (line == ".")
            accepted.note();
        return QByteArray();
    };
    if (!catcher.start())
        qFatal("no SMTP server");

    SystemClock clock;
    test::SupportFixture desk(clock);
    RunningPost post(desk, catcher.port());
    std::size_t sent = 0;
    int mails = 0;

    std::vector<double> times;
    for (int i = 0; i < single; ++i) {
        desk.take(mailFrom(++mails));
        const Time committed = std::chrono::steady_clock::now();
        times.push_back(std::max(0.0, ms(committed, accepted.waitFor(++sent))));
    }
    std::sort(times.begin(), times.end());
    const Figures figures = figuresOf(times);
    out << QStringLiteral("case committed to page accepted: p50 %1, p95 %2, p99 %3, worst %4 ms of %5 "
                          "(goals: p50 4, p95 10)\n")
               .arg(figures.p50, 0, 'f', 2)
               .arg(figures.p95, 0, 'f', 2)
               .arg(times[times.size() * 99 / 100], 0, 'f', 2)
               .arg(times.back(), 0, 'f', 2)
               .arg(single);

    Time began = std::chrono::steady_clock::now();
    byManyHands(burst, [&](int i) { desk.take(mailFrom(mails + 1 + i)); });
    const double taken = ms(began, std::chrono::steady_clock::now());
    const double burstTook = ms(began, accepted.waitFor(sent += burst));
    mails += burst;
    out << QStringLiteral("%1 cases at once: taken within %2 ms, all paged within %3 ms (goal: 1400)\n")
               .arg(burst)
               .arg(taken, 0, 'f', 0)
               .arg(burstTook, 0, 'f', 0);

    began = std::chrono::steady_clock::now();
    byManyHands(flood, [&](int i) { desk.take(mailFrom(mails + 1 + i)); });
    const double took = ms(began, std::chrono::steady_clock::now());
    accepted.waitFor(sent += flood);
    mails += flood;
    out << QStringLiteral("intake: %1 mails/s, each a case with its page (goal: 300)\n")
               .arg(flood * 1000 / took, 0, 'f', 0);

    // As after a mail server's outage: a thousand pages are due, and nothing else is left to do for them.
    post.pause();
    byManyHands(burst, [&](int i) { desk.take(mailFrom(mails + 1 + i)); });
    for (int tries = 0; waitingPages(desk) < burst; ++tries) {
        if (tries > 3000)
            qFatal("the pages don't become due");
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    began = std::chrono::steady_clock::now();
    post.goOn();
    const double dueTook = ms(began, accepted.waitFor(sent += burst));
    out << QStringLiteral("%1 pages that are due: all accepted within %2 ms (goal: 1400)\n")
               .arg(burst)
               .arg(dueTook, 0, 'f', 0);
    return figures.p50 <= 4 && figures.p95 <= 10 && burstTook <= 1400 && dueTook <= 1400 ? 0 : 1;
}
