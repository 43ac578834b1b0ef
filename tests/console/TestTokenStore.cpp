// Tokens across sessions, with and without a keychain. With SLIPWAY_KEYCHAIN=real the desktop's own is asked
// (see keychain.sh); with SLIPWAY_KEYCHAIN=none it must be told in words that there is none.
#include "console/KeychainHome.h"
#include "console/MemoryHome.h"
#include "console/TokenStore.h"

#include <QTest>

using namespace slipway;

namespace {

template <class T>
std::shared_ptr<std::optional<Result<T>>> catched(const Pending<T> &pending)
{
    auto answer = std::make_shared<std::optional<Result<T>>>();
    pending.then([answer](const Result<T> &result) { *answer = result; });
    return answer;
}

const QString key = QStringLiteral("prod.example");

} // namespace

class TestTokenStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keptForTheNextSession()
    {
        MemoryHome home;
        {
            TokenStore store(home);
            const auto kept = catched(store.keep(key, "slw_one"));
            QCOMPARE(store.current(key), QByteArray("slw_one")); // at once
            QTRY_VERIFY(*kept);
            QVERIFY((*kept)->has_value());
        }
        TokenStore next(home);
        QVERIFY(next.current(key).isEmpty());
        const auto fetched = catched(next.fetch(key));
        QTRY_VERIFY(*fetched);
        QCOMPARE((*fetched)->value(), QByteArray("slw_one"));
        QCOMPARE(next.current(key), QByteArray("slw_one"));
        catched(next.fetch(key));
        QCOMPARE(home.reads, 1);
    }

    void noneIsNoProblem()
    {
        MemoryHome home;
        TokenStore store(home);
        const auto fetched = catched(store.fetch(key));
        QTRY_VERIFY(*fetched);
        QVERIFY((*fetched)->has_value());
        QVERIFY((*fetched)->value().isEmpty());
    }

    void aLockedOneCostsOnlyTheNextSession()
    {
        MemoryHome home;
        home.isLocked = true;
        TokenStore store(home);
        const auto fetched = catched(store.fetch(key));
        const auto kept = catched(store.keep(key, "slw_session"));
        QTRY_VERIFY(*kept);
        QVERIFY(!(*kept)->has_value());
        QVERIFY(!(*kept)->error().what.isEmpty());
        QCOMPARE(store.current(key), QByteArray("slw_session"));
        // Who signed in while the keychain was asked isn't signed out by its answer.
        QVERIFY(*fetched);
        QCOMPARE((*fetched)->value_or(QByteArray()), QByteArray("slw_session"));
        QVERIFY(home.tokens.isEmpty());
    }

    void forgotten()
    {
        MemoryHome home;
        TokenStore store(home);
        store.keep(key, "slw_one");
        QTRY_COMPARE(home.tokens.size(), 1);
        store.forget(key);
        QVERIFY(store.current(key).isEmpty());
        QTRY_VERIFY(home.tokens.isEmpty());
    }

    void anAnswerAfterTheStoreHasGone()
    {
        MemoryHome home;
        auto store = std::make_unique<TokenStore>(home);
        const auto fetched = catched(store->fetch(key));
        store.reset();
        QTRY_COMPARE(home.reads, 1);
        QCoreApplication::processEvents();
        QVERIFY(!*fetched);
    }

    void theRealKeychain()
    {
        if (qgetenv("SLIPWAY_KEYCHAIN") != "real")
            QSKIP("needs a keychain of its own; the script test brings one");
        KeychainHome home;
        const auto missing = catched(home.read(key));
        QTRY_VERIFY_WITH_TIMEOUT(*missing, 20000);
        QCOMPARE((*missing)->error().kind, Problem::Kind::NotFound);
        const auto kept = catched(home.write(key, "slw_real"));
        QTRY_VERIFY_WITH_TIMEOUT(*kept, 20000);
        QVERIFY2(kept->value().has_value(), kept->value() ? "" : qPrintable(kept->value().error().text()));
        const auto read = catched(home.read(key));
        QTRY_VERIFY_WITH_TIMEOUT(*read, 20000);
        QCOMPARE((*read)->value_or(QByteArray()), QByteArray("slw_real"));
        const auto removed = catched(home.remove(key));
        QTRY_VERIFY_WITH_TIMEOUT(*removed, 20000);
        QVERIFY((*removed)->has_value());
    }

    void noKeychainIsSaidInWords()
    {
        if (qgetenv("SLIPWAY_KEYCHAIN") != "none")
            QSKIP("needs a session without a bus; the script test brings one");
        KeychainHome home;
        const auto kept = catched(home.write(key, "slw_none"));
        QTRY_VERIFY_WITH_TIMEOUT(*kept, 70000);
        QVERIFY(!(*kept)->has_value());
        const Problem problem = (*kept)->error();
        QCOMPARE(problem.kind, Problem::Kind::Unavailable);
        QVERIFY2(problem.what.contains(QStringLiteral("keychain")), qPrintable(problem.text()));
        QVERIFY(!problem.hint.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTokenStore)
#include "TestTokenStore.moc"
