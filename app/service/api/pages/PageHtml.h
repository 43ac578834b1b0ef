// The pages behind signed links: small, without script, readable on a phone by day and night, in the language
// of whoever reads. Whatever others wrote is escaped. Pure.
#pragma once
#include "service/api/pages/PageWords.h"
#include "service/api/Request.h"
#include "service/support/LinkDesk.h"

namespace slipway {

// `once`: what an action from this very page carries along.
Response pageHtml(const PageWords &words, const LinkDesk::PageView &view, const QString &once);
// Of a link that has acted: what it did, and how to go on.
Response usedHtml(const PageWords &words, const CasePage &page, const LinkUse &use);
// The same where something else was to be done by it. `unsent`: the words that weren't sent.
Response refusedHtml(const PageWords &words, const LinkDesk::Acted &acted, const QString &unsent);
// `token`: by which it was asked for, so that its files can be, too. `once`: what a reply from this very page
// carries along. `sent`: right after one.
Response caseHtml(const PageWords &words, const LinkDesk::CaseView &view, const QString &token,
                  const QString &once, bool sent);
// What went wrong, for people.
Response problemHtml(const PageWords &words, const Problem &problem, int status);
Response seeOther(const QByteArray &where);

} // namespace slipway
