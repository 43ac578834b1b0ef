#include "service/support/CaseDesk.h"

#include "service/engine/PipelineRepository.h"
#include "service/engine/ShippedDefinitions.h"
#include "service/notify/MailMessage.h"
#include "service/store/CatalogRepository.h"
#include "service/support/CaseFiles.h"
#include "service/support/CaseMail.h"
#include "service/support/CaseSearch.h"
#include "service/support/DutyRepository.h"
#include "service/support/SlaRepository.h"

#include <algorithm>

namespace slipway {

namespace {

const QString pagingProcess = QStringLiteral("paging-2h");
constexpr qsizetype longestWords = 200'000;

NewEvent opened(const Case &about, const QString &actor)
{
    return caseEvent(actor, "case.opened", about,
                     {{QStringLiteral("title"), about.subject},
                      {QStringLiteral("severity"), toText(about.severity)},
                      {QStringLiteral("customer"), about.customer}});
}

Failure emptyText()
{
    return fail(Problem::Kind::Invalid, QStringLiteral("Nothing is said"),
                QStringLiteral("Write a few words."), QStringLiteral("/text"));
}

QJsonObject toldOf(const std::vector<CaseFile> &files)
{
    QJsonArray names;
    for (const CaseFile &file : files)
        names.append(file.name);
    return names.isEmpty() ? QJsonObject() : QJsonObject{{QStringLiteral("files"), names}};
}

} // namespace

CaseDesk::CaseDesk(Store &store, Engine &engine, const Pager &pager, std::function<void()> mailWaits)
    : m_store(store), m_engine(engine), m_pager(pager), m_mailWaits(std::move(mailWaits))
{
}

Result<void> CaseDesk::start()
{
    if (auto loaded = loadShipped(m_store, Definition::For::Case, nullptr); !loaded)
        return loaded;
    const auto last = m_store.read([](Reader &reader) { return CaseRepository::lastId(reader); });
    if (!last)
        return Failure(last.error());
    m_lastId = *last;
    return {};
}

Result<Definition> CaseDesk::process() const
{
    return m_store.read([this](Reader &reader) { return process(reader); });
}

Result<Definition> CaseDesk::process(Reader &reader) const
{
    const auto stored = PipelineRepository::find(reader, pagingProcess);
    if (!stored)
        return Failure(stored.error());
    const std::lock_guard lock(m_mutex);
    if (stored->purpose != toText(Definition::For::Case))
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("\"%1\" isn't a process for cases").arg(pagingProcess),
                    QStringLiteral("Import one that says \"for: case\"."));
    if (!m_process || m_process->digest != stored->digest) {
        ParsedDefinition parsed = parseDefinition(stored->yaml, stored->name, nullptr);
        if (!parsed.definition)
            return Failure(parsed.problems.front());
        m_process = std::move(parsed.definition);
    }
    return *m_process;
}

// The case and its paging begin in one commit; from there on the engine sees to it.
Result<Case> CaseDesk::begin(Case fresh, const QString &actor, const Edit &with)
{
    const auto definition = process();
    if (!definition)
        return Failure(definition.error());
    // Said to whoever brings it, rather than found out when somebody is to be paged.
    if (const auto desk = m_store.read([&](Reader &reader) { return m_pager.mail(reader); }); !desk)
        return Failure(desk.error());
    const auto agreed = agreedWith(fresh.customer);
    if (!agreed)
        return Failure(agreed.error());
    fresh.id = ++m_lastId;
    StartRun run = pagingOf(*definition, fresh, agreed->agreement, actor);
    run.with = [&](Transaction &transaction, qint64 runId) -> Result<void> {
        fresh.created = fresh.updated = transaction.now();
        fresh.runId = runId;
        const auto agreement = stillAgreed(transaction, *agreed, fresh.customer);
        if (!agreement)
            return Failure(agreement.error());
        fresh.plan = agreement->plan;
        beginClocks(fresh.clocks, *agreement, fresh.severity, fresh.created);
        if (auto added = CaseRepository::add(transaction, fresh); !added)
            return added;
        transaction.append(opened(fresh, actor));
        return with(transaction, fresh);
    };
    const auto started = m_engine.startRun(run);
    if (!started)
        return Failure(started.error());
    return fresh;
}

Result<void> CaseDesk::file(Transaction &transaction, Case &fresh, const QString &actor)
{
    const auto agreement = SlaRepository::agreementOf(transaction, fresh.customer);
    if (!agreement)
        return Failure(agreement.error());
    fresh.id = ++m_lastId;
    fresh.created = fresh.updated = transaction.now();
    fresh.plan = agreement->plan;
    beginResolution(fresh.clocks, *agreement, fresh.severity, fresh.created);
    if (auto added = CaseRepository::add(transaction, fresh); !added)
        return added;
    transaction.append(opened(fresh, actor));
    return {};
}

