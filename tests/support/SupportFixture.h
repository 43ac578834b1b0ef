// The support desk over a real store and a real engine, with a clock to travel by and a server that does what
// the test says. The thread that carries mail isn't started: the test does its rounds.
#pragma once
#include "service/engine/PipelineRepository.h"
#include "service/release/ReleaseDesk.h"
#include "service/store/CatalogRepository.h"
#include "service/store/Ledger.h"
#include "service/support/CaseIntake.h"
#include "service/support/CasePost.h"
#include "service/support/DutyRepository.h"
#include "service/support/LinkDesk.h"
#include "service/support/PageActivity.h"
#include "service/support/PageRunners.h"

#include <QTemporaryDir>
#include <QTest>

void slipwayInitResources();

namespace slipway::test {

using namespace std::chrono_literals;

inline const QString eva = QStringLiteral("eva@p.example"); // on duty first
inline const QString jan = QStringLiteral("jan@p.example"); // the alternate
inline const QString max = QStringLiteral("max@p.example"); // the manager
inline const QString maria = QStringLiteral("maria@northwind.example");

class Server final : public Postman
{
public:
    SmtpOutcome deliver(const MailMessage &message, const std::stop_token &) override
    {
        const SmtpOutcome outcome =
            answer ? answer(message) : SmtpOutcome{SmtpOutcome::Kind::Taken, {}, false};
        tried.push_back(message);
        if (outcome.kind == SmtpOutcome::Kind::Taken)
            taken.push_back(message);
        return outcome;
    }
    QStringList recipients() const
    {
        QStringList list;
        for (const MailMessage &message : taken)
            list.append(message.to.value(0));
        return list;
    }

    std::function<SmtpOutcome(const MailMessage &)> answer;
    std::vector<MailMessage> tried;
    std::vector<MailMessage> taken;
};

// Whoever speaks the other methods.
class Others final : public Courier
{
public:
    SmtpOutcome deliver(const PageErrand &errand, const std::stop_token &) override
    {
        tried.push_back(errand);
        return answer ? answer(errand) : SmtpOutcome{SmtpOutcome::Kind::Taken, {}, false};
    }
    QStringList places() const
    {
        QStringList list;
        for (const PageErrand &errand : tried)
            list.append(errand.method.place());
        return list;
    }

    std::function<SmtpOutcome(const PageErrand &)> answer;
    std::vector<PageErrand> tried;
};

// Both lanes of the desk's mail, one after the other.
struct Lanes
{
    Lanes(Store &store, const Pager &pager, CaseDesk &desk, Postman &postman)
        : pages(store, pager, desk, postman, Way::Mail), replies(store, pager, desk, postman, Way::Reply)
    {
    }
    Result<bool> round(const std::stop_token &stop = {})
    {
        const auto paged = pages.round(stop);
        if (!paged)
            return paged;
        const auto replied = replies.round(stop);
        return replied ? Result<bool>(*paged || *replied) : replied;
    }

    CasePost pages;
    CasePost replies;
};

template <class T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s", qUtf8Printable(result.error().text()));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

class SupportFixture
{
public:
    explicit SupportFixture(bool withRota = true) : SupportFixture(manual, withRota) {}
    explicit SupportFixture(const Clock &by, bool withRota = true) : m_clock(by)
    {
        slipwayInitResources();
        openService();
        must(store->write([&](Transaction &transaction) -> Result<void> {
            const auto customer = must(CatalogRepository::addCustomer(transaction, QStringLiteral("test"),
                                                                      QStringLiteral("northwind"),
                                                                      QStringLiteral("Northwind")));
            Contact contact;
            contact.customerId = customer.id;
            contact.name = QStringLiteral("Maria");
            contact.mail = QStringLiteral("maria@northwind.example");
            must(CatalogRepository::addContact(transaction, QStringLiteral("test"), contact));
            contact.mail = QStringLiteral("tom@northwind.example");
            must(CatalogRepository::addContact(transaction, QStringLiteral("test"), contact));
            for (const char *name : {"eva", "jan", "max"})
                must(DutyRepository::setPerson(
                    transaction, QStringLiteral("test"),
                    {QLatin1String(name), QLatin1String(name) + QStringLiteral("@p.example")}));
            return CatalogRepository::setSetting(
                transaction, QStringLiteral("test"), QStringLiteral("support"),
                {{QStringLiteral("name"), QStringLiteral("Support")},
                 {QStringLiteral("address"), QStringLiteral("support@p.example")}});
        }));
        if (withRota)
            setRota({QStringLiteral("eva"), QStringLiteral("jan")});
    }
    ~SupportFixture() { closeService(); }

    void openService()
    {
        store = must(Store::open({folder.filePath(QStringLiteral("slipway.db")),
                                  folder.filePath(QStringLiteral("ledger.key")), &m_clock}));
        auto registry = std::make_shared<ActivityRegistry>();
        registry->add(std::make_shared<PageActivity>(*store, pager, [this] { mailWaits(); }));
        Engine::Options options;
        options.zone = [this] {
            return store->read([](Reader &reader) { return DutyRepository::zone(reader); });
        };
        engine = std::make_unique<Engine>(*store, registry, releases, options);
        desk = std::make_unique<CaseDesk>(*store, *engine, pager, [this] { mailWaits(); });
        intake = std::make_unique<CaseIntake>(*store, *desk, pager);
        post = std::make_unique<Lanes>(*store, pager, *desk, server);
        runners = std::make_unique<PageRunners>(*store, pager, others);
        links = std::make_unique<LinkDesk>(*store, *desk, *intake, pager);
        must(desk->start());
        must(engine->start());
    }
    void closeService()
    {
        engine.reset();
        links.reset();
        runners.reset();
        post.reset();
        intake.reset();
        desk.reset();
        store.reset();
    }
    void restart()
    {
        closeService();
        openService();
    }

