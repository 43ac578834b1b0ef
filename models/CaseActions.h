// Which actions a case allows now, in the order of the buttons: the first primary one is what it waits for.
// Pure.
#pragma once
#include "domain/Roles.h"
#include "models/CaseRows.h"

namespace slipway {

struct CaseAction
{
    // acknowledge, take, assign, wait, resume, solve, close; severity, application, link
    QString verb;
    qint64 page = 0; // that is acknowledged
    bool primary = false;
    bool operator==(const CaseAction &) const = default;
};

std::vector<CaseAction> actionsOf(const CaseRow &about, const std::vector<PageRow> &pages, Role role,
                                  const QString &user);

// What the API is asked with: /cases/12/{command}.
struct CaseCall
{
    QString command;
    QJsonObject body;
    bool operator==(const CaseCall &) const = default;
};
// All that makes a call about a case this one and no other. As the case stands: when it has gone on, the same
// verb is another action.
QString actionOf(const CaseRow &about, const CaseCall &call);
// `said`: to whom it is given, what is waited for, which severity or application it has, what it is linked
// to.
CaseCall callOf(const QString &verb, const QString &said);
// By which it is again as it was; nothing: there is no such way.
std::optional<CaseCall> wayBackOf(const QString &verb, const CaseRow &before);
// Nothing of what can be put back has changed from one to the other.
bool isAsItWas(const CaseRow &one, const CaseRow &other);

// The exact line: slipwayctl case assign 12 jan. `text`: what is said, or to whom it is given; empty where
// that isn't known, and there is no line without it.
QString commandLineOf(const CaseRow &about, const CaseAction &action, const QString &text = {});
QString replyLine(qint64 id, bool isNote, const QString &text, const QStringList &files = {});
QString attachmentLine(const FileRow &file);
QString templateLine(const QString &name, const QString &title, const QString &text); // it is kept
QString newCaseLine(const QJsonObject &fresh); // as the API takes it; empty: not enough is said

} // namespace slipway
