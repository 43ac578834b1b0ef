// What can be read off a release and its steps: whether production is touched, which steps hold requests,
// what the guardrails found. Pure.
#pragma once
#include "models/Rows.h"
#include "widgets/Theme.h"

#include <vector>

namespace slipway {

// From the first held step until the swap is done or the way there given up; live and on the way back too.
bool touchesProduction(const ReleaseRow &release, const std::vector<StepRow> &steps);

// Steps during which requests are held: from the hold up to the swap that lets them go.
bool isHeldStep(const std::vector<StepRow> &steps, const StepRow &step);
bool isHoldStart(const StepRow &step);
// The addresses change sides: the side that serves is another from here on.
bool isSwap(const StepRow &step);
// The old side goes: there is no way back from here on.
bool isPointOfNoReturn(const StepRow &step);

std::vector<StepRow> stepsOfPhase(const std::vector<StepRow> &steps, bool back);
bool isUnderWay(const std::vector<StepRow> &steps); // something is being done right now
bool hasTurnedBack(const std::vector<StepRow> &steps);
// The first step of the phase it is in that isn't over yet; or null.
const StepRow *nextStep(const std::vector<StepRow> &steps, bool back);

// As theme::lookOf, but a step under way looks busy, not like something that serves; a skipped one not done.
theme::Look lookOfStep(const StepRow &step);

struct Guardrail
{
    QString check;
    bool isGood = false;
    QString detail;
    QString shortDetail() const; // a digest is for machines: its beginning tells two apart
    bool operator==(const Guardrail &) const = default;
};
// Of the guardrails looked at last; of a refused one as well.
std::vector<Guardrail> guardrailsOf(const std::vector<StepRow> &steps);

// "812 ms", "3.4 s", "4 min 10 s", "2 h 5 min"
QString spanText(Duration span);
// The same in whole seconds, for a number that moves.
QString ageText(Duration age);
// In this machine's zone: today without the date.
QString timeText(Instant instant);

} // namespace slipway
