// ${inputs.x}, ${steps.id.y}, ${run.subject}: what a step's parameters may take from elsewhere.
// A value that is one reference keeps its type; within a longer text it becomes text. $${ is a plain ${.
#pragma once
#include "domain/Problem.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

#include <functional>

namespace slipway {

// Every reference in the value with the JSON pointer of the text it stands in.
using ReferenceVisitor = std::function<void(const QString &pointer, const QString &reference)>;
void visitReferences(const QJsonValue &value, const QString &pointer, const ReferenceVisitor &visit);

// The same with other references: `name` says what stands where this one stood.
QJsonObject withReferences(const QJsonObject &with, const std::function<QString(const QString &)> &name);

// `data` holds inputs, steps and run. Something that isn't there is a problem inside a text, and null alone.
Result<QJsonObject> resolveReferences(const QJsonObject &with, const QJsonObject &data);

} // namespace slipway
