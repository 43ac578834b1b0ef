// What stands around a case follows what happens at its customer's applications.
#include "models/CaseSurroundings.h"
#include "models/FakeCases.h"
#include "models/SessionFixture.h"

#include <QTest>

#include <algorithm>

using namespace slipway;

class TestCaseSurroundings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_rig = std::make_unique<SessionFixture>();
        m_cases = std::make_unique<FakeCases>(m_rig->service);
        QVERIFY(m_rig->connect());
        m_around = std::make_unique<CaseSurroundings>(m_rig->session);
        m_around->setActive(true);
    }
    void cleanup()
    {
        m_around.reset();
        m_cases.reset();
        m_rig.reset();
    }

    void applicationsFollow_data()
    {
        QTest::addColumn<QString>("application");
        QTest::newRow("a case of the customer") << QString();
        QTest::newRow("a case of another application") << QStringLiteral("northwind/shop");
    }
    void applicationsFollow()
    {
        QFETCH(QString, application);
        m_around->watch(QStringLiteral("northwind"), application);
        QTRY_VERIFY(find() && find()->production());
        const QString before = find()->production()->version;
        QJsonObject changed = m_rig->service.applicationOf(blog);
        QJsonArray environments = changed.value(QStringLiteral("environments")).toArray();
        for (QJsonValueRef value : environments)
            value = fake::with(value.toObject(), {{QStringLiteral("version"), before + QLatin1Char('9')}});
        m_rig->service.put(fake::with(changed, {{QStringLiteral("environments"), environments}}));
        tell("environment.version");
        QTRY_COMPARE(find()->production()->version, before + QLatin1Char('9'));
        std::erase_if(m_rig->service.applications, [this](const QJsonObject &one) {
            return one.value(QStringLiteral("handle")).toString() == blog;
        });
        tell("application.removed");
        QTRY_VERIFY(!find());
    }

    // Also for a customer whom the service tells nothing of: nothing of the one before stays.
    void usageIsTheCustomers()
    {
        m_around->watch(QStringLiteral("northwind"), {});
        QTRY_VERIFY(m_around->usage().month.isValid());
        QCOMPARE(m_around->usage(), UsageRow::fromJson(FakeCases::usage()));
        QCOMPARE(m_around->usage().month, QDate(2026, 11, 1));
        QCOMPARE(m_around->usage().environments.size(), std::size_t(2));
        QCOMPARE(m_around->usage().environments.front().running, Duration(std::chrono::minutes(37470)));
        QCOMPARE(m_around->usage().cases, 5);
        m_around->watch(QStringLiteral("contoso"), {});
        QVERIFY(!m_around->usage().month.isValid());
        QTRY_VERIFY(m_rig->service.count("GET", QStringLiteral("/api/v1/customers/contoso/usage")) > 0);
        QCOMPARE(m_around->usage(), UsageRow());
    }

private:
    const ApplicationRow *find() const
    {
        const auto &all = m_around->applications();
        const auto found = std::find_if(all.begin(), all.end(),
                                        [this](const ApplicationRow &one) { return one.handle == blog; });
        return found == all.end() ? nullptr : &*found;
    }
    void tell(const char *kind)
    {
        m_rig->service.tell(QLatin1String(kind), QStringLiteral("application/") + blog);
    }

    const QString blog = QStringLiteral("northwind/blog");
    std::unique_ptr<SessionFixture> m_rig;
    std::unique_ptr<FakeCases> m_cases;
    std::unique_ptr<CaseSurroundings> m_around;
};

QTEST_GUILESS_MAIN(TestCaseSurroundings)
#include "TestCaseSurroundings.moc"
