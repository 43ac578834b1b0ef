// A store in a temporary folder, on a clock that the test moves.
#pragma once
#include "domain/Clock.h"
#include "service/store/Store.h"

#include <QTemporaryDir>
#include <QtTest>

namespace slipway {

struct StoreFixture
{
    QTemporaryDir folder;
    ManualClock clock;
    std::unique_ptr<Store> store;

    StoreFixture() { open(); }
    QString file() const { return folder.filePath(QStringLiteral("slipway.db")); }
    QString keyFile() const { return folder.filePath(QStringLiteral("ledger.key")); }
    Store::Options options() const
    {
        Store::Options options;
        options.file = file();
        options.signingKeyFile = keyFile();
        options.clock = &clock;
        options.busyLimit = std::chrono::milliseconds(200);
        return options;
    }
    Result<void> tryOpen()
    {
        auto opened = Store::open(options());
        if (!opened)
            return Failure(opened.error());
        store = std::move(*opened);
        return {};
    }
    void open()
    {
        if (auto opened = tryOpen(); !opened)
            qFatal("%s", qUtf8Printable(opened.error().text()));
    }
    void close() { store.reset(); }
};

inline NewEvent eventOf(const QString &kind, const QString &subject = QStringLiteral("test/1"),
                        const QJsonObject &payload = {})
{
    return {QStringLiteral("tester"), kind, subject, payload};
}

// Fails the test with the problem's text.
#define SLIPWAY_OK(expression)                                                                               \
    do {                                                                                                     \
        const auto &slipwayOutcome = (expression);                                                           \
        QVERIFY2(slipwayOutcome.has_value(),                                                                 \
                 slipwayOutcome ? "" : qUtf8Printable(slipwayOutcome.error().text()));                       \
    } while (false)

} // namespace slipway
