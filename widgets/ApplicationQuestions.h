// What can be done to an application or one of its environments: what is asked before, and the command that
// does the same. Pure, held by a table.
#pragma once
#include "models/Rows.h"
#include "widgets/Navigator.h"

#include <optional>

namespace slipway {

enum class ApplicationVerb {
    Clone,
    Start,
    Stop,
    Remove,  // an environment
    Discard, // an application whose building failed
};

// `environment` is null for Clone, which is about production.
bool isPossible(ApplicationVerb verb, const ApplicationRow &application, const EnvironmentRow *environment);
// What takes it back by a click; nothing where that would have to be asked first.
std::optional<ApplicationVerb> undoOf(ApplicationVerb verb, const EnvironmentRow *environment);
Question questionOf(ApplicationVerb verb, const ApplicationRow &application,
                    const EnvironmentRow *environment);
QString commandLineOf(ApplicationVerb verb, const ApplicationRow &application,
                      const EnvironmentRow *environment);
// Said while it is under way, and once it is done.
QString doingWords(ApplicationVerb verb, const ApplicationRow &application,
                   const EnvironmentRow *environment);
QString doneWords(ApplicationVerb verb, const ApplicationRow &application, const EnvironmentRow *environment);

} // namespace slipway
