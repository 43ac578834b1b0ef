#include "service/store/Cursor.h"

#include <limits>

namespace slipway {

Result<qint64> beforeOf(const PageRequest &request)
{
    if (request.cursor.isEmpty())
        return std::numeric_limits<qint64>::max();
    bool isNumber = false;
    const qint64 before = request.cursor.toLongLong(&isNumber);
    if (!isNumber || before <= 0) {
        return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is not a cursor").arg(request.cursor),
                    QStringLiteral("Pass the cursor that the page before gave, unchanged."),
                    QStringLiteral("cursor"));
    }
    return before;
}

} // namespace slipway
