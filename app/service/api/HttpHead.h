// Strict reading of a request's head before any parser sees it: what two parsers could read differently is
// refused here.
#pragma once
#include "service/api/Request.h"

#include <cstddef>
#include <string_view>

namespace slipway {

// Finds the end of a head in bytes that arrive piece by piece.
class HeadScanner
{
public:
    enum class State { Incomplete, Complete, Refused };

    // `bytes`: everything that has arrived since the head began; looks only at what is new.
    State scan(std::string_view bytes);
    std::size_t length() const { return m_position; } // of a complete head, with the empty line
    const char *why() const { return m_why; }         // of a refused one
    void reset() { *this = HeadScanner(); }

private:
    State refuse(const char *why);

    std::size_t m_position = 0;
    std::size_t m_lineStart = 0;
    const char *m_why = "";
};

// What a parsed head must keep to. `why` of the first rule that is broken, or null.
struct HeadFacts
{
    int version = 11; // 10 or 11
    std::string_view method;
    std::string_view target;
    const Request *request = nullptr; // headers in lower case
};
const char *brokenRule(const HeadFacts &facts);

// Splits the target into path and query; absolute forms lose scheme and authority.
void setTarget(Request &request, std::string_view target);

} // namespace slipway
