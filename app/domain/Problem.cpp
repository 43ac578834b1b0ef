#include "domain/Problem.h"

#include <array>

namespace slipway {

namespace {

struct KindRow
{
    Problem::Kind kind;
    int status;
    const char *name;
    const char *title;
};

constexpr std::array<KindRow, 17> kinds{{
    {Problem::Kind::Invalid, 422, "invalid", "The input is wrong"},
    {Problem::Kind::Malformed, 400, "malformed", "The input could not be read"},
    {Problem::Kind::Unauthenticated, 401, "unauthenticated", "Sign in first"},
    {Problem::Kind::Forbidden, 403, "forbidden", "Your role does not allow this"},
    {Problem::Kind::NotFound, 404, "not-found", "There is no such thing"},
    {Problem::Kind::WrongMethod, 405, "wrong-method", "This can't be done here"},
    {Problem::Kind::Conflict, 409, "conflict", "The present state does not allow this"},
    {Problem::Kind::PreconditionFailed, 412, "precondition-failed", "It was changed by somebody else"},
    {Problem::Kind::TooLarge, 413, "too-large", "The input is too large"},
    {Problem::Kind::UnsupportedMediaType, 415, "unsupported-media-type",
     "The input is of a kind this doesn't take"},
    {Problem::Kind::NeedsWebSocket, 426, "needs-web-socket", "This speaks WebSocket only"},
    {Problem::Kind::TooOften, 429, "too-often", "It was tried too often"},
    {Problem::Kind::HeaderTooLarge, 431, "header-too-large", "The request's header is too large"},
    {Problem::Kind::Unavailable, 503, "unavailable", "Something this needs is not available"},
    {Problem::Kind::Timeout, 504, "timeout", "It took too long"},
    {Problem::Kind::Cancelled, 499, "cancelled", "It was cancelled"},
    {Problem::Kind::Internal, 500, "internal", "Something went wrong inside Slipway"},
}};

const KindRow &rowOf(Problem::Kind kind)
{
    for (const KindRow &row : kinds) {
        if (row.kind == kind)
            return row;
    }
    return kinds.back();
}

const QString typePrefix = QStringLiteral("urn:slipway:problem:");

} // namespace

int Problem::status() const
{
    return rowOf(kind).status;
}

QString Problem::type() const
{
    return typePrefix + QLatin1String(rowOf(kind).name);
}

QString Problem::text() const
{
    QString line = where.isEmpty() ? what : where + QStringLiteral(": ") + what;
    if (!hint.isEmpty())
        line += QStringLiteral(" — ") + hint;
    return line;
}

QJsonObject Problem::toJson() const
{
    QJsonObject object{{QStringLiteral("type"), type()},
                       {QStringLiteral("title"), QLatin1String(rowOf(kind).title)},
                       {QStringLiteral("status"), status()},
                       {QStringLiteral("detail"), what}};
    if (!where.isEmpty())
        object.insert(QStringLiteral("where"), where);
    if (!hint.isEmpty())
        object.insert(QStringLiteral("hint"), hint);
    return object;
}

Problem Problem::fromJson(const QJsonObject &object, int status)
{
    Problem problem;
    const QString type = object.value(QStringLiteral("type")).toString();
    for (const KindRow &row : kinds) {
        if (type == typePrefix + QLatin1String(row.name) || (type.isEmpty() && row.status == status)) {
            problem.kind = row.kind;
            break;
        }
    }
    problem.what = object.value(QStringLiteral("detail")).toString();
    if (problem.what.isEmpty())
        problem.what = QStringLiteral("The service answered with status %1").arg(status);
    problem.where = object.value(QStringLiteral("where")).toString();
    problem.hint = object.value(QStringLiteral("hint")).toString();
    return problem;
}

Problem Problem::at(QString place) const
{
    Problem placed = *this;
    placed.where = where.isEmpty() ? std::move(place) : place + QStringLiteral(": ") + where;
    return placed;
}

} // namespace slipway
