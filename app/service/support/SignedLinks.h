// Links that only we can make: to one page for the one who was paged, and to one case for its customer. Those
// of a page follow each other: the first is mailed, and what acts by one is answered with the next. What was
// sent under the same number before a restore isn't taken for it. Pure but for the key.
#pragma once
#include "domain/Case.h"
#include "service/support/CaseMark.h"
#include "service/support/MailSeal.h"

namespace slipway {

class SignedLinks
{
public:
    static constexpr Duration pageLife = std::chrono::hours(24);
    static constexpr Duration caseLife = std::chrono::hours(24 * 14); // after the case is over

    // Without a base no link is made: nobody could follow it.
    SignedLinks(QString base, MailSeal seal) : m_base(std::move(base)), m_seal(std::move(seal)) {}

    QString ofPage(const CasePage &page) const; // empty without a base
    QString ofCase(const Case &about) const;    // and of a case that nobody is to be answered of

    // What stands behind the last slash.
    struct Token
    {
        CaseMark mark;
        qint64 turn = 0; // of a page: so many links of it were used before this one
        QString seal;

        QString text() const;
    };
    static std::optional<Token> tokenFrom(QStringView text);
    Token tokenOf(const CasePage &page, qint64 turn) const;
    bool fits(const Token &token, const CasePage &page) const;
    bool fits(const Token &token, const Case &about) const;

    static bool isOver(const CasePage &page, Instant now);
    static bool isOver(const Case &about, Instant now);

private:
    QString m_base; // "https://desk.provider.example"
    MailSeal m_seal;
};

// https, or http to this machine itself; without a slash at its end.
Result<QString> publicUrlFrom(const QString &text);

} // namespace slipway
