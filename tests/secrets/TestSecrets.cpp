// Secrets in the sealed file: kept, replaced, removed; and what happens with a wrong, missing or readable key
// and a damaged file, none of which may cost what is there.
#include "service/ipc/Process.h"
#include "service/secrets/MemorySecrets.h"
#include "service/secrets/SealedFileSecrets.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <csignal>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace slipway;

namespace {

#define OK(expression)                                                                                       \
    do {                                                                                                     \
        const auto &outcome = (expression);                                                                  \
        QVERIFY2(outcome.has_value(), outcome ? "" : qUtf8Printable(outcome.error().text()));                \
    } while (false)

QByteArray valueOf(const SecretStore &store, const char *name)
{
    const auto value = store.get(QLatin1String(name));
    return value ? value->bytes().toByteArray() : "problem: " + value.error().text().toUtf8();
}

unsigned modeOf(const QString &file)
{
    struct stat info = {};
    return ::stat(file.toLocal8Bit().constData(), &info) == 0 ? info.st_mode & 0777U : 0U;
}

} // namespace

class TestSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void bothHomesKeepThem()
    {
        MemorySecrets memory;
        SealedFileSecrets file = sealed();
        for (SecretStore *store : std::initializer_list<SecretStore *>{&memory, &file}) {
            QCOMPARE(store->names()->size(), 0);
            QCOMPARE(store->get(QStringLiteral("a")).error().kind, Problem::Kind::NotFound);
            OK(store->put(QStringLiteral("host.web1"), "one"));
            OK(store->put(QStringLiteral("a"), QByteArrayView("\0\n\xff", 3)));
            OK(store->put(QStringLiteral("a"), "second"));
            QCOMPARE(*store->names(), (QStringList{QStringLiteral("a"), QStringLiteral("host.web1")}));
            QCOMPARE(valueOf(*store, "a"), "second");
            OK(store->put(QStringLiteral("a"), QByteArrayView("\0\n\xff", 3)));
            QCOMPARE(valueOf(*store, "a"), QByteArray("\0\n\xff", 3));
            OK(store->remove(QStringLiteral("a")));
            QCOMPARE(store->remove(QStringLiteral("a")).error().kind, Problem::Kind::NotFound);
            for (const char *bad : {"", "A", "a/b", "../x", "a b", "-a", "a\n"})
                QVERIFY2(!store->put(QString::fromLatin1(bad), "x"), bad);
            QVERIFY(!store->put(QStringLiteral("empty"), ""));
            QVERIFY(!store->put(QStringLiteral("large"), QByteArray(SecretStore::largest + 1, 'x')));
            OK(store->put(QStringLiteral("large"), QByteArray(SecretStore::largest, 'x')));
            QCOMPARE(valueOf(*store, "host.web1"), "one");
        }
    }

    void nothingIsMadeBeforeTheFirst()
    {
        OK(sealed().names());
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }

    void onlyTheOwnerReadsThemAndTheyAreSealed()
    {
        OK(sealed().put(QStringLiteral("a"), "very secret value"));
        QCOMPARE(modeOf(sealedFile()), 0600U);
        QCOMPARE(modeOf(keyFile()), 0600U);
        const auto bytes = readFile(sealedFile());
        QVERIFY(!bytes->contains("very secret"));
        QCOMPARE(valueOf(sealed(), "a"), "very secret value");
        // The same again gives other bytes.
        OK(sealed().put(QStringLiteral("a"), "very secret value"));
        QVERIFY(*readFile(sealedFile()) != *bytes);
    }

    void anotherKeyIsToldFromDamage()
    {
        OK(sealed().put(QStringLiteral("a"), "one"));
        const QByteArray key = *readFile(keyFile());
        OK(writeFileAtomically(keyFile(), QByteArray(32, 'x'), 0600));
        refusesAndKeeps("another key");
        OK(writeFileAtomically(keyFile(), key.toHex() + '\n', 0600)); // digits are fine too
        QCOMPARE(valueOf(sealed(), "a"), "one");
        OK(writeFileAtomically(keyFile(), key.left(31), 0600));
        refusesAndKeeps("wrong length");
        QFile::remove(keyFile());
        refusesAndKeeps("missing");
        QVERIFY(!QFile::exists(keyFile()));
        OK(writeFileAtomically(keyFile(), key, 0644));
        refusesAndKeeps("Everybody");
        OK(writeFileAtomically(keyFile(), key, 0600));
        QCOMPARE(valueOf(sealed(), "a"), "one");
    }

    void everyDamagedByteIsFound()
    {
        OK(sealed().put(QStringLiteral("a"), "one"));
        const QByteArray good = *readFile(sealedFile());
        for (qsizetype i = 0; i < good.size(); ++i) {
            QByteArray bad = good;
            bad[i] = static_cast<char>(bad.at(i) ^ 0x20);
            OK(writeFileAtomically(sealedFile(), bad, 0600));
            QVERIFY(!sealed().get(QStringLiteral("a")));
            QVERIFY(!sealed().put(QStringLiteral("b"), "two"));
            QCOMPARE(*readFile(sealedFile()), bad);
        }
        for (const qsizetype size : {qsizetype(0), qsizetype(10), good.size() - 1}) {
            OK(writeFileAtomically(sealedFile(), good.left(size), 0600));
            refusesAndKeeps("damaged");
        }
    }

    void aCredentialComesBeforeTheFile()
    {
        QTemporaryDir credentials;
        OK(writeFileAtomically(credentials.filePath(QStringLiteral("slipway-key")), QByteArray(32, 'k'),
                               0400));
        SealedFileSecrets store(m_folder->path(), credentials.path());
        OK(store.put(QStringLiteral("a"), "one"));
        QVERIFY(!QFile::exists(keyFile()));
        QCOMPARE(valueOf(SealedFileSecrets(m_folder->path(), credentials.path()), "a"), "one");
        refusesAndKeeps("missing");
    }

    void threadsDoNotLoseEachOthers()
    {
        SealedFileSecrets store = sealed();
        std::vector<std::jthread> threads;
        for (int i = 0; i < 6; ++i) {
            threads.emplace_back([&, i] {
                for (int j = 0; j < 5; ++j)
                    static_cast<void>(store.put(QStringLiteral("t%1.%2").arg(i).arg(j), "x"));
            });
        }
        threads.clear();
        QCOMPARE(store.names()->size(), 30);
    }

    // kill -9 while it is written: what was there is there, whole, and the next is too or isn't.
    void killedWhileWriting()
    {
        OK(sealed().put(QStringLiteral("first"), "kept"));
        for (int round = 0; round < 20; ++round) {
            std::array<int, 2> pipe{};
            QCOMPARE(::pipe(pipe.data()), 0);
            const int child = ::fork();
            if (child == 0) {
                SealedFileSecrets store = sealed();
                for (int i = 0;; ++i) {
                    static_cast<void>(store.put(QStringLiteral("n%1").arg(i % 50), QByteArray(2000, 'x')));
                    if (i == 0 && ::write(pipe[1], "x", 1) != 1)
                        ::_exit(1);
                }
            }
            char byte = 0;
            QCOMPARE(::read(pipe[0], &byte, 1), 1);
            QTest::qSleep(round); // anywhere in the next writes
            ::kill(child, SIGKILL);
            ::waitpid(child, nullptr, 0);
            ::close(pipe[0]);
            ::close(pipe[1]);
            QCOMPARE(valueOf(sealed(), "first"), "kept");
            QCOMPARE(valueOf(sealed(), "n0"), QByteArray(2000, 'x'));
        }
    }

private:
    SealedFileSecrets sealed() const { return {m_folder->path(), QString()}; }
    QString sealedFile() const { return m_folder->filePath(QStringLiteral("secrets.sealed")); }
    QString keyFile() const { return m_folder->filePath(QStringLiteral("secrets.key")); }

    void refusesAndKeeps(const char *word) const
    {
        const auto before = readFile(sealedFile());
        SealedFileSecrets store = sealed();
        for (const Problem &problem :
             {store.names().error(), store.get(QStringLiteral("a")).error(),
              store.put(QStringLiteral("b"), "two").error(), store.remove(QStringLiteral("a")).error()}) {
            QVERIFY2(problem.text().contains(QLatin1String(word)), qUtf8Printable(problem.text()));
            QVERIFY(!problem.hint.isEmpty());
        }
        QCOMPARE(*readFile(sealedFile()), *before);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestSecrets)
#include "TestSecrets.moc"
