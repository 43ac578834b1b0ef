// What is asked before cases are triaged, given away, solved or closed, and what is said when it is done.
// Pure but for the translation and the fields.
#pragma once
#include "models/CaseBatch.h"
#include "models/DeskBook.h"
#include "models/Rows.h"
#include "widgets/Navigator.h"

namespace slipway {

// Whether this is asked before it is done with so many.
bool isAsked(const QString &verb, std::size_t count);
// The session and the book outlive the question. `releases`: that may be waited for.
Question caseQuestion(const QString &verb, const std::vector<const CaseRow *> &about, Session &session,
                      const DeskBook &book, const std::vector<ReleaseRow> &releases = {});
// What another severity does to the clocks, a sentence each.
QStringList severityChanges(const std::vector<const CaseRow *> &about, const QString &severity,
                            const SlaTerms *terms, Instant now);
// Single keys, in the list as in the case.
std::vector<std::pair<int, QString>> caseKeys();
QString caseLabel(const QString &verb); // of a button: "Take"
QString caseHint(const QString &verb);  // what it does, in a sentence
QString doneWords(const CaseBatch::Outcome &outcome);
// Of one case, where it can be put back: "It is critical now."; else empty.
QString nowWords(const QString &verb, const CaseRow &now);
// What an answer or note has done to the clocks: "The first response is given, 0:20:00 before its time."
QString stoppedWords(const CaseRow &before, const CaseRow &after);

} // namespace slipway
