// People are paged by their methods in order, and by the next one at once where one doesn't work.
#include "support/SupportFixture.h"

#include <future>

using namespace slipway;
using namespace slipway::test;

namespace {

const QJsonObject byMail{{QStringLiteral("kind"), QStringLiteral("mail")}, {QStringLiteral("to"), eva}};
const QString hook = QStringLiteral("https://hooks.example/eva");
const QJsonObject byHook{{QStringLiteral("kind"), QStringLiteral("webhook")}, {QStringLiteral("url"), hook}};
const QString topic = QStringLiteral("https://push.example/eva");
const QJsonObject byPush{{QStringLiteral("kind"), QStringLiteral("push")},
                         {QStringLiteral("name"), QStringLiteral("phone")},
                         {QStringLiteral("url"), topic}};

SmtpOutcome refusedFor(const char *why)
{
    return {SmtpOutcome::Kind::Refused, QLatin1String(why), true};
}

SmtpOutcome away()
{
    return {SmtpOutcome::Kind::Away, QStringLiteral("no answer"), false};
}

} // namespace

class TestMethods : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstMethodIsUsedAlone()
    {
        SupportFixture f;
        f.setMethods(QStringLiteral("eva"), {byHook, byMail});
        const qint64 id = f.request().caseId;
        QVERIFY(untilRun(f, 1));
        QCOMPARE(f.others.places(), QStringList(hook));
        QVERIFY(!must(f.post->round()));
        const auto pages = f.pages(id);
        QCOMPARE(pages.size(), 1U);
        QCOMPARE(pages.front().method, QStringLiteral("webhook"));
        QCOMPARE(pages.front().address, hook);
        QVERIFY(pages.front().sent && pages.front().accepted);
        QCOMPARE(*pages.front().latenessMs(), 0);
        const PageErrand &told = f.others.tried.front();
        QCOMPARE(told.text("person"), QStringLiteral("eva"));
        QCOMPARE(told.text("text"), QStringLiteral("The shop is slow"));
        QCOMPARE(told.page.value(QLatin1String("case")).toInteger(), id);
    }

    void aRefusalMeansTheNextMethodThenTheNextPerson()
    {
        SupportFixture f;
        f.setMethods(QStringLiteral("eva"), {byHook, byPush, byMail});
        f.others.answer = [](const PageErrand &) { return refusedFor("it answered 404"); };
        f.server.answer = [](const MailMessage &message) {
            return message.to.value(0) == eva ? refusedFor("550")
                                              : SmtpOutcome{SmtpOutcome::Kind::Taken, {}, false};
        };
        const qint64 id = f.request().caseId;
        QVERIFY(untilRun(f, 2));
        QVERIFY(f.untilTaken(1));
        QCOMPARE(f.others.places(), (QStringList{hook, topic}));
        QCOMPARE(f.server.recipients(), QStringList(jan));
        const auto pages = f.pages(id);
        QCOMPARE(pages.size(), 4U);
        for (std::size_t i = 0; i < 3; ++i) {
            QCOMPARE(pages[i].to, QStringLiteral("eva"));
            QVERIFY(pages[i].refused);
            QVERIFY(!pages[i].why.isEmpty());
        }
        QCOMPARE(pages.back().to, QStringLiteral("jan"));
        QCOMPARE(f.count("page.refused"), 3);
    }

    // What can't be handed over waits, and goes out once it can be; somebody has heard long before.
    void mailThatStandsStillIsGoneAround()
    {
        SupportFixture f;
        f.setMethods(QStringLiteral("eva"), {byMail, byPush});
        bool isAway = true;
        f.server.answer = [&](const MailMessage &) {
            return isAway ? away() : SmtpOutcome{SmtpOutcome::Kind::Taken, {}, false};
        };
        const qint64 id = f.request().caseId;
        const qint64 other = f.request().caseId; // behind it in the queue
        QVERIFY(QTest::qWaitFor([&] { return !f.pages(id).empty() && !f.pages(other).empty(); }));
        must(f.post->round());
        QCOMPARE(f.server.tried.size(), 1U);
        while (must(f.runners->runOne()))
            ;
        QCOMPARE(f.others.places(), (QStringList{topic, topic}));
        for (const qint64 one : {id, other}) {
            QCOMPARE(f.pages(one).size(), 2U);
            QVERIFY(f.pages(one).back().accepted);
        }
        for (int second = 0; second < 119; ++second) {
            f.travel(1s);
            must(f.post->round());
        }
        QCOMPARE(f.pages(id).size(), 2U);
        QCOMPARE(f.count("page.unreachable"), 2);
        isAway = false;
        f.travel(5s);
        QVERIFY(f.untilTaken(2));
        QVERIFY(f.pages(id).front().accepted && f.pages(other).front().accepted);
    }

    void mailThatStandsStillIsLeftToThoseWhoAreReachedOtherwise()
    {
        SupportFixture f;
        f.setMethods(QStringLiteral("jan"), {byMail, byPush});
        f.server.answer = [](const MailMessage &) { return away(); };
        const qint64 id = f.request().caseId;
        QVERIFY(QTest::qWaitFor([&] { return !f.pages(id).empty(); }));
        must(f.post->round()); // eva's mail isn't taken, and jan has a push
        f.travel(250ms);
        must(f.post->round());
        while (must(f.runners->runOne()))
            ;
        QCOMPARE(f.others.places(), QStringList(topic));
        QCOMPARE(f.pages(id).back().to, QStringLiteral("jan"));
    }

    void aMethodThatHangsIsGivenUp()
    {
        SupportFixture f;
        f.importProcess(
            "name: paging-2h\nversion: 1\nfor: case\nsteps:\n"
            "  - {id: heard, wait: {event: case.acknowledged, own: true}, after: [], ends: true}\n"
            "  - {id: soon, do: page.send, with: {to: on-duty}, after: []}\n");
        f.setMethods(QStringLiteral("eva"), {byHook});
        f.others.answer = [](const PageErrand &) {
            return SmtpOutcome{SmtpOutcome::Kind::Later, QStringLiteral("it answered 503"), true};
        };
        const qint64 id = f.request().caseId;
        QVERIFY(untilRun(f, 1));
        QVERIFY(f.untilTaken(1)); // the alternate, at once
        QCOMPARE(f.server.recipients(), QStringList(jan));
        for (int i = 0; i < 200 && !f.pages(id).front().refused; ++i) {
            f.clock.advance(5s);
            must(f.runners->runOne());
        }
        QVERIFY(f.pages(id).front().refused);
        const std::size_t tries = f.others.tried.size();
        for (const PageErrand &again : f.others.tried)
            QCOMPARE(again.id(), f.others.tried.front().id());
        f.clock.advance(1h);
        must(f.runners->runOne());
        QCOMPARE(f.others.tried.size(), tries);
    }

    void aPlaceThatHangsHoldsUpNobodyElse()
    {
        SupportFixture f;
        f.setMethods(QStringLiteral("eva"), {byHook});
        std::promise<void> released;
        std::atomic<bool> hangs = false;
        f.others.answer = [&](const PageErrand &errand) {
            if (errand.method.place() == hook) {
                hangs = true;
                released.get_future().wait();
            }
            return SmtpOutcome{SmtpOutcome::Kind::Taken, {}, false};
        };
        const qint64 id = f.request().caseId;
        const auto waiting = [&f] {
            return must(f.store->read([&](Reader &reader) {
                return CaseRepository::waitingMail(reader, Way::Other, f.clock.now(), 1000);
            }));
        };
        QTRY_COMPARE(waiting().size(), 1U);
        const QByteArray raw = waiting().front().raw;
        std::jthread hanging([&f] { must(f.runners->runOne()); });
        QTRY_VERIFY(hangs);
        PageErrand another = must(PageErrand::fromBytes(raw));
        another.method = must(ContactMethod::fromJson(byPush));
        must(f.store->write([&](Transaction &transaction) -> Result<void> {
            for (int i = 0; i < 300; ++i)
                must(CaseRepository::addMail(transaction, id, 0, 0, hook, {QStringLiteral("a@b"), raw},
                                             transaction.now(), Way::Other));
            return CaseRepository::addMail(transaction, id, 0, 3, topic, {another.id(), another.toBytes()},
                                           transaction.now(), Way::Other);
        }));
        QVERIFY(must(f.runners->runOne()));
        QVERIFY(f.others.places().contains(topic));
        QVERIFY(!must(f.runners->runOne())); // all that is left goes to the busy one
        f.clock.advance(20s);
        QCOMPARE(f.runners->behind(), Duration(0)); // it is that place that doesn't answer, not paging
        released.set_value();
        hanging.join();
        QCOMPARE(waiting().size(), 300U);
    }

    void aPageThatNobodyTakesIsToldOf()
    {
        SupportFixture f;
        f.setMethods(QStringLiteral("eva"), {byHook});
        const qint64 id = f.request().caseId;
        QVERIFY(QTest::qWaitFor([&] { return !f.pages(id).empty(); }));
        QCOMPARE(f.runners->behind(), Duration(0));
        f.clock.advance(12s);
        QCOMPARE(f.runners->behind(), Duration(12s));
        f.clock.jump(-1h);
        QCOMPARE(f.runners->behind(), Duration(0));
        f.clock.jump(1h);
        QVERIFY(must(f.runners->runOne()));
        QCOMPARE(f.runners->behind(), Duration(0));
    }

    void theProcessMayNameAMethodOrALevel_data()
    {
        QTest::addColumn<QByteArray>("with");
        QTest::addColumn<QString>("place");
        QTest::newRow("by name") << QByteArray("method: phone") << topic;
        QTest::newRow("by kind") << QByteArray("method: webhook") << hook;
        QTest::newRow("by level") << QByteArray("level: 3") << topic;
        QTest::newRow("beyond") << QByteArray("level: 9") << topic;
    }

    void theProcessMayNameAMethodOrALevel()
    {
        QFETCH(QByteArray, with);
        QFETCH(QString, place);
        SupportFixture f;
        f.setMethods(QStringLiteral("eva"), {byMail, byHook, byPush});
        f.importProcess(
            "name: paging-2h\nversion: 1\nfor: case\nsteps:\n"
            "  - {id: heard, wait: {event: case.acknowledged, own: true}, after: [], ends: true}\n"
            "  - {id: soon, do: page.send, with: {to: on-duty, " +
            with + "}, after: []}\n");
        f.request();
        QVERIFY(untilRun(f, 1));
        QCOMPARE(f.others.places(), QStringList(place));
        QVERIFY(f.server.tried.empty());
    }

    void textMessagesAreShortMail()
    {
        SupportFixture f;
        f.setPublicUrl(QStringLiteral("https://desk.example"));
        f.setMethods(QStringLiteral("eva"),
                     {QJsonObject{{QStringLiteral("kind"), QStringLiteral("sms")},
                                  {QStringLiteral("to"), QStringLiteral("4917@sms.example")}}});
        const qint64 id = f.take(f.mail("maria@northwind.example", {}, QByteArray(3000, 'x'))).caseId;
        QVERIFY(f.untilTaken(1));
        const QString text = readMail(f.server.taken.front().data).text;
        QVERIFY2(text.size() <= 160, qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("https://desk.example/p/")));
        QCOMPARE(f.pages(id).front().method, QStringLiteral("sms"));
        f.take(f.answerTo(QStringLiteral("4917@sms.example"), "ack\n"));
        QCOMPARE(f.find(id).acknowledgedBy, QStringLiteral("eva"));
    }

    void whatWasAcknowledgedMeanwhileIsntHandedOver()
    {
        SupportFixture f;
        f.setMethods(QStringLiteral("eva"), {byHook});
        const qint64 id = f.request().caseId;
        QVERIFY(QTest::qWaitFor([&] { return !f.pages(id).empty(); }));
        must(f.desk->own(id, QStringLiteral("jan"), QStringLiteral("jan")));
        must(f.runners->runOne());
        QVERIFY(f.others.tried.empty());
        QVERIFY(f.pages(id).front().withdrawn);
    }

    // It was handed over, and the service died before it wrote that down.
    void theSameGoesOutAgainWithTheSameId()
    {
        SupportFixture f;
        f.setMethods(QStringLiteral("eva"), {byHook});
        const qint64 id = f.request().caseId;
        QVERIFY(QTest::qWaitFor([&] { return !f.pages(id).empty(); }));
        std::stop_source dies;
        f.others.answer = [&](const PageErrand &) {
            dies.request_stop();
            return SmtpOutcome{SmtpOutcome::Kind::Later, QStringLiteral("stopped"), false};
        };
        must(f.runners->runOne(dies.get_token()));
        QVERIFY(!f.pages(id).front().accepted);
        f.restart();
        f.others.answer = nullptr;
        QVERIFY(untilRun(f, 2));
        QCOMPARE(f.others.tried[0].id(), f.others.tried[1].id());
        QVERIFY(f.pages(id).front().accepted);
        QCOMPARE(f.pages(id).size(), 1U);
    }

    void snoozedNobodyIsPagedUntilThen()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        f.travel(1min);
        f.take(f.answerTo(eva, "snooze 15m\n"));
        QVERIFY(!f.find(id).acknowledged);
        QCOMPARE(f.count("case.snoozed"), 1);
        QCOMPARE(f.pages(id).size(), 2U);          // the second one waits for then
        for (const std::size_t known : {3U, 4U}) { // eva again at 5, jan at 10
            f.travel(known == 3 ? 4min : 5min);
            QTRY_COMPARE_WITH_TIMEOUT(f.pages(id).size(), known, 20000);
            QVERIFY(!must(f.post->round()));
        }
        QCOMPARE(f.server.recipients(), QStringList(eva));
        f.travel(6min - 1us);
        QVERIFY(!must(f.post->round()));
        f.travel(1us);
        QVERIFY(f.untilTaken(4)); // and goes on where it would be
        QStringList called = f.server.recipients().mid(1);
        called.sort();
        QCOMPARE(called, (QStringList{eva, eva, jan}));
        for (const CasePage &page : f.pages(id))
            QVERIFY2(*page.latenessMs() == 0, qPrintable(page.step));
        f.travel(4min); // everybody, at 20
        QVERIFY(f.untilTaken(6));
    }

    void snoozedAfterTheLastStepItComesBackToo()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        f.travel(31min);
        QVERIFY(f.untilTaken(6));
        f.take(f.answerTo(max, "snooze 5m\n"));
        f.travel(5min - 1us);
        QVERIFY(!must(f.post->round()));
        f.travel(1us);
        QVERIFY(f.untilTaken(7));
        QCOMPARE(f.server.recipients().back(), max);
        f.take(f.answerTo(max, "snooze 5m\n"));
        f.take(f.answerTo(max, "ack\n"));
        f.travel(10min);
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.taken.size(), 7U);
        QCOMPARE(f.find(id).acknowledgedBy, QStringLiteral("max"));
    }

    // Whoever is given a case hasn't heard of it: they are asked, and then the others again.
    // Whoever is given a case hasn't heard of it: they are asked, and then the others again.
    void assignedByMail()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        f.take(f.answerTo(eva, "assign jan\n"));
        QCOMPARE(f.find(id).owner, QStringLiteral("jan"));
        QVERIFY(!f.find(id).acknowledged);
        QVERIFY(f.pages(id).front().acknowledged);
        QVERIFY(f.untilTaken(2));
        QCOMPARE(f.server.recipients().back(), jan);
        QCOMPARE(f.pages(id).back().step, QStringLiteral("assigned"));
        QVERIFY(f.untilWaiting(id));
        f.travel(5min);
        QVERIFY(f.untilTaken(3));
        QCOMPARE(f.server.recipients().back(), eva);
        f.take(f.answerTo(jan, "ack\n"));
        QCOMPARE(f.find(id).acknowledgedBy, QStringLiteral("jan"));
        f.travel(1h);
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.taken.size(), 3U);
    }

    void whatIsNoMethodIsRefused_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *name, const char *json, const char *where) {
            QTest::newRow(name) << QByteArray(json).replace('\'', '"') << QString::fromLatin1(where);
        };
        row("a kind", "{'kind':'fax'}", "/kind");
        row("no address", "{'kind':'mail','to':'eva'}", "/to");
        row("two addresses", "{'kind':'sms','to':'a@b.example,c@d.example'}", "/to");
        row("nowhere", "{'kind':'webhook'}", "/url");
        row("both", "{'kind':'push','url':'https://x.example/y','url_secret':'z'}", "/url");
        row("plain", "{'kind':'webhook','url':'http://hooks.example/eva'}", "/url");
        row("a file", "{'kind':'webhook','url':'file:///etc/passwd'}", "/url");
        row("nearly this machine", "{'kind':'webhook','url':'http://127.0.0.1.example/'}", "/url");
        row("with a password", "{'kind':'webhook','url':'https://u:p@hooks.example/'}", "/url");
        row("with a token", "{'kind':'push','url':'https://x.example/y?auth=z'}", "/url");
        row("a secret's name", "{'kind':'webhook','url_secret':'../x'}", "/url_secret");
        row("no program", "{'kind':'command','command':[]}", "/command");
        row("a shell's word", "{'kind':'command','command':['page eva']}", "/command");
        row("another's field", "{'kind':'mail','to':'eva@p.example','url':'https://x.example'}", "/url");
        row("a name", "{'kind':'mail','to':'eva@p.example','name':'My phone'}", "/name");
    }

    void whatIsNoMethodIsRefused()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, where);
        const auto parsed = ContactMethod::fromJson(QJsonDocument::fromJson(method).object());
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().where.section(QLatin1Char(':'), 0, 0), where);
        QVERIFY(!parsed.error().hint.isEmpty());
    }

    void whatIsKeptIsReadAgain()
    {
        for (const QJsonObject &object :
             {byMail, byHook, byPush,
              QJsonObject{{QStringLiteral("kind"), QStringLiteral("command")},
                          {QStringLiteral("command"),
                           QJsonArray{QStringLiteral("/bin/page"), QStringLiteral("a b")}}},
              QJsonObject{{QStringLiteral("kind"), QStringLiteral("webhook")},
                          {QStringLiteral("url_secret"), QStringLiteral("eva-hook")},
                          {QStringLiteral("token_secret"), QStringLiteral("eva-token")}}})
            QCOMPARE(must(ContactMethod::fromJson(object)).toJson(), object);
    }

    void whoHasNoMailIsStillReached()
    {
        SupportFixture f;
        must(f.store->write([](Transaction &transaction) {
            return DutyRepository::setPerson(transaction, QStringLiteral("test"),
                                             must(DutyPerson{QStringLiteral("eva"), {}}.with(
                                                 {{QStringLiteral("methods"), QJsonArray{byHook}}})));
        }));
        f.request();
        QVERIFY(untilRun(f, 1));
        // A sender that can't be read isn't somebody without an address.
        QCOMPARE(f.take(f.mail("(nobody)", {}, "ack\n")).verdict, QStringLiteral("quarantined"));
        const auto nobody = f.store->write([](Transaction &transaction) {
            return DutyRepository::setPerson(transaction, QStringLiteral("test"),
                                             {QStringLiteral("eva"), {}});
        });
        QVERIFY(!nobody);
    }

private:
    static bool untilStepDone(SupportFixture &f, qint64 id, const QString &step)
    {
        return QTest::qWaitFor([&] {
            const auto steps = must(f.engine->steps(f.find(id).runId));
            return std::any_of(steps.begin(), steps.end(), [&](const Step &one) {
                return one.id == step && one.state == StepState::Done;
            });
        });
    }
    static bool untilRun(SupportFixture &f, std::size_t count)
    {
        return QTest::qWaitFor(
            [&] {
                must(f.runners->runOne());
                return f.others.tried.size() >= count;
            },
            10000);
    }
};

QTEST_GUILESS_MAIN(TestMethods)

#include "TestMethods.moc"
