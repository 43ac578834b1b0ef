// What a token endpoint, or whatever is there instead, may answer: a token that can be said to a mail server
// comes of it, or a problem in words, which never repeat a secret. The first line of an input is the status.
#include "fuzz/Fuzz.h"
#include "service/mailbox/TokenEndpoint.h"

#include <algorithm>

using namespace slipway;

namespace {

constexpr qsizetype longestToken = 16 * 1024;
constexpr auto client = "hush hush";
constexpr auto refresh = "1//refresh";

bool isLine(const SecretValue &secret, char least)
{
    const QByteArrayView bytes = secret.bytes();
    return bytes.size() <= longestToken &&
           std::all_of(bytes.begin(), bytes.end(), [&](char c) { return c >= least && c < 0x7f; });
}

QString checkProblem(const Problem &problem)
{
    if (problem.what.isEmpty() || problem.hint.isEmpty() || problem.where.isEmpty())
        return QStringLiteral("refused without words");
    if (problem.what.size() > 800 || problem.what.contains(QLatin1Char('\n')))
        return QStringLiteral("more words than a line");
    const QString text = problem.text();
    const bool isTold = text.contains(QLatin1String(client)) || text.contains(QLatin1String(refresh));
    return isTold ? QStringLiteral("a secret is told: ") + text : QString();
}

QString check(const QByteArray &input)
{
    const qsizetype line = input.indexOf('\n');
    Mailbox mailbox;
    mailbox.name = QStringLiteral("support");
    mailbox.user = QStringLiteral("desk@provider.example");
    mailbox.tokenUrl = QStringLiteral("https://login.example.net/token?tenant=x");
    mailbox.clientId = QStringLiteral("desk");
    const OAuthSecrets secrets{SecretValue(client), SecretValue(refresh)};
    const HttpAnswer answer{std::clamp(input.left(std::max<qsizetype>(line, 0)).toInt(), 0, 599),
                            QStringLiteral("timed out"), input.mid(line + 1), false};
    const auto read = readTokenAnswer(answer, mailbox, secrets);
    if (!read)
        return checkProblem(read.error());
    if (answer.status != 200 || read->access.isEmpty() || !isLine(read->access, 0x21))
        return QStringLiteral("no token can be this");
    if (!isLine(read->refresh, 0x20))
        return QStringLiteral("no refresh token can be this");
    if (read->lasts < std::chrono::seconds(0) || read->lasts > std::chrono::hours(24))
        return QStringLiteral("it lasts for %1 s").arg(read->lasts.count());
    const OAuthSecrets next{SecretValue(client), SecretValue(read->refresh.bytes())};
    const auto kept = OAuthSecrets::of(next.sealed(), mailbox.name);
    const bool isSame =
        kept && kept->client.bytes() == next.client.bytes() && kept->refresh.bytes() == next.refresh.bytes();
    return isSame ? QString() : QStringLiteral("the refresh token doesn't come back");
}

} // namespace

int main(int argc, char **argv)
{
    FuzzTarget target;
    target.name = QStringLiteral("tokens");
    target.seeds = {
        R"(200
{"access_token":"ya29.abc","expires_in":3599,"scope":"https://mail.example/","token_type":"Bearer"})",
        R"(200
{"token_type":"bearer","access_token":"t","refresh_token":"1//next","expires_in":"60"})",
        R"(400
{"error":"invalid_grant","error_description":"Token has been expired or revoked."})",
        R"(401
{"error":"invalid_client","error_description":"hush  hush isn't it, nor 1//refresh"})",
        R"(400
{"error":"hush hush","error_description":"x"})",
        "503\n<html>",
        "0\n",
        "302\n"};
    target.words = {"\"access_token\":",
                    "\"token_type\":",
                    "\"Bearer\"",
                    "\"refresh_token\":",
                    "\"expires_in\":",
                    "\"error\":",
                    "\"error_description\":",
                    "\"invalid_scope\"",
                    "hush hush",
                    "hush",
                    "1//refresh",
                    "\\u0068ush",
                    "\\n",
                    "\\u0001",
                    "1e999",
                    "-1",
                    "null",
                    "[",
                    "{",
                    "}",
                    ",",
                    "\xff",
                    "200\n",
                    " "};
    target.longest = 8 * 1024;
    target.run = check;
    return fuzz(target, argc, argv);
}
