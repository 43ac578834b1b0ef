// Answer templates in the store: those that are there from the beginning, changes that can be traced and put
// back, and what their placeholders stand for in a case.
#include "service/support/TemplateRepository.h"
#include "support/SupportFixture.h"

using namespace slipway;
using namespace slipway::test;

namespace {

const QString staff = QStringLiteral("eva");
const QString hello = QStringLiteral("hello");

Result<AnswerTemplate> set(SupportFixture &f, const QString &name, const QString &title, const QString &text)
{
    return f.store->write([&](Transaction &transaction) {
        return TemplateRepository::set(transaction, staff, name, title, text);
    });
}

Result<void> remove(SupportFixture &f, const QString &name)
{
    return f.store->write(
        [&](Transaction &transaction) { return TemplateRepository::remove(transaction, staff, name); });
}

std::vector<AnswerTemplate> list(SupportFixture &f)
{
    return must(f.store->read([](Reader &reader) { return TemplateRepository::list(reader); }));
}

QJsonObject payloadOfLast(SupportFixture &f, const char *kind)
{
    QJsonObject payload;
    must(f.store->read([&](Reader &reader) {
        return reader.query(
            QStringLiteral("SELECT payload FROM event WHERE kind = ? ORDER BY seq DESC LIMIT 1"),
            {QLatin1String(kind)}, [&](const Row &row) -> Result<void> {
                payload = row.object("payload");
                return {};
            });
    }));
    return payload;
}

} // namespace

class TestTemplates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewStoreHasSome()
    {
        SupportFixture f;
        const auto all = list(f);
        QStringList names;
        for (const AnswerTemplate &one : all) {
            names.append(one.name);
            must(checkTemplateName(one.name));
            must(checkTemplate(one.title, one.text));
            QVERIFY(one.text.endsWith(QStringLiteral("{{engineer}}\n")));
        }
        QCOMPARE(names, QStringList({QStringLiteral("need-more"), QStringLiteral("planned-work"),
                                     QStringLiteral("received"), QStringLiteral("solved")}));
    }

    void aChangeIsTracedAndPutBack()
    {
        SupportFixture f;
        const AnswerTemplate first =
            must(set(f, hello, QStringLiteral(" Say  hello "), QStringLiteral("Dear {{contact}}\n")));
        QCOMPARE(first.title, QStringLiteral("Say hello"));
        QCOMPARE(first.by, staff);
        QCOMPARE(first.updated, f.clock.now());
        QJsonObject event = payloadOfLast(f, "template.changed");
        QVERIFY(event.value(QStringLiteral("before")).isNull());
        QCOMPARE(event.value(QStringLiteral("name")).toString(), hello);
        f.clock.advance(1h);
        // The same again is no change.
        QCOMPARE(must(set(f, hello, first.title, first.text)), first);
        QCOMPARE(f.count("template.changed"), 1);
        must(set(f, hello, QStringLiteral("Hi"), QStringLiteral("Hi {{contact}}")));
        QCOMPARE(f.count("template.changed"), 2);
        event = payloadOfLast(f, "template.changed");
        QCOMPARE(event.value(QStringLiteral("after")).toObject().value(QStringLiteral("text")).toString(),
                 QStringLiteral("Hi {{contact}}"));
        const QJsonObject before = event.value(QStringLiteral("before")).toObject();
        must(set(f, hello, before.value(QStringLiteral("title")).toString(),
                 before.value(QStringLiteral("text")).toString()));
        AnswerTemplate back = first;
        back.updated = f.clock.now();
        QCOMPARE(must(f.store->read([](Reader &reader) { return TemplateRepository::find(reader, hello); })),
                 back);
        must(remove(f, hello));
        event = payloadOfLast(f, "template.removed");
        QCOMPARE(event.value(QStringLiteral("before")).toObject(), before);
        QVERIFY(event.value(QStringLiteral("after")).isNull());
        QCOMPARE(list(f).size(), 4U);
        QCOMPARE(remove(f, hello).error().kind, Problem::Kind::NotFound);
    }

    void whatIsRefusedLeavesNothing()
    {
        SupportFixture f;
        QVERIFY(!set(f, QStringLiteral("Hello"), QStringLiteral("a"), QStringLiteral("b")));
        QVERIFY(!set(f, hello, QStringLiteral("a"), QStringLiteral("Dear {{lord}}")));
        QCOMPARE(list(f).size(), 4U);
        QCOMPARE(f.count("template.changed"), 0);
    }

    void thereIsAnEndOfThem()
    {
        SupportFixture f;
        for (int i = 4; i < TemplateRepository::most; ++i)
            must(set(f, QStringLiteral("t-%1").arg(i), hello, hello));
        QCOMPARE(set(f, hello, hello, hello).error().kind, Problem::Kind::Conflict);
        must(set(f, QStringLiteral("t-4"), hello, QStringLiteral("changed")));
    }

    void whatACaseHas()
    {
        SupportFixture f;
        must(f.store->write([](Transaction &transaction) -> Result<void> {
            Application shop;
            shop.customer = QStringLiteral("northwind");
            shop.slug = QStringLiteral("shop");
            shop.name = QStringLiteral("The shop");
            shop.recipe = {{QStringLiteral("appliances"), QJsonArray()}};
            const auto added = CatalogRepository::addApplication(transaction, QStringLiteral("test"), shop);
            return added ? Result<void>() : Failure(added.error());
        }));
        const auto valuesOf = [&](const Case &about) {
            return must(f.store->read(
                [&](Reader &reader) { return TemplateRepository::valuesOf(reader, about, staff); }));
        };
        Case about;
        about.id = 12;
        about.subject = QStringLiteral("Slow");
        about.severity = Severity::High;
        about.customer = QStringLiteral("northwind");
        about.contact = QStringLiteral("Maria@northwind.example");
        about.application = QStringLiteral("northwind/shop");
        const QString text =
            QStringLiteral("{{customer}}|{{contact}}|{{case}}|{{subject}}|{{engineer}}|{{application}}|"
                           "{{severity}}");
        QCOMPARE(filledTemplate(text, valuesOf(about)),
                 (FilledTemplate{QStringLiteral("Northwind|Maria|12|Slow|eva|The shop|high"), {}}));
        // Somebody else of theirs, and an application that is gone.
        about.contact = QStringLiteral("new@northwind.example");
        about.application = QStringLiteral("northwind/gone");
        QCOMPARE(filledTemplate(text, valuesOf(about)).text,
                 QStringLiteral("Northwind|new@northwind.example|12|Slow|eva|northwind/gone|high"));
        // By nobody we know.
        about.customer.clear();
        about.contact.clear();
        about.application.clear();
        QCOMPARE(filledTemplate(text, valuesOf(about)),
                 (FilledTemplate{QStringLiteral("||12|Slow|eva||high"),
                                 {QStringLiteral("customer"), QStringLiteral("contact"),
                                  QStringLiteral("application")}}));
    }
};

QTEST_GUILESS_MAIN(TestTemplates)
#include "TestTemplates.moc"