Result<void> CaseDesk::page(qint64 id, const QString &actor)
{
    const auto definition = process();
    const auto about = m_store.read([&](Reader &reader) { return CaseRepository::find(reader, id); });
    if (!definition || !about)
        return Failure(definition ? about.error() : definition.error());
    const auto agreed = agreedWith(about->customer);
    if (!agreed)
        return Failure(agreed.error());
    bool isTaken = false;
    StartRun run = pagingOf(*definition, *about, agreed->agreement, actor);
    run.with = [&](Transaction &transaction, qint64 runId) -> Result<void> {
        auto now = CaseRepository::find(transaction, id);
        if (!now)
            return Failure(now.error());
        isTaken = now->runId != 0 || now->acknowledged || isOver(now->state);
        if (isTaken)
            return fail(Problem::Kind::Conflict, QStringLiteral("Nobody is to be paged for case %1").arg(id));
        now->runId = runId;
        return CaseRepository::update(transaction, *now);
    };
    const auto started = m_engine.startRun(run);
    return started || isTaken ? Result<void>() : Failure(started.error());
}

StartRun CaseDesk::pagingOf(const Definition &definition, const Case &about, const Agreement &agreement,
                            const QString &actor) const
{
    StartRun run;
    run.definition = definition;
    run.subject = about.handle();
    run.actor = actor;
    run.inputs = inputsOf(about.id, about.severity, agreement, m_store.clock().now());
    return run;
}

QJsonObject CaseDesk::inputsOf(qint64 id, Severity severity, const Agreement &agreement, Instant opened)
{
    Clocks clocks;
    beginClocks(clocks, agreement, severity, opened);
    const auto first = std::find_if(clocks.begin(), clocks.end(), [](const CaseClock &clock) {
        return clock.name == clockName::firstResponse;
    });
    return {{QStringLiteral("case"), id},
            {QStringLiteral("severity"), toText(severity)},
            {QStringLiteral("opened"), toText(opened)},
            {QStringLiteral("first_response"),
             first == clocks.end() ? QStringLiteral("9999-12-31T23:59:59.999999Z") : toText(first->target)}};
}

Result<CaseDesk::Agreed> CaseDesk::agreedWith(const QString &customer) const
{
    return m_store.read([&](Reader &reader) -> Result<Agreed> {
        auto agreement = SlaRepository::agreementOf(reader, customer);
        const auto version = SlaRepository::version(reader);
        if (!agreement || !version)
            return Failure(agreement ? version.error() : agreement.error());
        return Agreed{std::move(*agreement), *version};
    });
}

Result<Agreement> CaseDesk::stillAgreed(Reader &reader, const Agreed &agreed, const QString &customer)
{
    const auto version = SlaRepository::version(reader);
    if (!version)
        return Failure(version.error());
    return *version == agreed.version ? Result<Agreement>(agreed.agreement)
                                      : SlaRepository::agreementOf(reader, customer);
}

Result<Case> CaseDesk::change(qint64 id, const Edit &edit)
{
    auto changed = m_store.write(
        [&](Transaction &transaction) -> Result<Case> {
            auto about = CaseRepository::find(transaction, id);
            if (!about)
                return about;
            if (auto noted = noteAhead(transaction, *about); !noted)
                return Failure(noted.error());
            if (auto edited = edit(transaction, *about); !edited)
                return Failure(edited.error());
            if (auto updated = CaseRepository::update(transaction, *about); !updated)
                return Failure(updated.error());
            return about;
        },
        Store::Priority::Urgent);
    if (changed)
        m_mailWaits();
    return changed;
}

