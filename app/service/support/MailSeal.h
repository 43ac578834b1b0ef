// Addresses and Message-IDs that only we can make: whoever answers to one was sent it. Per purpose and
// person; BLAKE2b keyed with the folder's own key.
#pragma once
#include "domain/Problem.h"

#include <QByteArray>
#include <QString>

namespace slipway {

class MailSeal
{
public:
    // The key lies in `file` (0600) and is made at the first start.
    static Result<MailSeal> open(const QString &file);
    explicit MailSeal(QByteArray key) : m_key(std::move(key)) {}

    QString of(const QString &what) const; // 16 characters, a to z and 2 to 7
    bool fits(const QString &what, QStringView seal) const;

private:
    QByteArray m_key;
};

} // namespace slipway
