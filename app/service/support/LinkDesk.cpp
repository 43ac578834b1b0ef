#include "service/support/LinkDesk.h"

#include "service/support/CaseFileRepository.h"
#include "service/support/DutyRepository.h"

#include <QCryptographicHash>
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

// A page by one of its links, and what was done by those.
struct Opened
{
    CasePage page;
    qint64 turn = 0; // whichever of them it is
    std::vector<LinkUse> uses;
    QString next; // the token after it

    std::optional<LinkUse> used() const
    {
        const auto place = static_cast<std::size_t>(turn);
        return place < uses.size() ? std::optional(uses[place]) : std::nullopt;
    }
};

Result<Opened> opened(Reader &reader, const SignedLinks &links, QStringView text, Instant now)
{
    const auto token = SignedLinks::tokenFrom(text);
    if (!token)
        return notOurs();
    auto page = CaseRepository::page(reader, token->mark.id);
    if (!page)
        return hidden(page);
    if (!links.fits(*token, *page))
        return notOurs();
    if (SignedLinks::isOver(*page, now))
        return expired();
    auto uses = PageRepository::usesOfLinks(reader, page->id);
    if (!uses)
        return Failure(uses.error());
    if (token->turn > static_cast<qint64>(uses->size())) // given out before a restore
        return notOurs();
    const QString next = links.tokenOf(*page, token->turn + 1).text();
    return Opened{std::move(*page), token->turn, std::move(*uses), next};
}

QString digestOf(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex());
}

QString digestOf(const QString &action, const PageAnswer &answer)
{
    return digestOf(QStringLiteral("%1\n%2\n").arg(action).arg(qlonglong{answer.snooze.count()}) +
                    answer.text);
}

// Whoever finds a link that was used gets nothing by it. Whose page it was that acted may not have seen what
// that was answered with.
LinkDesk::Acted repeated(const Opened &link, const LinkUse &before, const LinkUse &wanted)
{
    using What = LinkDesk::Acted::What;
    const bool isTheirs = !wanted.form.isEmpty() && wanted.form == before.form;
    return {before.said == wanted.said ? What::Before : What::Otherwise, link.page, before,
            isTheirs ? link.next : QString()};
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

Result<void> checkPerson(Reader &reader, const PageAnswer &answer)
{
    if (answer.verb != PageAnswer::Verb::Assign)
        return {};
    const auto person = DutyRepository::person(reader, answer.text);
    if (!person)
        return Failure(person.error());
    return *person ? Result<void>()
                   : fail(Problem::Kind::Invalid,
                          QStringLiteral("Nobody here is called \"%1\"").arg(answer.text.left(60)),
                          QStringLiteral("Go back, load the page again and choose somebody else."),
                          QStringLiteral("to"));
}

// What came with the customer's own mail; whoever of us answered a page by mail did it for us.
std::vector<LinkDesk::File> filesOf(const CaseMessage &message, const std::vector<TakenMail> &mails)
{
    std::vector<LinkDesk::File> files;
    for (const TakenMail &mail : mails) {
        const bool isTheirs =
            mail.verdict == QLatin1String("opened") || mail.verdict == QLatin1String("added");
        if (message.kind != CaseMessage::Kind::Customer || message.messageId.isEmpty() ||
            mail.messageId != message.messageId || !isTheirs)
            continue;
        for (const QJsonValue &value : mail.attachments) {
            const QJsonObject one = value.toObject();
            files.push_back({mail.id, one.value(QLatin1String("number")).toInt(),
                             one.value(QLatin1String("name")).toString(),
                             one.value(QLatin1String("size")).toInteger()});
        }
    }
    return files;
}

std::vector<LinkDesk::File> oursOf(const std::vector<CaseFile> &sent)
{
    std::vector<LinkDesk::File> files;
    for (const CaseFile &file : sent)
        files.push_back({0, file.id, file.name, file.size});
    return files;
}

Result<QByteArray> bytesOf(Reader &reader, const Case &about, const LinkDesk::File &file)
{
    if (file.mail > 0) {
        const auto raw = CaseRepository::rawOf(reader, file.mail);
        if (!raw)
            return raw;
        auto bytes = attachmentOf(*raw, static_cast<int>(file.number));
        return bytes ? Result<QByteArray>(std::move(*bytes)) : notOurs();
    }
    const auto found = CaseFileRepository::find(reader, about.id, file.number);
    if (!found)
        return Failure(found.error());
    return *found ? CaseFileRepository::bytes(reader, **found) : notOurs();
}

Result<void> checkFiles(const std::vector<WebFile> &files)
{
    qsizetype bytes = 0;
    for (const WebFile &file : files)
        bytes += file.bytes.size();
    if (files.size() <= WebMail::mostFiles && bytes <= WebMail::mostBytes)
        return {};
    return fail(
        Problem::Kind::TooLarge, QStringLiteral("These are too many files, or too large ones"),
        QStringLiteral("Nothing was sent. Go back and choose at most %1 files, %2 MB in all; the rest can go "
                       "with another message.")
            .arg(WebMail::mostFiles)
            .arg(WebMail::mostBytes / (1024 * 1024)));
}

} // namespace

