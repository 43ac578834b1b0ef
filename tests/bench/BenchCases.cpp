// The support desk with 100,000 cases: how late pages are that a timer brings while mail streams in at full
// speed, and how long lists, filters and searches of the store take. A real disk, a real SMTP server.
#include "bench/CaseFiller.h"
#include "bench/RunningPost.h"
#include "bench/StepTimes.h"
#include "notify/SmtpCatcher.h"
#include "service/support/CaseSearch.h"

#include <QCoreApplication>
#include <QTextStream>

using namespace slipway;
using namespace slipway::bench;
using slipway::test::must;

namespace {

constexpr int cases = 100'000;
constexpr int open = 2'000;
constexpr int timers = 500;
constexpr int hands = 8; // who bring mail at the same time
constexpr auto rounds = 30;

// Nobody is paged before the timer: within the minute, one after the other.
const QByteArray process = R"(name: paging-2h
version: 2
for: case
title: Paged after a moment
steps:
  - id: answered
    title: Somebody answers
    wait: {event: case.acknowledged, own: true}
    after: []
    ends: true
  - id: moment
    title: Wait
    wait: {until: %1}
    after: []
  - id: page
    title: Page whoever is on duty
    do: page.send
    with: {to: on-duty, due: "${steps.moment.due}"}
    after: moment
)";

struct Late
{
    std::vector<double> ms;
    double at(double part) const
    {
        return ms[std::min(ms.size() - 1, static_cast<std::size_t>(part * static_cast<double>(ms.size())))];
    }
};

Late latenessOf(test::SupportFixture &desk, qint64 from, qint64 to)
{
    Late late;
    for (qint64 id = from; id <= to; ++id) {
        for (const CasePage &page : desk.pages(id)) {
            if (page.accepted)
                late.ms.push_back(static_cast<double>(*page.latenessMs()));
        }
    }
    std::sort(late.ms.begin(), late.ms.end());
    return late;
}

// Opens `timers` cases, one after the other through half a minute, whose pages come 40 s after them; gives
// the last of them.
qint64 openTimed(test::SupportFixture &desk)
{
    QByteArray yaml = process;
    desk.importProcess(yaml.replace("%1", "40s"));
    qint64 last = 0;
    const Time began = std::chrono::steady_clock::now();
    for (int i = 0; i < timers; ++i) {
        std::this_thread::sleep_until(began + i * std::chrono::seconds(30) / timers);
        last = must(desk.desk->open({QStringLiteral("Timed"), QStringLiteral("In a moment"), test::maria,
                                     QString(), Severity::Critical},
                                    QStringLiteral("bench")))
                   .id;
    }
    return last;
}

// Hears when pages of the timed cases are accepted: after the commit that says so.
class Accepted
{
public:
    Accepted(Store &store, qint64 from, qint64 to) : m_store(store)
    {
        m_handle = store.subscribe([this, from, to](const std::vector<Event> &events) {
            const std::lock_guard lock(m_mutex);
            for (const Event &event : events) {
                const qint64 id = event.subject.section(QLatin1Char('/'), 1).toLongLong();
                m_count += event.kind == QLatin1String("page.accepted") && id >= from && id <= to ? 1 : 0;
            }
            m_wake.notify_all();
        });
    }
    ~Accepted() { m_store.unsubscribe(m_handle); }
    Q_DISABLE_COPY_MOVE(Accepted)

    void waitFor(int count)
    {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait_for(lock, std::chrono::seconds(180), [&] { return m_count >= count; }))
            qFatal("only %d of %d pages went out", m_count, count);
    }

private:
    Store &m_store;
    int m_handle = 0;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    int m_count = 0;
};

// Mail at full speed until the pages of the timed cases are out; how many mails that were.
int stream(test::SupportFixture &desk, qint64 from, qint64 to)
{
    Accepted accepted(*desk.store, from, to);
    std::atomic<int> mails{0};
    std::atomic<bool> enough{false};
    std::vector<std::jthread> threads;
    for (int hand = 0; hand < hands; ++hand)
        threads.emplace_back([&] {
            while (!enough) {
                const QByteArray number = QByteArray::number(++mails);
                desk.take("From: maria@northwind.example\nTo: support@p.example\nSubject: Stream " + number +
                          "\nMessage-ID: <s" + number + "@northwind.example>\n\nThe shop is slow.\n");
            }
        });
    accepted.waitFor(timers);
    enough = true;
    threads.clear();
    return mails;
}

