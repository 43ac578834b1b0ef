#include "ctl/CaseAttach.h"
#include "ctl/MailCall.h"
#include "domain/Json.h"
#include "domain/Roles.h"

#include <QFile>

#include <algorithm>

namespace slipway {

namespace {

using Kind = Parameter::Kind;

// sysexits.h: the mail system returns the mail to its sender, or tries again later.
constexpr int exitRefusedMail = 65;
constexpr int exitTryAgain = 75;

QString textOf(const QJsonObject &object, const char *field)
{
    return cell(object.value(QLatin1String(field)));
}

QString pathOf(const Context &context, const char *verb)
{
    return QStringLiteral("/api/v1/mail/%1%2").arg(context.arguments().text("id"), QLatin1String(verb));
}

// As the service takes it.
qint64 largestMail()
{
    const auto all = routes();
    const auto route = std::find_if(all.begin(), all.end(), [](const Route &one) {
        return QLatin1String(one.id) == QLatin1String("takeMail");
    });
    return qint64(route->megabytes) * 1024 * 1024;
}

// All of it is read, also where it is too much: a mail system whose pipe breaks may take that for a reason to
// try again. Of that no more than a byte too many is given.
Result<QByteArray> readMail(QFile &input)
{
    constexpr qint64 atOnce = 1024 * 1024;
    const qint64 most = largestMail();
    QByteArray mail;
    for (QByteArray some = input.read(atOnce); !some.isEmpty(); some = input.read(atOnce))
        mail += some.left(most + 1 - mail.size());
    if (input.error() != QFileDevice::NoError)
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("The mail can't be read: %1").arg(input.errorString()));
    if (mail.size() > most)
        return fail(
            Problem::Kind::TooLarge,
            QStringLiteral("The mail is larger than %1 MB, and isn't taken").arg(most / (1024 * 1024)),
            QStringLiteral("Send smaller files, or several mails."));
    return mail;
}

// Of a pipe from the mail system: it keeps the mail and tries again unless we say that we have it, or that it
// will never be taken.
Task<int> intake(Context &context)
{
    const auto refused = [&context](const Problem &problem) {
        [[maybe_unused]] const int told = context.failed(problem);
        return problem.kind == Problem::Kind::TooLarge ? exitRefusedMail : exitTryAgain;
    };
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        co_return exitTryAgain;
    auto mail = readMail(input);
    if (!mail)
        co_return refused(mail.error());
    const Client::Call call = mailCall(std::move(*mail));
    const auto taken = co_await context.client().call(call);
    if (!taken)
        co_return refused(taken.error());
    const QString verdict = textOf(taken->object, "verdict");
    const QString line = verdict == QLatin1String("quarantined")
                             ? QStringLiteral("In quarantine: %1.").arg(textOf(taken->object, "why"))
                             : QStringLiteral("Case %1: %2.").arg(textOf(taken->object, "case"), verdict);
    co_return context.done(taken->object, line);
}

Task<int> list(Context &context)
{
    const QString verdict = context.arguments().text("verdict");
    ListQuery query;
    query.more.addQueryItem(QStringLiteral("verdict"),
                            verdict.isEmpty() ? QStringLiteral("quarantined") : verdict);
    const auto mails = co_await context.all(QStringLiteral("/api/v1/mail"), query, 100000);
    if (!mails)
        co_return context.failed(mails.error());
    if (context.json()) {
        printJson({{QStringLiteral("items"), *mails}});
        co_return exitFine;
    }
    Table table({QStringLiteral("MAIL"), QStringLiteral("AT"), QStringLiteral("FROM"), QStringLiteral("CASE"),
                 QStringLiteral("WHY"), QStringLiteral("SUBJECT")});
    for (const QJsonValue &value : *mails) {
        const QJsonObject mail = value.toObject();
        table.add({textOf(mail, "id"), textOf(mail, "at"), textOf(mail, "sender"), textOf(mail, "case"),
                   textOf(mail, "why"), textOf(mail, "subject")});
    }
    if (table.isEmpty())
        printLine(verdict.isEmpty() ? QStringLiteral("Nothing is in quarantine.")
                                    : QStringLiteral("No mail is %1.").arg(verdict));
    table.print();
    co_return exitFine;
}

Task<int> show(Context &context)
{
    const auto mail = co_await context.client().get(pathOf(context, ""));
    if (!mail)
        co_return context.failed(mail.error());
    if (context.json()) {
        printJson(*mail);
        co_return exitFine;
    }
    printLine(QStringLiteral("Mail %1 from %2, %3")
                  .arg(textOf(*mail, "id"), textOf(*mail, "sender"), textOf(*mail, "at")));
    printLine(QStringLiteral("Subject: %1").arg(textOf(*mail, "subject")));
    const QString why = textOf(*mail, "why");
    printLine(textOf(*mail, "verdict") + (why.isEmpty() ? QString() : QStringLiteral(": ") + why));
    if (textOf(*mail, "verdict") == QLatin1String("quarantined")) {
        const QJsonObject to = mail->value(QLatin1String("goes_to")).toObject();
        const QString customer = textOf(to, "customer");
        printLine(to.value(QLatin1String("case")).isNull()
                      ? QStringLiteral("Released, it opens a case of %1.")
                            .arg(customer.isEmpty() ? QStringLiteral("no customer") : customer)
                      : QStringLiteral("Released, it goes into case %1.").arg(textOf(to, "case")));
        if (const QString claims = textOf(to, "claims"); !claims.isEmpty())
            printLine(QStringLiteral("It seems to answer case %1, but comes from nobody who belongs to it: "
                                     "--case %1 brings it there.")
                          .arg(claims));
    }
    for (const QJsonValue &file : mail->value(QLatin1String("attachments")).toArray())
        printLine(QStringLiteral("[%1, %2 bytes: mail attachment %3 %4]")
                      .arg(textOf(file.toObject(), "name"), textOf(file.toObject(), "size"),
                           textOf(*mail, "id"), textOf(file.toObject(), "number")));
    printLine({});
    printLine(textOf(*mail, "text"));
    co_return exitFine;
}

Task<int> release(Context &context)
{
    QJsonObject body;
    if (context.arguments().has("case"))
        body.insert(QStringLiteral("case"), context.arguments().number("case"));
    const auto mail = co_await context.client().post(pathOf(context, "/release"), body);
    if (!mail)
        co_return context.failed(mail.error());
    co_return context.done(*mail, QStringLiteral("It is in case %1.").arg(textOf(*mail, "case")));
}

Task<int> discard(Context &context)
{
    const QJsonObject body{{QStringLiteral("reason"), context.arguments().text("reason")}};
    const auto mail = co_await context.client().post(pathOf(context, "/discard"), body);
    if (!mail)
        co_return context.failed(mail.error());
    co_return context.done(*mail,
                           QStringLiteral("Discarded. \"slipwayctl mail take-back %1\" brings it back.")
                               .arg(textOf(*mail, "id")));
}

Task<int> takeBack(Context &context)
{
    const auto mail = co_await context.client().post(pathOf(context, "/restore"), {});
    if (!mail)
        co_return context.failed(mail.error());
    co_return context.done(*mail, QStringLiteral("It is in quarantine again."));
}

Task<int> attachment(Context &context)
{
    return fetchInto(context, pathOf(context, "/attachments/") + context.arguments().text("number"));
}

} // namespace

