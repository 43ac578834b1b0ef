// What an entry of the ledger says, as the rest of a sentence that begins with who did it. Pure: a table by
// kind, held against itself by a test.
#pragma once
#include "domain/Event.h"

#include <QStringList>

namespace slipway {

// "held requests of northwind/shop"; a kind that nobody has put into words, or that lacks what its words are
// about, stays as it is.
QString wordsOf(const Event &event);
QStringList kindsWithWords(); // each once, sorted: to be offered when one is typed

// Safe beside other text: no line breaks, not longer than a line, and its direction doesn't leak out.
QString quietWord(const QString &word, int longest = 120);

} // namespace slipway
