// Which actions a release allows now, in the order of the buttons: the first primary one is what the process
// waits for. Pure: from the state, the steps and the role of who asks; tested by tables.
#pragma once
#include "domain/Roles.h"
#include "models/Rows.h"

namespace slipway {

// How far a mistake would reach, and so how hard the confirmation is.
enum class Blast {
    Nothing,      // reversible: a click
    Production,   // touches production: a sheet that lists what changes, and the application's name typed
    Irreversible, // no way back: the sheet, and a second look at what is lost
};

struct ReleaseAction
{
    QString verb;    // of the API: signoff, approve, retry, skip, pause, resume, abort, rollback, finalize
    QString step;    // where it is about one, else empty
    QString signOff; // name of the sign-off, for signoff and approve
    QString as;      // role to sign as
    bool primary = false;
    bool needsReason = false; // asked for before it is sent
    bool takesNote = false;   // may be said
    Blast blast = Blast::Nothing;
    bool operator==(const ReleaseAction &) const = default;
};

// `user`: who asks, because nobody approves what they started themselves; empty: somebody else.
std::vector<ReleaseAction> actionsOf(const ReleaseRow &release, const std::vector<StepRow> &steps, Role role,
                                     const QString &user = {});
// Whether a release will stop at a step that isn't over until somebody says something.
bool waitsForSomebody(const ReleaseRow &release, const StepRow &step);
bool isBackWay(const std::vector<StepRow> &steps); // it is on its way back, or has been there

// The exact command line: slipwayctl release skip 214 --step sync --reason '…'; words are quoted for a shell.
QString commandLineOf(const ReleaseRow &release, const ReleaseAction &action,
                      const QString &reasonOrNote = {});
// Started as it is by default; empty: it isn't known of what.
QString startLine(const QString &application);
// What happened to something, the newest of it: slipwayctl ledger tail --subject release/214 --limit 50
QString historyLine(const QString &subject);

} // namespace slipway
