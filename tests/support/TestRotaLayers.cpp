// A rota of several layers: which decides when, who is the alternate, and what the clocks of their zones do.
#include "service/support/DutyOutlook.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace slipway;

namespace {

using namespace std::chrono_literals;

constexpr auto moment = std::chrono::microseconds(1);

Instant at(const char *text)
{
    return *instantFromText(QString::fromLatin1(text));
}

Rota rotaOf(QByteArray json)
{
    const auto rota = Rota::fromJson(QJsonDocument::fromJson(json.replace('\'', '"')).object());
    if (!rota)
        qFatal("%s", qUtf8Printable(rota.error().text()));
    return *rota;
}

// Office hours in Berlin but not on holidays, two people on the other side of the world at night, and
// somebody below them all.
Rota office()
{
    Rota rota = rotaOf(
        "{'manager':'max','layers':["
        "{'name':'holidays','zone':'Europe/Berlin','first':'2026-01-05','days':1,'people':['hal'],"
        " 'holidays':{'calendar':'de','layer':'only'}},"
        "{'name':'office','zone':'Europe/"
        "Berlin','first':'2026-01-05','hand_over':'08:00','people':['ann','ben'],"
        " 'when':[{'days':['mon','tue','wed','thu','fri'],'from':'08:00','to':'18:00'}],"
        " 'holidays':{'calendar':'de','layer':'off'}},"
        "{'name':'nights','zone':'Asia/"
        "Kolkata','first':'2026-01-05','hand_over':'00:00','people':['ravi','uma'],"
        " 'when':[{'days':['mon','tue','wed','thu'],'from':'22:30','to':'12:30'}],'alternate':'second'},"
        "{'name':'second','first':'2026-01-05','hand_over':'00:00','days':1,'people':['sam','tom'],'duty':"
        "false},"
        "{'name':'always','zone':'America/New_York','first':'2026-01-05','people':['zoe','yan']}]}");
    rota.holidays[QStringLiteral("de")] = {QDate(2026, 1, 1), QDate(2026, 5, 1), QDate(2026, 12, 25)};
    return rota;
}

void row(const char *name, const char *when, const char *onDuty, const char *alternate, const char *layer)
{
    QTest::newRow(name) << QByteArray(when) << QString::fromLatin1(onDuty) << QString::fromLatin1(alternate)
                        << QString::fromLatin1(layer);
}

template <class T>
T oneOf(QRandomGenerator &dice, std::initializer_list<T> all)
{
    return all.begin()[dice.bounded(int(all.size()))];
}

RotaLayer anyLayer(QRandomGenerator &dice, int number)
{
    RotaLayer layer;
    layer.name = QString::number(number);
    layer.zone = oneOf<const char *>(dice, {"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
                                            "Asia/Kolkata", "Pacific/Apia", "America/St_Johns",
                                            "America/Havana", "Africa/Casablanca"});
    layer.first = QDate(2011, 11, 1).addDays(dice.bounded(60));
    layer.handOver = QTime(dice.bounded(24), oneOf(dice, {0, 15, 30}));
    layer.hours = oneOf(dice, {1, 5, 8, 12, 24, 36, 48, 7 * 24});
    for (int i = dice.bounded(1, 5); i > 0; --i)
        layer.people.append(oneOf(dice, {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"),
                                         QStringLiteral("d"), QStringLiteral("e")}));
    for (int i = dice.bounded(3); i > 0; --i) {
        RotaLayer::Hours hours;
        for (bool &day : hours.days)
            day = dice.bounded(3) > 0;
        hours.from = dice.bounded(48) * 30;
        hours.to = dice.bounded(49) * 30;
        layer.when.push_back(hours);
    }
    layer.holidays =
        oneOf(dice, {RotaLayer::Holidays::Ignored, RotaLayer::Holidays::Off, RotaLayer::Holidays::Only});
    layer.calendar = QStringLiteral("any");
    layer.isDuty = dice.bounded(5) > 0;
    if (dice.bounded(3) == 0)
        layer.alternate = QString::number(dice.bounded(4));
    return layer;
}

Rota anyRota(QRandomGenerator &dice, Instant from)
{
    Rota rota;
    for (int i = dice.bounded(1, 5); i > 0; --i)
        rota.layers.push_back(anyLayer(dice, i));
    for (int i = dice.bounded(4); i > 0; --i) {
        const Instant begins = from + dice.bounded(60 * 24) * 1h;
        rota.overrides.push_back({i, QStringLiteral("o"), begins, begins + dice.bounded(1, 50) * 37min, {}});
    }
    for (QDate date(2011, 12, 1); date < QDate(2012, 3, 20); date = date.addDays(dice.bounded(1, 20)))
        rota.holidays[QStringLiteral("any")].push_back(date);
    return rota;
}

} // namespace