template <class Work>
Figures timed(Work work)
{
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        const Time start = std::chrono::steady_clock::now();
        work(i);
        times.push_back(since(start));
    }
    return figuresOf(times);
}

double lists(QTextStream &out, Store &store)
{
    double worst = 0;
    const auto show = [&](const char *what, const QString &q, CaseFilter filter, const QString &order) {
        filter.order =
            order == QLatin1String("deadline") ? CaseFilter::Order::Deadline : CaseFilter::Order::Newest;
        qsizetype rows = 0;
        const Figures figures = timed([&](int) {
            const auto page = must(store.read([&](Reader &reader) {
                return CaseSearch::list(reader, {q, 200, {}}, filter);
            }));
            rows = static_cast<qsizetype>(page.items.size());
        });
        worst = std::max(worst, figures.p95);
        out << QStringLiteral("  %1: %2 rows, p50 %3, p95 %4 ms\n")
                   .arg(QLatin1String(what))
                   .arg(rows)
                   .arg(figures.p50, 0, 'f', 1)
                   .arg(figures.p95, 0, 'f', 1);
    };
    const QString all = QStringLiteral("all");
    const QString deadline = QStringLiteral("deadline");
    show("open, nearest deadline first", {}, {}, deadline);
    show("all, newest first", {}, {all, {}, {}, {}, {}}, {});
    show("all, nearest deadline first", {}, {all, {}, {}, {}, {}}, deadline);
    show("all of one customer", {}, {all, CaseFiller::customerOf(7), {}, {}, {}}, deadline);
    show("search, a rare word", QStringLiteral("54321"), {all, {}, {}, {}, {}}, deadline);
    show("search, a frequent word", QStringLiteral("database"), {all, {}, {}, {}, {}}, deadline);
    show("search, the beginning of three words", QStringLiteral("cert pay net"), {all, {}, {}, {}, {}},
         deadline);
    show("search in open ones", QStringLiteral("backup"), {}, deadline);
    return worst;
}

} // namespace

int main(int count, char **words)
{
    QCoreApplication application(count, words);
    QTextStream out(stdout);
    slipway::testing::SmtpCatcher catcher;
    if (!catcher.start())
        qFatal("no SMTP server");
    SystemClock clock;
    test::SupportFixture desk(clock);
    Time began = std::chrono::steady_clock::now();
    must(CaseFiller::fill(*desk.store, cases - timers, open - timers));
    must(desk.desk->start()); // numbers go on from there
    out << QStringLiteral("filled with %1 cases in %2 s\n")
               .arg(cases - timers)
               .arg(since(began) / 1000, 0, 'f', 0);
    out << "lists of 200 (goal: 100 ms a page)\n";
    const double slowest = lists(out, *desk.store);
    out.flush();

    const RunningPost post(desk, catcher.port());
    const qint64 first = must(desk.store->read([](Reader &r) { return CaseRepository::lastId(r); })) + 1;
    const qint64 last = openTimed(desk);
    QByteArray yaml = process;
    desk.importProcess(yaml.replace("%1", "0s").replace("version: 2", "version: 3"));
    began = std::chrono::steady_clock::now();
    const int mails = stream(desk, first, last);
    const double took = since(began) / 1000;
    const Late late = latenessOf(desk, first, last);
    out << QStringLiteral(
               "%1 timers among %2 open cases while mail streams in (%3 mails/s): due to accepted p50 "
               "%4, p99 %5, worst %6 ms (goals: p99 250, worst 1000)\n")
               .arg(timers)
               .arg(open)
               .arg(mails / took, 0, 'f', 0)
               .arg(late.at(0.5), 0, 'f', 0)
               .arg(late.at(0.99), 0, 'f', 0)
               .arg(late.ms.back(), 0, 'f', 0);
    return slowest <= 100 && late.at(0.99) <= 250 && late.ms.back() <= 1000 ? 0 : 1;
}
