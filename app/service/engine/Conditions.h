// Conditions of definitions: one JavaScript expression over data. No I/O, no clock, no randomness, no regular
// expressions, no statements and no assignments, so that the same data always gives the same value, and in
// bounded time: a watchdog interrupts an evaluation that takes more processor time than its limit.
#pragma once
#include "domain/Instant.h"
#include "domain/Problem.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

namespace slipway {

// Whether the text is an expression that may be evaluated; the place in the problem is "line:column" in it.
Result<void> checkCondition(const QString &expression);

// Of these names, those that every condition has without any data: Math, undefined.
QStringList knownToConditions(const QStringList &names);

// The value of the expression; `data`'s members are its variables: inputs, steps, event, and what Moment.h
// gives.
Result<QJsonValue> evaluate(const QString &expression, const QJsonObject &data, Duration limit);

// The same as a decision, by JavaScript's rule of what is true.
Result<bool> holds(const QString &expression, const QJsonObject &data, Duration limit);

} // namespace slipway
