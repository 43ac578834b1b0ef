// In what language somebody reads a page, and what is said there that isn't a text of its own: moments,
// sizes, words of a case, and what the desk refuses.
#pragma once
#include "domain/Case.h"
#include "service/api/pages/PageTexts.h"

#include <QLocale>

namespace slipway {

class PageWords
{
public:
    // `acceptLanguage`: as a browser sends it. English unless German is preferred.
    explicit PageWords(const QByteArray &acceptLanguage);

    const PageTexts &texts() const { return *m_texts; }
    QString moment(Instant at) const;
    QString size(qint64 bytes) const;
    QString severity(Severity severity) const;
    QString clock(const QString &name) const;
    QString ended(CaseState state) const;  // of a case that is over, to whoever was paged
    QString status(CaseState state) const; // to its customer
    // A refusal of the desk; one that has no words in this language is told by what it comes to.
    Problem told(const Problem &problem) const;

private:
    const PageTexts *m_texts;
    QLocale m_locale;
};

} // namespace slipway
