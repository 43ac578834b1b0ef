// What the console understands on its command line, and which links lead somewhere.
#include "console/CommandLine.h"

#include <QTest>

using namespace slipway;

class TestCommandLine : public QObject
{
    Q_OBJECT

private:
    static Result<CommandLine> read(const char *line)
    {
        return CommandLine::read(QString::fromUtf8(line).split(QLatin1Char(' '), Qt::SkipEmptyParts));
    }

private Q_SLOTS:
    void everythingAtOnce()
    {
        const auto line = read("--data /srv/s/../slipway --demo release/214 --diagnostics");
        QVERIFY2(line, line ? "" : qPrintable(line.error().text()));
        QCOMPARE(line->data, QStringLiteral("/srv/slipway"));
        QVERIFY(line->demo);
        QVERIFY(line->diagnostics);
        QCOMPARE(line->reference, QStringLiteral("release/214"));
        QVERIFY(line->server.isEmpty());
        QCOMPARE(line->rest.join(QLatin1Char(' ')),
                 QStringLiteral("--data /srv/s/../slipway --demo --diagnostics"));
    }

    void relativeFolderBecomesAbsolute() { QVERIFY(read("--data=here")->data.startsWith(QLatin1Char('/'))); }

    void qtsOwnOptionsArePassedOver()
    {
        const auto line = read("-platform offscreen --demo -style fusion -reverse");
        QVERIFY(line);
        QVERIFY(line->demo);
        QVERIFY(line->reference.isEmpty());
    }

    void servers_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("url");
        QTest::newRow("bare") << "prod.example"
                              << "https://prod.example";
        QTest::newRow("port") << "prod.example:8443"
                              << "https://prod.example:8443";
        QTest::newRow("path") << "https://prod.example/api/v1?x=1#y"
                              << "https://prod.example";
        QTest::newRow("http") << "http://127.0.0.1:8080"
                              << "http://127.0.0.1:8080";
        QTest::newRow("scheme") << "ftp://prod.example"
                                << "";
        QTest::newRow("password") << "https://eva:secret@prod.example"
                                  << "";
        QTest::newRow("nothing") << "https://"
                                 << "";
    }
    void servers()
    {
        QFETCH(QString, given);
        QFETCH(QString, url);
        const auto line = CommandLine::read({QStringLiteral("--server"), given});
        QCOMPARE(line.has_value(), !url.isEmpty());
        if (line)
            QCOMPARE(line->server, QUrl(url));
    }

    void wrongOnes_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("word");
        QTest::newRow("option") << "--nonsense"
                                << "--nonsense";
        QTest::newRow("no value") << "--data"
                                  << "--data";
        QTest::newRow("empty value") << "--profile="
                                     << "--profile";
        QTest::newRow("two") << "release/1 release/2"
                             << "one thing";
        QTest::newRow("server and data") << "--server a.example --data /x"
                                         << "--server";
        QTest::newRow("profile and server") << "--profile a --server a.example"
                                            << "--profile";
        QTest::newRow("nowhere") << "nowhere/1"
                                 << "leads nowhere";
    }
    void wrongOnes()
    {
        QFETCH(QString, line);
        QFETCH(QString, word);
        const auto read = CommandLine::read(line.split(QLatin1Char(' ')));
        QVERIFY(!read);
        QVERIFY2(read.error().text().contains(word), qPrintable(read.error().text()));
        QVERIFY(read.error().text().contains(QStringLiteral("--help")));
    }

    void references_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reference");
        QTest::newRow("plain") << "release/214"
                               << "release/214";
        QTest::newRow("link") << "slipway:release/214"
                              << "release/214";
        QTest::newRow("case") << "slipway:case/12"
                              << "case/12";
        QTest::newRow("case to answer") << "case/12/reply"
                                        << "case/12/reply";
        QTest::newRow("slashes") << "slipway://release/214/"
                                 << "release/214";
        QTest::newRow("capitals") << "SLIPWAY:release/214"
                                  << "release/214";
        QTest::newRow("application") << "slipway:application/northwind/shop"
                                     << "application/northwind/shop";
        QTest::newRow("encoded") << "slipway:application/northwind/sh%C3%B6p"
                                 << QStringLiteral("application/northwind/sh\u00f6p");
        QTest::newRow("duty") << "slipway:duty"
                              << "duty";
        QTest::newRow("the report") << "slipway:report/person"
                                    << "report/person";
        QTest::newRow("what if") << "duty/what-if/2026-10-25T00:30:00Z"
                                 << "duty/what-if/2026-10-25T00:30:00Z";
        QTest::newRow("pages of a case") << "paging/case/12"
                                         << "paging/case/12";
        QTest::newRow("mail") << "slipway:mail/7"
                              << "mail/7";
        QTest::newRow("no mail") << "mail/x"
                                 << "";
        QTest::newRow("mail of a case") << "quarantine/case/12"
                                        << "quarantine/case/12";
        QTest::newRow("activity") << "activity/release/214"
                                  << "activity/release/214";
        QTest::newRow("no number") << "release/next"
                                   << "";
        QTest::newRow("no case") << "case/x/reply"
                                 << "";
        QTest::newRow("negative") << "release/-1"
                                  << "";
        QTest::newRow("kind only") << "release/"
                                   << "";
        QTest::newRow("another") << "https://example.com"
                                 << "";
        QTest::newRow("control") << "help/a%0Ab"
                                 << "help/a%0Ab";
        QTest::newRow("encoded control") << "slipway:help/a%0Ab"
                                         << "";
        QTest::newRow("endless") << QStringLiteral("help/") + QString(2000, QLatin1Char('x')) << "";
        QTest::newRow("empty") << ""
                               << "";
    }
    void references()
    {
        QFETCH(QString, text);
        QFETCH(QString, reference);
        const auto read = referenceFromText(text);
        QCOMPARE(read.value_or(QString()), reference);
    }

    void helpNamesEveryOption()
    {
        const QByteArray help = CommandLine::helpText();
        for (const char *option : {"--data", "--demo", "--server", "--profile", "--diagnostics", "--version"})
            QVERIFY2(help.contains(option), option);
        QVERIFY(read("--help")->help);
        QVERIFY(read("-h")->help);
        QVERIFY(read("--version")->version);
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "TestCommandLine.moc"
