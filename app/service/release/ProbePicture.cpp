#include "service/release/ProbePicture.h"

#include <QJsonArray>

#include <algorithm>
#include <map>

namespace slipway {

namespace {

constexpr qint64 sliceMs = 100;
constexpr std::size_t mostSlices = 2000;
constexpr quint32 usualRate = 100;

struct Slice
{
    int answered = 0;
    int failed = 0;
    quint32 worst = 0; // µs
};

QJsonObject answerOf(const QJsonValue &start, quint32 rate, const QJsonArray &items, bool more)
{
    return {{QStringLiteral("start"), start},
            {QStringLiteral("rate"), qint64(rate)},
            {QStringLiteral("slice_ms"), sliceMs},
            {QStringLiteral("items"), items},
            {QStringLiteral("more"), more}};
}

} // namespace

QJsonObject pictureOf(const ProbeRecording &recording, qint64 since)
{
    std::map<qint64, Slice> slices; // by the milliseconds at which they begin
    for (const ProbeSample &sample : recording.samples) {
        const qint64 begin = sample.at / (sliceMs * 1000) * sliceMs;
        if (sample.at < 0 || begin < since)
            continue;
        Slice &slice = slices[begin];
        ++(sample.good() ? slice.answered : slice.failed);
        slice.worst = std::max(slice.worst, sample.latency);
    }
    QJsonArray items;
    for (const auto &[begin, slice] : slices) {
        if (static_cast<std::size_t>(items.size()) == mostSlices)
            break;
        items.append(QJsonObject{{QStringLiteral("at"), begin},
                                 {QStringLiteral("answered"), slice.answered},
                                 {QStringLiteral("failed"), slice.failed},
                                 {QStringLiteral("worst_ms"), slice.worst / 1000.0}});
    }
    return answerOf(toText(recording.start), recording.rate, items, slices.size() > mostSlices);
}

QJsonObject emptyProbePicture()
{
    return answerOf(QJsonValue::Null, usualRate, {}, false);
}

} // namespace slipway
