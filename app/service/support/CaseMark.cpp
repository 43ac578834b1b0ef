#include "service/support/CaseMark.h"

namespace slipway {

QString stampOf(Instant at)
{
    using std::chrono::milliseconds;
    return QString::number(std::chrono::floor<milliseconds>(at).time_since_epoch().count(), 36);
}

CaseMark CaseMark::of(const CasePage &page)
{
    return {page.id, stampOf(page.due)};
}

CaseMark CaseMark::of(const Case &about)
{
    return {about.id, stampOf(about.created)};
}

} // namespace slipway