Result<Case> CaseDesk::open(const NewCase &request, const QString &actor)
{
    if (request.text.trimmed().isEmpty())
        return emptyText();
    if (request.subject.trimmed().isEmpty())
        return fail(Problem::Kind::Invalid, QStringLiteral("The case has no subject"),
                    QStringLiteral("Say in a few words what it is about."), QStringLiteral("/subject"));
    if (const QString contact = request.contact.trimmed(); !contact.isEmpty() && !isMailAddress(contact))
        return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is no mail address").arg(contact.left(60)),
                    QStringLiteral("Use one such as maria@northwind.example, or none."),
                    QStringLiteral("/contact"));
    Case fresh;
    fresh.subject = request.subject.simplified().left(longestSubject);
    fresh.contact = request.contact.trimmed().toLower();
    fresh.application = request.application;
    fresh.severity = request.severity;
    const auto customer = m_store.read([&](Reader &reader) -> Result<QString> {
        if (!fresh.application.isEmpty()) {
            if (const auto known = CatalogRepository::application(reader, fresh.application); !known)
                return Failure(known.error().at(QStringLiteral("/application")));
        }
        return CaseRepository::customerOfMail(reader, fresh.contact);
    });
    if (!customer)
        return Failure(customer.error());
    fresh.customer = customer->isEmpty() ? request.application.section(QLatin1Char('/'), 0, 0) : *customer;
    return begin(fresh, actor, [&](Transaction &transaction, Case &about) -> Result<void> {
        const auto added =
            CaseRepository::addMessage(transaction, {0,
                                                     about.id,
                                                     CaseMessage::Kind::Customer,
                                                     about.contact.isEmpty() ? actor : about.contact,
                                                     transaction.now(),
                                                     request.text.left(longestWords),
                                                     {},
                                                     false});
        return added ? Result<void>() : Failure(added.error());
    });
}

// The customer has written again.
Result<void> CaseDesk::hear(Transaction &transaction, Case &about, const IncomingMail &mail)
{
    const auto added =
        CaseRepository::addMessage(transaction, {0, about.id, CaseMessage::Kind::Customer, mail.from,
                                                 transaction.now(), mail.text, mail.messageId, mail.machine});
    if (!added)
        return Failure(added.error());
    transaction.append(
        caseEvent(QStringLiteral("customer:") + about.customer, "case.message", about,
                  {{QStringLiteral("from"), mail.from}, {QStringLiteral("machine"), mail.machine}}));
    return mail.machine ? Result<void>() : asked(transaction, about);
}

// Whoever was paged answers: a command, or words for the customer.
Result<void> CaseDesk::answerPage(Transaction &transaction, Case &about, const CasePage &page,
                                  const IncomingMail &mail, const QString &person)
{
    const auto passOver = [&](const QString &why) { // out of office, say: whoever is next is called now
        transaction.append(caseEvent(QStringLiteral("service"), "page.machine-answer", about,
                                     {{QStringLiteral("page"), page.id}, {QStringLiteral("why"), why}}));
        return m_pager.passOver(transaction, page);
    };
    if (mail.machine)
        return passOver(mail.machineWhy);
    const QString who = person.isEmpty() ? page.to : person;
    const PageAnswer words = PageAnswer::fromText(mail.newText());
    // A command is a person's. Other words may be an absence note, which the customer mustn't be sent; they
    // stay.
    const bool mayBeMachine = mail.wantsNoAnswer && words.verb == PageAnswer::Verb::Reply;
    // Or the case has come back since: whoever answered then hasn't heard of that.
    if (mayBeMachine || page.runId != about.runId) {
        auto noted = write(transaction, about, mail.newText(), who);
        return noted && mayBeMachine ? passOver(QStringLiteral("X-Auto-Response-Suppress")) : noted;
    }
    return answer(transaction, about, page, words, who);
}

Result<void> CaseDesk::answer(Transaction &transaction, Case &about, const CasePage &page,
                              const PageAnswer &answer, const QString &who)
{
    if (answer.verb == PageAnswer::Verb::Snooze)
        return m_pager.snooze(transaction, about, who, transaction.now() + answer.snooze);
    if (answer.verb == PageAnswer::Verb::Assign)
        return assign(transaction, about, page, answer.text, who);
    if (auto heard = m_pager.acknowledge(transaction, about, who, page.id); !heard)
        return heard;
    switch (answer.verb) {
    case PageAnswer::Verb::Snooze: // above: they end no paging
    case PageAnswer::Verb::Assign:
    case PageAnswer::Verb::Acknowledge:
        return {};
    case PageAnswer::Verb::Take:
        if (about.owner == who && about.state != CaseState::New)
            return {};
        about.owner = who;
        about.state = about.state == CaseState::New ? CaseState::Open : about.state;
        transaction.append(caseEvent(who, "case.taken", about));
        return {};
    case PageAnswer::Verb::Note:
        return write(transaction, about, answer.text, who);
    case PageAnswer::Verb::Solve:
    case PageAnswer::Verb::Close:
        return finish(transaction, about,
                      answer.verb == PageAnswer::Verb::Solve ? CaseState::Solved : CaseState::Closed, who);
    case PageAnswer::Verb::Reply:
        break;
    }
    if (answer.text.isEmpty())
        return {};
    return about.contact.isEmpty() ? write(transaction, about, answer.text, who)
                                   : say(transaction, about, withoutSeals(answer.text), who);
}

