// Which actions a case allows now, in the order of the buttons: the first primary one is what it waits for.
// Pure.
#pragma once
#include "domain/Roles.h"
#include "models/CaseRows.h"

namespace slipway {

struct CaseAction
{
    QString verb;    // of the API: acknowledge, take, assign, wait, resume, solve, close
    qint64 page = 0; // that is acknowledged
    bool primary = false;
    bool operator==(const CaseAction &) const = default;
};

std::vector<CaseAction> actionsOf(const CaseRow &about, const std::vector<PageRow> &pages, Role role,
                                  const QString &user);

// The exact line: slipwayctl case assign 12 jan. `text`: what is said, or to whom it is given.
QString commandLineOf(const CaseRow &about, const CaseAction &action, const QString &text = {});
QString replyLine(qint64 id, bool isNote, const QString &text);
QString newCaseLine(const QJsonObject &fresh); // as the API takes it

} // namespace slipway
