// The pages behind signed links: small, without script, readable on a phone by day and night, in the language
// of whoever reads. Whatever others wrote is escaped. Pure.
#pragma once
#include "service/api/pages/PageWords.h"
#include "service/api/Request.h"
#include "service/support/LinkDesk.h"

namespace slipway {

Response pageHtml(const PageWords &words, const LinkDesk::PageView &view);
// `token`: by which it was asked for, so that its files can be, too. `once`: what a reply from this very page
// carries along. `sent`: right after one.
Response caseHtml(const PageWords &words, const LinkDesk::CaseView &view, const QString &token,
                  const QString &once, bool sent);
// What went wrong, for people.
Response problemHtml(const PageWords &words, const Problem &problem, int status);
Response seeOther(const QByteArray &where);

} // namespace slipway
