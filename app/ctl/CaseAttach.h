// Files on their way into a case and out of it.
#pragma once
#include "ctl/Context.h"

namespace slipway {

// Says something in the case of the arguments, with the files of --attach: all looked at before one of them
// travels, and taken away again where it isn't said. verb: reply, note.
Task<Result<QJsonObject>> sayWithFiles(Context &context, QString verb, QString text);

// What is at this path of the API, in the file of --output.
Task<int> fetchInto(Context &context, QString path);

} // namespace slipway
