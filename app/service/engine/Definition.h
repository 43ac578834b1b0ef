// A process definition: data, not code. Read from YAML, checked against resources/schemas/process.json, and
// known by the digest of its bytes; a run stays pinned to it.
#pragma once
#include "domain/Instant.h"
#include "domain/Problem.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace slipway {

class ActivityRegistry;

// What happens when a step fails for good.
struct OnFailure
{
    enum class Mode {
        Wait,   // the step waits for a person (the default)
        Abort,  // the run is undone and ends aborted
        BackTo, // the steps since and including `target` are undone, newest first; `target` waits for a
                // person
    };
    Mode mode = Mode::Wait;
    QString target;
    int retryAfterCrash = 0; // BackTo only: after the service's death, go on by itself so many times
    bool operator==(const OnFailure &) const = default;
};

// What fails for a moment only is tried again before anybody is asked.
struct Retry
{
    int times = 0; // since a person last decided about the step; 0: never by itself
    Duration pause{};
    bool operator==(const Retry &) const = default;
};

// Done more often than once, at fixed distances: see Repetition.h.
struct Repeat
{
    int times = 0; // after the first
    Duration every{};
    bool operator==(const Repeat &) const = default;
};

struct Wait
{
    enum class For { SignOff, Signal, Event, Time };
    For what = For::SignOff;
    QString name;      // of the sign-off ("readiness") or signal
    QString by;        // role that may sign: customer, operations
    QString event;     // kind of a ledger event
    QString match;     // condition over `event` (its payload), JavaScript
    QString until;     // "10m" after the step began, an ISO time, or an expression that gives one
    Duration before{}; // so much earlier than `until`, which is a time then; what has passed is due at once
    bool own = false;  // an event of the run's own subject only
    bool isReckoned() const; // `until` is an expression
    bool operator==(const Wait &) const = default;
};

struct StepDefinition
{
    QString id;
    QString title;
    QString activity; // `do`; empty when it is a wait
    std::optional<Wait> wait;
    QJsonObject with;  // values may hold ${inputs.x} and ${steps.id.y}
    QString when;      // condition; empty: always
    QStringList after; // default: the step before it in the list
    std::optional<Duration> timeout;
    Retry retry; // of an activity; `onFailure` comes after it
    OnFailure onFailure;
    Repeat repeat;          // of an activity; what is read from the YAML holds each as a step of its own
    QString enters;         // state the subject's owner shows from the step's intent on, e.g. "frozen"
    QString reaches;        // state it shows once the step is done, e.g. "live"
    bool commits = false;   // from its completion on there is no abort, only the rollback section
    bool finalizes = false; // once it has begun there is no way back at all
    bool ends = false;      // a wait: once it came, what hasn't begun is left out
    bool operator==(const StepDefinition &) const = default;
};

struct Definition
{
    enum class For { Release, Case };
    QString name;
    For purpose = For::Release;
    int version = 1;
    QString title;
    QString description;
    QString digest; // SHA-256 of the YAML bytes, hexadecimal
    QByteArray yaml;
    QJsonObject inputs; // JSON Schema of the inputs, with defaults
    std::vector<StepDefinition> steps;
    std::vector<StepDefinition> rollback; // the way back once a step with `commits` is done
    bool operator==(const Definition &) const = default;

    const StepDefinition *step(const QString &phase, const QString &id) const;
};

QString toText(Definition::For purpose); // "release", "case"

// All problems at once, each with file:line:column. `registry` may be null: activities aren't checked then.
struct ParsedDefinition
{
    std::optional<Definition> definition;
    std::vector<Problem> problems;
};
ParsedDefinition parseDefinition(const QByteArray &yaml, const QString &source,
                                 const ActivityRegistry *registry);

// Inputs against the definition's schema, defaults filled in.
Result<QJsonObject> checkInputs(const Definition &definition, const QJsonObject &inputs);

} // namespace slipway
