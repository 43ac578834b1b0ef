// An error as a value: what went wrong, where, and what to do about it.
// On the wire it is a problem detail (RFC 9457, application/problem+json).
#pragma once
#include <QJsonObject>
#include <QString>
#include <tl/expected.hpp>

namespace slipway {

struct Problem
{
    // Each kind is one problem type of the API and one HTTP status.
    enum class Kind {
        Invalid,              // 422: the input was understood and is wrong
        Malformed,            // 400: the input could not be read
        Unauthenticated,      // 401
        Forbidden,            // 403
        NotFound,             // 404
        WrongMethod,          // 405
        Conflict,             // 409: the state does not allow it, somebody else holds it
        PreconditionFailed,   // 412: If-Match did not match
        TooLarge,             // 413
        UnsupportedMediaType, // 415
        NeedsWebSocket,       // 426
        TooOften,             // 429
        HeaderTooLarge,       // 431
        Unavailable,          // 503: what it needs is not there now; trying again may help
        Timeout,              // 504
        Cancelled,            // 499
        Internal,             // 500
    };

    Kind kind = Kind::Internal;
    QString what;  // one sentence: what went wrong
    QString where; // file:line:column, a JSON pointer, a step, a path, or empty
    QString hint;  // one sentence: what to do

    bool operator==(const Problem &) const = default;

    int status() const;
    QString type() const; // "urn:slipway:problem:<kind>"
    QString text() const; // all three parts in one line, for a terminal or a log
    QJsonObject toJson() const;
    static Problem fromJson(const QJsonObject &object, int status);

    Problem at(QString place) const; // the same problem, with its place named
};

template <class T>
using Result = tl::expected<T, Problem>;
using Failure = tl::unexpected<Problem>;

inline Failure fail(Problem::Kind kind, QString what, QString hint = {}, QString where = {})
{
    return Failure(Problem{kind, std::move(what), std::move(where), std::move(hint)});
}

} // namespace slipway
