#include "service/api/pages/PageHtml.h"

#include <QCryptographicHash>
#include <QFile>

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
    response.headers = {{"Vary", "Accept-Language"},
                        {"Content-Security-Policy", policy()},
                        {"Referrer-Policy", "no-referrer"},
                        {"X-Frame-Options", "DENY"},
                        {"X-Robots-Tag", "noindex, nofollow"}};
    return response;
}

Response document(const PageWords &words, const QString &title, const QString &body, int status = 200)
{
    Response response;
    response.status = status;
    response.type = "text/html; charset=utf-8";
    const QByteArray language = words.texts().language.toLatin1();
    response.body = "<!doctype html><html lang=\"" + language +
                    "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                    "content=\"width=device-width, initial-scale=1\"><title>" +
                    title.toHtmlEscaped().toUtf8() + "</title><style>" + style() +
                    "</style></head><body><main>" + body.toUtf8() + "</main></body></html>\n";
    return dressed(std::move(response)).with("Content-Language", language);
}

QString tag(const char *name, QStringView text, const char *kind = nullptr)
{
    const QString mark = QLatin1String(name);
    const QString attribute = kind ? QStringLiteral(" class=\"%1\"").arg(QLatin1String(kind)) : QString();
    return QStringLiteral("<%1%2>").arg(mark, attribute) + text.toString().toHtmlEscaped() +
           QStringLiteral("</%1>").arg(mark);
}

QString fact(QStringView name, const QString &value)
{
    return value.isEmpty() ? QString() : tag("dt", name) + tag("dd", value);
}

// `action` and `label` are ours; `inner` is HTML.
QString form(const char *action, QStringView label, bool first, const QString &inner = {},
             bool withFiles = false)
{
    return QStringLiteral(
               "<form method=\"post\"%5><input type=\"hidden\" name=\"action\" value=\"%1\">%2<button%3>"
               "%4</button></form>")
        .arg(QLatin1String(action), inner, first ? QStringLiteral(" class=\"first\"") : QString(), label,
             withFiles ? QStringLiteral(" enctype=\"multipart/form-data\"") : QString());
}

QString carried(const QString &once)
{
    return QStringLiteral("<input type=\"hidden\" name=\"once\" value=\"%1\">").arg(once.toHtmlEscaped());
}

QString fileChoice(const PageTexts &texts)
{
    return QStringLiteral("<label for=\"files\">%1</label><input type=\"file\" id=\"files\" name=\"files\" "
                          "multiple>")
        .arg(texts.files.arg(QString::number(WebMail::mostFiles),
                             QString::number(WebMail::mostBytes / (1024 * 1024))));
}

QString writing(QStringView label)
{
    return QStringLiteral("<label for=\"text\">%1</label><textarea id=\"text\" name=\"text\" "
                          "maxlength=\"20000\" required></textarea>")
        .arg(label);
}

QString lengths(const PageTexts &texts)
{
    QString options;
    for (const int minutes : {5, 15, 30, 60}) {
        const QString count = QString::number(minutes);
        options += QStringLiteral("<option value=\"%1\"%2>%3</option>")
                       .arg(count, minutes == 15 ? QStringLiteral(" selected") : QString(),
                            texts.minutes.arg(count));
    }
    return QStringLiteral(
               "<label for=\"minutes\">%1</label><select id=\"minutes\" name=\"minutes\">%2</select>")
        .arg(texts.snoozedFor, options);
}

QString choiceOf(const PageTexts &texts, const QStringList &people)
{
    QString options;
    for (const QString &person : people)
        options += QStringLiteral("<option>%1</option>").arg(person.toHtmlEscaped());
    return QStringLiteral("<label for=\"to\">%1</label><select id=\"to\" name=\"to\">%2</select>")
        .arg(texts.assignTo, options);
}

