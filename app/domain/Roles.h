// Who may do what: the roles and the one table of routes. The server dispatches by it, a test walks it for
// every role, and the OpenAPI description is held against it.
#pragma once
#include "domain/Problem.h"

#include <QStringList>

#include <span>

namespace slipway {

enum class Role : unsigned { Operations = 1, Support = 2, Sales = 4, Admin = 8, Customer = 16 };

QString toText(Role role);
Result<Role> roleFromText(QStringView text);

// A set of roles; Anyone (no sign-in at all) is the empty set with `open`.
struct Access
{
    unsigned roles = 0;
    bool open = false;
    bool allows(Role role) const { return open || (roles & static_cast<unsigned>(role)) != 0; }
};

// What of a route is secret. A secret answer is shown once and kept nowhere; a secret in the body leaves no
// trace by which it could be guessed.
enum class Secret { None, Answer, Body };

struct Route
{
    const char *id;     // operationId of the OpenAPI description: "listReleases"
    const char *method; // "GET"
    const char *path;   // "/api/v1/releases/{id}"
    Access access;
    const char *query = ""; // names of the parameters of the query, separated by blanks
    Secret secret = Secret::None;
    int megabytes = 1; // of the body, at most
};

std::span<const Route> routes();

} // namespace slipway
