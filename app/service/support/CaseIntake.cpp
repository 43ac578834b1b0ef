#include "service/support/CaseIntake.h"

#include "service/support/DutyRepository.h"

#include <QCryptographicHash>

namespace slipway {

namespace {

const QString quarantined = QStringLiteral("quarantined");

QString digestOf(const QByteArray &raw)
{
    return QString::fromLatin1(QCryptographicHash::hash(raw, QCryptographicHash::Sha256).toHex());
}

} // namespace

Result<TakenMail> CaseIntake::take(const QByteArray &raw, const QString &actor)
{
    TakenMail taken;
    taken.digest = digestOf(raw);
    const auto before =
        m_store.read([&](Reader &reader) { return CaseRepository::takenBy(reader, taken.digest); });
    if (!before)
        return Failure(before.error());
    if (*before)
        return **before;
    const IncomingMail mail = readMail(raw);
    taken.messageId = mail.messageId;
    taken.sender = mail.from;
    taken.subject = mail.subject.left(longestSubject);
    for (const MailAttachment &attachment : mail.attachments)
        taken.attachments.append(attachment.toJson());
    taken.hasHtml = !mail.html.isEmpty();
    const auto place = m_store.read([&](Reader &reader) { return placeOf(reader, mail, raw); });
    if (!place)
        return Failure(place.error());
    taken.why = doubtAbout(mail, *place);
    if (!taken.why.isEmpty())
        return quarantine(taken, raw);
    if (place->ofCase > 0)
        return add(mail, taken, raw, *place, actor);
    if (!place->customer.isEmpty() && !mail.machine)
        return open(mail, taken, raw, place->customer, QStringLiteral("customer:") + place->customer);
    taken.why = mail.machine          ? mail.machineWhy
                : mail.from.isEmpty() ? QStringLiteral("the sender can't be read")
                                      : QStringLiteral("nobody known writes from there");
    return quarantine(taken, raw);
}

// A person looks first at what the mail server warns of. What bears our seal isn't spam, but may be forged
// all the same; a report is known by what it carries.
QString CaseIntake::doubtAbout(const IncomingMail &mail, const Place &place)
{
    if (place.isReport)
        return {};
    if (!mail.forgedMark.isEmpty())
        return QStringLiteral("the sender's domain doesn't stand for it: %1").arg(mail.forgedMark);
    if (!mail.spamMark.isEmpty() && !place.isSealed)
        return QStringLiteral("taken for spam: %1").arg(mail.spamMark);
    return {};
}

// A claim was ours once; after a restore its number may be another's, or nobody's.
Result<CaseIntake::Place> CaseIntake::known(Reader &reader, const CaseMail::Claim &claim)
{
    Place place;
    if (claim.page.id > 0) {
        auto page = CaseRepository::page(reader, claim.page.id);
        if (!page && page.error().kind != Problem::Kind::NotFound)
            return Failure(page.error());
        if (page && CaseMail::markOf(*page) == claim.page)
            place.page = std::move(*page);
    }
    if (claim.ofCase.id > 0) {
        const auto about = CaseRepository::find(reader, claim.ofCase.id);
        if (!about && about.error().kind != Problem::Kind::NotFound)
            return Failure(about.error());
        if (about && CaseMail::markOf(*about) == claim.ofCase)
            place.ofCase = about->id;
    }
    return place;
}

Result<CaseIntake::Place> CaseIntake::placeOf(Reader &reader, const IncomingMail &mail,
                                              const QByteArray &raw) const
{
    Place place;
    const auto customer = CaseRepository::customerOfMail(reader, mail.from);
    const auto person = DutyRepository::personByMail(reader, mail.from);
    const auto ours = m_pager.mail(reader);
    if (!customer || !person || !ours)
        return Failure(!customer ? customer.error() : !person ? person.error() : ours.error());
    place.customer = *customer;
    place.person = *person ? (*person)->name : QString();
    const CaseMail::Claim claim = ours->claimOf(mail);
    auto claimed = known(reader, claim);
    if (!claimed)
        return Failure(claimed.error());
    place.ofCase = claimed->ofCase;
    place.page = std::move(claimed->page);
    if (mail.bounce && !place.page) {
        // A report comes from whoever couldn't deliver it, with the mail's own Message-ID somewhere inside.
        for (const CaseMail::Sealed &sealed : CaseMail::sealedIn(raw)) {
            const auto page = CaseRepository::page(reader, sealed.page.id);
            if (page && ours->isOurs(sealed, *page)) {
                place.page = *page;
                place.isReport = true;
                break;
            }
        }
    }
    if (place.page)
        place.ofCase = place.page->caseId;
    place.isSealed = place.ofCase > 0;
    if (place.isSealed)
        return place;
    const auto ofCase = caseOf(reader, mail, place.customer);
    if (!ofCase)
        return Failure(ofCase.error());
    place.ofCase = *ofCase;
    return place;
}

// Without a seal it has to come from somebody who belongs to the case.
Result<qint64> CaseIntake::caseOf(Reader &reader, const IncomingMail &mail, const QString &customer) const
{
    const auto answered = CaseRepository::caseOfMail(reader, mail.answers);
    if (!answered)
        return answered;
    const qint64 candidate = *answered > 0 ? *answered : mail.caseInSubject();
    if (candidate == 0)
        return 0;
    const auto about = CaseRepository::find(reader, candidate);
    if (!about)
        return about.error().kind == Problem::Kind::NotFound ? Result<qint64>(0) : Failure(about.error());
    const bool belongs = about->contact == mail.from || (!customer.isEmpty() && customer == about->customer);
    return belongs ? candidate : 0;
}

// Fresh, or out of quarantine.
Result<void> CaseIntake::keep(Transaction &transaction, TakenMail &taken, const QByteArray &raw)
{
    if (taken.id > 0)
        return CaseRepository::settleTaken(transaction, taken);
    taken.at = transaction.now();
    const auto kept = CaseRepository::addTaken(transaction, taken, raw);
    if (!kept)
        return Failure(kept.error());
    taken.id = *kept;
    return {};
}

Result<TakenMail> CaseIntake::add(const IncomingMail &mail, TakenMail taken, const QByteArray &raw,
                                  const Place &place, const QString &actor)
{
    const CaseDesk::Edit edit = [&](Transaction &transaction, Case &about) -> Result<void> {
        taken.caseId = about.id;
        taken.verdict = place.page ? QStringLiteral("answered") : QStringLiteral("added");
        taken.why = mail.machineWhy;
        if (auto kept = keep(transaction, taken, raw); !kept)
            return kept;
        if (!place.page)
            return m_desk.hear(transaction, about, mail);
        if (!place.isReport)
            return m_desk.answerPage(transaction, about, *place.page, mail, place.person);
        auto found = CaseRepository::page(transaction, place.page->id);
        if (!found)
            return Failure(found.error());
        CasePage page = std::move(*found);
        page.refused = page.refused.value_or(transaction.now());
        page.why = QStringLiteral("it came back: %1").arg(mail.subject.left(longestSubject));
        if (auto updated = CaseRepository::updatePage(transaction, page); !updated)
            return updated;
        return m_pager.refused(transaction, page);
    };
    // It may be over by the time it is written: then it is open again, and people are paged.
    const bool mayReopen = !place.page && !mail.machine;
    bool isOverNow = false;
    const auto changed =
        m_desk.change(place.ofCase, [&](Transaction &transaction, Case &about) -> Result<void> {
            isOverNow = mayReopen && isOver(about.state);
            return isOverNow ? Result<void>(fail(Problem::Kind::Conflict, QStringLiteral("The case is over")))
                             : edit(transaction, about);
        });
    const auto done = isOverNow ? m_desk.reopen(place.ofCase, edit, actor) : changed;
    if (!done)
        return Failure(done.error());
    return taken;
}

Result<TakenMail> CaseIntake::open(const IncomingMail &mail, TakenMail taken, const QByteArray &raw,
                                   const QString &customer, const QString &actor)
{
    Case fresh;
    fresh.subject = mail.plainSubject().left(longestSubject);
    if (fresh.subject.isEmpty())
        fresh.subject = QStringLiteral("(no subject)");
    fresh.contact = mail.from;
    fresh.customer = customer;
    const auto opened =
        m_desk.begin(fresh, actor, [&](Transaction &transaction, Case &about) -> Result<void> {
            taken.caseId = about.id;
            taken.verdict = QStringLiteral("opened");
            if (auto kept = keep(transaction, taken, raw); !kept)
                return kept;
            const auto added = CaseRepository::addMessage(
                transaction, {0, about.id, CaseMessage::Kind::Customer, mail.from, transaction.now(),
                              mail.text, mail.messageId, false});
            return added ? Result<void>() : Failure(added.error());
        });
    if (!opened)
        return Failure(opened.error());
    return taken;
}

Result<TakenMail> CaseIntake::quarantine(TakenMail taken, const QByteArray &raw)
{
    taken.verdict = quarantined;
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

Result<TakenMail> CaseIntake::release(qint64 id, const QString &actor)
{
    struct Kept
    {
        TakenMail mail;
        QByteArray raw;
        IncomingMail read;
        Place place;
    };
    const auto kept = m_store.read([&](Reader &reader) -> Result<Kept> {
        auto mail = CaseRepository::taken(reader, id);
        if (!mail)
            return Failure(mail.error());
        auto raw = CaseRepository::rawOf(reader, id);
        if (!raw)
            return Failure(raw.error());
        IncomingMail read = readMail(*raw);
        auto place = placeOf(reader, read, *raw);
        if (!place)
            return Failure(place.error());
        return Kept{std::move(*mail), std::move(*raw), std::move(read), std::move(*place)};
    });
    if (!kept)
        return Failure(kept.error());
    if (kept->mail.verdict != quarantined)
        return kept->mail; // asked again after its answer was lost
    // Into the case that it answers, or into one of its own.
    if (kept->place.ofCase > 0)
        return add(kept->read, kept->mail, kept->raw, kept->place, actor);
    return open(kept->read, kept->mail, kept->raw, kept->place.customer, actor);
}

} // namespace slipway
