#include "service/support/MethodCourier.h"

#include "domain/Json.h"
#include "service/ipc/Process.h"

namespace slipway {

namespace {

using Kind = SmtpOutcome::Kind;
constexpr int tryAgainLater = 75; // EX_TEMPFAIL, as mail systems say it

SmtpOutcome outcomeOf(const HttpAnswer &answer)
{
    if (answer.status == 0)
        return {Kind::Later, answer.why, false};
    if (answer.status >= 200 && answer.status < 300)
        return {Kind::Taken, {}, false};
    const QString said = QStringLiteral("it answered %1").arg(answer.status);
    if (answer.status >= 300 && answer.status < 400)
        return {Kind::Refused, said + QStringLiteral(": pages don't follow where else it leads"), true};
    // The server's own trouble, and what it asks to be tried again.
    const bool mayPass = answer.status >= 500 || answer.status == 408 || answer.status == 429;
    return {mayPass ? Kind::Later : Kind::Refused, said, true};
}

// Headers are ASCII; anything else is written as mail does it.
QByteArray headerText(const QString &text)
{
    const QByteArray bytes = text.simplified().left(200).toUtf8();
    const bool isPlain =
        std::all_of(bytes.begin(), bytes.end(), [](char byte) { return byte >= ' ' && byte < 0x7f; });
    return isPlain ? bytes : "=?UTF-8?B?" + bytes.toBase64() + "?=";
}

QByteArray priorityOf(const QString &severity)
{
    if (severity == QLatin1String("critical"))
        return "5";
    return severity == QLatin1String("high") ? "4" : severity == QLatin1String("low") ? "2" : "3";
}

void dressPush(HttpRequest &post, const PageErrand &errand)
{
    post.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    post.headers.emplace_back("Title",
                              headerText(QStringLiteral("Case %1: %2")
                                             .arg(errand.page.value(QLatin1String("case")).toInteger())
                                             .arg(errand.text("subject"))));
    post.headers.emplace_back("Priority", priorityOf(errand.text("severity")));
    if (const QString link = errand.text("link"); !link.isEmpty())
        post.headers.emplace_back("Click", link.toUtf8());
    post.body = QStringLiteral("%1, severity %2\n%3")
                    .arg(errand.text("customer"), errand.text("severity"), errand.text("text"))
                    .toUtf8();
}

} // namespace

SmtpOutcome MethodCourier::deliver(const PageErrand &errand, const std::stop_token &stop)
{
    return errand.method.kind == ContactMethod::Kind::Command ? run(errand, stop) : post(errand, stop);
}

Result<HttpRequest> MethodCourier::request(const PageErrand &errand) const
{
    HttpRequest post;
    post.url = errand.method.url.toUtf8();
    if (!errand.method.urlSecret.isEmpty()) {
        const auto url = m_secrets.get(errand.method.urlSecret);
        if (!url)
            return Failure(url.error());
        post.url = url->bytes().toByteArray().trimmed();
    }
    if (!errand.method.tokenSecret.isEmpty()) {
        const auto token = m_secrets.get(errand.method.tokenSecret);
        if (!token)
            return Failure(token.error());
        post.headers.emplace_back("Authorization", "Bearer " + token->bytes().toByteArray().trimmed());
    }
    post.headers.emplace_back("Idempotency-Key", errand.id().toUtf8());
    if (errand.method.kind == ContactMethod::Kind::Push) {
        dressPush(post, errand);
    } else {
        post.headers.emplace_back("Content-Type", "application/json");
        post.body = toBytes(errand.page);
    }
    return post;
}

SmtpOutcome MethodCourier::post(const PageErrand &errand, const std::stop_token &stop) const
{
    const auto post = request(errand);
    if (!post)
        return {Kind::Refused, post.error().text(), true};
    if (const auto checked = checkPostUrl(post->url); !checked)
        return {Kind::Refused, checked.error().text(), true};
    return outcomeOf(m_http.send(*post, stop));
}

SmtpOutcome MethodCourier::run(const PageErrand &errand, const std::stop_token &stop) const
{
    const QStringList &command = errand.method.command;
    if (!m_allowed().contains(command.value(0)))
        return {Kind::Refused,
                QStringLiteral("%1 isn't among the \"commands\" in outbound.json").arg(command.value(0)),
                true};
    SpawnOptions options;
    options.folder = QStringLiteral("/");
    options.diesWithParent = true;
    options.environment = {{QStringLiteral("PATH"), QStringLiteral("/usr/local/bin:/usr/bin:/bin")},
                           {QStringLiteral("SLIPWAY_PAGE"), errand.id()},
                           {QStringLiteral("SLIPWAY_CASE"),
                            QString::number(errand.page.value(QLatin1String("case")).toInteger())},
                           {QStringLiteral("SLIPWAY_PERSON"), errand.text("person")},
                           {QStringLiteral("SLIPWAY_SEVERITY"), errand.text("severity")}};
    const auto finished = runProcess(command, m_limit, stop, toBytes(errand.page) + '\n', options);
    if (!finished)
        return {Kind::Later, finished.error().text(), false};
    if (finished->exitCode == 0)
        return {Kind::Taken, {}, false};
    return {finished->exitCode == tryAgainLater ? Kind::Later : Kind::Refused,
            QStringLiteral("it ended with %1").arg(finished->exitCode), true};
}

} // namespace slipway
