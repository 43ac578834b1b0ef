// Templates of answers: what is filled, what is missing, and what can't be set.
#include "domain/AnswerTemplate.h"

#include <QTest>

using namespace slipway;

namespace {

const std::map<QString, QString> values{{QStringLiteral("contact"), QStringLiteral("Maria")},
                                        {QStringLiteral("case"), QStringLiteral("12")},
                                        {QStringLiteral("subject"), QStringLiteral("{{contact}} & {{case}}")},
                                        {QStringLiteral("application"), QString()}};

} // namespace

class TestAnswerTemplate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fills_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("filled");
        QTest::addColumn<QStringList>("missing");
        const auto row = [](const char *name, const char *text, const char *filled,
                            const char *missing = "") {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(filled)
                                << QString::fromLatin1(missing).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        };
        row("nothing to fill", "Dear all", "Dear all");
        row("empty", "", "");
        row("one", "Dear {{contact}},", "Dear Maria,");
        row("at both ends", "{{case}} and {{contact}}", "12 and Maria");
        row("side by side", "{{case}}{{case}}", "1212");
        row("blanks inside", "Dear {{ contact }}", "Dear Maria");
        row("what is filled in isn't looked at again", "{{subject}}", "{{contact}} & {{case}}");
        row("without a value", "on {{application}}!", "on !", "application");
        row("not even a key", "by {{engineer}}", "by ", "engineer");
        row("missing twice is told once", "{{severity}} {{engineer}} {{severity}}", "  ",
            "severity engineer");
        row("unknown stays", "{{lord}} {{case}}", "{{lord}} 12");
        row("not closed stays", "{{contact", "{{contact");
        row("not over the end of a line", "{{\ncontact}} {{case}}", "{{\ncontact}} 12");
        row("single braces", "{contact} }} {{case}}", "{contact} }} 12");
        row("three", "{{{contact}}}", "{{{contact}}}");
        row("Case matters", "{{Contact}}", "{{Contact}}");
    }

    void fills()
    {
        QFETCH(QString, text);
        QFETCH(QString, filled);
        QFETCH(QStringList, missing);
        QCOMPARE(filledTemplate(text, values).text, filled);
        QCOMPARE(filledTemplate(text, values).missing, missing);
    }

    void isChecked_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("where"); // empty: fine
        QTest::addColumn<QString>("told");
        const auto row = [](const char *name, const QString &title, const QString &text,
                            const char *where = "", const char *told = "") {
            QTest::newRow(name) << title << text << QString::fromLatin1(where) << QString::fromLatin1(told);
        };
        const QString title = QStringLiteral("Hello");
        const QString text = QStringLiteral("Dear {{contact}}");
        QString all;
        for (const QString &one : templatePlaceholders())
            all += QStringLiteral("{{%1}} ").arg(one);
        row("fine", title, text);
        row("all there are", title, all);
        row("single braces are text", title, QStringLiteral("{lord} }}"));
        row("no title", QStringLiteral(" "), text, "/title");
        row("two lines", QStringLiteral("a\nb"), text, "/title");
        row("a long title", QString(121, QLatin1Char('x')), text, "/title");
        row("no text", title, QStringLiteral("\n "), "/text");
        row("the longest", title, QString(20'000, QLatin1Char('x')));
        row("too long", title, QString(20'001, QLatin1Char('x')), "/text", "20000");
        row("a NUL", title, QStringLiteral("a") + QChar(0), "/text");
        row("unknown", title, QStringLiteral("Dear {{lord}}"), "/text", "{{lord}}");
        row("the known are told", title, QStringLiteral("{{lord}}"), "/text", "{{engineer}}");
        row("a known one before", title, QStringLiteral("{{case}} {{next_update}}"), "/text",
            "{{next_update}}");
        row("no name", title, QStringLiteral("{{}}"), "/text", "{{}}");
        row("not closed", title, QStringLiteral("Dear {{contact,\nit is}}"), "/text", "{{contact,");
    }

    void isChecked()
    {
        QFETCH(QString, title);
        QFETCH(QString, text);
        QFETCH(QString, where);
        QFETCH(QString, told);
        const auto checked = checkTemplate(title, text);
        QCOMPARE(checked.has_value(), where.isEmpty());
        if (checked)
            return;
        QCOMPARE(checked.error().where, where);
        QVERIFY2(checked.error().text().contains(told), qPrintable(checked.error().text()));
        QVERIFY(!checked.error().hint.isEmpty());
    }

    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("fine");
        for (const char *name : {"a", "we-have-it", "2nd", "a-1"})
            QTest::newRow(name) << QString::fromLatin1(name) << true;
        for (const char *name : {"", "-", "-a", "a-", "We", "a b", "a/b", "a.b", "a_b", "\xc3\xa4"})
            QTest::newRow(qPrintable(QStringLiteral("not \"%1\"").arg(QString::fromUtf8(name))))
                << QString::fromUtf8(name) << false;
        QTest::newRow("the longest") << QString(60, QLatin1Char('a')) << true;
        QTest::newRow("too long") << QString(61, QLatin1Char('a')) << false;
        QTest::newRow("a line") << QStringLiteral("a\n") << false;
    }

    void names()
    {
        QFETCH(QString, name);
        QFETCH(bool, fine);
        QCOMPARE(checkTemplateName(name).has_value(), fine);
    }
};

QTEST_GUILESS_MAIN(TestAnswerTemplate)
#include "TestAnswerTemplate.moc"