Result<LinkDesk::PageView> LinkDesk::page(QStringView token) const
{
    return m_store.read([&](Reader &reader) -> Result<PageView> {
        const auto mail = m_pager.mail(reader);
        if (!mail)
            return Failure(mail.error());
        auto link = opened(reader, mail->links(), token, now());
        if (!link)
            return Failure(link.error());
        PageView view;
        view.used = link->used();
        view.page = std::move(link->page);
        if (view.used)
            return view;
        view.done = std::move(link->uses);
        auto about = CaseRepository::find(reader, view.page.caseId);
        const auto messages = CaseRepository::messages(reader, view.page.caseId);
        const auto snoozed = PageRepository::snoozedUntil(reader, view.page.caseId, now());
        const auto people = DutyRepository::people(reader);
        if (!about || !messages || !snoozed || !people)
            return Failure(!about      ? about.error()
                           : !messages ? messages.error()
                           : !snoozed  ? snoozed.error()
                                       : people.error());
        view.about = std::move(*about);
        view.snoozed = *snoozed;
        for (const DutyPerson &person : *people) {
            if (person.name != view.about.owner && person.name != view.page.to)
                view.others.append(person.name);
        }
        for (const CaseMessage &message : *messages) {
            if (message.kind == CaseMessage::Kind::Customer)
                view.words = withoutSeals(message.text);
        }
        return view;
    });
}

Result<LinkDesk::Acted> LinkDesk::act(QStringView token, const QString &action, const PageAnswer &answer,
                                      const QString &once)
{
    const auto link = m_store.read([&](Reader &reader) -> Result<Opened> {
        const auto mail = m_pager.mail(reader);
        return mail ? opened(reader, mail->links(), token, now()) : Failure(mail.error());
    });
    if (!link)
        return Failure(link.error());
    LinkUse use{action, digestOf(action, answer), once.isEmpty() ? QString() : digestOf(once), now()};
    if (const auto before = link->used())
        return repeated(*link, *before, use);
    std::optional<LinkUse> sooner; // by another, since
    const CasePage &page = link->page;
    const auto changed =
        m_desk.change(page.caseId, [&](Transaction &transaction, Case &about) -> Result<void> {
            use.at = transaction.now();
            const auto isFirst = PageRepository::useLink(transaction, page.id, link->turn, use);
            if (!isFirst)
                return Failure(isFirst.error());
            if (!*isFirst) {
                const auto uses = PageRepository::usesOfLinks(transaction, page.id);
                if (!uses)
                    return Failure(uses.error());
                sooner = uses->at(static_cast<std::size_t>(link->turn));
                return {};
            }
            if (page.runId != about.runId)
                return movedOn(QStringLiteral("People have been paged anew since"));
            if (isOver(about.state))
                return movedOn(QStringLiteral("The case is %1").arg(toText(about.state)));
            if (auto known = checkPerson(transaction, answer); !known)
                return known;
            return m_desk.answer(transaction, about, page, answer, page.to);
        });
    if (!changed)
        return Failure(changed.error());
    return sooner ? repeated(*link, *sooner, use) : Acted{Acted::What::Now, page, use, link->next};
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
        const auto mails = CaseRepository::takenWithMore(reader, about->id);
        const auto sent = CaseFileRepository::said(reader, about->id);
        if (!messages || !mails || !sent)
            return Failure(!messages ? messages.error() : !mails ? mails.error() : sent.error());
        std::erase_if(*messages, [](const CaseMessage &message) {
            return message.kind == CaseMessage::Kind::Note || message.machine;
        });
        CaseView view{std::move(*about), mail->from().name, std::move(*messages), {}};
        for (const CaseMessage &message : view.messages) {
            if (auto files = filesOf(message, *mails); !files.empty())
                view.files.emplace(message.id, std::move(files));
            else if (const auto ours = sent->find(message.id); ours != sent->end())
                view.files.emplace(message.id, oursOf(ours->second));
        }
        return view;
    });
}

Result<qint64> LinkDesk::caseBehind(QStringView token) const
{
    return m_store.read([&](Reader &reader) -> Result<qint64> {
        const auto mail = m_pager.mail(reader);
        if (!mail)
            return Failure(mail.error());
        const auto about = caseOf(reader, mail->links(), token, now());
        return about ? Result<qint64>(about->id) : Failure(about.error());
    });
}

Result<LinkDesk::FileBytes> LinkDesk::file(QStringView token, qint64 mail, qint64 number) const
{
    const auto view = ofCase(token);
    if (!view)
        return Failure(view.error());
    for (const auto &[message, files] : view->files) {
        for (const File &one : files) {
            if (one.mail != mail || one.number != number)
                continue;
            auto bytes = m_store.read([&](Reader &reader) { return bytesOf(reader, view->about, one); });
            return bytes ? Result<FileBytes>(FileBytes{one.name, std::move(*bytes)}) : Failure(bytes.error());
        }
    }
    return notOurs();
}

Result<TakenMail> LinkDesk::write(QStringView token, const QString &text, const QString &once,
                                  const std::vector<WebFile> &files)
{
    static const QRegularExpression form(QStringLiteral("\\A[a-z0-9]{16,64}\\z"));
    if (text.trimmed().isEmpty())
        return fail(Problem::Kind::Invalid, QStringLiteral("Nothing is said"),
                    QStringLiteral("Write a few words."), QStringLiteral("text"));
    if (text.size() > longestText || !form.match(once).hasMatch())
        return fail(Problem::Kind::Invalid, QStringLiteral("This can't be taken"),
                    QStringLiteral("At most %1 characters, sent from the page itself.").arg(longestText));
    if (auto fits = checkFiles(files); !fits)
        return Failure(fits.error());
    auto mail = m_store.read([&](Reader &reader) -> Result<WebMail> {
        const auto desk = m_pager.mail(reader);
        if (!desk)
            return Failure(desk.error());
        const auto about = caseOf(reader, desk->links(), token, now());
        if (!about)
            return Failure(about.error());
        return WebMail{
            about->contact, desk->addressOf(*about), about->id, once, desk->from().domain(), text, {}};
    });
    if (!mail)
        return Failure(mail.error());
    mail->files = files;
    return m_intake.take(bytesOf(*mail), QStringLiteral("web"));
}

} // namespace slipway
