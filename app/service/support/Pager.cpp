#include "service/support/Pager.h"

#include "service/store/CatalogRepository.h"
#include "service/support/CaseRepository.h"
#include "service/support/DutyRepository.h"

#include <algorithm>

namespace slipway {

namespace {

const QString settingName = QStringLiteral("support");
const QString serviceActor = QStringLiteral("service");

std::optional<DutyRank> nextAfter(DutyRank rank)
{
    switch (rank) {
    case DutyRank::OnDuty:
        return DutyRank::Alternate;
    case DutyRank::Alternate:
        return DutyRank::Group;
    case DutyRank::Group:
        return DutyRank::Manager;
    case DutyRank::Manager:
        break;
    }
    return std::nullopt;
}

// What the customer wrote last: that is what the page tells.
Result<QString> lastWords(Reader &reader, qint64 id)
{
    const auto messages = CaseRepository::messages(reader, id);
    if (!messages)
        return Failure(messages.error());
    for (auto it = messages->rbegin(); it != messages->rend(); ++it) {
        if (it->kind == CaseMessage::Kind::Customer)
            return it->text;
    }
    return QString();
}

QJsonObject payloadOf(const CasePage &page)
{
    return {{QStringLiteral("case"), page.caseId}, {QStringLiteral("page"), page.id},
            {QStringLiteral("to"), page.to},       {QStringLiteral("method"), page.method},
            {QStringLiteral("step"), page.step},   {QStringLiteral("due"), toText(page.due)}};
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
    return CaseMail(std::move(from), m_seal);
}

Result<std::vector<CasePage>> Pager::call(Transaction &transaction, const Call &call) const
{
    const auto before = CaseRepository::pagesOfStep(transaction, call.run, call.step, call.attempt);
    if (!before || !before->empty())
        return before;
    const auto about = CaseRepository::find(transaction, call.caseId);
    if (!about)
        return Failure(about.error());
    if (about->acknowledged || isOver(about->state))
        return std::vector<CasePage>();
    return callRank(transaction, *about, call);
}

Result<std::vector<CasePage>> Pager::callRank(Transaction &transaction, const Case &about,
                                              const Call &call) const
{
    const auto rota = DutyRepository::rota(transaction);
    const auto mail = this->mail(transaction);
    const auto words = lastWords(transaction, about.id);
    if (!rota || !mail || !words)
        return Failure(!rota ? rota.error() : !mail ? mail.error() : words.error());
    std::vector<CasePage> sent;
    for (const QString &name : rota->peopleOf(call.rank, transaction.now())) {
        const auto person = DutyRepository::person(transaction, name);
        if (!person)
            return Failure(person.error());
        if (!*person || (*person)->mail.isEmpty())
            continue;
        CasePage page;
        page.caseId = about.id;
        page.step = call.step;
        page.to = name;
        page.method = QStringLiteral("mail");
        page.address = (*person)->mail;
        page.due = call.due;
        auto added = CaseRepository::addPage(transaction, page, call.run, call.attempt);
        if (!added)
            return Failure(added.error());
        const auto kept = CaseRepository::addMail(
            transaction, about.id, added->id, urgencyOf(about.severity), added->address,
            mail->page(about, *added, *words, transaction.now()), transaction.now());
        if (!kept)
            return Failure(kept.error());
        transaction.append({serviceActor, QStringLiteral("page.due"), about.handle(), payloadOf(*added)});
        sent.push_back(std::move(*added));
    }
    if (!sent.empty())
        return sent;
    transaction.append({serviceActor,
                        QStringLiteral("page.nobody"),
                        about.handle(),
                        {{QStringLiteral("case"), about.id},
                         {QStringLiteral("step"), call.step},
                         {QStringLiteral("to"), toText(call.rank)}}});
    Call next = call;
    const auto rank = nextAfter(call.rank);
    if (!rank)
        return sent;
    next.rank = *rank;
    return callRank(transaction, about, next);
}

Result<void> Pager::refused(Transaction &transaction, const CasePage &page) const
{
    QJsonObject payload = payloadOf(page);
    payload.insert(QStringLiteral("why"), page.why);
    transaction.append(
        {serviceActor, QStringLiteral("page.refused"), QStringLiteral("case/%1").arg(page.caseId), payload});
    return passOver(transaction, page);
}

Result<void> Pager::passOver(Transaction &transaction, const CasePage &page) const
{
    const auto about = CaseRepository::find(transaction, page.caseId);
    const auto all = CaseRepository::pagesOf(transaction, page.caseId);
    const auto rota = DutyRepository::rota(transaction);
    if (!about || !all || !rota)
        return Failure(!about ? about.error() : !all ? all.error() : rota.error());
    // Once for each step: where everybody is refused the process goes on at its own pace.
    const QString instead = QStringLiteral("-refused");
    if (about->acknowledged || isOver(about->state) || page.step.endsWith(instead))
        return {};
    // Whoever was called for this case and wasn't refused may still answer; others are called now.
    Call call{page.caseId,         about->runId,     page.step + instead, static_cast<int>(page.id),
              DutyRank::Alternate, transaction.now()};
    const QStringList alternate = rota->peopleOf(DutyRank::Alternate, transaction.now());
    const bool wasCalled = std::any_of(all->begin(), all->end(),
                                       [&](const CasePage &one) { return alternate.contains(one.to); });
    if (wasCalled)
        call.rank = DutyRank::Group;
    const auto called = this->call(transaction, call);
    return called ? Result<void>() : Failure(called.error());
}

Result<void> Pager::acknowledge(Transaction &transaction, Case &about, const QString &who, qint64 page) const
{
    auto pages = CaseRepository::pagesOf(transaction, about.id);
    if (!pages)
        return Failure(pages.error());
    for (CasePage &one : *pages) {
        if (one.acknowledged || one.withdrawn || one.refused)
            continue;
        if (one.id == page || (page == 0 && one.to == who))
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
    transaction.append({who,
                        QStringLiteral("case.acknowledged"),
                        about.handle(),
                        {{QStringLiteral("case"), about.id}, {QStringLiteral("page"), page}}});
    return {};
}

} // namespace slipway