// To the customer, in the thread.
Result<void> CaseDesk::say(Transaction &transaction, Case &about, const QString &text, const QString &actor,
                           const std::vector<qint64> &files)
{
    if (about.contact.isEmpty())
        return fail(Problem::Kind::Conflict, QStringLiteral("Case %1 has nobody to answer to").arg(about.id),
                    QStringLiteral("Its request came without a mail address."));
    const auto messages = CaseRepository::messages(transaction, about.id);
    const auto mail = m_pager.mail(transaction);
    if (!messages || !mail)
        return Failure(messages ? mail.error() : messages.error());
    QStringList thread;
    for (const CaseMessage &message : *messages) {
        if (message.kind != CaseMessage::Kind::Note && !message.messageId.isEmpty())
            thread.append(message.messageId);
    }
    const auto added = CaseRepository::addMessage(transaction, {0,
                                                                about.id,
                                                                CaseMessage::Kind::Staff,
                                                                actor,
                                                                transaction.now(),
                                                                text.left(longestWords),
                                                                {},
                                                                false});
    if (!added)
        return Failure(added.error());
    const auto given = CaseFiles::give(transaction, *added, files);
    if (!given)
        return Failure(given.error());
    const OutgoingMail out = mail->reply(about, *added, thread, transaction.now());
    if (auto named = CaseRepository::setMessageId(transaction, added->id, out.messageId); !named)
        return named;
    if (auto kept = CaseRepository::addMail(transaction, about.id, 0, replyUrgency, about.contact, out,
                                            transaction.now());
        !kept)
        return kept;
    if (auto noted = noteAhead(transaction, about); !noted)
        return noted;
    markResponded(about.clocks, transaction.now());
    pauseClocks(about.clocks, transaction.now());
    if (!isOver(about.state)) // words to a case that is over don't open it
        about.state = CaseState::WaitingForCustomer;
    transaction.append(caseEvent(actor, "case.replied", about, toldOf(*given)));
    return m_pager.acknowledge(transaction, about, actor);
}

Result<void> CaseDesk::write(Transaction &transaction, Case &about, const QString &text, const QString &actor,
                             const std::vector<qint64> &files)
{
    const auto added = CaseRepository::addMessage(
        transaction,
        {0, about.id, CaseMessage::Kind::Note, actor, transaction.now(), text.left(longestWords), {}, false});
    if (!added)
        return Failure(added.error());
    const auto given = CaseFiles::give(transaction, *added, files);
    if (!given)
        return Failure(given.error());
    transaction.append(caseEvent(actor, "case.noted", about, toldOf(*given)));
    return {};
}

Result<Case> CaseDesk::reply(qint64 id, const QString &text, const QString &actor,
                             const std::vector<qint64> &files)
{
    if (text.trimmed().isEmpty())
        return emptyText();
    return change(id, [&](Transaction &transaction, Case &about) {
        if (about.owner.isEmpty())
            about.owner = actor;
        return say(transaction, about, text, actor, files);
    });
}

Result<Case> CaseDesk::note(qint64 id, const QString &text, const QString &actor,
                            const std::vector<qint64> &files)
{
    if (text.trimmed().isEmpty())
        return emptyText();
    return change(id, [&](Transaction &transaction, Case &about) {
        return write(transaction, about, text, actor, files);
    });
}

Result<Case> CaseDesk::end(qint64 id, CaseState state, const QString &actor)
{
    return change(id, [&](Transaction &transaction, Case &about) -> Result<void> {
        return about.state == state ? Result<void>() : finishHeard(transaction, about, state, actor);
    });
}

Result<void> CaseDesk::finishHeard(Transaction &transaction, Case &about, CaseState state,
                                   const QString &actor)
{
    if (auto finished = finish(transaction, about, state, actor); !finished)
        return finished;
    return m_pager.acknowledge(transaction, about, actor);
}

Result<CasePage> CaseDesk::acknowledge(qint64 id, const QString &actor)
{
    const auto page = m_store.read([&](Reader &reader) { return CaseRepository::page(reader, id); });
    if (!page)
        return page;
    const auto changed = change(page->caseId, [&](Transaction &transaction, Case &about) -> Result<void> {
        if (page->runId != about.runId)
            return fail(Problem::Kind::Conflict,
                        QStringLiteral("Page %1 is an earlier one: people were paged anew for case %2 since")
                            .arg(id)
                            .arg(about.id),
                        QStringLiteral("Acknowledge the newest page, or take the case."));
        return m_pager.acknowledge(transaction, about, actor, id);
    });
    if (!changed)
        return Failure(changed.error());
    return m_store.read([&](Reader &reader) { return CaseRepository::page(reader, id); });
}

} // namespace slipway
