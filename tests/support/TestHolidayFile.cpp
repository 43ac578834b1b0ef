// Holidays out of a calendar as other programs write it: whole days, recurring ones with all that differs
// from their rule.
#include "service/support/HolidayFile.h"

#include <QTest>

using namespace slipway;

class TestHolidayFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holidaysOfAFile_data()
    {
        QTest::addColumn<QByteArray>("events");
        QTest::addColumn<int>("days");
        QTest::newRow("a day") << QByteArray("DTSTART;VALUE=DATE:20261225\r\nSUMMARY:Christmas\r\n") << 1;
        QTest::newRow("two days") << QByteArray(
                                         "DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261227\r\n")
                                  << 2;
        QTest::newRow("every year") << QByteArray("DTSTART;VALUE=DATE:20000101\r\nRRULE:FREQ=YEARLY\r\n")
                                    << 11;
        QTest::newRow("an hour") << QByteArray("DTSTART:20261225T100000Z\r\n") << -1;
        QTest::newRow("long past") << QByteArray("DTSTART;VALUE=DATE:20011225\r\n") << -1;
        QTest::newRow("no date") << QByteArray("DTSTART;VALUE=DATE:never\r\n") << -1;
        QTest::newRow("every second")
            << QByteArray("DTSTART;VALUE=DATE:00010101\r\nRRULE:FREQ=SECONDLY\r\n") << -1;
        QTest::newRow("every day") << QByteArray("DTSTART;VALUE=DATE:20000101\r\nRRULE:FREQ=DAILY\r\n") << -1;
        QTest::newRow("backwards") << QByteArray(
                                          "DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261220\r\n")
                                   << 1;
    }
    void holidaysOfAFile()
    {
        QFETCH(QByteArray, events);
        QFETCH(int, days);
        const auto found = holidaysIn("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n" + events +
                                          "END:VEVENT\r\nEND:VCALENDAR\r\n",
                                      QDate(2026, 11, 27));
        QCOMPARE(found ? static_cast<int>(found->size()) : -1, days);
        QVERIFY(!holidaysIn("no calendar at all", QDate(2026, 11, 27)));
        QVERIFY(!holidaysIn({}, QDate(2026, 11, 27)));
    }

    // Of a rule for the first days of 2027 some are taken out, added, moved or called off.
    void holidaysThatDiffer_data()
    {
        QTest::addColumn<QByteArray>("events"); // after the first four days of 2027
        QTest::addColumn<QString>("days");      // of January, "" where the file is refused
        const auto moved = [](const QByteArray &from, const QByteArray &lines) -> QByteArray {
            return "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID" + from + "\r\n" + lines + "\r\n";
        };
        const QByteArray second(";VALUE=DATE:20270102");
        const QByteArray tenth("DTSTART;VALUE=DATE:20270110");
        const auto row = [](const char *name, const QByteArray &events, const char *days) {
            QTest::newRow(name) << events << QString(QLatin1String(days));
        };
        row("as the rule says", "", "1 2 3 4");
        row("one taken out", "EXDATE;VALUE=DATE:20270102\r\n", "1 3 4");
        row("two of a line", "EXDATE;VALUE=DATE:20270101,20270104\r\n", "2 3");
        row("two of two lines", "EXDATE;VALUE=DATE:20270101\r\nEXDATE;VALUE=DATE:20270104\r\n", "2 3");
        row("one that isn't there", "EXDATE;VALUE=DATE:20270109\r\n", "1 2 3 4");
        row("by its midnight", "EXDATE;TZID=Europe/Berlin:20270102T000000\r\n", "1 3 4");
        row("an hour of it", "EXDATE:20270102T100000\r\n", "1 2 3 4");
        row("midnight of another zone", "EXDATE:20270102T000000Z\r\n", "1 2 3 4");
        row("no date taken out", "EXDATE;VALUE=DATE:20279999\r\nEXDATE:never\r\n", "1 2 3 4");
        row("all taken out", "EXDATE;VALUE=DATE:20270101,20270102,20270103,20270104\r\n", "");
        row("one added", "RDATE;VALUE=DATE:20270120\r\n", "1 2 3 4 20");
        row("two added", "RDATE;VALUE=DATE:20270122,20270120\r\n", "1 2 3 4 20 22");
        row("one that is there", "RDATE;VALUE=DATE:20270102\r\n", "1 2 3 4");
        row("added and taken out", "RDATE;VALUE=DATE:20270120\r\nEXDATE;VALUE=DATE:20270120\r\n", "1 2 3 4");
        row("hours added", "RDATE;VALUE=PERIOD:20270120T000000Z/PT1H\r\nRDATE:20270121T100000\r\n",
            "1 2 3 4");
        row("no date added", "RDATE;VALUE=DATE:20279999\r\n", "1 2 3 4");
        row("moved", moved(second, tenth), "1 3 4 10");
        row("moved, and longer", moved(second, tenth + "\r\nDTEND;VALUE=DATE:20270112"), "1 3 4 10 11");
        row("moved, by its midnight", moved(":20270102T000000", tenth), "1 3 4 10");
        row("moved to an hour", moved(second, "DTSTART:20270110T100000Z"), "1 3 4");
        row("moved with a rule", moved(second, tenth + "\r\nRRULE:FREQ=DAILY;COUNT=3"), "1 3 4 10");
        row("one called off", moved(second, "DTSTART;VALUE=DATE:20270102\r\nSTATUS:CANCELLED"), "1 3 4");
        row("another event's", moved(second, tenth).replace("UID:a", "UID:b"), "1 2 3 4 10");
        row("nobody's", moved(second, tenth).replace("UID:a\r\n", ""), "1 2 3 4 10");
        row("confirmed", "STATUS:CONFIRMED\r\n", "1 2 3 4");
        row("all called off", "STATUS:CANCELLED\r\n", "");
    }
    void holidaysThatDiffer()
    {
        QFETCH(const QByteArray, events);
        QFETCH(const QString, days);
        const auto found = holidaysIn("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\n"
                                      "DTSTART;VALUE=DATE:20270101\r\nRRULE:FREQ=DAILY;COUNT=4\r\n" +
                                          events + "END:VEVENT\r\nEND:VCALENDAR\r\n",
                                      QDate(2026, 11, 27));
        QStringList said;
        for (const Calendar::Holiday &day : found.value_or(std::vector<Calendar::Holiday>()))
            said.append(QString::number(day.date.day()));
        QCOMPARE(said.join(QLatin1Char(' ')), days);
        QCOMPARE(found.has_value(), !days.isEmpty());
    }

    // One day without a rule, and days added to it.
    void holidaysWithoutARule()
    {
        const auto found = holidaysIn("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\n"
                                      "DTSTART;VALUE=DATE:20270101\r\nDTEND;VALUE=DATE:20270103\r\n"
                                      "RDATE;VALUE=DATE:20270110\r\nSUMMARY:Fair\r\n"
                                      "END:VEVENT\r\nEND:VCALENDAR\r\n",
                                      QDate(2026, 11, 27));
        const QString fair(QStringLiteral("Fair"));
        QVERIFY(found);
        QCOMPARE(*found, (std::vector<Calendar::Holiday>{{QDate(2027, 1, 1), fair},
                                                         {QDate(2027, 1, 2), fair},
                                                         {QDate(2027, 1, 10), fair},
                                                         {QDate(2027, 1, 11), fair}}));
    }
};

QTEST_GUILESS_MAIN(TestHolidayFile)
#include "TestHolidayFile.moc"
