// What is asked before cases are given away, solved or closed, and what is said when it is done. Pure but for
// the translation.
#pragma once
#include "models/CaseBatch.h"
#include "models/CaseRows.h"
#include "widgets/Navigator.h"

namespace slipway {

// Whether this is asked before it is done with so many.
bool isAsked(const QString &verb, std::size_t count);
Question caseQuestion(const QString &verb, const std::vector<const CaseRow *> &about);
QString caseLabel(const QString &verb); // of a button: "Take"
QString caseHint(const QString &verb);  // what it does, in a sentence
QString doneWords(const CaseBatch::Outcome &outcome);
// What an answer or note has done to the clocks: "The first response is given, 0:20:00 before its time."
QString stoppedWords(const CaseRow &before, const CaseRow &after);

} // namespace slipway
