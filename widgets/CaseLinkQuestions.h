// What is asked before a case is linked to something, or something to a case, and what is said of links. Pure
// but for the translation and the fields.
#pragma once
#include "widgets/LinkFields.h"
#include "widgets/Navigator.h"

namespace slipway {

Question linkQuestion(const CaseRow &about, const std::vector<LinkOffer> &offers);
// Which of them is taken away.
Question unlinkQuestion(const CaseRow &about, const std::vector<LinkRow> &links);
// `reference` to a case that is chosen then, at first among those of the customer.
Question linkToCaseQuestion(const QString &reference, const QString &customer, Session &session);
// "#12", "case/12" and the like; 0: it is none.
qint64 caseNumberOf(const QString &said);
QString linkWords(const LinkRow &link); // as it is called in a list
QString linkedWords(qint64 id, const QString &reference);
QString unlinkedWords(qint64 id, const QString &reference);

} // namespace slipway