QString stateOf(const PageWords &words, const LinkDesk::PageView &view)
{
    const Case &about = view.about;
    const PageTexts &texts = words.texts();
    if (isOver(about.state))
        return tag("p", texts.over.arg(words.ended(about.state)));
    if (!view.isCurrent())
        return tag("p", texts.hasComeBack, "warn");
    if (about.acknowledged)
        return tag("p", texts.acknowledged.arg(about.acknowledgedBy, words.moment(*about.acknowledged)));
    if (view.snoozed)
        return tag("p", texts.nobodyUntil.arg(words.moment(*view.snoozed)), "warn");
    return tag("p", texts.notAcknowledged, "warn");
}

QString doneBy(const PageWords &words, const LinkUse &use, const CasePage &page)
{
    const PageTexts &texts = words.texts();
    const std::pair<const char *, QStringView> done[] = {
        {"ack", texts.didAcknowledge}, {"take", texts.didTake},   {"snooze", texts.didSnooze},
        {"assign", texts.didAssign},   {"solve", texts.didSolve}, {"close", texts.didClose},
        {"reply", texts.didReply}};
    for (const auto &[action, did] : done) {
        if (use.action == QLatin1String(action))
            return texts.doneBy.arg(did, page.to, words.moment(use.at));
    }
    return {};
}

QString doneOf(const PageWords &words, const LinkDesk::PageView &view)
{
    QString lines;
    for (const LinkUse &use : view.done)
        lines += tag("p", doneBy(words, use, view.page), "soft");
    return lines;
}

QString wayOn(const PageTexts &texts, const CasePage &page)
{
    const bool isMail = page.method == QLatin1String("mail") || page.method == QLatin1String("sms");
    return tag("p", isMail ? texts.goOnByMail : texts.goOnElsewhere);
}

Response ofUsedLink(const PageWords &words, const CasePage &page, const QString &body, int status)
{
    const QString title = words.texts().caseNumber.arg(QString::number(page.caseId));
    return document(words, title, tag("h1", title) + body, status);
}

QString actionsOf(const PageTexts &texts, const LinkDesk::PageView &view, const QString &once)
{
    if (isOver(view.about.state) || !view.isCurrent())
        return {};
    QString buttons;
    const auto act = [&](const char *action, QStringView label, bool first = false,
                         const QString &inner = {}) {
        return form(action, label, first, carried(once) + inner);
    };
    const auto card = [](const QString &html) {
        return QStringLiteral("<div class=\"card\">%1</div>").arg(html);
    };
    if (!view.about.acknowledged)
        buttons += act("ack", texts.acknowledge, true);
    if (view.about.owner != view.page.to)
        buttons += act("take", texts.take, view.about.acknowledged.has_value());
    QString all = buttons.isEmpty() ? QString() : QStringLiteral("<div class=\"row\">%1</div>").arg(buttons);
    const bool hasReader = !view.about.contact.isEmpty();
    all += card(act("reply", hasReader ? texts.send : texts.writeDown, false,
                    writing(hasReader ? texts.reply : texts.note)));
    if (!view.about.acknowledged)
        all += card(act("snooze", texts.snooze, false, lengths(texts)));
    if (!view.others.isEmpty())
        all += card(act("assign", texts.assign, false, choiceOf(texts, view.others)));
    return all + QStringLiteral("<div class=\"row\">%1%2</div>")
                     .arg(act("solve", texts.solve), act("close", texts.close));
}

// Relative to the case's page, whose address ends with its token.
QString filesOf(const PageWords &words, const std::vector<LinkDesk::File> &files, const QString &token)
{
    if (files.empty())
        return {};
    QString items;
    for (const LinkDesk::File &file : files)
        items += QStringLiteral("<li><a download href=\"%1/files/%2-%3\">%4</a> %5</li>")
                     .arg(token.toHtmlEscaped())
                     .arg(file.mail)
                     .arg(file.number)
                     .arg(file.name.toHtmlEscaped(), tag("span", words.size(file.size), "soft"));
    return QStringLiteral("<ul class=\"files\">%1</ul>").arg(items);
}

