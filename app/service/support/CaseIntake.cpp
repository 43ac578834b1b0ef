#include "service/support/CaseIntake.h"

#include "service/support/DutyRepository.h"

#include <QCryptographicHash>

#include <algorithm>

namespace slipway {

namespace {

const QString quarantined = QStringLiteral("quarantined");
const QString discarded = QStringLiteral("discarded");
constexpr qsizetype longestReason = 2000;

NewEvent mailEvent(const QString &actor, const char *kind, const TakenMail &mail, QJsonObject payload = {})
{
    payload.insert(QStringLiteral("from"), mail.sender);
    if (mail.caseId > 0)
        payload.insert(QStringLiteral("case"), mail.caseId);
    return {actor, QLatin1String(kind), QStringLiteral("mail/%1").arg(mail.id), payload};
}

// What the case was, where there was one.
QJsonObject payloadOf(const QJsonObject &was)
{
    return was.isEmpty() ? QJsonObject() : QJsonObject{{QStringLiteral("was"), was}};
}

QString digestOf(const QByteArray &raw)
{
    return QString::fromLatin1(QCryptographicHash::hash(raw, QCryptographicHash::Sha256).toHex());
}

Case caseFor(const IncomingMail &mail, const QString &customer)
{
    Case fresh;
    fresh.subject = mail.plainSubject().left(longestSubject);
    if (fresh.subject.isEmpty())
        fresh.subject = QStringLiteral("(no subject)");
    fresh.contact = mail.from;
    fresh.customer = customer;
    return fresh;
}

QString cameBackWhy(const IncomingMail &mail)
{
    return QStringLiteral("it came back: %1").arg(mail.subject.left(longestSubject));
}

} // namespace

bool CaseIntake::Place::isExpected(const IncomingMail &mail) const
{
    return !page && !mail.machine && (ofCase > 0 || !customer.isEmpty());
}

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
        return place->isExpected(mail) ? holdBack(mail, taken, raw, *place) : quarantine(taken, raw);
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

// A report comes from whoever couldn't deliver it, with the mail's own Message-ID somewhere inside, as it is
// or encoded.
void CaseIntake::findReported(Reader &reader, const CaseMail &ours, const IncomingMail &mail,
                              const QByteArray &raw, Place &place)
{
    std::vector<CaseMail::Sealed> seals = CaseMail::sealedIn(raw);
    for (const QString &decoded : {mail.text, mail.html}) {
        const std::vector<CaseMail::Sealed> more = CaseMail::sealedIn(decoded.toLatin1());
        seals.insert(seals.end(), more.begin(), more.end());
    }
    for (const CaseMail::Sealed &sealed : seals) {
        if (sealed.isPage) {
            const auto page = CaseRepository::page(reader, sealed.mark.id);
            if (!page || !ours.isOurs(sealed, *page))
                continue;
            place.page = *page;
            place.isReport = true;
            return;
        }
        const auto about = CaseRepository::find(reader, sealed.mark.id);
        if (!about || !ours.isOurs(sealed, *about))
            continue;
        place.ofCase = about->id;
        place.reply = std::max(place.reply, sealed.message);
        place.isReport = true;
    }
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
    // Where it is only words, whoever we wrote to may have written them.
    const bool isReturned = mail.returned && place.ofCase == 0;
    if ((mail.bounce || isReturned) && !place.page)
        findReported(reader, *ours, mail, raw, place);
    if (place.page)
        place.ofCase = place.page->caseId;
    place.isSealed = place.ofCase > 0;
    if (place.isSealed)
        return place;
    if (auto found = findCase(reader, mail, place); !found)
        return Failure(found.error());
    return place;
}

// Without a seal it has to come from somebody who belongs to the case.
Result<void> CaseIntake::findCase(Reader &reader, const IncomingMail &mail, Place &place) const
{
    const auto answered = CaseRepository::caseOfMail(reader, mail.answers);
    if (!answered)
        return Failure(answered.error());
    const qint64 candidate = *answered > 0 ? *answered : mail.caseInSubject();
    if (candidate == 0)
        return {};
    const auto about = CaseRepository::find(reader, candidate);
    if (!about)
        return about.error().kind == Problem::Kind::NotFound ? Result<void>() : Failure(about.error());
    const bool belongs =
        about->contact == mail.from || (!place.customer.isEmpty() && place.customer == about->customer);
    (belongs ? place.ofCase : place.claimed) = candidate;
    return {};
}

// Fresh, or out of quarantine.
Result<void> CaseIntake::keep(Transaction &transaction, TakenMail &taken, const QByteArray &raw,
                              const QString &actor)
{
    if (taken.id > 0) {
        transaction.append(mailEvent(actor, "mail.released", taken));
        return CaseRepository::settleTaken(transaction, taken, quarantined);
    }
    taken.at = transaction.now();
    const auto kept = CaseRepository::addTaken(transaction, taken, raw);
    if (!kept)
        return Failure(kept.error());
    taken.id = *kept;
    return {};
}

Result<void> CaseIntake::cameBack(Transaction &transaction, const IncomingMail &mail, const Place &place)
{
    auto page = CaseRepository::page(transaction, place.page->id);
    if (!page)
        return Failure(page.error());
    page->bounced = page->bounced.value_or(transaction.now());
    page->why = cameBackWhy(mail);
    if (auto updated = CaseRepository::updatePage(transaction, *page); !updated)
        return updated;
    return m_pager.refused(transaction, *page);
}

Result<TakenMail> CaseIntake::add(const IncomingMail &mail, TakenMail taken, const QByteArray &raw,
                                  const Place &place, const QString &actor)
{
    const CaseDesk::Edit edit = [&](Transaction &transaction, Case &about) -> Result<void> {
        taken.caseId = about.id;
        taken.verdict = place.page || place.isReport ? QStringLiteral("answered") : QStringLiteral("added");
        taken.why = mail.machineWhy;
        if (auto kept = keep(transaction, taken, raw, actor); !kept)
            return kept;
        if (place.isReport)
            return place.page ? cameBack(transaction, mail, place)
                              : m_desk.undelivered(transaction, about, {place.reply, cameBackWhy(mail)});
        return place.page ? m_desk.answerPage(transaction, about, *place.page, mail, place.person)
                          : m_desk.hear(transaction, about, mail);
    };
    const auto done = m_desk.change(place.ofCase, edit);
    if (!done)
        return Failure(done.error());
    return taken;
}

Result<TakenMail> CaseIntake::open(const IncomingMail &mail, TakenMail taken, const QByteArray &raw,
                                   const QString &customer, const QString &actor)
{
    const auto opened = m_desk.begin(
        caseFor(mail, customer), actor, [&](Transaction &transaction, Case &about) -> Result<void> {
            taken.caseId = about.id;
            taken.verdict = QStringLiteral("opened");
            if (auto kept = keep(transaction, taken, raw, actor); !kept)
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

Result<void> CaseIntake::setApart(Transaction &transaction, TakenMail &taken, const QByteArray &raw,
                                  const QJsonObject &was)
{
    taken.verdict = quarantined;
    taken.at = transaction.now();
    const auto id = CaseRepository::addTaken(transaction, taken, raw);
    if (!id)
        return Failure(id.error());
    taken.id = *id;
    QJsonObject payload = payloadOf(was);
    payload.insert(QStringLiteral("why"), taken.why);
    transaction.append(mailEvent(QStringLiteral("service"), "mail.quarantined", taken, payload));
    return {};
}

Result<TakenMail> CaseIntake::quarantine(TakenMail taken, const QByteArray &raw)
{
    const auto done =
        m_store.write([&](Transaction &transaction) { return setApart(transaction, taken, raw, {}); });
    if (!done)
        return Failure(done.error());
    return taken;
}

// What may be from a customer must not wait unseen: it is a case as any other, whose words wait. Of a flood
// there is one.
Result<TakenMail> CaseIntake::holdBack(const IncomingMail &mail, TakenMail taken, const QByteArray &raw,
                                       const Place &place)
{
    qint64 ofCase = place.ofCase;
    if (ofCase == 0) {
        const auto open =
            m_store.read([&](Reader &reader) { return CaseRepository::caseHeldFor(reader, mail.from); });
        if (!open)
            return Failure(open.error());
        ofCase = *open;
    }
    const auto tell = [&](Transaction &transaction, Case &about, const QJsonObject &was) -> Result<void> {
        const auto others = CaseRepository::heldBack(transaction, about.id);
        if (!others)
            return Failure(others.error());
        taken.caseId = about.id;
        if (auto apart = setApart(transaction, taken, raw, was); !apart)
            return apart;
        if (*others > 0)
            return {};
        return m_desk.write(
            transaction, about,
            QStringLiteral("A mail from %1 waits in quarantine (mail %2): %3. Look at it there, "
                           "and release it into this case or discard it.")
                .arg(taken.sender)
                .arg(taken.id)
                .arg(taken.why),
            QStringLiteral("service"));
    };
    const CaseDesk::Edit tellAndAsk = [&](Transaction &transaction, Case &about) -> Result<void> {
        const CaseBefore before = CaseBefore::of(about);
        if (auto told = tell(transaction, about, before.toJson()); !told)
            return told;
        return m_desk.asked(transaction, about);
    };
    if (ofCase > 0) {
        const auto told = m_desk.change(ofCase, tellAndAsk);
        return told ? Result<TakenMail>(taken) : Failure(told.error());
    }
    const auto opened =
        m_desk.begin(caseFor(mail, place.customer), QStringLiteral("service"),
                     [&](Transaction &transaction, Case &about) { return tell(transaction, about, {}); });
    return opened ? Result<TakenMail>(taken) : Failure(opened.error());
}

Result<CaseIntake::Kept> CaseIntake::kept(qint64 id) const
{
    return m_store.read([&](Reader &reader) -> Result<Kept> {
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
        if (place->ofCase == 0)
            place->ofCase = mail->caseId;
        return Kept{std::move(*mail), std::move(*raw), std::move(read), std::move(*place)};
    });
}

Result<CaseIntake::Reading> CaseIntake::read(qint64 id) const
{
    const auto found = kept(id);
    if (!found)
        return Failure(found.error());
    return Reading{found->mail, found->read.text, found->place.ofCase, found->place.customer,
                   found->place.claimed};
}

QJsonObject CaseIntake::Reading::toJson() const
{
    QJsonObject object = mail.toJson();
    object.insert(QStringLiteral("text"), text);
    object.insert(QStringLiteral("goes_to"),
                  QJsonObject{{QStringLiteral("case"), ofCase > 0 ? QJsonValue(ofCase) : QJsonValue()},
                              {QStringLiteral("customer"), customer},
                              {QStringLiteral("claims"), claims > 0 ? QJsonValue(claims) : QJsonValue()}});
    return object;
}

Result<TakenMail> CaseIntake::release(qint64 id, const QString &actor, qint64 ofCase)
{
    const auto found = kept(id);
    if (!found)
        return Failure(found.error());
    if (found->mail.verdict == discarded)
        return fail(Problem::Kind::Conflict, QStringLiteral("Mail %1 was discarded").arg(id),
                    QStringLiteral("Take it back into quarantine first."));
    if (found->mail.verdict != quarantined)
        return found->mail; // asked again after its answer was lost
    if (ofCase > 0) {
        if (found->mail.caseId > 0 && found->mail.caseId != ofCase)
            return fail(Problem::Kind::Conflict,
                        QStringLiteral("Mail %1 waits for case %2").arg(id).arg(found->mail.caseId),
                        QStringLiteral("Release it there, and link the cases."));
        Place place;
        place.customer = found->place.customer;
        place.ofCase = ofCase;
        return add(found->read, found->mail, found->raw, place, actor);
    }
    // Into the case that it answers, or into one of its own.
    if (found->place.ofCase > 0)
        return add(found->read, found->mail, found->raw, found->place, actor);
    return open(found->read, found->mail, found->raw, found->place.customer, actor);
}

// Where no mail is held any more: a case that holds nobody's words is over, another is what it was before.
Result<void> CaseIntake::settleCase(Transaction &transaction, Case &about, const QString &actor)
{
    const auto others = CaseRepository::heldBack(transaction, about.id);
    const auto messages = CaseRepository::messages(transaction, about.id);
    if (!others || !messages)
        return Failure(others ? messages.error() : others.error());
    const bool isEmpty = std::all_of(messages->begin(), messages->end(), [](const CaseMessage &message) {
        return message.kind == CaseMessage::Kind::Note;
    });
    if (*others > 0 || isOver(about.state))
        return {};
    const auto before = caseBefore(transaction, about);
    if (!before)
        return Failure(before.error());
    if (*before && (!isEmpty || isOver((*before)->state)))
        return m_desk.unasked(transaction, about, **before, actor);
    if (!isEmpty)
        return {};
    return m_desk.finishHeard(transaction, about, CaseState::Solved, actor);
}

// In its case, where it has one.
Result<void> CaseIntake::settleWith(const TakenMail &mail, const CaseDesk::Edit &edit, const Settle &settle)
{
    if (mail.caseId == 0)
        return m_store.write(settle);
    const auto changed = m_desk.change(mail.caseId, edit);
    return changed ? Result<void>() : Failure(changed.error());
}

Result<TakenMail> CaseIntake::discard(qint64 id, const QString &reason, const QString &actor)
{
    const auto found = m_store.read([&](Reader &reader) { return CaseRepository::taken(reader, id); });
    if (!found || found->verdict == discarded)
        return found;
    TakenMail mail = *found;
    mail.verdict = discarded;
    const QString why = reason.trimmed().left(longestReason);
    const auto settle = [&](Transaction &transaction) -> Result<void> {
        if (auto settled = CaseRepository::settleTaken(transaction, mail, quarantined); !settled)
            return settled;
        transaction.append(mailEvent(actor, "mail.discarded", mail, {{QStringLiteral("reason"), why}}));
        return {};
    };
    const CaseDesk::Edit edit = [&](Transaction &transaction, Case &about) -> Result<void> {
        if (auto settled = settle(transaction); !settled)
            return settled;
        const QString note =
            QStringLiteral("The mail from %1 (mail %2) was discarded").arg(mail.sender).arg(id);
        if (auto noted = m_desk.write(
                transaction, about,
                why.isEmpty() ? note + QLatin1Char('.') : note + QStringLiteral(": ") + why, actor);
            !noted)
            return noted;
        return settleCase(transaction, about, actor);
    };
    if (const auto done = settleWith(mail, edit, settle); !done)
        return Failure(done.error());
    return mail;
}

Result<TakenMail> CaseIntake::takeBack(qint64 id, const QString &actor)
{
    const auto found = m_store.read([&](Reader &reader) { return CaseRepository::taken(reader, id); });
    if (!found || found->verdict == quarantined)
        return found;
    TakenMail mail = *found;
    mail.verdict = quarantined;
    const auto settle = [&](Transaction &transaction, const QJsonObject &was = {}) -> Result<void> {
        if (auto settled = CaseRepository::settleTaken(transaction, mail, discarded); !settled)
            return settled;
        transaction.append(mailEvent(actor, "mail.taken-back", mail, payloadOf(was)));
        return {};
    };
    const CaseDesk::Edit edit = [&](Transaction &transaction, Case &about) -> Result<void> {
        const CaseBefore before = CaseBefore::of(about);
        if (auto settled = settle(transaction, before.toJson()); !settled)
            return settled;
        return m_desk.asked(transaction, about);
    };
    if (const auto done = settleWith(mail, edit, settle); !done)
        return Failure(done.error());
    return mail;
}

} // namespace slipway
