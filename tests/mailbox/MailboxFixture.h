// A store, secrets and a mailbox in them; what is taken is kept in a list.
#pragma once
#include "domain/Json.h"
#include "service/mailbox/Mailboxes.h"
#include "service/secrets/MemorySecrets.h"
#include "service/store/Ledger.h"

#include <QTemporaryDir>
#include <QTest>

void slipwayInitResources();

namespace slipway::test {

template <class T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s", qUtf8Printable(result.error().text()));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

inline MailboxOptions hasty()
{
    MailboxOptions options;
    options.patience = {std::chrono::milliseconds(700), std::chrono::milliseconds(700), 1'000'000};
    options.firstPause = std::chrono::milliseconds(20);
    options.longestPause = std::chrono::milliseconds(100);
    options.refusedPause = std::chrono::milliseconds(100);
    options.idle = std::chrono::milliseconds(300);
    return options;
}

struct MailboxFixture
{
    MailboxFixture()
    {
        slipwayInitResources();
        store = must(Store::open({folder.filePath(QStringLiteral("slipway.db")),
                                  folder.filePath(QStringLiteral("ledger.key")), &clock}));
        open();
        must(mailboxes->start());
    }
    void open(const MailboxOptions &options = hasty())
    {
        mailboxes = std::make_unique<Mailboxes>(
            *store, secrets,
            [this](const QByteArray &raw) -> Result<void> {
                const std::lock_guard lock(mutex);
                if (refuse)
                    return fail(Problem::Kind::Unavailable, QStringLiteral("The disk is full"));
                taken.push_back(raw);
                return {};
            },
            statusFile(), options);
    }
    QString statusFile() const { return folder.filePath(QStringLiteral("mailboxes.json")); }
    QJsonObject set(int port, const QJsonObject &more = {})
    {
        QJsonObject body{{QStringLiteral("host"), QStringLiteral("127.0.0.1")},
                         {QStringLiteral("port"), port},
                         {QStringLiteral("security"), QStringLiteral("none")},
                         {QStringLiteral("user"), QStringLiteral("support")}};
        for (auto it = more.begin(); it != more.end(); ++it)
            body.insert(it.key(), it.value());
        return must(mailboxes->set(name, body, {SecretValue("hush hush")}, QStringLiteral("anna")));
    }
    QJsonObject state() { return must(mailboxes->show(name)).value(QStringLiteral("state")).toObject(); }
    QString problem() { return state().value(QStringLiteral("problem")).toString(); }
    std::size_t count()
    {
        const std::lock_guard lock(mutex);
        return taken.size();
    }
    QStringList events()
    {
        const auto page = must(store->read([](Reader &reader) {
            EventFilter filter;
            filter.limit = 200;
            return Ledger::list(reader, filter);
        }));
        QStringList kinds;
        for (const Event &event : page.items)
            kinds.prepend(event.kind);
        return kinds;
    }

    const QString name = QStringLiteral("support");
    SystemClock clock;
    QTemporaryDir folder;
    MemorySecrets secrets;
    std::unique_ptr<Store> store;
    std::mutex mutex;
    std::vector<QByteArray> taken;
    bool refuse = false;
    std::unique_ptr<Mailboxes> mailboxes; // last: its threads use the others
};

} // namespace slipway::test
