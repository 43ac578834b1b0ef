// Words of the service that come from a closed set, in the language of this console: titles of the pipelines
// that come along, roles, sign-offs, guardrails, what is waited for and why mail is in quarantine. Anything
// else comes back as it is. For showing only: what is decided is decided by the service's own words.
#pragma once
#include <QString>

namespace slipway {

QString titleWords(const QString &title);
QString roleWords(const QString &role);
QString signOffWords(const QString &name);
QString checkWords(const QString &text); // name of a guardrail, or what it found
QString waitWords(const QString &waitsFor);
QString doubtWords(const QString &why); // for which a mail waits in quarantine

} // namespace slipway
