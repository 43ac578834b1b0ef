#include "widgets/BatchWords.h"

#include <QStringList>

namespace slipway {

Problem undoneProblem(const BatchTally &tally, std::size_t done, const BatchWords &words)
{
    Problem problem = tally.failed.empty() ? tally.doubt : tally.problem;
    const std::size_t all = done + tally.count();
    if (all == 1)
        return problem;
    QStringList said;
    if (!tally.unknown.empty())
        said.append(words.unknown.arg(tally.unknown.front()).arg(done).arg(all).arg(tally.left.size()));
    if (!tally.before.empty())
        said.append(words.before.arg(tally.before.front()).arg(tally.before.size()).arg(all));
    if (!tally.failed.empty())
        said.append(words.failed.arg(QString::number(tally.failed.front()),
                                     QString::number(tally.failed.size()), QString::number(all),
                                     problem.what));
    problem.what = said.join(QLatin1Char('\n'));
    if (tally.failed.empty())
        problem.where.clear(); // the address that was asked: it was of one of them
    return problem;
}

} // namespace slipway
