// A recipe from which nothing can be built is refused with its place, and leaves nothing behind.
#include "daemon/EnvironmentDesk.h"
#include "domain/Json.h"
#include "release/Bench.h"
#include "service/store/CatalogRepository.h"

#include <QFile>
#include <QTest>

using namespace slipway;
using namespace slipway::model;

class TestRecipes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theDemosAreGood();
    void refusesWithItsPlace_data();
    void refusesWithItsPlace();

private:
    Result<Application> create(const QJsonObject &recipe, const QString &slug)
    {
        return m_desk->create({{QStringLiteral("customer"), QStringLiteral("northwind")},
                               {QStringLiteral("slug"), slug},
                               {QStringLiteral("name"), slug},
                               {QStringLiteral("recipe"), recipe}},
                              QStringLiteral("eva"), false);
    }
    qint64 applications()
    {
        return m_bench.store()
            .read([](Reader &reader) {
                return reader.integer(QStringLiteral("SELECT count(*) FROM application"));
            })
            .value_or(-1);
    }

    Bench m_bench;
    QTemporaryDir m_directory;
    std::optional<DataFolder> m_folder;
    std::optional<EnvironmentDesk> m_desk;
};

void TestRecipes::initTestCase()
{
    auto folder = DataFolder::open(m_directory.path());
    QVERIFY(folder);
    m_folder.emplace(std::move(*folder));
    m_desk.emplace(m_bench.store(), m_bench.engine(), std::make_shared<ActivityRegistry>(), *m_folder);
}

void TestRecipes::theDemosAreGood()
{
    QFile file(QStringLiteral(":/slipway/demo/customers.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto document = objectFromBytes(file.readAll(), file.fileName());
    QVERIFY(document);
    int count = 0;
    for (const QJsonValue &customer : document->value(QStringLiteral("customers")).toArray()) {
        for (const QJsonValue &application :
             customer.toObject().value(QStringLiteral("applications")).toArray()) {
            const auto created = create(application.toObject().value(QStringLiteral("recipe")).toObject(),
                                        QStringLiteral("demo-%1").arg(++count));
            QVERIFY2(created, created ? "" : qPrintable(created.error().text()));
        }
    }
    QVERIFY(count >= 3);
}

void TestRecipes::refusesWithItsPlace_data()
{
    QTest::addColumn<QByteArray>("recipe");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *name, const QByteArray &recipe, const char *place) {
        QTest::newRow(name) << recipe << QString::fromLatin1(place);
    };
    const QByteArray web = R"({"name":"web","class":"nginx"},{"name":"app","class":"archive"})";
    const auto one = [](const QByteArray &name) {
        return R"({"appliances":[{"name":")" + name + R"(","class":"archive"}]})";
    };
    const auto with = [](const QByteArray &more) {
        return R"({"appliances":[{"name":"web","class":"archive"}],)" + more + '}';
    };
    row("nothing", "{}", "/recipe");
    row("no appliances", R"({"appliances":[]})", "/recipe/appliances");
    row("not a list", R"({"appliances":"web"})", "/recipe/appliances");
    row("not an object", R"({"appliances":["web"]})", "/recipe/appliances/0");
    row("no class", R"({"appliances":[{"name":"web"}]})", "/recipe/appliances/0");
    row("unknown key", with(R"("fronts":"web")"), "/recipe/fronts");
    row("way out", one("../a"), "/recipe/appliances/0/name");
    row("too long", one(QByteArray(64, 'a')), "/recipe/appliances/0/name");
    row("empty", one(""), "/recipe/appliances/0/name");
    row("a line more", one("web\\n"), "/recipe/appliances/0/name");
    row("taken by the doors", one("peer"), "/recipe/appliances/0/name");
    row("twice", R"({"appliances":[{"name":"db","class":"postgresql"},{"name":"db","class":"postgresql"}]})",
        "/recipe/appliances/1/name");
    row("two fronts", "{\"appliances\":[" + web + "]}", "/recipe/appliances/1");
    row("unknown class", R"({"appliances":[{"name":"web","class":"apache"}]})", "/recipe/appliances/0/class");
    row("class that is a path", R"({"appliances":[{"name":"web","class":"../classes/nginx"}]})",
        "/recipe/appliances/0/class");
    row("unknown parameter",
        R"({"appliances":[{"name":"db","class":"postgresql","parameters":{"port/x":1}}]})",
        "/recipe/appliances/0/parameters/port~1x");
    row("parameter of a wrong type",
        R"({"appliances":[{"name":"db","class":"postgresql","parameters":{"user":["a"]}}]})",
        "/recipe/appliances/0/parameters/user");
    row("unknown variable",
        R"({"appliances":[{"name":"db","class":"postgresql","parameters":{"user":"${nobody}"}}]})",
        "/recipe/appliances/0/parameters/user");
    row("upstream that isn't there",
        R"({"appliances":[{"name":"web","class":"nginx","parameters":{"upstream":"nowhere"}}]})",
        "/recipe/appliances/0/parameters/upstream");
    row("unknown front", with(R"("front":"www")"), "/recipe/front");
    row("front that serves nothing", R"({"front":"db","appliances":[{"name":"db","class":"postgresql"}]})",
        "/recipe/front");
    row("version of nobody", with(R"("version":{"appliance":"app"})"), "/recipe/version/appliance");
    row("content of nobody", with(R"("content":{"app":"demo/site"})"), "/recipe/content/app");
    row("content outside", with(R"("content":{"web":"demo/../../../etc"})"), "/recipe/content/web");
    row("absolute content", with(R"("content":{"web":"/etc"})"), "/recipe/content/web");
    row("content that isn't there", with(R"("content":{"web":"demo/none"})"), "/recipe/content/web");
    row("content for a database",
        R"({"appliances":[{"name":"db","class":"postgresql"}],"content":{"db":"demo/site"}})",
        "/recipe/content/db");
}

void TestRecipes::refusesWithItsPlace()
{
    QFETCH(QByteArray, recipe);
    QFETCH(QString, place);
    const auto object = objectFromBytes(recipe, QStringLiteral("recipe"));
    QVERIFY(object);
    const qint64 before = applications();
    const auto refused = create(*object, QStringLiteral("refused"));
    QVERIFY(!refused);
    QVERIFY2(refused.error().kind == Problem::Kind::Invalid, qPrintable(refused.error().text()));
    QCOMPARE(refused.error().where, place);
    QVERIFY(!refused.error().hint.isEmpty());
    QVERIFY2(!refused.error().what.contains(QLatin1String("regex")), qPrintable(refused.error().what));
    QCOMPARE(applications(), before);
}

QTEST_GUILESS_MAIN(TestRecipes)
#include "TestRecipes.moc"