    void setRota(const QStringList &people, const QString &manager = QStringLiteral("max"))
    {
        RotaLayer layer;
        layer.first = QDate(2023, 11, 13);
        layer.people = people;
        const Rota rota = Rota::of(layer, manager);
        must(store->write([&](Transaction &transaction) {
            return DutyRepository::setRota(transaction, QStringLiteral("test"), rota);
        }));
    }
    void setMethods(const QString &name, const QJsonArray &methods)
    {
        must(store->write([&](Transaction &transaction) -> Result<void> {
            const DutyPerson person = must(DutyRepository::person(transaction, name)).value();
            return DutyRepository::setPerson(transaction, QStringLiteral("test"),
                                             must(person.with({{QStringLiteral("methods"), methods}})));
        }));
    }
    void setPublicUrl(const QString &url)
    {
        must(store->write([&](Transaction &transaction) {
            return CatalogRepository::setSetting(transaction, QStringLiteral("test"), pagesSetting,
                                                 {{QStringLiteral("public_url"), url}});
        }));
    }
    void importProcess(const QByteArray &yaml, const QString &origin = QStringLiteral("imported"))
    {
        const ParsedDefinition parsed = parseDefinition(yaml, QStringLiteral("paging"), nullptr);
        if (!parsed.definition)
            qFatal("%s", qPrintable(parsed.problems.front().text()));
        must(store->write([&](Transaction &transaction) {
            return PipelineRepository::add(transaction, *parsed.definition, origin, QStringLiteral("test"));
        }));
    }

    QByteArray mail(const QByteArray &from, const QByteArray &headers = {},
                    const QByteArray &body = "The shop is slow\n")
    {
        return "From: " + from + "\nTo: support@p.example\nSubject: Slow\nMessage-ID: <m" +
               QByteArray::number(++m_mails) + "@northwind.example>\n" + headers + "\n" + body;
    }
    TakenMail take(const QByteArray &raw) { return must(intake->take(raw, QStringLiteral("mta"))); }
    TakenMail request() { return take(mail("maria@northwind.example")); }
    // An answer to what was sent last to this address.
    QByteArray answerTo(const QString &address, const QByteArray &words, const QByteArray &headers = {})
    {
        for (auto it = server.taken.rbegin(); it != server.taken.rend(); ++it) {
            if (it->to.value(0) == address)
                return mail(address.toUtf8(), headers + "In-Reply-To: <" + it->id().toUtf8() + ">\n", words);
        }
        qFatal("nothing was sent to %s", qUtf8Printable(address));
    }

    // The customer writes about this case.
    TakenMail writeAgain(qint64 id, const QByteArray &words, const QByteArray &headers = {})
    {
        QByteArray again = mail("maria@northwind.example", headers, words);
        again.replace("Subject: Slow", "Subject: Re: [Case " + QByteArray::number(id) + "] Slow");
        return take(again);
    }

    Case find(qint64 id)
    {
        return must(store->read([&](Reader &reader) { return CaseRepository::find(reader, id); }));
    }
    std::vector<CasePage> pages(qint64 id)
    {
        return must(store->read([&](Reader &reader) { return CaseRepository::pagesOf(reader, id); }));
    }
    std::vector<CaseMessage> messages(qint64 id)
    {
        return must(store->read([&](Reader &reader) { return CaseRepository::messages(reader, id); }));
    }
    int count(const char *kind)
    {
        return static_cast<int>(must(store->read([&](Reader &reader) {
            return reader.integer(QStringLiteral("SELECT count(*) FROM event WHERE kind = ?"),
                                  {QLatin1String(kind)});
        })));
    }

    // Before anything has happened: it is then.
    void setBack(Instant then)
    {
        clock.jump(then - clock.now());
        engine->clockChanged();
    }
    // Time passes and whatever is due is done.
    void travel(Duration by)
    {
        clock.advance(by);
        engine->clockChanged();
    }
    // Rounds until the server has taken so many in all; false when that doesn't come.
    bool untilTaken(std::size_t count)
    {
        return QTest::qWaitFor(
            [&] {
                must(post->round());
                return server.taken.size() >= count;
            },
            10000);
    }
    // Its paging has begun, and counts from here.
    bool untilWaiting(qint64 id)
    {
        return QTest::qWaitFor([&] {
            const auto steps = must(engine->steps(find(id).runId));
            return std::any_of(steps.begin(), steps.end(),
                               [](const Step &step) { return step.state == StepState::Waiting; });
        });
    }
    bool untilEnded(qint64 run)
    {
        return QTest::qWaitFor([&] { return must(engine->state(run)) == RunState::Done; }, 10000);
    }

    ManualClock manual{
        Instant(std::chrono::sys_days(std::chrono::year(2023) / 11 / 14) + std::chrono::hours(10))};
    ManualClock &clock = manual;
    std::function<void()> mailWaits = [] {};
    QTemporaryDir folder;
    Server server;
    Others others;
    QString here; // where links lead without a public address
    Pager pager{MailSeal(QByteArray(32, 'k')), [this] { return here; }};
    ReleaseDesk releases;
    std::unique_ptr<Store> store;
    std::unique_ptr<Engine> engine;
    std::unique_ptr<CaseDesk> desk;
    std::unique_ptr<CaseIntake> intake;
    std::unique_ptr<Lanes> post;
    std::unique_ptr<PageRunners> runners;
    std::unique_ptr<LinkDesk> links;

private:
    const Clock &m_clock;
    int m_mails = 0;
};

} // namespace slipway::test
