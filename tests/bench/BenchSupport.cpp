// The support desk as a pager: from the commit of a case to a mail server's 250, a burst of pages, and how
// much mail is taken; on a real disk, with a real SMTP server on loopback. With --sink it is that server
// alone, for the peer: a line for each mail, with the steady clock's nanoseconds and the subject.
#include "bench/RunningPost.h"
#include "bench/StepTimes.h"
#include "notify/SmtpCatcher.h"

#include <QCoreApplication>
#include <QRegularExpression>
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

// Cases of all severities, each as often, one after the other; the subjects say which.
const QStringList severities{QStringLiteral("low"), QStringLiteral("critical"), QStringLiteral("normal"),
                             QStringLiteral("high")};

void openOfEach(test::SupportFixture &desk, int number)
{
    const QString severity = severities.at(number % severities.size());
    CaseDesk::NewCase fresh;
    fresh.subject = QStringLiteral("due-%1-%2").arg(severity).arg(number);
    fresh.text = QStringLiteral("It is slow.");
    fresh.severity = must(severityFromText(severity));
    must(desk.desk->open(fresh, QStringLiteral("eva")));
}

// How often a page of such a case came before one that is more urgent.
int outOfOrder(const slipway::testing::SmtpCatcher &catcher)
{
    static const QRegularExpression subject(QStringLiteral("^Subject:.*due-([a-z]+)-"),
                                            QRegularExpression::MultilineOption);
    std::vector<Severity> came;
    for (const slipway::testing::CaughtMail &mail : catcher.caught()) {
        if (const auto found = subject.match(QString::fromUtf8(mail.data)); found.hasMatch())
            came.push_back(must(severityFromText(found.capturedView(1))));
    }
    int count = 0;
    for (std::size_t i = 1; i < came.size(); ++i)
        count += came[i] < came[i - 1] ? 1 : 0;
    if (came.size() != burst)
        qFatal("%zu pages of %d came", came.size(), burst);
    return count;
}

// Until so many pages wait to be sent.
void untilWaiting(test::SupportFixture &desk, qint64 count)
{
    const auto waiting = [&] {
        return must(desk.store->read([](Reader &reader) {
            return reader.integer(
                QStringLiteral("SELECT count(*) FROM case_page WHERE accepted IS NULL AND refused IS NULL "
                               "AND withdrawn IS NULL"));
        }));
    };
    for (int tries = 0; waiting() != count; ++tries) {
        if (tries > 3000)
            qFatal("%lld pages wait, not %lld", waiting(), count);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

double ms(Time from, Time to)
{
    return std::chrono::duration<double, std::milli>(to - from).count();
}

// One after the other, from the commit and, which is more, from the mail's arrival.
bool oneByOne(test::SupportFixture &desk, Accepted &accepted, QTextStream &out)
{
    std::vector<double> times;
    std::vector<double> whole;
    int early = 0; // accepted before whoever brought it knew that it was taken
    for (int i = 1; i <= single; ++i) {
        const Time came = std::chrono::steady_clock::now();
        desk.take(mailFrom(i));
        const Time committed = std::chrono::steady_clock::now();
        const Time there = accepted.waitFor(static_cast<std::size_t>(i));
        early += there < committed ? 1 : 0;
        times.push_back(std::max(0.0, ms(committed, there)));
        whole.push_back(ms(came, there));
    }
    std::sort(times.begin(), times.end());
    const Figures figures = figuresOf(times);
    const Figures all = figuresOf(whole);
    out << QStringLiteral(
               "case committed to page accepted: p50 %1, p95 %2, p99 %3, worst %4 ms of %5, %6 of them at "
               "once (goals: p50 4, p95 10); from the mail's arrival, with the commit: p50 %7, p95 %8\n")
               .arg(figures.p50, 0, 'f', 2)
               .arg(figures.p95, 0, 'f', 2)
               .arg(times[times.size() * 99 / 100], 0, 'f', 2)
               .arg(times.back(), 0, 'f', 2)
               .arg(single)
               .arg(early)
               .arg(all.p50, 0, 'f', 2)
               .arg(all.p95, 0, 'f', 2);
    return figures.p50 <= 4 && figures.p95 <= 10;
}

bool manyAtOnce(test::SupportFixture &desk, Accepted &accepted, QTextStream &out)
{
    Time began = std::chrono::steady_clock::now();
    byManyHands(burst, [&](int i) { desk.take(mailFrom(single + 1 + i)); });
    const double taken = ms(began, std::chrono::steady_clock::now());
    const double burstTook = ms(began, accepted.waitFor(single + burst));
    out << QStringLiteral("%1 cases at once: taken within %2 ms, all paged within %3 ms (goal: 1400)\n")
               .arg(burst)
               .arg(taken, 0, 'f', 0)
               .arg(burstTook, 0, 'f', 0);
    began = std::chrono::steady_clock::now();
    byManyHands(flood, [&](int i) { desk.take(mailFrom(single + burst + 1 + i)); });
    const double rate = flood * 1000 / ms(began, std::chrono::steady_clock::now());
    accepted.waitFor(single + burst + flood);
    out << QStringLiteral("intake: %1 mails/s, each a case with its page (goal: 300)\n").arg(rate, 0, 'f', 0);
    return burstTook <= 1400 && rate >= 300;
}

// As after a mail server's outage: a thousand pages are due, and nothing else is left to do for them.
bool whatIsDue(test::SupportFixture &desk, RunningPost &post, Accepted &accepted,
               const slipway::testing::SmtpCatcher &catcher, QTextStream &out)
{
    untilWaiting(desk, 0); // what was accepted is written down, too: it doesn't go out again
    post.pause();
    byManyHands(burst, [&](int i) { openOfEach(desk, i); });
    untilWaiting(desk, burst);
    const Time began = std::chrono::steady_clock::now();
    post.goOn();
    const double dueTook = ms(began, accepted.waitFor(single + 2 * burst + flood));
    const int wrong = outOfOrder(catcher);
    out << QStringLiteral("%1 pages that are due: all accepted within %2 ms (goal: 1400), the most urgent "
                          "first but for %3\n")
               .arg(burst)
               .arg(dueTook, 0, 'f', 0)
               .arg(wrong);
    return dueTook <= 1400 && wrong == 0;
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
    const bool one = oneByOne(desk, accepted, out);
    const bool many = manyAtOnce(desk, accepted, out);
    const bool due = whatIsDue(desk, post, accepted, catcher, out);
    return one && many && due ? 0 : 1;
}
