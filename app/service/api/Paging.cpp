#include "service/api/Paging.h"

namespace slipway {

namespace {

constexpr int mostItems = 500;
constexpr int longestSearch = 200;

Result<qint64> numberOf(const QString &text, const QString &where, const QString &hint)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber || number < 0) {
        return fail(Problem::Kind::Malformed, QStringLiteral("\"%1\" is not a number").arg(text.left(40)),
                    hint, where);
    }
    return number;
}

} // namespace

Result<PageRequest> pageRequest(const Request &request)
{
    PageRequest page;
    page.q = request.argument("q");
    page.cursor = request.argument("cursor");
    if (page.q.size() > longestSearch) {
        return fail(Problem::Kind::Invalid, QStringLiteral("The search text is too long"),
                    QStringLiteral("Use at most %1 characters.").arg(longestSearch), QStringLiteral("q"));
    }
    const QString limit = request.argument("limit");
    if (limit.isEmpty())
        return page;
    const auto number = numberOf(limit, QStringLiteral("limit"), QStringLiteral("Give 1 to 500."));
    if (!number)
        return Failure(number.error());
    if (*number < 1 || *number > mostItems) {
        return fail(Problem::Kind::Invalid, QStringLiteral("The limit is out of range"),
                    QStringLiteral("Give 1 to 500."), QStringLiteral("limit"));
    }
    page.limit = static_cast<int>(*number);
    return page;
}

Result<std::optional<qint64>> idCursor(const PageRequest &page)
{
    if (page.cursor.isEmpty())
        return std::nullopt;
    const auto number =
        numberOf(page.cursor, QStringLiteral("cursor"), QStringLiteral("Give \"next\" of the page before."));
    if (!number)
        return Failure(number.error());
    return *number;
}

Response pageOf(const QJsonArray &items, const QString &next)
{
    return Response::json(
        {{QStringLiteral("items"), items},
         {QStringLiteral("next"), next.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(next)}});
}

Result<std::optional<qint64>> ifMatch(const Request &request)
{
    QByteArray text = request.header("if-match").trimmed();
    if (text.isEmpty() || text == "*")
        return std::nullopt;
    const bool quoted = text.size() > 2 && text.startsWith('"') && text.endsWith('"');
    bool isNumber = false;
    const qint64 revision = quoted ? text.sliced(1, text.size() - 2).toLongLong(&isNumber) : 0;
    if (!isNumber) {
        return fail(Problem::Kind::PreconditionFailed, QStringLiteral("If-Match names no revision of this"),
                    QStringLiteral("Send the ETag that a GET answers."), QStringLiteral("If-Match"));
    }
    return revision;
}

QByteArray etag(qint64 revision)
{
    return '"' + QByteArray::number(revision) + '"';
}

Result<qint64> idParameter(const Request &request, const char *name)
{
    const QString text = request.parameter(name);
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber || number < 1) {
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no \"%1\"").arg(text.left(40)),
                    QStringLiteral("Ids are numbers; lists show them."), QLatin1String(name));
    }
    return number;
}

} // namespace slipway
