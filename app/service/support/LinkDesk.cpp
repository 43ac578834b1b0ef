#include "service/support/LinkDesk.h"

#include "service/support/PageRepository.h"

#include <QRegularExpression>

namespace slipway {

namespace {

constexpr qsizetype longestText = 20'000;

Failure notOurs()
{
    return fail(Problem::Kind::NotFound, QStringLiteral("This link leads nowhere"),
                QStringLiteral("Open it as it stands in the message, whole."));
}

Failure expired()
{
    return fail(Problem::Kind::Forbidden, QStringLiteral("This link has expired"),
                QStringLiteral("Write to the support desk by mail."));
}

// Whatever isn't found isn't ours: nobody learns by guessing what there is.
template <class T>
Failure hidden(const Result<T> &looked)
{
    return looked.error().kind == Problem::Kind::NotFound ? notOurs() : Failure(looked.error());
}

Result<CasePage> pageOf(Reader &reader, const SignedLinks &links, QStringView text, Instant now)
{
    const auto token = SignedLinks::tokenFrom(text);
    if (!token)
        return notOurs();
    auto page = CaseRepository::page(reader, token->mark.id);
    if (!page)
        return hidden(page);
    if (!links.fits(*token, *page))
        return notOurs();
    return SignedLinks::isOver(*page, now) ? Result<CasePage>(expired()) : page;
}

Result<Case> caseOf(Reader &reader, const SignedLinks &links, QStringView text, Instant now)
{
    const auto token = SignedLinks::tokenFrom(text);
    if (!token)
        return notOurs();
    auto about = CaseRepository::find(reader, token->mark.id);
    if (!about)
        return hidden(about);
    if (about->contact.isEmpty() || !links.fits(*token, *about))
        return notOurs();
    return SignedLinks::isOver(*about, now) ? Result<Case>(expired()) : about;
}

Failure movedOn(const QString &what)
{
    return fail(Problem::Kind::Conflict, what, QStringLiteral("Look at the case again."));
}

} // namespace

Result<LinkDesk::PageView> LinkDesk::page(QStringView token) const
{
    return m_store.read([&](Reader &reader) -> Result<PageView> {
        const auto mail = m_pager.mail(reader);
        if (!mail)
            return Failure(mail.error());
        auto page = pageOf(reader, mail->links(), token, now());
        if (!page)
            return Failure(page.error());
        auto about = CaseRepository::find(reader, page->caseId);
        const auto messages = CaseRepository::messages(reader, page->caseId);
        auto done = PageRepository::usesOfLink(reader, page->id);
        const auto snoozed = PageRepository::snoozedUntil(reader, page->caseId, now());
        if (!about || !messages || !done || !snoozed)
            return Failure(!about      ? about.error()
                           : !messages ? messages.error()
                           : !done     ? done.error()
                                       : snoozed.error());
        PageView view{std::move(*page), std::move(*about), {}, std::move(*done), *snoozed};
        for (const CaseMessage &message : *messages) {
            if (message.kind == CaseMessage::Kind::Customer)
                view.words = withoutSeals(message.text);
        }
        return view;
    });
}

Result<bool> LinkDesk::act(QStringView token, const QString &action, const PageAnswer &answer)
{
    const auto before = page(token);
    if (!before)
        return Failure(before.error());
    if (before->done.contains(action))
        return false;
    bool isNew = false;
    const auto changed =
        m_desk.change(before->page.caseId, [&](Transaction &transaction, Case &about) -> Result<void> {
            const auto used = PageRepository::useLink(transaction, before->page.id, action);
            if (!used || !*used)
                return used ? Result<void>() : Failure(used.error());
            isNew = true;
            if (before->page.runId != about.runId)
                return movedOn(QStringLiteral("The case has come back since, and people are paged anew"));
            if (isOver(about.state))
                return movedOn(QStringLiteral("The case is %1").arg(toText(about.state)));
            return m_desk.answer(transaction, about, before->page, answer, before->page.to);
        });
    return changed ? Result<bool>(isNew) : Failure(changed.error());
}

Result<LinkDesk::CaseView> LinkDesk::ofCase(QStringView token) const
{
    return m_store.read([&](Reader &reader) -> Result<CaseView> {
        const auto mail = m_pager.mail(reader);
        if (!mail)
            return Failure(mail.error());
        auto about = caseOf(reader, mail->links(), token, now());
        if (!about)
            return Failure(about.error());
        auto messages = CaseRepository::messages(reader, about->id);
        if (!messages)
            return Failure(messages.error());
        std::erase_if(*messages, [](const CaseMessage &message) {
            return message.kind == CaseMessage::Kind::Note || message.machine;
        });
        return CaseView{std::move(*about), mail->from().name, std::move(*messages)};
    });
}

Result<TakenMail> LinkDesk::write(QStringView token, const QString &text, const QString &once)
{
    static const QRegularExpression form(QStringLiteral("\\A[a-z0-9]{16,64}\\z"));
    if (text.trimmed().isEmpty())
        return fail(Problem::Kind::Invalid, QStringLiteral("Nothing is said"),
                    QStringLiteral("Write a few words."), QStringLiteral("text"));
    if (text.size() > longestText || !form.match(once).hasMatch())
        return fail(Problem::Kind::Invalid, QStringLiteral("This can't be taken"),
                    QStringLiteral("At most %1 characters, sent from the page itself.").arg(longestText));
    const auto raw = m_store.read([&](Reader &reader) -> Result<QByteArray> {
        const auto mail = m_pager.mail(reader);
        if (!mail)
            return Failure(mail.error());
        const auto about = caseOf(reader, mail->links(), token, now());
        if (!about)
            return Failure(about.error());
        const QByteArray number = QByteArray::number(about->id);
        return "From: " + about->contact.toUtf8() + "\r\nTo: " + mail->addressOf(*about).toUtf8() +
               "\r\nSubject: [Case " + number + "]\r\nMessage-ID: <web-" + number + '-' + once.toUtf8() +
               '@' + mail->from().domain().toUtf8() +
               ">\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
               "Content-Transfer-Encoding: base64\r\n\r\n" +
               text.toUtf8().toBase64() + "\r\n";
    });
    return raw ? m_intake.take(*raw, QStringLiteral("web")) : Failure(raw.error());
}

} // namespace slipway
