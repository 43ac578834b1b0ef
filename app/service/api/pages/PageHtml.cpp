#include "service/api/pages/PageHtml.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QLocale>

namespace slipway {

namespace {

const QByteArray &style()
{
    static const QByteArray css = [] {
        QFile file(QStringLiteral(":/slipway/pages/style.css"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }();
    return css;
}

// Nothing is loaded, run or framed; the one style is known by its hash.
const QByteArray &policy()
{
    static const QByteArray text = "default-src 'none'; style-src 'sha256-" +
                                   QCryptographicHash::hash(style(), QCryptographicHash::Sha256).toBase64() +
                                   "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    return text;
}

Response dressed(Response response)
{
    response.headers = {{"Content-Security-Policy", policy()},
                        {"Referrer-Policy", "no-referrer"},
                        {"X-Frame-Options", "DENY"},
                        {"X-Robots-Tag", "noindex, nofollow"}};
    return response;
}

Response document(const QString &title, const QString &body, int status = 200)
{
    Response response;
    response.status = status;
    response.type = "text/html; charset=utf-8";
    response.body = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                    "content=\"width=device-width, initial-scale=1\"><title>" +
                    title.toHtmlEscaped().toUtf8() + "</title><style>" + style() +
                    "</style></head><body><main>" + body.toUtf8() + "</main></body></html>\n";
    return dressed(std::move(response));
}

QString tag(const char *name, const QString &text, const char *kind = nullptr)
{
    const QString mark = QLatin1String(name);
    const QString attribute = kind ? QStringLiteral(" class=\"%1\"").arg(QLatin1String(kind)) : QString();
    return QStringLiteral("<%1%2>").arg(mark, attribute) + text.toHtmlEscaped() +
           QStringLiteral("</%1>").arg(mark);
}

QString moment(Instant at)
{
    const qint64 seconds = std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
    return QLocale::c().toString(QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC),
                                 QStringLiteral("ddd d MMM yyyy, HH:mm 'UTC'"));
}

QString fact(const char *name, const QString &value)
{
    return value.isEmpty() ? QString() : tag("dt", QLatin1String(name)) + tag("dd", value);
}

// `action` and `label` are ours; `inner` is HTML.
QString form(const char *action, const char *label, bool first, const QString &inner = {},
             bool withFiles = false)
{
    return QStringLiteral(
               "<form method=\"post\"%5><input type=\"hidden\" name=\"action\" value=\"%1\">%2<button%3>"
               "%4</button></form>")
        .arg(QLatin1String(action), inner, first ? QStringLiteral(" class=\"first\"") : QString(),
             QLatin1String(label),
             withFiles ? QStringLiteral(" enctype=\"multipart/form-data\"") : QString());
}

QString fileChoice()
{
    return QStringLiteral(
               "<label for=\"files\">Files, at most %1 and %2 MB in all</label><input type=\"file\" "
               "id=\"files\" name=\"files\" multiple>")
        .arg(WebMail::mostFiles)
        .arg(WebMail::mostBytes / (1024 * 1024));
}

QString words(const char *id, const char *label)
{
    return QStringLiteral("<label for=\"%1\">%2</label><textarea id=\"%1\" name=\"text\" maxlength=\"20000\" "
                          "required></textarea>")
        .arg(QLatin1String(id), QLatin1String(label));
}

QString lengths()
{
    QString options;
    for (const int minutes : {5, 15, 30, 60}) {
        options += QStringLiteral("<option value=\"%1\"%2>%1 minutes</option>")
                       .arg(minutes)
                       .arg(minutes == 15 ? QStringLiteral(" selected") : QString());
    }
    return QStringLiteral(
               "<label for=\"minutes\">Nobody is paged for this case for</label><select id=\"minutes\" "
               "name=\"minutes\">%1</select>")
        .arg(options);
}

QString choiceOf(const QStringList &people)
{
    QString options;
    for (const QString &person : people)
        options += QStringLiteral("<option>%1</option>").arg(person.toHtmlEscaped());
    return QStringLiteral(
               "<label for=\"to\">Who is to do it</label><select id=\"to\" name=\"to\">%1</select>")
        .arg(options);
}

QString stateOf(const LinkDesk::PageView &view)
{
    const Case &about = view.about;
    if (isOver(about.state))
        return tag(
            "p",
            QStringLiteral("The case is %1. There is nothing left to do here.").arg(toText(about.state)));
    if (!view.isCurrent())
        return tag("p", QStringLiteral("The case has come back since this page: a newer one counts."),
                   "warn");
    if (about.acknowledged)
        return tag("p", QStringLiteral("Acknowledged by %1, %2. Nobody else is paged.")
                            .arg(about.acknowledgedBy, moment(*about.acknowledged)));
    if (view.snoozed)
        return tag("p", QStringLiteral("Nobody is paged until %1.").arg(moment(*view.snoozed)), "warn");
    return tag("p", QStringLiteral("Nobody has acknowledged it yet."), "warn");
}

QString actionsOf(const LinkDesk::PageView &view)
{
    if (isOver(view.about.state) || !view.isCurrent())
        return {};
    QString buttons;
    const auto open = [&](const char *action) { return !view.done.contains(QLatin1String(action)); };
    if (!view.about.acknowledged && open("ack"))
        buttons += form("ack", "Acknowledge", true);
    if (open("take") && view.about.owner != view.page.to)
        buttons += form("take", "Take it", view.about.acknowledged.has_value());
    QString html = buttons.isEmpty() ? QString() : QStringLiteral("<div class=\"row\">%1</div>").arg(buttons);
    if (open("reply"))
        html +=
            QStringLiteral("<div class=\"card\">%1</div>")
                .arg(form("reply", view.about.contact.isEmpty() ? "Write down" : "Send", false,
                          view.about.contact.isEmpty() ? words("text", "Note: there is nobody to answer to")
                                                       : words("text", "Reply to the customer")));
    if (!view.about.acknowledged && open("snooze"))
        html +=
            QStringLiteral("<div class=\"card\">%1</div>").arg(form("snooze", "Snooze", false, lengths()));
    if (open("assign") && !view.others.isEmpty())
        html += QStringLiteral("<div class=\"card\">%1</div>")
                    .arg(form("assign", "Assign", false, choiceOf(view.others)));
    return html + QStringLiteral("<div class=\"row\">%1%2</div>")
                      .arg(form("solve", "Mark as solved", false), form("close", "Close it", false));
}

QString statusOf(CaseState state)
{
    switch (state) {
    case CaseState::New:
        return QStringLiteral("We have it, and will answer");
    case CaseState::Open:
        return QStringLiteral("We are working on it");
    case CaseState::WaitingForCustomer:
        return QStringLiteral("Waiting for your answer");
    case CaseState::WaitingForRelease:
        return QStringLiteral("Waiting for a release");
    case CaseState::Solved:
        return QStringLiteral("Solved");
    case CaseState::Closed:
        break;
    }
    return QStringLiteral("Closed");
}

// Relative to the case's page, whose address ends with its token.
QString filesOf(const std::vector<LinkDesk::File> &files, const QString &token)
{
    if (files.empty())
        return {};
    QString items;
    for (const LinkDesk::File &file : files)
        items += QStringLiteral("<li><a download href=\"%1/files/%2-%3\">%4</a> %5</li>")
                     .arg(token.toHtmlEscaped())
                     .arg(file.mail)
                     .arg(file.number)
                     .arg(file.name.toHtmlEscaped(),
                          tag("span", QLocale::c().formattedDataSize(file.size, 1, QLocale::DataSizeSIFormat),
                              "soft"));
    return QStringLiteral("<ul class=\"files\">%1</ul>").arg(items);
}

// `files` is HTML.
QString messageOf(const CaseMessage &message, const QString &desk, const QString &files)
{
    const bool isTheirs = message.kind == CaseMessage::Kind::Customer;
    return QStringLiteral("<div class=\"card %1\">").arg(QLatin1String(isTheirs ? "theirs" : "ours")) +
           tag("div", QStringLiteral("%1, %2").arg(isTheirs ? message.author : desk, moment(message.at)),
               "soft") +
           tag("p", message.text.trimmed(), "words") + files + QStringLiteral("</div>");
}

} // namespace

Response pageHtml(const LinkDesk::PageView &view)
{
    const Case &about = view.about;
    const CaseClock *next = about.nextClock();
    const QString title = QStringLiteral("Case %1: %2").arg(about.id).arg(about.subject);
    const QString facts =
        fact("Customer", about.customer.isEmpty() ? about.contact : about.customer) +
        fact("Application", about.application) + fact("Severity", toText(about.severity)) +
        fact("Owner", about.owner) +
        (next ? fact("Guaranteed", QStringLiteral("%1 until %2")
                                       .arg(QString(next->name).replace(QLatin1Char('-'), QLatin1Char(' ')),
                                            moment(next->target)))
              : QString()) +
        fact("Paged", QStringLiteral("%1, %2").arg(view.page.to, moment(view.page.due)));
    return document(title, tag("h1", title) + stateOf(view) + QStringLiteral("<dl>") + facts +
                               QStringLiteral("</dl>") + actionsOf(view) +
                               tag("h2", QStringLiteral("What the customer wrote last")) +
                               QStringLiteral("<div class=\"card theirs\">") +
                               tag("p", view.words.trimmed(), "words") + QStringLiteral("</div>"));
}

Response caseHtml(const LinkDesk::CaseView &view, const QString &token, const QString &once, bool sent)
{
    const QString title = QStringLiteral("Case %1: %2").arg(view.about.id).arg(view.about.subject);
    QString thread;
    for (const CaseMessage &message : view.messages) {
        const auto files = view.files.find(message.id);
        thread += messageOf(message, view.desk,
                            files == view.files.end() ? QString() : filesOf(files->second, token));
    }
    const QString thanks = sent ? tag("p", QStringLiteral("Thank you, we have your message.")) : QString();
    const QString hidden =
        QStringLiteral("<input type=\"hidden\" name=\"once\" value=\"%1\">").arg(once.toHtmlEscaped());
    return document(title,
                    tag("h1", title) + tag("p", statusOf(view.about.state), "warn") + thanks +
                        QStringLiteral("<dl>") + fact("Since", moment(view.about.created)) +
                        fact("Application", view.about.application) + QStringLiteral("</dl>") + thread +
                        QStringLiteral("<div class=\"card\">%1</div>")
                            .arg(form("reply", isOver(view.about.state) ? "Send, and open it again" : "Send",
                                      true, hidden + words("text", "Your message") + fileChoice(), true)));
}

Response problemHtml(const Problem &problem, int status)
{
    return document(QStringLiteral("Support"), tag("h1", problem.what) + tag("p", problem.hint), status);
}

Response seeOther(const QByteArray &where)
{
    Response response;
    response.status = 303;
    response.type = "text/plain";
    response = dressed(std::move(response));
    response.headers.emplace_back("Location", where);
    return response;
}

} // namespace slipway
