// Whole sentences of the service and of its client, with %1 and so on where a name or a number stands. The
// same text stands in their sources: tests/console/phrases.py sees that none is missing and none is left
// over.
#pragma once
#include <array>
#include <span>

namespace slipway {

struct Phrase
{
    const char *text;
    const char *worded = ""; // which of its blanks hold words of the service: "13" for %1 and %3
};

std::span<const Phrase> releasePhrases();
std::span<const Phrase> deskPhrases();
std::span<const Phrase> enginePhrases();
std::span<const Phrase> platformPhrases();
std::span<const Phrase> rotaPhrases();
std::span<const Phrase> setupPhrases();

inline std::array<std::span<const Phrase>, 6> phraseTables()
{
    return {releasePhrases(),  deskPhrases(), enginePhrases(),
            platformPhrases(), rotaPhrases(), setupPhrases()};
}

} // namespace slipway
