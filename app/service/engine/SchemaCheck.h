// Checks a JSON value against a JSON Schema and says in plain words what is wrong and where.
#pragma once
#include "domain/Problem.h"

#include <QJsonObject>
#include <QJsonValue>

#include <vector>

namespace slipway {

struct SchemaComplaint
{
    QString pointer;       // of the value that is wrong
    QString what;          // one sentence
    QString hint;          // what the schema's description says of it
    bool aboutKey = false; // the key shouldn't be there; otherwise the value is meant
};

// An unusable schema is a problem; complaints about the value are the result.
Result<std::vector<SchemaComplaint>> checkAgainstSchema(const QJsonObject &schema, const QJsonValue &value);

} // namespace slipway
