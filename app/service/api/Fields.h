// Reading a JSON body that a client sent: what isn't known or has the wrong type is named, never ignored.
#pragma once
#include "service/api/Request.h"

#include <initializer_list>
#include <span>

namespace slipway {

// What the body is said to be, without its parameters: "application/json"; or empty.
QByteArray mediaType(const Request &request);

// The body, with nothing in it but `known`; what is text everywhere must be text.
Result<QJsonObject> fieldsOf(const Request &request, std::initializer_list<const char *> known);
Result<QJsonObject> fieldsOf(const Request &request, std::span<const char *const> known);

Failure missing(const char *field);
Failure wrongType(const char *field, const char *expected);

// A text that must be given and not empty.
Result<QString> requiredText(const QJsonObject &body, const char *field);

// {"on": true or false}, which must be given.
Result<bool> switchOf(const QJsonObject &body);

// An object as an answer.
Result<Response> jsonOf(const Result<QJsonObject> &object, int status = 200);

} // namespace slipway