// `files` is HTML.
QString messageOf(const PageWords &words, const CaseMessage &message, const QString &desk,
                  const QString &files)
{
    const bool isTheirs = message.kind == CaseMessage::Kind::Customer;
    return QStringLiteral("<div class=\"card %1\">").arg(QLatin1String(isTheirs ? "theirs" : "ours")) +
           tag("div",
               QStringLiteral("%1, %2").arg(isTheirs ? message.author : desk, words.moment(message.at)),
               "soft") +
           tag("p", message.text.trimmed(), "words") + files + QStringLiteral("</div>");
}

} // namespace

Response pageHtml(const PageWords &words, const LinkDesk::PageView &view, const QString &once)
{
    const Case &about = view.about;
    const PageTexts &texts = words.texts();
    const CaseClock *next = about.nextClock();
    const QString title = texts.title.arg(QString::number(about.id), about.subject);
    const QString facts =
        fact(texts.customer, about.customer.isEmpty() ? about.contact : about.customer) +
        fact(texts.application, about.application) + fact(texts.severity, words.severity(about.severity)) +
        fact(texts.owner, about.owner) +
        (next ? fact(texts.guaranteed,
                     texts.guaranteedUntil.arg(words.clock(next->name), words.moment(next->target)))
              : QString()) +
        fact(texts.paged, texts.pagedWhen.arg(view.page.to, words.moment(view.page.due)));
    return document(words, title,
                    tag("h1", title) + stateOf(words, view) + doneOf(words, view) + QStringLiteral("<dl>") +
                        facts + QStringLiteral("</dl>") + actionsOf(texts, view, once) +
                        tag("h2", texts.wroteLast) + QStringLiteral("<div class=\"card theirs\">") +
                        tag("p", view.words.trimmed(), "words") + QStringLiteral("</div>"));
}

Response usedHtml(const PageWords &words, const CasePage &page, const LinkUse &use)
{
    const PageTexts &texts = words.texts();
    return ofUsedLink(words, page,
                      tag("p", doneBy(words, use, page)) + tag("p", texts.isUsed) + wayOn(texts, page), 200);
}

Response refusedHtml(const PageWords &words, const LinkDesk::Acted &acted, const QString &unsent)
{
    const PageTexts &texts = words.texts();
    const QString next = acted.next.isEmpty() ? wayOn(texts, acted.page)
                                              : QStringLiteral("<a class=\"next\" href=\"%1\">%2</a>")
                                                    .arg(acted.next.toHtmlEscaped(), texts.goOn);
    const QString kept = unsent.isEmpty() ? QString()
                                          : tag("h2", texts.unsent) + QStringLiteral("<div class=\"card\">") +
                                                tag("p", unsent, "words") + QStringLiteral("</div>");
    return ofUsedLink(words, acted.page,
                      tag("p", texts.nothingDone, "warn") + tag("p", doneBy(words, acted.use, acted.page)) +
                          tag("p", texts.isUsed) + next + kept,
                      409);
}

Response caseHtml(const PageWords &words, const LinkDesk::CaseView &view, const QString &token,
                  const QString &once, bool sent)
{
    const PageTexts &texts = words.texts();
    const QString title = texts.title.arg(QString::number(view.about.id), view.about.subject);
    QString thread;
    for (const CaseMessage &message : view.messages) {
        const auto files = view.files.find(message.id);
        thread += messageOf(words, message, view.desk,
                            files == view.files.end() ? QString() : filesOf(words, files->second, token));
    }
    const QString thanks = sent ? tag("p", texts.thanks) : QString();
    return document(
        words, title,
        tag("h1", title) + tag("p", words.status(view.about.state), "warn") + thanks +
            QStringLiteral("<dl>") + fact(texts.since, words.moment(view.about.created)) +
            fact(texts.application, view.about.application) + QStringLiteral("</dl>") + thread +
            QStringLiteral("<div class=\"card\">%1</div>")
                .arg(form("reply", isOver(view.about.state) ? texts.sendAndReopen : texts.send, true,
                          carried(once) + writing(texts.message) + fileChoice(texts), true)));
}

Response problemHtml(const PageWords &words, const Problem &problem, int status)
{
    return document(words, words.texts().support.toString(), tag("h1", problem.what) + tag("p", problem.hint),
                    status);
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
