// What is said where the same couldn't be done with all that was chosen.
#pragma once
#include "models/BatchTally.h"

namespace slipway {

// Sentences with their blanks still in them.
struct BatchWords
{
    QString unknown; // the first of which nobody knows (%1), done (%2), of all (%3), not sent (%4)
    QString before;  // the first that had been done already (%1), how many (%2), of all (%3)
    QString failed;  // the first that stayed as it was (%1), how many (%2), of all (%3), why (%4)
};

// A sentence for each of what may have become of them; of one alone its own problem.
Problem undoneProblem(const BatchTally &tally, std::size_t done, const BatchWords &words);

} // namespace slipway
