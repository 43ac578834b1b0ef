// What became of the same done with several things, one after the other, besides those with which it worked:
// a refusal of one doesn't keep it from the next, but where nobody answers nothing more is sent.
#pragma once
#include "models/SentOnce.h"

#include <vector>

namespace slipway {

struct BatchTally
{
    std::vector<qint64> failed;  // refused
    std::vector<qint64> unknown; // sent, but nobody answered
    std::vector<qint64> before;  // had been done when they were sent before
    std::vector<qint64> left;    // not sent
    Problem problem;             // of the first that was refused
    Problem doubt;               // of the first that is unknown or had been done before

    bool isWhole() const { return failed.empty() && unknown.empty() && before.empty() && left.empty(); }
    std::size_t count() const { return failed.size() + unknown.size() + before.size() + left.size(); }
    std::vector<qint64> again() const // whatever it is that may be pressed again
    {
        std::vector<qint64> all = unknown;
        all.insert(all.end(), before.begin(), before.end());
        all.insert(all.end(), left.begin(), left.end());
        return all;
    }
    // False: it ends here.
    bool take(qint64 id, const Problem &why)
    {
        if (!SentOnce::isUnknown(why)) {
            if (failed.empty())
                problem = why;
            failed.push_back(id);
            return true;
        }
        if (unknown.empty() && before.empty())
            doubt = why;
        const bool wasDone = SentOnce::wasDone(why);
        (wasDone ? before : unknown).push_back(id);
        return wasDone;
    }
};

} // namespace slipway
