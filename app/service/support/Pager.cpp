#include "service/support/Pager.h"

#include "service/store/CatalogRepository.h"
#include "service/support/CaseRepository.h"
#include "service/support/DutyRepository.h"
#include "service/support/PageErrand.h"
#include "service/support/PageRepository.h"

#include <algorithm>

namespace slipway {

namespace {

const QString settingName = QStringLiteral("support");
const QString serviceActor = QStringLiteral("service");
const QString assignedStep = QStringLiteral("assigned");
const QString instead = QStringLiteral("-refused"); // a step's name, for others than those it can't reach

// What the customer wrote last: that is what the page tells.
Result<QString> lastWords(Reader &reader, qint64 id)
{
    const auto messages = CaseRepository::messages(reader, id);
    if (!messages)
        return Failure(messages.error());
    for (auto it = messages->rbegin(); it != messages->rend(); ++it) {
        if (it->kind == CaseMessage::Kind::Customer)
            return withoutSeals(it->text);
    }
    return QString();
}

QJsonObject payloadOf(const CasePage &page)
{
    return {{QStringLiteral("case"), page.caseId}, {QStringLiteral("page"), page.id},
            {QStringLiteral("to"), page.to},       {QStringLiteral("method"), page.method},
            {QStringLiteral("step"), page.step},   {QStringLiteral("due"), toText(page.due)}};
}

std::size_t beginningOf(const std::vector<ContactMethod> &ways, const Pager::Call &call)
{
    for (std::size_t i = 0; i < ways.size() && !call.method.isEmpty(); ++i) {
        if (ways[i].answersTo(call.method))
            return i;
    }
    return std::min(static_cast<std::size_t>(std::max(call.level, 1)), ways.size()) - 1;
}

// Nobody is called any more, or others are, by another run.
bool isDone(const Case &about, qint64 run)
{
    return about.acknowledged || isOver(about.state) || about.runId != run;
}

QStringList calledBy(const std::vector<CasePage> &pages, qint64 run)
{
    QStringList called;
    for (const CasePage &page : pages) {
        if (page.runId == run)
            called.append(page.to);
    }
    return called;
}

bool leadsTo(const CasePage &page, const ContactMethod &method)
{
    return page.method == toText(method.kind) && page.address == method.place();
}

} // namespace

int urgencyOf(Severity severity)
{
    return static_cast<int>(severity);
}

Result<CaseMail> Pager::mail(Reader &reader) const
{
    const auto setting = CatalogRepository::setting(reader, settingName);
    SupportAddress from = SupportAddress::fromJson(setting.value_or(QJsonObject()));
    if (from.address.isEmpty())
        return fail(Problem::Kind::Conflict, QStringLiteral("The support desk has no mail address"),
                    QStringLiteral("Set it first: slipwayctl duty set FILE."));
    const auto pages = CatalogRepository::setting(reader, pagesSetting);
    if (!pages)
        return Failure(pages.error());
    const QString base = pages->value(QLatin1String("public_url")).toString();
    return CaseMail(std::move(from), m_seal,
                    CaseMail::Links{base.isEmpty() ? m_here() : base, !base.isEmpty()});
}

Result<Pager::Voice> Pager::voice(Transaction &transaction, const Case &about) const
{
    auto mail = this->mail(transaction);
    auto words = lastWords(transaction, about.id);
    const auto snoozed = PageRepository::snoozedUntil(transaction, about.id, transaction.now());
    if (!mail || !words || !snoozed)
        return Failure(!mail ? mail.error() : !words ? words.error() : snoozed.error());
    return Voice{std::move(*mail), std::move(*words), *snoozed};
}

Result<std::vector<CasePage>> Pager::call(Transaction &transaction, const Call &call) const
{
    const auto before = CaseRepository::pagesOfStep(transaction, call.run, call.step, call.attempt);
    if (!before || !before->empty())
        return before;
    const auto about = CaseRepository::find(transaction, call.caseId);
    if (!about)
        return Failure(about.error());
    if (isDone(*about, call.run))
        return std::vector<CasePage>();
    if (call.rank == DutyRank::OnDuty && !about->owner.isEmpty() && !call.step.endsWith(instead)) {
        auto given = CaseRepository::pagesOfStep(transaction, call.run, assignedStep, 1);
        if (!given || (!given->empty() && call.due <= given->front().due))
            return given;
    }
    return callRank(transaction, *about, call);
}

Result<void> Pager::callOwner(Transaction &transaction, const Case &about) const
{
    const auto owner = DutyRepository::person(transaction, about.owner);
    const auto voice = this->voice(transaction, about);
    if (!owner || !voice)
        return Failure(owner ? voice.error() : owner.error());
    const auto ways = *owner ? (*owner)->ways() : std::vector<ContactMethod>();
    if (ways.empty())
        return {};
    const Call call{about.id, about.runId, assignedStep, 1, DutyRank::OnDuty, transaction.now()};
    const auto added = add(transaction, about, call, about.owner, ways.front(), *voice);
    return added ? Result<void>() : Failure(added.error());
}

Result<CasePage> Pager::add(Transaction &transaction, const Case &about, const Call &call,
                            const QString &person, const ContactMethod &method, const Voice &voice) const
{
    CasePage page;
    page.caseId = about.id;
    page.runId = call.run;
    page.step = call.step;
    page.to = person;
    page.method = toText(method.kind);
    page.address = method.place();
    page.due = voice.snoozed ? std::max(call.due, *voice.snoozed) : call.due;
    auto added = CaseRepository::addPage(transaction, page, call.run, call.attempt);
    if (!added)
        return added;
    OutgoingMail out;
    if (method.isMail()) {
        out = voice.mail.page(about, *added, voice.words, transaction.now());
    } else {
        const auto errand =
            PageErrand::of(method, about, *added, voice.words, voice.mail.links().ofPage(*added));
        out = {errand.id(), errand.toBytes()};
    }
    const auto kept = CaseRepository::addMail(transaction, about.id, added->id, urgencyOf(about.severity),
                                              added->address, out, transaction.now(),
                                              method.isMail() ? Way::Mail : Way::Other, voice.snoozed);
    if (!kept)
        return Failure(kept.error());
    transaction.append({serviceActor, QStringLiteral("page.due"), about.handle(), payloadOf(*added)});
    return added;
}

Result<Callees> Pager::calleesFor(Reader &reader, const Case &about, const Call &call, Instant now)
{
    auto people = DutyRepository::people(reader);
    const auto rota = DutyRepository::rota(reader);
    if (!people || !rota)
        return Failure(people ? rota.error() : people.error());
    const WaysOf ways = waysOf(std::move(*people));
    auto owners = about.owner.isEmpty() ? std::vector<ContactMethod>() : ways(about.owner);
    if (call.rank == DutyRank::OnDuty && !owners.empty()) {
        const auto pages = CaseRepository::pagesOf(reader, about.id);
        if (!pages)
            return Failure(pages.error());
        if (!calledBy(*pages, call.run).contains(about.owner))
            return Callees{{{about.owner, std::move(owners)}}, {}, {}};
    }
    return calleesOf(*rota, call.rank, now, ways);
}

Result<std::vector<CasePage>> Pager::callRank(Transaction &transaction, const Case &about,
                                              const Call &call) const
{
    const auto callees = calleesFor(transaction, about, call, transaction.now());
    const auto voice = this->voice(transaction, about);
    if (!callees || !voice)
        return Failure(callees ? voice.error() : callees.error());
    for (const DutyRank rank : callees->nobody)
        transaction.append({serviceActor,
                            QStringLiteral("page.nobody"),
                            about.handle(),
                            {{QStringLiteral("case"), about.id},
                             {QStringLiteral("step"), call.step},
                             {QStringLiteral("to"), toText(rank)}}});
    std::vector<CasePage> sent;
    for (const Callee &one : callees->people) {
        auto added = add(transaction, about, call, one.person, one.ways[beginningOf(one.ways, call)], *voice);
        if (!added)
            return Failure(added.error());
        sent.push_back(std::move(*added));
    }
    return sent;
}

Result<void> Pager::refused(Transaction &transaction, const CasePage &page) const
{
    QJsonObject payload = payloadOf(page);
    payload.insert(QStringLiteral("why"), page.why);
    transaction.append(
        {serviceActor, QStringLiteral("page.refused"), QStringLiteral("case/%1").arg(page.caseId), payload});
    const auto another = tryNext(transaction, page);
    if (!another || *another)
        return another ? Result<void>() : Failure(another.error());
    return passOver(transaction, page, false);
}

Result<void> Pager::unreachable(Transaction &transaction, const CasePage &page, const QString &why) const
{
    const std::size_t before = transaction.events().size();
    const auto another = tryNext(transaction, page);
    if (!another)
        return Failure(another.error());
    if (!*another) {
        const bool isMail = page.method == QLatin1String("mail") || page.method == QLatin1String("sms");
        if (auto passed = passOver(transaction, page, isMail); !passed)
            return passed;
    }
    if (transaction.events().size() == before) // it was passed on before
        return {};
    QJsonObject payload = payloadOf(page);
    payload.insert(QStringLiteral("why"), why);
    transaction.append({serviceActor, QStringLiteral("page.unreachable"),
                        QStringLiteral("case/%1").arg(page.caseId), payload});
    return {};
}

// What was tried is known by the pages themselves: their list may have changed meanwhile.
Result<bool> Pager::tryNext(Transaction &transaction, const CasePage &page) const
{
    const auto about = CaseRepository::find(transaction, page.caseId);
    const auto all = CaseRepository::pagesOf(transaction, page.caseId);
    const auto person = DutyRepository::person(transaction, page.to);
    if (!about || !all || !person)
        return Failure(!about ? about.error() : !all ? all.error() : person.error());
    if (isDone(*about, page.runId))
        return true;
    std::vector<CasePage> tried;
    std::copy_if(all->begin(), all->end(), std::back_inserter(tried), [&](const CasePage &one) {
        return one.runId == page.runId && one.step == page.step && one.to == page.to;
    });
    if (tried.empty() || tried.back().id != page.id)
        return !tried.empty(); // the next one is under way
    for (const ContactMethod &method : *person ? (*person)->ways() : std::vector<ContactMethod>()) {
        if (std::any_of(tried.begin(), tried.end(),
                        [&](const CasePage &one) { return leadsTo(one, method); }))
            continue;
        const auto voice = this->voice(transaction, *about);
        if (!voice)
            return Failure(voice.error());
        const Call call{page.caseId,      page.runId,       page.step, static_cast<int>(tried.size()) + 1,
                        DutyRank::OnDuty, transaction.now()};
        const auto added = add(transaction, *about, call, page.to, method, *voice);
        return added ? Result<bool>(true) : Failure(added.error());
    }
    return false;
}

Result<void> Pager::passOver(Transaction &transaction, const CasePage &page) const
{
    return passOver(transaction, page, false);
}

Result<void> Pager::passOver(Transaction &transaction, const CasePage &page, bool otherThanMail) const
{
    const auto about = CaseRepository::find(transaction, page.caseId);
    const auto all = CaseRepository::pagesOf(transaction, page.caseId);
    const auto rota = DutyRepository::rota(transaction);
    if (!about || !all || !rota)
        return Failure(!about ? about.error() : !all ? all.error() : rota.error());
    // Once for each step: where everybody is refused the process goes on at its own pace.
    if (isDone(*about, page.runId) || page.step.endsWith(instead))
        return {};
    const DutyRank rank = rankInstead(*rota, calledBy(*all, page.runId), transaction.now());
    const Call call{page.caseId, page.runId,       page.step + instead, static_cast<int>(page.id),
                    rank,        transaction.now()};
    if (otherThanMail) {
        const auto callees = calleesFor(transaction, *about, call, transaction.now());
        if (!callees || !callees->areReachedOtherwise())
            return callees ? Result<void>() : Failure(callees.error());
    }
    const auto called = this->call(transaction, call);
    return called ? Result<void>() : Failure(called.error());
}

Result<void> Pager::snooze(Transaction &transaction, const Case &about, const QString &who,
                           Instant until) const
{
    if (about.acknowledged || isOver(about.state))
        return {};
    if (auto kept = PageRepository::snooze(transaction, about.id, who, until); !kept)
        return kept;
    if (auto held = CaseRepository::holdMail(transaction, about.id, until); !held)
        return held;
    transaction.append({who,
                        QStringLiteral("case.snoozed"),
                        about.handle(),
                        {{QStringLiteral("case"), about.id}, {QStringLiteral("until"), toText(until)}}});
    const auto person = DutyRepository::person(transaction, who);
    const auto voice = this->voice(transaction, about);
    if (!person || !voice)
        return Failure(person ? voice.error() : person.error());
    const auto ways = *person ? (*person)->ways() : std::vector<ContactMethod>();
    if (ways.empty())
        return {};
    const Call call{about.id, about.runId,      QStringLiteral("snooze-%1").arg(stampOf(until)),
                    1,        DutyRank::OnDuty, until};
    const auto added = add(transaction, about, call, who, ways.front(), *voice);
    return added ? Result<void>() : Failure(added.error());
}

Result<void> Pager::acknowledge(Transaction &transaction, Case &about, const QString &who, qint64 page) const
{
    auto pages = CaseRepository::pagesOf(transaction, about.id);
    if (!pages)
        return Failure(pages.error());
    for (CasePage &one : *pages) {
        if (one.acknowledged || one.withdrawn || one.refused || one.bounced)
            continue;
        // Who hears now didn't hear what they were called for before.
        if (one.runId == about.runId && (one.id == page || (page == 0 && one.to == who)))
            one.acknowledged = transaction.now();
        else if (!one.accepted)
            one.withdrawn = transaction.now();
        else
            continue;
        if (auto updated = CaseRepository::updatePage(transaction, one); !updated)
            return updated;
    }
    if (about.acknowledged)
        return {};
    about.acknowledged = transaction.now();
    about.acknowledgedBy = who;
    if (auto ended = PageRepository::endSnooze(transaction, about.id); !ended)
        return ended;
    transaction.append({who,
                        QStringLiteral("case.acknowledged"),
                        about.handle(),
                        {{QStringLiteral("case"), about.id}, {QStringLiteral("page"), page}}});
    return {};
}

} // namespace slipway