class TestRotaLayers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTopmostThatHoldsDecides_data()
    {
        QTest::addColumn<QByteArray>("when");
        QTest::addColumn<QString>("onDuty");
        QTest::addColumn<QString>("alternate");
        QTest::addColumn<QString>("layer");
        // Monday the 12th; Berlin is UTC+1, Kolkata UTC+5:30, New York UTC-5.
        row("the last of the night", "2026-01-13T06:59:59Z", "uma", "sam", "nights");
        row("the office opens", "2026-01-13T07:00:00Z", "ben", "yan", "office");
        row("the alternate is the next layer's", "2026-01-13T12:00:00Z", "ben", "yan", "office");
        row("the last of the office", "2026-01-13T16:59:59.999999Z", "ben", "yan", "office");
        row("the night", "2026-01-13T17:00:00Z", "uma", "sam", "nights");
        row("the weekend is nobody's but the lowest", "2026-01-17T12:00:00Z", "yan", "zoe", "always");
        row("a holiday has a layer of its own", "2026-12-25T09:00:00Z", "hal", "zoe", "holidays");
        row("until its midnight in Berlin", "2026-12-25T22:59:59Z", "hal", "zoe", "holidays");
        row("and not longer", "2026-12-25T23:00:00Z", "zoe", "yan", "always");
        row("in summer an hour earlier", "2026-07-07T06:00:00Z", "ann", "ravi", "office");
        row("and not before", "2026-07-07T05:59:59Z", "ravi", "tom", "nights");
    }

    void theTopmostThatHoldsDecides()
    {
        QFETCH(QByteArray, when);
        QFETCH(QString, onDuty);
        QFETCH(QString, alternate);
        QFETCH(QString, layer);
        const Rota rota = office();
        const Instant then = at(when.constData());
        const auto shift = rota.shifts(then, then + moment).front();
        QCOMPARE(shift.layer, layer);
        QCOMPARE(rota.onDuty(then), onDuty);
        QCOMPARE(rota.alternate(then), alternate);
        QCOMPARE(shift.onDuty, onDuty);
        QCOMPARE(shift.alternate, alternate);
    }

    void ranks()
    {
        const Rota rota = office();
        const Instant now = at("2026-01-13T12:00:00Z");
        QCOMPARE(rota.peopleOf(DutyRank::Group, now).join(QLatin1Char(' ')),
                 QStringLiteral("hal ann ben ravi uma sam tom zoe yan"));
        QCOMPARE(rota.peopleOf(DutyRank::Manager, now), QStringList(QStringLiteral("max")));
        QCOMPARE(rota.calendars(), QStringList(QStringLiteral("de")));
    }

    void overridesAreAboveAll()
    {
        Rota rota = office();
        rota.overrides = {
            {3, QStringLiteral("ben"), at("2026-12-25T00:00:00Z"), at("2026-12-25T12:00:00Z"), {}}};
        QCOMPARE(rota.onDuty(at("2026-12-25T09:00:00Z")), QStringLiteral("ben"));
        QCOMPARE(rota.alternate(at("2026-12-25T09:00:00Z")), QStringLiteral("zoe")); // hal isn't there
    }

    // Eight hours each, by the wall clock: the turn in which the clocks change is shorter or longer.
    void turnsOfHours_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QStringList>("changes");
        const auto row = [](const char *name, const char *zone, const char *from,
                            std::initializer_list<const char *> changes) {
            QStringList texts;
            for (const char *one : changes)
                texts.append(toText(at(one)));
            QTest::newRow(name) << QByteArray(zone) << QByteArray(from) << texts;
        };
        row("forward", "Europe/Berlin", "2026-03-28T23:00:00Z",
            {"2026-03-29T06:00:00Z", "2026-03-29T14:00:00Z", "2026-03-29T22:00:00Z"});
        row("back", "Europe/Berlin", "2026-10-24T22:00:00Z",
            {"2026-10-25T07:00:00Z", "2026-10-25T15:00:00Z", "2026-10-25T23:00:00Z"});
        row("half an hour", "Australia/Lord_Howe", "2026-04-04T13:00:00Z",
            {"2026-04-04T21:30:00Z", "2026-04-05T05:30:00Z"});
        row("a day that never was", "Pacific/Apia", "2011-12-30T02:00:00Z",
            {"2011-12-30T10:00:00Z", "2011-12-30T18:00:00Z"});
        row("a leap day", "UTC", "2028-02-28T16:00:00Z",
            {"2028-02-29T00:00:00Z", "2028-02-29T08:00:00Z", "2028-02-29T16:00:00Z", "2028-03-01T00:00:00Z"});
    }

    void turnsOfHours()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QByteArray, from);
        QFETCH(QStringList, changes);
        Rota rota = rotaOf("{'layers':[{'first':'2011-01-01','hand_over':'00:00','hours':8,"
                           "'people':['a','b','c','d','e']}]}");
        rota.layers.front().zone = zone;
        Instant now = at(from.constData());
        for (const QString &expected : changes) {
            const auto change = rota.nextChange(now);
            QVERIFY(change);
            QCOMPARE(toText(*change), expected);
            now = *change;
        }
    }

    // Where a time comes twice a layer begins at the first and ends at the last; what is skipped isn't there.
    void whenALayerHolds_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QByteArray>("when");
        QTest::addColumn<QByteArray>("from"); // a day is looked at
        QTest::addColumn<QString>("begins");  // empty: it doesn't hold
        QTest::addColumn<QString>("ends");
        const auto row = [](const char *name, const char *zone, const char *when, const char *from,
                            const char *begins, const char *ends) {
            QTest::newRow(name) << QByteArray(zone) << QByteArray(when) << QByteArray(from)
                                << (*begins ? toText(at(begins)) : QString())
                                << (*ends ? toText(at(ends)) : QString());
        };
        row("over the hour that comes twice", "Europe/Berlin", "'days':['sun'],'from':'02:30','to':'03:30'",
            "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T02:30:00Z");
        row("to a time that comes twice", "Europe/Berlin", "'days':['sun'],'from':'01:00','to':'02:30'",
            "2026-10-24T12:00:00Z", "2026-10-24T23:00:00Z", "2026-10-25T01:30:00Z");
        row("all of it is skipped", "Europe/Berlin", "'days':['sun'],'from':'02:15','to':'02:45'",
            "2026-03-28T12:00:00Z", "", "");
        row("from a time that is skipped", "Europe/Berlin", "'days':['sun'],'from':'02:15','to':'04:00'",
            "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z");
        row("half an hour twice", "Australia/Lord_Howe", "'days':['sun'],'from':'01:30','to':'01:45'",
            "2026-04-04T06:00:00Z", "2026-04-04T14:30:00Z", "2026-04-04T15:15:00Z");
        row("a night", "Asia/Kolkata", "'days':['fri'],'from':'18:00','to':'08:00'", "2026-01-09T06:00:00Z",
            "2026-01-09T12:30:00Z", "2026-01-10T02:30:00Z");
        row("the Friday that never was", "Pacific/Apia", "'days':['fri'],'from':'08:00','to':'18:00'",
            "2011-12-30T00:00:00Z", "", "");
        row("but its night comes after it", "Pacific/Apia", "'days':['fri'],'from':'18:00','to':'08:00'",
            "2011-12-30T00:00:00Z", "2011-12-30T10:00:00Z", "2011-12-30T18:00:00Z");
        row("the leap day alone", "UTC", "'days':['tue'],'from':'00:00','to':'24:00'", "2028-02-28T12:00:00Z",
            "2028-02-29T00:00:00Z", "2028-03-01T00:00:00Z");
    }

    void whenALayerHolds()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QByteArray, when);
        QFETCH(QByteArray, from);
        QFETCH(QString, begins);
        QFETCH(QString, ends);
        const Rota rota = rotaOf("{'layers':[{'zone':'" + zone +
                                 "','first':'2011-01-01','people':['a'],'when':[{" + when + "}]}]}");
        const Instant first = at(from.constData());
        QString heldFrom;
        QString heldTo;
        for (const DutyShift &shift : rota.shifts(first, first + 37h)) {
            if (shift.onDuty.isEmpty())
                continue;
            QVERIFY2(heldFrom.isEmpty(), "it holds twice");
            heldFrom = toText(shift.begins);
            heldTo = toText(shift.ends);
        }
        QCOMPARE(heldFrom, begins);
        QCOMPARE(heldTo, ends);
    }

    // Whatever the layers: shifts tile the time, each is as onDuty() and alternate() say at any moment of it,
    // two that follow each other differ, and the next change is where the first ends that has somebody else.
    void anyRotaIsTiled()
    {
        const auto wanted = static_cast<quint32>(qEnvironmentVariableIntValue("SLIPWAY_SEED"));
        const quint32 seed = wanted > 0 ? wanted : QRandomGenerator::global()->generate();
        QRandomGenerator dice(seed);
        for (int round = 0; round < 150; ++round) {
            const QByteArray told = QByteArray::number(seed) + " round " + QByteArray::number(round);
            const Instant from = at("2011-12-10T00:00:00Z") + dice.bounded(60 * 24 * 60) * 1min;
            const Instant to = from + dice.bounded(1, 60 * 24) * 1h;
            const Rota rota = anyRota(dice, from);
            const auto shifts = rota.shifts(from, to);
            QVERIFY2(shifts.front().begins == from && shifts.back().ends == to, told);
            for (std::size_t i = 0; i < shifts.size(); ++i) {
                const DutyShift &shift = shifts[i];
                QVERIFY2(shift.begins < shift.ends, told);
                QVERIFY2(i == 0 || shift.begins == shifts[i - 1].ends, told);
                const qint64 span = (shift.ends - shift.begins).count();
                for (const Duration in : {Duration(0), Duration(qint64(dice.bounded(double(span)))),
                                          Duration(qint64(dice.bounded(double(span)))), Duration(span - 1)}) {
                    const Instant then = shift.begins + in;
                    QVERIFY2(rota.onDuty(then) == shift.onDuty, told + " at " + toText(then).toUtf8());
                    QVERIFY2(rota.alternate(then) == shift.alternate, told + " at " + toText(then).toUtf8());
                }
                QVERIFY2(shift.alternate.isEmpty() || shift.alternate != shift.onDuty, told);
            }
            const auto other = std::find_if(shifts.begin(), shifts.end(), [&](const DutyShift &shift) {
                return shift.onDuty != shifts.front().onDuty;
            });
            if (other != shifts.end())
                QVERIFY2(rota.nextChange(from) == other->begins, told);
            // What was kept as JSON says the same.
            auto again = Rota::fromJson(rota.toJson());
            if (!again) // random names needn't be of another layer
                continue;
            again->overrides = rota.overrides;
            again->holidays = rota.holidays;
            QVERIFY2(again->shifts(from, to) == shifts, told);
        }
    }

    void theOutlook()
    {
        Rota rota = office();
        rota.layers.pop_back(); // nobody is left for the weekends
        const Instant now = at("2026-01-13T12:00:00Z");
        const auto outlook = DutyOutlook::of(rota, now, [](const QString &person) {
            return person == QLatin1String("uma") ? QStringLiteral("no address is known") : QString();
        });
        QVERIFY(outlook.gaps.size() > 10);
        // From the end of the office on Friday to the night in Kolkata on Monday.
        const auto weekend =
            std::find_if(outlook.gaps.begin(), outlook.gaps.end(),
                         [](const DutyOutlook::Gap &gap) { return gap.ends - gap.begins > 48h; });
        QVERIFY(weekend != outlook.gaps.end());
        QCOMPARE(toText(weekend->begins), toText(at("2026-01-16T17:00:00Z")));
        QCOMPARE(toText(weekend->ends), toText(at("2026-01-19T07:00:00Z")));
        QCOMPARE(int(outlook.unreachable.size()), 1);
        QCOMPARE(toText(outlook.unreachable.front().since.value()), toText(at("2026-01-13T17:00:00Z")));
        QVERIFY(outlook.calendars.isEmpty());
        const QString told = outlook.problems().join(QLatin1Char('\n'));
        QVERIFY2(told.contains(QStringLiteral("uma can't be reached: no address is known; on duty from "
                                              "2026-01-13T17:00:00.000000Z")),
                 qPrintable(told));
        QVERIFY2(told.contains(QStringLiteral("times more until")), qPrintable(told));
        QVERIFY(outlook.metrics().contains("\nslipway_duty_unreachable_people 1\n"));
        // By the end of the year the holidays of the next aren't known.
        const auto late =
            DutyOutlook::of(rota, at("2026-11-01T00:00:00Z"), [](const QString &) { return QString(); });
        QCOMPARE(int(late.calendars.size()), 1);
        QVERIFY(late.calendars.front().contains(QStringLiteral("2026-12-25")));
    }

    void oneWithoutGaps()
    {
        const auto outlook =
            DutyOutlook::of(office(), at("2026-01-13T12:00:00Z"), [](const QString &) { return QString(); });
        QVERIFY(outlook.gaps.empty() && outlook.away.empty() && outlook.problems().isEmpty());
        QVERIFY(outlook.metrics().contains("\nslipway_duty_uncovered_seconds 0\n"));
        QVERIFY(!outlook.metrics().contains("next_gap"));
    }

    // Of two who take turns one is away: the other's alternate is who isn't there, and that is told.
    void whoeverIsAwayIsTold()
    {
        Rota rota = rotaOf("{'layers':[{'first':'2026-01-05','people':['eva','jan']}],'manager':'max'}");
        const Instant now = at("2026-01-06T00:00:00Z");
        rota.overrides = {
            {1, QStringLiteral("jan"), at("2026-01-06T00:00:00Z"), at("2026-01-07T00:00:00Z"), {}},
            {2, QStringLiteral("jan"), at("2026-01-07T00:00:00Z"), at("2026-01-07T12:00:00Z"), {}},
            {3, QStringLiteral("jan"), at("2026-01-08T00:00:00Z"), at("2026-01-08T06:00:00Z"), {}}};
        const auto outlook = DutyOutlook::of(rota, now, [](const QString &) { return QString(); });
        QVERIFY(outlook.gaps.empty());
        QCOMPARE(outlook.away,
                 (std::vector<DutyOutlook::Away>{
                     {QStringLiteral("eva"), now, at("2026-01-07T12:00:00Z")}, // one after the other is one
                     {QStringLiteral("eva"), at("2026-01-08T00:00:00Z"), at("2026-01-08T06:00:00Z")}}));
        QCOMPARE(int(outlook.problems().size()), 2);
        QVERIFY(outlook.problems().front().contains(QStringLiteral("the alternate is eva")));
        QVERIFY(outlook.problems().back().contains(QStringLiteral("There is nobody else 1 times more")));
        for (int i = 0; i < 5; ++i)
            rota.overrides.push_back({4 + i,
                                      QStringLiteral("jan"),
                                      at("2026-01-09T00:00:00Z") + i * 2h,
                                      at("2026-01-09T01:00:00Z") + i * 2h,
                                      {}});
        const auto many = DutyOutlook::of(rota, now, [](const QString &) { return QString(); });
        QCOMPARE(int(many.problems().size()), 2);
        QVERIFY(many.problems().back().contains(QStringLiteral("There is nobody else 6 times more")));
    }

    void wrongOnesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("layers");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *layers, const char *where) {
            QTest::newRow(layers) << QByteArray(layers) << QString::fromLatin1(where);
        };
        row("", "/layers");
        row("{'name':'x','people':['a']}", "/layers/0/first");
        row("{'name':'x','first':'2026-01-05','people':[]}", "/layers/0/people");
        row("{'name':'x','first':'2026-01-05','people':['a'],'zone':'Mars/Base'}", "/layers/0/zone");
        row("{'name':'x','first':'2026-01-05','people':['a'],'days':1,'hours':2}", "/layers/0/hours");
        row("{'name':'x','first':'2026-01-05','people':['a'],'hours':0}", "/layers/0/hours");
        row("{'name':'x','first':'2026-01-05','people':['a'],'whn':[]}", "/layers/0/whn");
        row("{'name':'x','first':'2026-01-05','people':['a'],'when':[]}", "/layers/0/when");
        row("{'name':'x','first':'2026-01-05','people':['a'],'when':[{'days':['day']}]}",
            "/layers/0/when/0/days");
        row("{'name':'x','first':'2026-01-05','people':['a'],'when':[{'from':'24:00'}]}",
            "/layers/0/when/0/from");
        row("{'name':'x','first':'2026-01-05','people':['a'],'when':[{'to':'24:01'}]}",
            "/layers/0/when/0/to");
        row("{'name':'x','first':'2026-01-05','people':['a'],'when':[{'until':'24:00'}]}",
            "/layers/0/when/0/until");
        row("{'name':'x','first':'2026-01-05','people':['a'],'holidays':{'calendar':'de'}}",
            "/layers/0/holidays");
        row("{'name':'x','first':'2026-01-05','people':['a'],'alternate':'x'}", "/layers/0/alternate");
        row("{'name':'x','first':'2026-01-05','people':['a'],'alternate':'y'}", "/layers/0/alternate");
        row("{'name':'x','first':'2026-01-05','people':['a'],'duty':false}", "/layers/0/duty");
        row("{'first':'2026-01-05','people':['a']},{'name':'x','first':'2026-01-05','people':['a']}",
            "/layers/0/name");
        row("{'name':'x','first':'2026-01-05','people':['a']},{'name':'x','first':'2026-01-05','people':['a']"
            "}",
            "/layers/1/name");
    }

    void wrongOnesAreNamed()
    {
        QFETCH(QByteArray, layers);
        QFETCH(QString, where);
        const QByteArray json = QByteArray("{'layers':[" + layers + "]}").replace('\'', '"');
        const auto rota = Rota::fromJson(QJsonDocument::fromJson(json).object());
        QVERIFY(!rota);
        QCOMPARE(rota.error().where, where);
        QVERIFY(!rota.error().what.isEmpty());
    }

    void itComesBackAsItWas()
    {
        Rota rota = office();
        const auto again = Rota::fromJson(rota.toJson());
        QVERIFY(again);
        rota.holidays.clear();
        QVERIFY(*again == rota);
        // One plain layer is a rota as it always was.
        const Rota plain =
            rotaOf("{'layers':[{'first':'2026-01-05','hours':48,'people':['a']}],'manager':'m'}");
        QCOMPARE(plain.toJson(), (QJsonObject{{QStringLiteral("zone"), QStringLiteral("UTC")},
                                              {QStringLiteral("first"), QStringLiteral("2026-01-05")},
                                              {QStringLiteral("hand_over"), QStringLiteral("09:00")},
                                              {QStringLiteral("days"), 2},
                                              {QStringLiteral("people"), QJsonArray{QStringLiteral("a")}},
                                              {QStringLiteral("manager"), QStringLiteral("m")}}));
    }
};

QTEST_GUILESS_MAIN(TestRotaLayers)

#include "TestRotaLayers.moc"
