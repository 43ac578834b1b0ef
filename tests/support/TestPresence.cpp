// Who has a case open: how long they stay, who sees whom, what bounds it, and many at once.
#include "service/support/CasePresence.h"

#include <QTest>

#include <thread>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

const QString eva = QStringLiteral("eva");
const QString jan = QStringLiteral("jan");

// "eva! jan": eva writes, jan looks.
QString seenBy(const CasePresence &presence, qint64 ofCase, const QString &who = {})
{
    QStringList all;
    for (const CasePresence::Person &one : presence.others(ofCase, who))
        all.append(one.who + (one.writing ? QStringLiteral("!") : QString()));
    return all.join(QLatin1Char(' '));
}

QString nobody(int number)
{
    return QStringLiteral("p%1").arg(number, 5, 10, QLatin1Char('0'));
}

} // namespace

class TestPresence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesAndGoes_data()
    {
        QTest::addColumn<QStringList>(
            "said");                    // "10 eva!": after ten seconds eva writes; "0 -eva": she leaves
        QTest::addColumn<int>("later"); // seconds after the last word
        QTest::addColumn<QString>("seen");
        const auto row = [](const char *name, std::initializer_list<const char *> said, int later,
                            const char *seen) {
            QStringList words;
            for (const char *one : said)
                words.append(QLatin1String(one));
            QTest::newRow(name) << words << later << QString::fromLatin1(seen);
        };
        row("nobody", {}, 0, "");
        row("one", {"0 eva"}, 0, "eva");
        row("by name", {"0 jan", "0 eva!"}, 0, "eva! jan");
        row("until the end of life", {"0 eva"}, 29, "eva");
        row("and no longer", {"0 eva"}, 30, "");
        row("kept up", {"0 eva", "20 eva", "20 eva"}, 29, "eva");
        row("each by themselves", {"0 eva", "20 jan"}, 15, "jan");
        row("writes, and stops", {"0 eva!", "5 eva"}, 0, "eva");
        row("looks, and writes", {"0 eva", "5 eva!"}, 0, "eva!");
        row("leaves", {"0 eva", "0 jan", "0 -eva"}, 0, "jan");
        row("leaves twice", {"0 eva", "0 -eva", "0 -eva"}, 0, "");
        row("leaves before coming", {"0 -eva"}, 0, "");
        row("leaves and comes back", {"0 eva!", "0 -eva", "0 eva"}, 0, "eva");
    }

    void comesAndGoes()
    {
        QFETCH(QStringList, said);
        QFETCH(int, later);
        QFETCH(QString, seen);
        ManualClock clock;
        CasePresence presence(clock);
        for (const QString &one : said) {
            clock.advance(std::chrono::seconds(one.section(QLatin1Char(' '), 0, 0).toInt()));
            QString who = one.section(QLatin1Char(' '), 1);
            if (who.startsWith(QLatin1Char('-')))
                presence.leave(7, who.mid(1));
            else
                presence.keep(7, who.remove(QLatin1Char('!')), one.endsWith(QLatin1Char('!')));
        }
        clock.advance(std::chrono::seconds(later));
        QCOMPARE(seenBy(presence, 7), seen);
        QCOMPARE(seenBy(presence, 6), QString());
        QCOMPARE(seenBy(presence, 8), QString());
    }

    void nobodySeesThemselves()
    {
        ManualClock clock;
        CasePresence presence(clock);
        presence.keep(7, eva, true);
        presence.keep(7, jan, false);
        presence.keep(8, eva, false);
        QCOMPARE(seenBy(presence, 7, eva), jan);
        QCOMPARE(seenBy(presence, 7, jan), QStringLiteral("eva!"));
        QCOMPARE(seenBy(presence, 8, eva), QString());
        presence.leave(7, eva);
        QCOMPARE(seenBy(presence, 8), eva);
    }

    void sinceTheyCame()
    {
        ManualClock clock;
        CasePresence presence(clock);
        const Instant came = clock.now();
        presence.keep(7, eva, false);
        clock.advance(20s);
        presence.keep(7, eva, true);
        QCOMPARE(presence.others(7, jan).front(), (CasePresence::Person{eva, true, came}));
        // Who was away comes anew.
        clock.advance(30s);
        presence.keep(7, eva, false);
        QCOMPARE(presence.others(7, jan).front().since, clock.now());
        const QJsonObject json = presence.others(7, jan).front().toJson();
        QCOMPARE(json.keys(),
                 QStringList({QStringLiteral("since"), QStringLiteral("who"), QStringLiteral("writing")}));
    }

    void aWallClockThatIsSetChangesNothing()
    {
        ManualClock clock;
        CasePresence presence(clock);
        presence.keep(7, eva, false);
        clock.jump(24h);
        QCOMPARE(seenBy(presence, 7), eva);
        clock.jump(-48h);
        clock.advance(30s);
        QCOMPARE(seenBy(presence, 7), QString());
    }

    void aCaseHasRoomForSoMany()
    {
        ManualClock clock;
        CasePresence presence(clock);
        for (int i = 0; i < 60; ++i) {
            clock.advance(1ms);
            presence.keep(7, nobody(i), false);
        }
        QCOMPARE(presence.size(), CasePresence::mostAtACase);
        QCOMPARE(presence.others(7, {}).front().who, nobody(10)); // those who were silent longest went
        // Who is there stays there.
        clock.advance(1ms);
        presence.keep(7, nobody(10), true);
        QCOMPARE(presence.size(), CasePresence::mostAtACase);
        presence.keep(8, eva, false);
        QCOMPARE(presence.size(), CasePresence::mostAtACase + 1);
    }

    void allOfThemHaveRoomForSoMany()
    {
        ManualClock clock;
        CasePresence presence(clock);
        for (int i = 0; i < static_cast<int>(CasePresence::mostInAll) + 10; ++i) {
            clock.advance(1us);
            presence.keep(i, eva, false);
        }
        QCOMPARE(presence.size(), CasePresence::mostInAll);
        QCOMPARE(seenBy(presence, 9), QString());
        QCOMPARE(seenBy(presence, 10), eva);
        // What is over is forgotten by the next word of anybody.
        clock.advance(30s);
        presence.keep(1, jan, false);
        QCOMPARE(presence.size(), 1U);
    }

    void manyAtOnce()
    {
        ManualClock clock;
        CasePresence presence(clock);
        std::vector<std::thread> people;
        for (int person = 0; person < 8; ++person) {
            people.emplace_back([&, person] {
                for (int i = 0; i < 2000; ++i) {
                    presence.keep(i % 5, nobody(person), i % 2 == 0);
                    clock.advance(1us);
                    static_cast<void>(presence.others(i % 5, nobody(person)));
                    if (i % 7 == 0)
                        presence.leave(i % 5, nobody(person));
                }
                for (int ofCase = 0; ofCase < 5; ++ofCase)
                    presence.keep(ofCase, nobody(person), true);
            });
        }
        for (std::thread &one : people)
            one.join();
        QCOMPARE(presence.size(), 40U);
        QCOMPARE(presence.others(3, nobody(0)).size(), 7U);
    }
};

QTEST_GUILESS_MAIN(TestPresence)
#include "TestPresence.moc"
