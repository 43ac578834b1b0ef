// The inputs of a process as a form: its fields from the schema, and what was typed as the schema wants it.
#include "domain/Json.h"
#include "models/InputForm.h"

#include <QLocale>
#include <QTest>

using namespace slipway;

namespace {

QJsonObject schemaOf(QByteArray text)
{
    return *objectFromBytes(text.replace('\'', '"'), QStringLiteral("The schema"));
}

InputField fieldOf(const QByteArray &property, bool required = false)
{
    const QByteArray names = required ? "['x']" : "[]";
    return fieldsOf(schemaOf("{'properties':{'x':" + property + "},'required':" + names + "}")).front();
}

} // namespace

class TestInputForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fields()
    {
        const auto fields = fieldsOf(
            schemaOf("{'type':'object','properties':{"
                     "'hold':{'type':'string','title':'Longest hold','description':'At most','default':'3s'},"
                     "'count':{'type':'integer','minimum':1,'maximum':9,'default':2},"
                     "'note':{'type':'string','maxLength':1000,'default':''},"
                     "'who':{'enum':['eva','omar']},'site_down':{'type':'boolean','default':false},"
                     "'ratio':{'type':'number'},'more':{'type':'object'},'any':{}},"
                     "'required':['who']}"));
        QStringList names;
        for (const InputField &field : fields)
            names.append(field.name);
        QCOMPARE(names.join(QLatin1Char(' ')),
                 QStringLiteral("who any count hold more note ratio site_down"));
        InputField hold;
        hold.name = QStringLiteral("hold");
        hold.title = QStringLiteral("Longest hold");
        hold.description = QStringLiteral("At most");
        hold.preset = QStringLiteral("3s");
        QCOMPARE(fields[3], hold);
        QCOMPARE(fields[0].kind, InputField::Kind::Choice);
        QVERIFY(fields[0].required);
        QCOMPARE(fields[0].choices, (QStringList{QStringLiteral("eva"), QStringLiteral("omar")}));
        QCOMPARE(fields[1].kind, InputField::Kind::Json);
        QCOMPARE(fields[2].kind, InputField::Kind::Whole);
        QCOMPARE(fields[2].least, std::optional(1.0));
        QCOMPARE(fields[2].most, std::optional(9.0));
        QCOMPARE(fields[4].kind, InputField::Kind::Json);
        QCOMPARE(fields[5].longest, std::optional(1000));
        QCOMPARE(fields[6].kind, InputField::Kind::Number);
        QCOMPARE(fields[7].kind, InputField::Kind::YesNo);
        QVERIFY(fieldsOf({}).empty());
        QVERIFY(fieldsOf(schemaOf("{'properties':[1,2]}")).empty());
        QCOMPARE(fieldsOf(schemaOf("{'properties':{'x':7}}")).front().kind, InputField::Kind::Json);
    }

    void whatIsShownFirst()
    {
        QCOMPARE(typedOf(fieldOf("{'type':'string','default':'3s'}")), QStringLiteral("3s"));
        QCOMPARE(typedOf(fieldOf("{'type':'boolean','default':false}")), QStringLiteral("false"));
        QCOMPARE(typedOf(fieldOf("{'type':'integer','default':7}")), QStringLiteral("7"));
        QCOMPARE(typedOf(fieldOf("{'default':{'a':[1]}}")), QStringLiteral("{\"a\":[1]}"));
        QCOMPARE(typedOf(fieldOf("{'type':'string'}")), QString());
    }

    void presetsComeBack_data()
    {
        QTest::addColumn<QByteArray>("property");
        QTest::newRow("text") << QByteArray("{'type':'string','default':'a \\\\ \\u00e4'}");
        QTest::newRow("yes") << QByteArray("{'type':'boolean','default':true}");
        QTest::newRow("whole") << QByteArray("{'type':'integer','default':-12}");
        QTest::newRow("number") << QByteArray("{'type':'number','default':0.1}");
        QTest::newRow("choice") << QByteArray("{'enum':['1',1,null],'default':null}");
        QTest::newRow("json") << QByteArray("{'type':'array','default':[{'a':null}]}");
    }

    void presetsComeBack()
    {
        QFETCH(QByteArray, property);
        const InputField field = fieldOf(property);
        const auto value = valueOf(field, typedOf(field));
        QVERIFY(value);
        QCOMPARE(*value, field.preset);
    }

    void typed_data()
    {
        QTest::addColumn<QByteArray>("property");
        QTest::addColumn<bool>("required");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QByteArray>("expected"); // in a list; empty: it is left out; "!": it is refused
        const auto row = [](const char *name, const char *property, const QString &typed,
                            const char *expected, bool required = false) {
            QTest::newRow(name) << QByteArray(property) << required << typed << QByteArray(expected);
        };
        const auto text = [](const char *words) { return QString::fromUtf8(words); };
        row("text", "{'type':'string'}", text(" as it is "), "[' as it is ']");
        row("no text", "{'type':'string','default':'x'}", {}, "");
        row("blanks are text", "{'type':'string'}", text(" "), "[' ']");
        row("required, nothing", "{'type':'string'}", {}, "!", true);
        row("required, blanks", "{'type':'string'}", text("  "), "!", true);
        row("long enough", "{'type':'string','maxLength':3}", text("äöü"), "['äöü']");
        row("one character in two halves", "{'type':'string','maxLength':1}", text("👍"), "['👍']");
        row("too long", "{'type':'string','maxLength':3}", text("four"), "!");
        row("whole", "{'type':'integer'}", text(" 42 "), "[42]");
        row("negative", "{'type':'integer'}", text("-1"), "[-1]");
        row("large", "{'type':'integer'}", text("9007199254740991"), "[9007199254740991]");
        row("too large to be told", "{'type':'integer'}", text("1e300"), "!");
        row("not whole", "{'type':'integer'}", text("1.5"), "!");
        row("no number", "{'type':'integer'}", text("many"), "!");
        row("infinite", "{'type':'number'}", text("inf"), "!");
        row("no number at all", "{'type':'number'}", text("nan"), "!");
        row("number", "{'type':'number'}", text("0.25"), "[0.25]");
        row("as people write it here", "{'type':'number'}", text("0,25"), "[0.25]");
        row("least", "{'type':'number','minimum':1}", text("1"), "[1]");
        row("too small", "{'type':'number','minimum':1}", text("0.999"), "!");
        row("too much", "{'type':'integer','maximum':3}", text("4"), "!");
        row("no number given", "{'type':'integer'}", {}, "");
        row("required number", "{'type':'integer'}", {}, "!", true);
        row("yes", "{'type':'boolean'}", text("true"), "[true]");
        row("no", "{'type':'boolean'}", text("No"), "[false]");
        row("perhaps", "{'type':'boolean'}", text("perhaps"), "!");
        row("a choice", "{'enum':['a','b']}", text("b"), "['b']");
        row("a choice of numbers", "{'enum':[1,2]}", text("2"), "[2]");
        row("no choice", "{'enum':['a','b']}", text("c"), "!");
        row("json", "{'type':'object'}", text("{\"a\":[1,null]}"), "[{'a':[1,null]}]");
        row("json that is plain", "{}", text("3"), "[3]");
        row("no json", "{'type':'object'}", text("{a:1}"), "!");
        row("two values", "{'type':'array'}", text("1],[2"), "!");
        row("two values with a comma", "{'type':'array'}", text("1,2"), "!");
    }

    void typed()
    {
        QFETCH(QByteArray, property);
        QFETCH(bool, required);
        QFETCH(QString, typed);
        QFETCH(QByteArray, expected);
        QLocale::setDefault(QLocale(QLocale::German));
        const auto value = valueOf(fieldOf(property, required), typed);
        QLocale::setDefault(QLocale::c());
        if (expected == "!") {
            QVERIFY(!value);
            QCOMPARE(value.error().kind, Problem::Kind::Invalid);
            QCOMPARE(value.error().where, QStringLiteral("/inputs/x"));
            QVERIFY(!value.error().what.isEmpty() && !value.error().hint.isEmpty());
            return;
        }
        QVERIFY2(value, value ? "" : qPrintable(value.error().text()));
        if (expected.isEmpty())
            QVERIFY(value->isUndefined());
        else
            QCOMPARE(toBytes(QJsonArray{*value}), expected.replace('\'', '"'));
    }
};

QTEST_GUILESS_MAIN(TestInputForm)
#include "TestInputForm.moc"
