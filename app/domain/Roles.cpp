#include "domain/Roles.h"

#include <array>

namespace slipway {

namespace {

constexpr unsigned operations = static_cast<unsigned>(Role::Operations);
constexpr unsigned support = static_cast<unsigned>(Role::Support);
constexpr unsigned sales = static_cast<unsigned>(Role::Sales);
constexpr unsigned admin = static_cast<unsigned>(Role::Admin);
constexpr unsigned customer = static_cast<unsigned>(Role::Customer);

constexpr Access anyone{0, true};
constexpr Access staff{operations | support | sales | admin, false};
constexpr Access operate{operations | admin, false};
constexpr Access attend{operations | support | admin, false};
constexpr Access compose{support | admin, false};
constexpr Access administer{admin, false};
constexpr Access everybody{operations | support | sales | admin | customer,
                           false}; // customers see only their own
constexpr Access sign{operations | admin | customer, false};

// A customer's token is bound to one customer; what it may see is filtered by the handlers marked
// "everybody".
constexpr auto table = std::to_array<Route>({
    {"health", "GET", "/healthz", anyone},
    {"metrics", "GET", "/metrics", staff},
    {"signIn", "POST", "/api/v1/sessions", anyone, "", Secret::Answer},
    {"whoAmI", "GET", "/api/v1/me", everybody},
    {"getOpenApi", "GET", "/api/v1/openapi.yaml", anyone},

    {"listCustomers", "GET", "/api/v1/customers", staff, "limit cursor q"},
    {"customerUsage", "GET", "/api/v1/customers/{customer}/usage", staff, "month"},
    {"listApplications", "GET", "/api/v1/applications", everybody, "limit cursor q customer"},
    {"createApplication", "POST", "/api/v1/applications", operate},
    {"getApplication", "GET", "/api/v1/applications/{customer}/{application}", everybody, "retired"},
    {"removeApplication", "DELETE", "/api/v1/applications/{customer}/{application}", operate},
    {"cloneApplication", "POST", "/api/v1/applications/{customer}/{application}/clone", operate},
    {"startEnvironment", "POST", "/api/v1/applications/{customer}/{application}/start", operate},
    {"stopEnvironment", "POST", "/api/v1/applications/{customer}/{application}/stop", operate},
    {"removeEnvironment", "POST", "/api/v1/applications/{customer}/{application}/remove", operate},

    {"listReleases", "GET", "/api/v1/releases", everybody,
     "limit cursor q application customer pipeline state"},
    {"startRelease", "POST", "/api/v1/releases", operate},
    {"getRelease", "GET", "/api/v1/releases/{id}", everybody},
    {"listSteps", "GET", "/api/v1/releases/{id}/steps", everybody},
    {"previewStep", "GET", "/api/v1/releases/{id}/steps/{step}/preview", staff},
    {"getReport", "GET", "/api/v1/releases/{id}/report", everybody},
    {"getSamples", "GET", "/api/v1/releases/{id}/samples", everybody, "since"}, // of the outside probe
    {"getLog", "GET", "/api/v1/releases/{id}/log", staff, "limit cursor"}, // of its activities, line by line
    {"signOff", "POST", "/api/v1/releases/{id}/signoff", sign},
    {"approveRelease", "POST", "/api/v1/releases/{id}/approve", operate},
    {"retryStep", "POST", "/api/v1/releases/{id}/retry", operate},
    {"skipStep", "POST", "/api/v1/releases/{id}/skip", operate},
    {"pauseRelease", "POST", "/api/v1/releases/{id}/pause", operate},
    {"resumeRelease", "POST", "/api/v1/releases/{id}/resume", operate},
    {"abortRelease", "POST", "/api/v1/releases/{id}/abort", operate},
    {"rollBackRelease", "POST", "/api/v1/releases/{id}/rollback", operate},
    {"finalizeRelease", "POST", "/api/v1/releases/{id}/finalize", operate},

    {"listPipelines", "GET", "/api/v1/pipelines", staff, "limit cursor q"},
    {"getPipeline", "GET", "/api/v1/pipelines/{name}", staff, "version"},
    {"listDurations", "GET", "/api/v1/pipelines/{name}/durations", staff},
    {"checkPipeline", "POST", "/api/v1/pipelines:check", staff, "source"},
    {"importPipeline", "POST", "/api/v1/pipelines", administer, "source"},

    {"listEvents", "GET", "/api/v1/ledger", staff, "limit cursor q since subject kind actor order"},
    {"ledgerHead", "GET", "/api/v1/ledger/head", staff},
    {"feed", "GET", "/api/v1/events", staff, "since"}, // WebSocket

    {"listCases", "GET", "/api/v1/cases", staff,
     "limit cursor q state customer owner severity application link sort"},
    {"nextTarget", "GET", "/api/v1/cases:next", staff}, // of all that run
    {"openCase", "POST", "/api/v1/cases", attend},
    {"getCase", "GET", "/api/v1/cases/{id}", staff},
    {"keepPresent", "PUT", "/api/v1/cases/{id}/presence", staff},
    {"leaveCase", "DELETE", "/api/v1/cases/{id}/presence", staff},
    {"replyToCase", "POST", "/api/v1/cases/{id}/reply", attend},
    {"noteCase", "POST", "/api/v1/cases/{id}/note", attend},
    {"beginCaseFile", "POST", "/api/v1/cases/{id}/files", attend}, // of what one writes there
    {"listCaseFiles", "GET", "/api/v1/cases/{id}/files", attend},
    {"bringCaseFile", "PUT", "/api/v1/cases/{id}/files/{file}", attend, "at"}, // a piece of it
    {"getCaseFile", "GET", "/api/v1/cases/{id}/files/{file}", attend},
    {"removeCaseFile", "DELETE", "/api/v1/cases/{id}/files/{file}", attend},
    {"takeCase", "POST", "/api/v1/cases/{id}/take", attend},
    {"assignCase", "POST", "/api/v1/cases/{id}/assign", attend},
    {"triageCase", "POST", "/api/v1/cases/{id}/triage", attend},
    {"waitCase", "POST", "/api/v1/cases/{id}/wait", attend},
    {"linkCase", "POST", "/api/v1/cases/{id}/link", attend},
    {"unlinkCase", "POST", "/api/v1/cases/{id}/unlink", attend},
    {"resumeCase", "POST", "/api/v1/cases/{id}/resume", attend},
    {"solveCase", "POST", "/api/v1/cases/{id}/solve", attend},
    {"closeCase", "POST", "/api/v1/cases/{id}/close", attend},
    {"fillTemplate", "GET", "/api/v1/cases/{id}/templates/{name}", staff},
    {"listTemplates", "GET", "/api/v1/templates", staff},
    {"setTemplate", "PUT", "/api/v1/templates/{name}", compose},
    {"removeTemplate", "DELETE", "/api/v1/templates/{name}", compose},
    {"listPages", "GET", "/api/v1/pages", staff, "limit cursor q case"},
    {"acknowledgePage", "POST", "/api/v1/pages/{id}/ack", attend},
    {"takeMail", "POST", "/api/v1/mail", attend, "", Secret::None, 64}, // a whole message, as it came
    {"listMail", "GET", "/api/v1/mail", attend, "limit cursor q verdict"},
    {"getMail", "GET", "/api/v1/mail/{id}", attend},
    {"getMailHtml", "GET", "/api/v1/mail/{id}/html", attend},
    {"getAttachment", "GET", "/api/v1/mail/{id}/attachments/{number}", attend},
    {"releaseMail", "POST", "/api/v1/mail/{id}/release", attend}, // out of quarantine
    {"discardMail", "POST", "/api/v1/mail/{id}/discard", attend},
    {"takeMailBack", "POST", "/api/v1/mail/{id}/restore", attend}, // into quarantine
    {"getDuty", "GET", "/api/v1/duty", staff, "at"},
    {"setDuty", "PUT", "/api/v1/duty", administer},
    {"overrideDuty", "POST", "/api/v1/duty/overrides", attend},
    {"removeOverride", "DELETE", "/api/v1/duty/overrides/{id}", attend},
    {"swapDuty", "POST", "/api/v1/duty/swaps", attend},
    {"removeSwap", "DELETE", "/api/v1/duty/swaps/{id}", attend},
    {"listShifts", "GET", "/api/v1/duty/shifts", staff, "from to"},
    {"showSla", "GET", "/api/v1/sla", staff},
    {"setSla", "PUT", "/api/v1/sla/{kind}/{name}", administer, "try"}, // policy, calendar, agreement
    {"removeSla", "DELETE", "/api/v1/sla/{kind}/{name}", administer, "try"},
    {"undoSla", "POST", "/api/v1/sla/{kind}/{name}/undo", administer, "try"},
    {"addHolidays", "POST", "/api/v1/sla/calendar/{name}/holidays", administer, "try"}, // iCalendar
    {"slaReport", "GET", "/api/v1/reports/sla", staff, "by from until customer zone"},
    {"simulateDuty", "POST", "/api/v1/duty:simulate", staff},
    {"listMailboxes", "GET", "/api/v1/mailboxes", attend},
    {"getMailbox", "GET", "/api/v1/mailboxes/{name}", attend},
    {"setMailbox", "PUT", "/api/v1/mailboxes/{name}", administer, "", Secret::Body},
    {"removeMailbox", "DELETE", "/api/v1/mailboxes/{name}", administer},
    {"checkMailbox", "POST", "/api/v1/mailboxes/{name}/check", administer}, // connects once

    {"getWatcher", "GET", "/api/v1/watcher", attend},
    {"setWatcher", "PUT", "/api/v1/watcher", administer, "", Secret::Body},
    {"removeWatcher", "DELETE", "/api/v1/watcher", administer},
    {"testWatcher", "POST", "/api/v1/watcher/test", administer}, // tells it once

    {"listUsers", "GET", "/api/v1/users", administer, "limit cursor q"},
    {"addUser", "POST", "/api/v1/users", administer, "", Secret::Body},
    {"listTokens", "GET", "/api/v1/users/{name}/tokens", administer},
    {"issueToken", "POST", "/api/v1/users/{name}/tokens", administer, "", Secret::Answer},
    {"revokeToken", "DELETE", "/api/v1/users/{name}/tokens/{id}", administer},

    {"listHosts", "GET", "/api/v1/hosts", operate, "limit cursor q"},
    {"addHost", "POST", "/api/v1/hosts", administer, "", Secret::Body},
    {"scanHost", "POST", "/api/v1/hosts:scan", administer}, // the key that an address shows
    {"getHost", "GET", "/api/v1/hosts/{name}", operate},
    {"removeHost", "DELETE", "/api/v1/hosts/{name}", administer},
    {"listSecrets", "GET", "/api/v1/secrets", administer}, // names only
    {"setSecret", "PUT", "/api/v1/secrets/{name}", administer},
    {"removeSecret", "DELETE", "/api/v1/secrets/{name}", administer},

    {"getDemo", "GET", "/api/v1/demo", staff},
    {"loadDemo", "POST", "/api/v1/demo/load", operate}, // the traffic generator: {"on":true,"rate":50}
    {"getBrake", "GET", "/api/v1/brake", staff},
    {"setBrake", "PUT", "/api/v1/brake", operate},
    {"backUp", "POST", "/api/v1/backups", administer},
});

struct RoleName
{
    Role role;
    QLatin1String name;
};

constexpr std::array<RoleName, 5> names{{{Role::Operations, QLatin1String("operations")},
                                         {Role::Support, QLatin1String("support")},
                                         {Role::Sales, QLatin1String("sales")},
                                         {Role::Admin, QLatin1String("admin")},
                                         {Role::Customer, QLatin1String("customer")}}};

} // namespace

QString toText(Role role)
{
    for (const RoleName &row : names) {
        if (row.role == role)
            return row.name;
    }
    return {};
}

Result<Role> roleFromText(QStringView text)
{
    for (const RoleName &row : names) {
        if (text == row.name)
            return row.role;
    }
    return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is not a role").arg(text),
                QStringLiteral("Use operations, support, sales, admin or customer."));
}

std::span<const Route> routes()
{
    return table;
}

} // namespace slipway
