#include "service/support/CaseDesk.h"

#include "service/engine/PipelineRepository.h"
#include "service/support/CaseMail.h"
#include "service/support/DutyRepository.h"
#include "service/support/Sla.h"

#include <QCryptographicHash>

namespace slipway {

namespace {

const QString pagingProcess = QStringLiteral("paging-2h");
constexpr qsizetype longestSubject = 300;
constexpr qsizetype longestWords = 200'000;

NewEvent eventOf(const QString &actor, const char *kind, const Case &about, QJsonObject payload = {})
{
    payload.insert(QStringLiteral("case"), about.id);
    return {actor, QLatin1String(kind), about.handle(), payload};
}

Failure emptyText()
{
    return fail(Problem::Kind::Invalid, QStringLiteral("Nothing is said"),
                QStringLiteral("Write a few words."), QStringLiteral("/text"));
}

QString digestOf(const QByteArray &raw)
{
    return QString::fromLatin1(QCryptographicHash::hash(raw, QCryptographicHash::Sha256).toHex());
}

} // namespace

CaseDesk::CaseDesk(Store &store, Engine &engine, const Pager &pager, std::function<void()> mailWaits)
    : m_store(store), m_engine(engine), m_pager(pager), m_mailWaits(std::move(mailWaits))
{
}

Result<void> CaseDesk::start()
{
    const auto last = m_store.read([](Reader &reader) { return CaseRepository::lastId(reader); });
    if (!last)
        return Failure(last.error());
    m_lastId = *last;
    return {};
}

Result<Definition> CaseDesk::process() const
{
    const auto stored =
        m_store.read([](Reader &reader) { return PipelineRepository::find(reader, pagingProcess); });
    if (!stored)
        return Failure(stored.error());
    const std::lock_guard lock(m_mutex);
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
    fresh.id = ++m_lastId;
    StartRun run = pagingOf(*definition, fresh, actor);
    run.with = [&](Transaction &transaction, qint64 runId) -> Result<void> {
        fresh.created = fresh.updated = transaction.now();
        fresh.runId = runId;
        fresh.clocks = clocksFor(SlaPolicy::twoHours(), fresh.severity, fresh.created);
        if (auto added = CaseRepository::add(transaction, fresh); !added)
            return added;
        transaction.append(eventOf(actor, "case.opened", fresh,
                                   {{QStringLiteral("title"), fresh.subject},
                                    {QStringLiteral("severity"), toText(fresh.severity)},
                                    {QStringLiteral("customer"), fresh.customer}}));
        return with(transaction, fresh);
    };
    const auto started = m_engine.startRun(run);
    if (!started)
        return Failure(started.error());
    return fresh;
}

StartRun CaseDesk::pagingOf(const Definition &definition, const Case &about, const QString &actor) const
{
    StartRun run;
    run.definition = definition;
    run.subject = about.handle();
    run.actor = actor;
    run.inputs = {{QStringLiteral("case"), about.id},
                  {QStringLiteral("severity"), toText(about.severity)},
                  {QStringLiteral("opened"), toText(m_store.clock().now())}};
    return run;
}

// A case that was over is open again, and people are paged anew: in one commit.
Result<Case> CaseDesk::reopen(qint64 id, const Edit &edit, const QString &actor)
{
    const auto definition = process();
    Case about;
    about.id = id;
    if (const auto found = m_store.read([&](Reader &reader) { return CaseRepository::find(reader, id); });
        found)
        about = *found;
    if (!definition)
        return Failure(definition.error());
    StartRun run = pagingOf(*definition, about, actor);
    run.with = [&](Transaction &transaction, qint64 runId) -> Result<void> {
        auto now = CaseRepository::find(transaction, id);
        if (!now)
            return Failure(now.error());
        about = std::move(*now);
        about.runId = runId;
        about.acknowledged.reset();
        about.acknowledgedBy.clear();
        if (auto edited = edit(transaction, about); !edited)
            return edited;
        return CaseRepository::update(transaction, about);
    };
    const auto started = m_engine.startRun(run);
    if (!started)
        return Failure(started.error());
    return about;
}

Result<Case> CaseDesk::change(qint64 id, const Edit &edit)
{
    auto changed = m_store.write(
        [&](Transaction &transaction) -> Result<Case> {
            auto about = CaseRepository::find(transaction, id);
            if (!about)
                return about;
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

Result<CaseDesk::Sender> CaseDesk::senderOf(Reader &reader, const QString &mail) const
{
    Sender sender;
    const auto person = DutyRepository::personByMail(reader, mail);
    if (!person)
        return Failure(person.error());
    if (*person)
        sender.person = (*person)->name;
    const auto read = reader.query(
        QStringLiteral(
            "SELECT customer.slug AS slug FROM contact JOIN customer ON customer.id = contact.customer_id "
            "WHERE lower(contact.mail) = ? ORDER BY contact.id LIMIT 1"),
        {mail}, [&](const Row &row) -> Result<void> {
            sender.customer = row.text("slug");
            return {};
        });
    if (!read)
        return Failure(read.error());
    return sender;
}

Result<Case> CaseDesk::open(const NewCase &request, const QString &actor)
{
    if (request.text.trimmed().isEmpty())
        return emptyText();
    if (request.subject.trimmed().isEmpty())
        return fail(Problem::Kind::Invalid, QStringLiteral("The case has no subject"),
                    QStringLiteral("Say in a few words what it is about."), QStringLiteral("/subject"));
    Case fresh;
    fresh.subject = request.subject.simplified().left(longestSubject);
    fresh.contact = request.contact.trimmed().toLower();
    fresh.application = request.application;
    fresh.severity = request.severity;
    const auto sender = m_store.read([&](Reader &reader) { return senderOf(reader, fresh.contact); });
    if (!sender)
        return Failure(sender.error());
    fresh.customer =
        sender->customer.isEmpty() ? request.application.section(QLatin1Char('/'), 0, 0) : sender->customer;
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

Result<TakenMail> CaseDesk::take(const QByteArray &raw, const QString &actor)
{
    const QString digest = digestOf(raw);
    const auto before = m_store.read([&](Reader &reader) { return CaseRepository::takenBy(reader, digest); });
    if (!before)
        return Failure(before.error());
    if (*before)
        return **before;
    const IncomingMail mail = readMail(raw);
    TakenMail taken;
    taken.digest = digest;
    taken.messageId = mail.messageId;
    taken.sender = mail.from;
    taken.subject = mail.subject.left(longestSubject);

    struct Place
    {
        Sender sender;
        CaseMail::Claim claim;
        qint64 ofCase = 0;
        std::optional<CasePage> page;
    };
    const auto place = m_store.read([&](Reader &reader) -> Result<Place> {
        Place found;
        const auto sender = senderOf(reader, mail.from);
        const auto ours = m_pager.mail(reader);
        if (!sender || !ours)
            return Failure(sender ? ours.error() : sender.error());
        found.sender = *sender;
        found.claim = ours->claimOf(mail);
        found.ofCase = found.claim.ofCase;
        if (found.claim.page > 0) {
            auto page = CaseRepository::page(reader, found.claim.page);
            if (!page)
                return Failure(page.error());
            found.ofCase = page->caseId;
            found.page = std::move(*page);
        }
        if (found.ofCase > 0)
            return found;
        // Without a seal it has to come from somebody who belongs to the case.
        auto answered = CaseRepository::caseOfMail(reader, mail.answers);
        if (!answered)
            return Failure(answered.error());
        const qint64 candidate = *answered > 0 ? *answered : mail.caseInSubject();
        const auto about = candidate > 0 ? CaseRepository::find(reader, candidate) : Result<Case>(Case());
        if (about && candidate > 0 &&
            (about->contact == mail.from ||
             (!sender->customer.isEmpty() && sender->customer == about->customer)))
            found.ofCase = candidate;
        return found;
    });
    if (!place)
        return Failure(place.error());
    if (place->ofCase == 0)
        return takeNew(mail, taken, raw, place->sender);

    const Edit edit = [&](Transaction &transaction, Case &about) -> Result<void> {
        taken.at = transaction.now();
        taken.caseId = about.id;
        taken.verdict = place->page ? QStringLiteral("answered") : QStringLiteral("added");
        taken.why = mail.machineWhy;
        const auto kept = CaseRepository::addTaken(transaction, taken, raw);
        if (!kept)
            return Failure(kept.error());
        taken.id = *kept;
        return place->page ? answerPage(transaction, about, *place->page, mail, place->sender.person)
                           : hear(transaction, about, mail);
    };
    const auto about =
        m_store.read([&](Reader &reader) { return CaseRepository::find(reader, place->ofCase); });
    if (!about)
        return Failure(about.error());
    const bool isReopened = !place->page && !mail.machine && isOver(about->state);
    const auto changed = isReopened ? reopen(place->ofCase, edit, actor) : change(place->ofCase, edit);
    if (!changed)
        return Failure(changed.error());
    return taken;
}

// A request, or what nobody known has sent.
Result<TakenMail> CaseDesk::takeNew(const IncomingMail &mail, TakenMail taken, const QByteArray &raw,
                                    const Sender &sender)
{
    if (sender.customer.isEmpty() || mail.machine) {
        taken.verdict = QStringLiteral("quarantined");
        taken.why = mail.machine          ? mail.machineWhy
                    : mail.from.isEmpty() ? QStringLiteral("the sender can't be read")
                                          : QStringLiteral("nobody known writes from there");
        const auto kept = m_store.write([&](Transaction &transaction) -> Result<qint64> {
            taken.at = transaction.now();
            auto id = CaseRepository::addTaken(transaction, taken, raw);
            if (id)
                transaction.append(
                    {QStringLiteral("service"),
                     QStringLiteral("mail.quarantined"),
                     QStringLiteral("mail/%1").arg(*id),
                     {{QStringLiteral("from"), taken.sender}, {QStringLiteral("why"), taken.why}}});
            return id;
        });
        if (!kept)
            return Failure(kept.error());
        taken.id = *kept;
        return taken;
    }
    Case fresh;
    fresh.subject = mail.plainSubject().left(longestSubject);
    if (fresh.subject.isEmpty())
        fresh.subject = QStringLiteral("(no subject)");
    fresh.contact = mail.from;
    fresh.customer = sender.customer;
    const QString actor = QStringLiteral("customer:") + sender.customer;
    const auto opened = begin(fresh, actor, [&](Transaction &transaction, Case &about) -> Result<void> {
        taken.at = transaction.now();
        taken.caseId = about.id;
        taken.verdict = QStringLiteral("opened");
        const auto kept = CaseRepository::addTaken(transaction, taken, raw);
        if (!kept)
            return Failure(kept.error());
        taken.id = *kept;
        const auto added =
            CaseRepository::addMessage(transaction, {0, about.id, CaseMessage::Kind::Customer, mail.from,
                                                     transaction.now(), mail.text, mail.messageId, false});
        return added ? Result<void>() : Failure(added.error());
    });
    if (!opened)
        return Failure(opened.error());
    return taken;
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
        eventOf(QStringLiteral("customer:") + about.customer, "case.message", about,
                {{QStringLiteral("from"), mail.from}, {QStringLiteral("machine"), mail.machine}}));
    if (mail.machine)
        return {};
    resumeClocks(about.clocks, transaction.now());
    if (isOver(about.state))
        transaction.append(eventOf(QStringLiteral("customer:") + about.customer, "case.reopened", about));
    about.state = CaseState::Open;
    return {};
}

// Whoever was paged answers: a command, or words for the customer.
Result<void> CaseDesk::answerPage(Transaction &transaction, Case &about, const CasePage &page,
                                  const IncomingMail &mail, const QString &person)
{
    if (mail.machine) {
        transaction.append(
            eventOf(QStringLiteral("service"), "page.machine-answer", about,
                    {{QStringLiteral("page"), page.id}, {QStringLiteral("why"), mail.machineWhy}}));
        return {};
    }
    const QString who = person.isEmpty() ? page.to : person;
    if (auto heard = m_pager.acknowledge(transaction, about, who, page.id); !heard)
        return heard;
    const PageAnswer answer = PageAnswer::fromText(mail.newText());
    switch (answer.verb) {
    case PageAnswer::Verb::Acknowledge:
        return {};
    case PageAnswer::Verb::Take:
        about.owner = who;
        about.state = about.state == CaseState::New ? CaseState::Open : about.state;
        transaction.append(eventOf(who, "case.taken", about));
        return {};
    case PageAnswer::Verb::Note:
        return write(transaction, about, answer.text, who);
    case PageAnswer::Verb::Solve:
    case PageAnswer::Verb::Close:
        about.state = answer.verb == PageAnswer::Verb::Solve ? CaseState::Solved : CaseState::Closed;
        markResolved(about.clocks, transaction.now());
        transaction.append(
            eventOf(who, answer.verb == PageAnswer::Verb::Solve ? "case.solved" : "case.closed", about));
        return {};
    case PageAnswer::Verb::Reply:
        break;
    }
    return answer.text.isEmpty() ? Result<void>() : say(transaction, about, answer.text, who);
}

// To the customer, in the thread.
Result<void> CaseDesk::say(Transaction &transaction, Case &about, const QString &text, const QString &actor)
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
    const OutgoingMail out = mail->reply(about, *added, thread, transaction.now());
    if (auto named = CaseRepository::setMessageId(transaction, added->id, out.messageId); !named)
        return named;
    if (auto kept = CaseRepository::addMail(transaction, about.id, 0, replyUrgency, about.contact, out,
                                            transaction.now());
        !kept)
        return kept;
    markResponded(about.clocks, transaction.now());
    pauseClocks(about.clocks, transaction.now());
    about.state = CaseState::WaitingForCustomer;
    transaction.append(eventOf(actor, "case.replied", about));
    return m_pager.acknowledge(transaction, about, actor);
}

Result<void> CaseDesk::write(Transaction &transaction, Case &about, const QString &text, const QString &actor)
{
    const auto added = CaseRepository::addMessage(
        transaction,
        {0, about.id, CaseMessage::Kind::Note, actor, transaction.now(), text.left(longestWords), {}, false});
    if (!added)
        return Failure(added.error());
    transaction.append(eventOf(actor, "case.noted", about));
    return {};
}

Result<Case> CaseDesk::reply(qint64 id, const QString &text, const QString &actor)
{
    if (text.trimmed().isEmpty())
        return emptyText();
    return change(id, [&](Transaction &transaction, Case &about) {
        if (about.owner.isEmpty())
            about.owner = actor;
        return say(transaction, about, text, actor);
    });
}

Result<Case> CaseDesk::note(qint64 id, const QString &text, const QString &actor)
{
    if (text.trimmed().isEmpty())
        return emptyText();
    return change(
        id, [&](Transaction &transaction, Case &about) { return write(transaction, about, text, actor); });
}

Result<Case> CaseDesk::own(qint64 id, const QString &owner, const QString &actor)
{
    return change(id, [&](Transaction &transaction, Case &about) -> Result<void> {
        about.owner = owner;
        if (about.state == CaseState::New)
            about.state = CaseState::Open;
        transaction.append(eventOf(actor, owner == actor ? "case.taken" : "case.assigned", about,
                                   {{QStringLiteral("owner"), owner}}));
        // Whoever takes it has heard; whoever is given it may not have.
        return owner == actor ? m_pager.acknowledge(transaction, about, actor) : Result<void>();
    });
}

Result<Case> CaseDesk::end(qint64 id, CaseState state, const QString &actor)
{
    return change(id, [&](Transaction &transaction, Case &about) -> Result<void> {
        if (about.state == state)
            return {};
        about.state = state;
        markResolved(about.clocks, transaction.now());
        transaction.append(eventOf(actor, state == CaseState::Solved ? "case.solved" : "case.closed", about));
        return m_pager.acknowledge(transaction, about, actor);
    });
}

Result<CasePage> CaseDesk::acknowledge(qint64 id, const QString &actor)
{
    const auto page = m_store.read([&](Reader &reader) { return CaseRepository::page(reader, id); });
    if (!page)
        return page;
    const auto changed = change(page->caseId, [&](Transaction &transaction, Case &about) {
        return m_pager.acknowledge(transaction, about, actor, id);
    });
    if (!changed)
        return Failure(changed.error());
    return m_store.read([&](Reader &reader) { return CaseRepository::page(reader, id); });
}

Result<void> CaseDesk::noteBreaches()
{
    const auto late = m_store.read(
        [&](Reader &reader) { return CaseRepository::breachedBy(reader, m_store.clock().now()); });
    if (!late || late->empty())
        return late ? Result<void>() : Failure(late.error());
    return m_store.write([&](Transaction &transaction) -> Result<void> {
        for (const qint64 id : *late) {
            auto about = CaseRepository::find(transaction, id);
            if (!about)
                return Failure(about.error());
            for (const QString &name : markBreached(about->clocks, transaction.now()))
                transaction.append(
                    eventOf(QStringLiteral("service"), "case.breached", *about,
                            {{QStringLiteral("clock"), name},
                             {QStringLiteral("acknowledged"), about->acknowledged.has_value()}}));
            if (auto updated = CaseRepository::update(transaction, *about); !updated)
                return updated;
        }
        return {};
    });
}

} // namespace slipway
