#include "fuzz/Fuzz.h"

#include <QFile>
#include <QStringList>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <random>
#include <unistd.h>

namespace slipway {

namespace {

constexpr unsigned hangLimit = 10;        // seconds for one input
constexpr qint64 growthLimit = 96L << 20; // bytes over the whole run, after warming up
// Sanitizers keep freed memory for a while, and find leaks by themselves.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool isSanitized = true;
#else
constexpr bool isSanitized = false;
#endif
constexpr std::size_t poolLimit = 256;
constexpr int warmUp = 2000;

// What the signal handlers need: plain memory, no allocation.
struct Current
{
    const char *bytes = nullptr;
    std::size_t size = 0;
    std::array<char, 512> file{};
};
Current current; // handlers have no other way to it

void keepInput()
{
    const int fd = ::open(current.file.data(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd >= 0 && ::write(fd, current.bytes, current.size) < 0)
        ::_exit(1);
    ::close(fd);
}

void onSignal(int number)
{
    keepInput();
    constexpr std::array<char, 44> text{"fuzz: crashed or hung; the input was kept\n"};
    if (::write(2, text.data(), text.size()) < 0)
        ::_exit(1);
    ::signal(number, SIG_DFL);
    ::raise(number);
}

qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

class Mutator
{
public:
    Mutator(const FuzzTarget &target, quint64 seed) : m_target(target), m_random(seed), m_pool(target.seeds)
    {
        if (m_pool.empty())
            m_pool.emplace_back();
    }

    QByteArray next()
    {
        QByteArray input = m_pool[below(m_pool.size())];
        for (std::size_t i = 1 + below(6); i > 0; --i)
            mutate(input);
        if (input.size() > m_target.longest)
            input.truncate(m_target.longest);
        // Some go on to be mutated further.
        if (below(8) == 0) {
            if (m_pool.size() < poolLimit)
                m_pool.push_back(input);
            else
                m_pool[m_target.seeds.size() + below(poolLimit - m_target.seeds.size())] = input;
        }
        return input;
    }

private:
    std::size_t below(std::size_t limit) { return limit < 2 ? 0 : m_random() % limit; }
    qsizetype place(const QByteArray &input)
    {
        return static_cast<qsizetype>(below(static_cast<std::size_t>(input.size()) + 1));
    }
    char byte() { return static_cast<char>(m_random()); }

    QByteArray word()
    {
        static const std::vector<QByteArray> numbers{"0",
                                                     "-1",
                                                     "-0",
                                                     "1e309",
                                                     "1e-400",
                                                     "9223372036854775807",
                                                     "9223372036854775808",
                                                     "-9223372036854775809",
                                                     "4294967296",
                                                     "99999999999999999999999999",
                                                     "NaN",
                                                     QByteArray(1, '\0'),
                                                     "\xff\xfe",
                                                     "\xed\xa0\x80",
                                                     "\xf4\x90\x80\x80",
                                                     "\xc0\x80"};
        if (!m_target.words.empty() && below(3) > 0)
            return m_target.words[below(m_target.words.size())];
        return numbers[below(numbers.size())];
    }

    void mutate(QByteArray &input)
    {
        const qsizetype at = place(input);
        const qsizetype length =
            static_cast<qsizetype>(below(static_cast<std::size_t>(input.size() - at) + 1));
        switch (below(9)) {
        case 0:
            if (at < input.size())
                input[at] = static_cast<char>(input[at] ^ (1 << below(8)));
            break;
        case 1:
            if (at < input.size())
                input[at] = byte();
            break;
        case 2:
            input.insert(at, QByteArray(static_cast<qsizetype>(1 + below(4)), byte()));
            break;
        case 3:
            input.remove(at, std::min<qsizetype>(length, 1 + static_cast<qsizetype>(below(16))));
            break;
        case 4:
            input.insert(at, word());
            break;
        case 5:
            input.replace(at, std::min<qsizetype>(length, 12), word());
            break;
        case 6: // once more, up to many times
            if (input.size() < m_target.longest)
                input.insert(at, input.mid(at, std::min<qsizetype>(length, 64))
                                     .repeated(static_cast<qsizetype>(1 + below(below(20) ? 3 : 400))));
            break;
        case 7: { // the end of another
            const QByteArray other = m_pool[below(m_pool.size())];
            input = input.left(at) + other.mid(place(other));
            break;
        }
        default:
            input.truncate(at);
        }
    }

    const FuzzTarget &m_target;
    std::mt19937_64 m_random;
    std::vector<QByteArray> m_pool;
};

bool runOne(const FuzzTarget &target, const QByteArray &input)
{
    current.bytes = input.constData();
    current.size = static_cast<std::size_t>(input.size());
    ::alarm(hangLimit);
    const QString broken = target.run(input);
    ::alarm(0);
    if (broken.isEmpty())
        return true;
    keepInput();
    std::fprintf(stderr, "fuzz %s: %s; the input was kept in %s\n", qUtf8Printable(target.name),
                 qUtf8Printable(broken), current.file.data());
    return false;
}

int runFiles(const FuzzTarget &target, const QStringList &files)
{
    for (const QString &name : files) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly)) {
            std::fprintf(stderr, "fuzz: can't read %s\n", qUtf8Printable(name));
            return 2;
        }
        if (!runOne(target, file.readAll()))
            return 1;
    }
    return 0;
}

int runRandom(const FuzzTarget &target, int seconds, quint64 seed)
{
    for (const QByteArray &input : target.seeds) {
        if (!runOne(target, input))
            return 1;
    }
    Mutator mutator(target, seed);
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    qint64 inputs = 0;
    qint64 before = 0;
    for (; std::chrono::steady_clock::now() < end; ++inputs) {
        if (inputs == warmUp)
            before = residentBytes();
        if (!runOne(target, mutator.next()))
            return 1;
    }
    const qint64 growth = before > 0 ? residentBytes() - before : 0;
    std::printf("fuzz %s: %lld inputs in %d s from seed %llu, grown by %lld KiB\n",
                qUtf8Printable(target.name), static_cast<long long>(inputs), seconds,
                static_cast<unsigned long long>(seed), static_cast<long long>(growth / 1024));
    if (!isSanitized && growth > growthLimit) {
        std::fprintf(stderr, "fuzz %s: memory grows\n", qUtf8Printable(target.name));
        return 1;
    }
    return 0;
}

} // namespace

int fuzz(const FuzzTarget &target, int argc, char **argv)
{
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words.append(QString::fromLocal8Bit(argv[i]));
    const auto option = [&](const QString &name, quint64 fallback) {
        const qsizetype at = words.indexOf(name);
        if (at < 0)
            return fallback;
        const quint64 value = words.value(at + 1).toULongLong();
        words.remove(at, std::min<qsizetype>(2, words.size() - at));
        return value;
    };
    const auto seconds = static_cast<int>(option(QStringLiteral("--seconds"), 5));
    const quint64 seed = option(QStringLiteral("--seed"), 1);
    std::snprintf(current.file.data(), current.file.size(), "%s.failed", argv[0]);
    for (const int number : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGALRM})
        ::signal(number, onSignal);
    return words.isEmpty() ? runRandom(target, seconds, seed) : runFiles(target, words);
}

} // namespace slipway
