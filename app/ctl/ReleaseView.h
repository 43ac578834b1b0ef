// Releases, steps and reports as people read them in a terminal.
#pragma once
#include <QJsonArray>
#include <QJsonObject>

namespace slipway {

void printReleases(const QJsonArray &releases);
void printRelease(const QJsonObject &release, const QJsonArray &steps);
void printStep(const QJsonObject &step);
void printReport(const QJsonObject &report);

// The lines of one step.
QJsonArray linesOf(const QJsonArray &log, const QString &step);

} // namespace slipway
