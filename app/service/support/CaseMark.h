// A page or a case as mail and links name it. The store gives a number again once it was put back from a
// backup; what was sent under that number before is told apart by when it came about.
#pragma once
#include "domain/Case.h"

namespace slipway {

struct CaseMark
{
    qint64 id = 0;
    QString stamp;
    bool operator==(const CaseMark &) const = default;

    static CaseMark of(const CasePage &page);
    static CaseMark of(const Case &about);
};

QString stampOf(Instant at);

} // namespace slipway
