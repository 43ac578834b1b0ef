// What is said of a case to come is what happens: whom the plan names, and whom the pager reaches, for people
// of whom nothing is known, and methods that don't work.
#include "service/support/PagingPlan.h"
#include "support/SupportFixture.h"

using namespace slipway;
using namespace slipway::test;

namespace {

const QString dead = QStringLiteral("dead");

QJsonObject byMail(const char *to)
{
    return {{QStringLiteral("kind"), QStringLiteral("mail")}, {QStringLiteral("to"), QLatin1String(to)}};
}

QJsonObject byPush(const char *topic)
{
    return {{QStringLiteral("kind"), QStringLiteral("push")},
            {QStringLiteral("url"), QStringLiteral("https://push.example/") + QLatin1String(topic)}};
}

// Of whom nothing is said: by mail.
using Methods = std::map<QString, QJsonArray>;

QString shown(const QStringList &steps, QStringList people)
{
    people.sort();
    return steps.join(QLatin1Char(' ')) + QStringLiteral(": ") + people.join(QLatin1Char(' '));
}

} // namespace

Q_DECLARE_METATYPE(Methods)

class TestPlanKept : public QObject
{
    Q_OBJECT

    struct World : SupportFixture
    {
        World(bool withRota, bool hasMail) : SupportFixture(withRota), mailGoes(hasMail)
        {
            server.answer = [this](const MailMessage &message) {
                return message.to.value(0).contains(dead)
                           ? SmtpOutcome{SmtpOutcome::Kind::Refused, QStringLiteral("550"), true}
                           : SmtpOutcome{
                                 mailGoes ? SmtpOutcome::Kind::Taken : SmtpOutcome::Kind::Away, {}, false};
            };
            others.answer = [](const PageErrand &errand) {
                return errand.method.place().contains(dead)
                           ? SmtpOutcome{SmtpOutcome::Kind::Refused, QStringLiteral("no such secret"), true}
                           : SmtpOutcome{SmtpOutcome::Kind::Taken, {}, false};
            };
        }
        void forget(const QString &person)
        {
            must(store->write([&](Transaction &transaction) {
                return transaction.execute(QStringLiteral("DELETE FROM duty_person WHERE name = ?"),
                                           {person});
            }));
        }
        std::vector<PlannedPage> plan()
        {
            const Rota rota = must(store->read([](Reader &reader) { return DutyRepository::rota(reader); }));
            auto people = must(store->read([](Reader &reader) { return DutyRepository::people(reader); }));
            const Reach reach{waysOf(std::move(people)), [this](const ContactMethod &way) {
                                  if (way.place().contains(dead))
                                      return Reach::Fate::Refused;
                                  return way.isMail() && !mailGoes ? Reach::Fate::Waits
                                                                   : Reach::Fate::Arrives;
                              }};
            return must(planOf(must(desk->process()), rota, reach, clock.now()));
        }
        // Whatever can go out by now has gone.
        void carry()
        {
            for (bool more = true; more;) {
                const std::size_t before = server.tried.size() + others.tried.size();
                must(post->round());
                while (must(runners->runOne()))
                    ;
                more = server.tried.size() + others.tried.size() > before;
            }
        }
        bool untilDone(qint64 run, const QString &step)
        {
            return QTest::qWaitFor([&] {
                const auto steps = must(engine->steps(run));
                return std::any_of(steps.begin(), steps.end(), [&](const Step &one) {
                    return one.id == step && one.state == StepState::Done;
                });
            });
        }
        QStringList reachedBy(qint64 ofCase, const QString &step)
        {
            QStringList people;
            for (const CasePage &page : pages(ofCase)) {
                if (page.accepted && (page.step == step || page.step == step + QStringLiteral("-refused")))
                    people.append(page.to);
            }
            people.removeDuplicates();
            return people;
        }
        bool mailGoes;
    };

private Q_SLOTS:
    void whoIsNamedIsReached_data()
    {
        QTest::addColumn<bool>("withRota");
        QTest::addColumn<bool>("mailGoes");
        QTest::addColumn<QStringList>("unknown"); // people of the rota of whom nothing is known any more
        QTest::addColumn<Methods>("methods");
        QTest::addColumn<QString>("first");  // who is reached when the case comes
        QTest::addColumn<QString>("fourth"); // and with the group
        const QString anEva = QStringLiteral("eva");
        const QString aJan = QStringLiteral("jan");
        const QString aMax = QStringLiteral("max");
        const QString both = QStringLiteral("eva jan");
        const QJsonArray no{byMail("dead@p.example")};
        const QJsonArray notByPush{byPush("dead")};
        const QJsonArray thenMail{byPush("dead"), byMail("eva@p.example")};
        const QJsonArray thenPush{byMail("eva@p.example"), byPush("dead")};
        const auto row = [](const char *name, const Methods &methods, const QString &first,
                            const QString &fourth, const QStringList &unknown = {}, bool mailGoes = true,
                            bool withRota = true) {
            QTest::newRow(name) << withRota << mailGoes << unknown << methods << first << fourth;
        };
        row("all by mail", {}, anEva, both);
        row("no rota", {}, {}, {}, {}, true, false);
        row("nothing is known of who is on duty", {}, aJan, aJan, {anEva});
        row("nor of the alternate", {}, aMax, aMax, {anEva, aJan});
        row("of nobody", {}, {}, {}, {anEva, aJan, aMax});
        row("nothing of the alternate", {}, anEva, anEva, {aJan});
        row("refused, then by mail", {{anEva, thenMail}}, anEva, both);
        row("refused by all methods", {{anEva, notByPush}}, aJan, aJan);
        row("refused by mail", {{anEva, no}}, aJan, aJan);
        row("both are refused", {{anEva, no}, {aJan, notByPush}}, {}, {});
        row("the alternate is refused", {{aJan, notByPush}}, anEva, anEva);
        row("everybody is refused", {{anEva, no}, {aJan, no}, {aMax, no}}, {}, {});
        row("refused, and nothing is known of the alternate", {{anEva, no}}, {}, {}, {aJan});
        row("the manager is refused", {{aMax, no}}, anEva, both);
        row("no mail, the alternate by push", {{aJan, {byPush("jan")}}}, aJan, aJan, {}, false);
        row("no mail, and by mail alone", {}, {}, {}, {}, false);
        row("no mail, refused before", {{anEva, thenMail}, {aJan, {byPush("jan")}}}, aJan, aJan, {}, false);
        row("no mail, refused after", {{anEva, thenPush}, {aJan, {byPush("jan")}}}, aJan, aJan, {}, false);
        row("no mail, the manager by push", {{aMax, {byPush("max")}}}, {}, {}, {}, false);
    }

    void whoIsNamedIsReached()
    {
        QFETCH(bool, withRota);
        QFETCH(bool, mailGoes);
        QFETCH(QStringList, unknown);
        QFETCH(Methods, methods);
        QFETCH(QString, first);
        QFETCH(QString, fourth);
        World f(withRota, mailGoes);
        for (const auto &[person, ways] : methods)
            f.setMethods(person, ways);
        for (const QString &person : unknown)
            f.forget(person);
        const auto plan = f.plan();
        QCOMPARE(plan.size(), 5U);
        QCOMPARE(plan[0].people.join(QLatin1Char(' ')), first);
        QCOMPARE(plan[3].people.join(QLatin1Char(' ')), fourth);
        const qint64 id = f.request().caseId;
        const qint64 run = f.find(id).runId;
        for (const PlannedPage &page : plan) {
            f.travel(page.at - f.clock.now());
            QVERIFY2(f.untilDone(run, page.step), qPrintable(page.step));
            f.carry();
            QCOMPARE(shown({page.step}, f.reachedBy(id, page.step)), shown({page.step}, page.people));
        }
    }
};

QTEST_GUILESS_MAIN(TestPlanKept)

#include "TestPlanKept.moc"
