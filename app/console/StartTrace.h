// How long the start took, from exec on: each mark once, kept for diagnostics and told on stderr where
// SLIPWAY_TRACE_START is set.
#pragma once
#include "domain/Instant.h"

#include <QString>

#include <vector>

namespace slipway {

class StartTrace
{
public:
    struct Mark
    {
        QString name;
        double sinceExecMs = 0;
    };

    StartTrace();
    void mark(const char *name);
    bool isTold() const { return m_tell; }
    const std::vector<Mark> &marks() const { return m_marks; }
    QString text() const; // one line

private:
    double m_execMs = 0; // on the clock since boot; the kernel says it in hundredths of a second
    bool m_tell = false;
    std::vector<Mark> m_marks;
};

} // namespace slipway
