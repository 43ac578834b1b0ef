// What an outside probe saw, request by request, and the file it is kept in: a head, then 16 bytes a sample,
// appended as they come. A torn end is ignored.
#pragma once
#include "domain/Instant.h"
#include "service/ipc/FileDescriptor.h"

#include <vector>

namespace slipway {

enum class ProbeError : quint16 { None, Refused, Closed, Timeout, Malformed, Unfinished };
QString toText(ProbeError error);

struct ProbeSample
{
    qint64 at = 0;       // µs since the start, when it was due
    quint32 latency = 0; // µs from then to the end of the answer, or to the failure
    quint16 status = 0;  // 0: no answer
    ProbeError error = ProbeError::None;
    bool good() const { return status != 0 && status < 500; }
    bool operator==(const ProbeSample &) const = default;
};

struct ProbeRecording
{
    Instant start;
    quint32 rate = 0;
    std::vector<ProbeSample> samples; // in the order in which they ended
};

Result<ProbeRecording> readProbeFile(const QString &file);

class ProbeWriter
{
public:
    static Result<ProbeWriter> create(const QString &file, Instant start, quint32 rate);
    void add(const ProbeSample &sample) { m_pending.push_back(sample); }
    Result<void> flush();

private:
    FileDescriptor m_file;
    std::vector<ProbeSample> m_pending;
};

} // namespace slipway