std::vector<Command> mailCommands()
{
    const Parameter id{"id", Kind::Positional, "Number of the mail; \"mail list\" has it"};
    return {
        {"mail",
         "list",
         "Mail in quarantine: nobody known sent it, a machine did, or its server warned of it",
         {{"--verdict", Kind::Optional, "Of this instead: discarded, opened, added, answered"}},
         list},
        {"mail", "show", "One mail: who sent it, what it says, where it would go", {id}, show},
        {"mail",
         "release",
         "Out of quarantine, into its case",
         {id, {"--case", Kind::Number, "Into this case, as words of its customer"}},
         release},
        {"mail",
         "discard",
         "Nobody needs it; it can be taken back",
         {id, {"--reason", Kind::Optional, "Why; it is kept"}},
         discard},
        {"mail", "take-back", "A discarded mail is in quarantine again", {id}, takeBack},
        {"mail",
         "attachment",
         "Keep what came with a mail in a file",
         {{"id", Kind::Positional, "Number of the mail; \"case show --json\" names it"},
          {"number", Kind::Positional, "Of the attachment"},
          {"--output", Kind::Required, "The file"}},
         attachment},
        {"mail",
         "intake",
         "Take a mail from standard input; exit 75: keep it and try again, 65: send it back",
         {},
         intake},
    };
}

} // namespace slipway
