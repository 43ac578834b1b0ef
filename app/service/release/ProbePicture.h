// What an outside probe saw, folded to tenths of a second: enough to draw a cutover, and little to send.
#pragma once
#include "service/probe/ProbeSamples.h"

#include <QJsonObject>

namespace slipway {

// {start, rate, slice_ms, items: [{at, answered, failed, worst_ms}], more}: the slices that begin `since`
// milliseconds after the start or later, at most 2,000 of them; those in which nothing was asked are left
// out. A request counts where it was due, so that a slice still changes while one of its requests is held.
QJsonObject pictureOf(const ProbeRecording &recording, qint64 since);
// The same of a probe that hasn't begun.
QJsonObject emptyProbePicture();

} // namespace slipway
