// Two customers with an application each, a case of the first one's, and releases as their desk keeps them.
#pragma once
#include "service/support/CaseLinks.h"
#include "support/SupportFixture.h"

namespace slipway::test {

inline const QString staff = QStringLiteral("eva");

// northwind/shop and contoso/portal, of an appliance each, and releases as their desk keeps them.
class World
{
public:
    explicit World(SupportFixture &fixture) : m_f(fixture)
    {
        must(m_f.store->write([&](Transaction &transaction) -> Result<void> {
            must(CatalogRepository::addCustomer(transaction, QStringLiteral("test"),
                                                QStringLiteral("contoso"), QStringLiteral("Contoso")));
            theirs = add(transaction, QStringLiteral("northwind"), QStringLiteral("shop"), 1);
            others = add(transaction, QStringLiteral("contoso"), QStringLiteral("portal"), 2);
            return {};
        }));
        about = must(m_f.desk->open({QStringLiteral("Slow"), QStringLiteral("Very"), maria,
                                     QStringLiteral("northwind/shop"), Severity::Normal},
                                    staff))
                    .id;
    }
    qint64 release(const char *application = "northwind/shop", const char *state = "waiting")
    {
        return must(m_f.store->write([&](Transaction &transaction) {
            return transaction.insert(
                QStringLiteral(
                    "INSERT INTO release (application, pipeline, digest, state, run_id, requested_by, "
                    "created, "
                    "updated, waits_for, current_step, inputs, measured, revision, is_live) VALUES (?, "
                    "'no-migration', 'd', ?, ?, 'eva', ?, ?, '', '', '{}', '{}', 1, 0) RETURNING id"),
                {QLatin1String(application), QLatin1String(state), ++m_runs, toText(m_f.clock.now()),
                 toText(m_f.clock.now())});
        }));
    }
    // As the release desk does it: the row and its event in one commit.
    void becomes(qint64 release, const char *state)
    {
        must(m_f.store->write([&](Transaction &transaction) -> Result<void> {
            must(transaction.execute(QStringLiteral("UPDATE release SET state = ?, updated = ? WHERE id = ?"),
                                     {QLatin1String(state), toText(transaction.now()), release}));
            transaction.append({QStringLiteral("jan"),
                                QLatin1String("release.") + QLatin1String(state),
                                QStringLiteral("release/%1").arg(release),
                                {}});
            return {};
        }));
    }
    QJsonArray links(qint64 id)
    {
        return must(m_f.store->read([&](Reader &reader) -> Result<QJsonArray> {
            return CaseLinks::told(reader, must(CaseRepository::find(reader, id)));
        }));
    }
    QStringList references(qint64 id)
    {
        QStringList all;
        for (const QJsonValue &link : links(id))
            all.append(link[QLatin1String("reference")].toString());
        return all;
    }
    QStringList notes(qint64 id)
    {
        QStringList all;
        for (const CaseMessage &message : m_f.messages(id)) {
            if (message.kind == CaseMessage::Kind::Note)
                all.append(message.text);
        }
        return all;
    }

    Environment theirs;
    Environment others;
    qint64 about = 0;

private:
    static Environment add(Transaction &transaction, const QString &customer, const QString &slug, int slot)
    {
        Application application;
        application.customerId = must(CatalogRepository::customer(transaction, customer)).id;
        application.customer = customer;
        application.slug = slug;
        application.name = slug;
        Environment environment;
        environment.applicationId =
            must(CatalogRepository::addApplication(transaction, QStringLiteral("test"), application)).id;
        environment.name = slug + QStringLiteral("-1");
        environment.role = EnvironmentRole::Production;
        environment.slot = slot;
        environment.state = QStringLiteral("running");
        Appliance web;
        web.name = QStringLiteral("web");
        web.className = QStringLiteral("nginx");
        web.state = QStringLiteral("running");
        web.health = QStringLiteral("healthy");
        environment.appliances = {web};
        return must(CatalogRepository::addEnvironment(transaction, QStringLiteral("test"), environment));
    }

    SupportFixture &m_f;
    qint64 m_runs = 1000;
};

inline QString releaseOf(qint64 id)
{
    return QStringLiteral("release/%1").arg(id);
}

} // namespace slipway::test
