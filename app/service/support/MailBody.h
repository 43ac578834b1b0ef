// What a mail of ours says and carries: everything below its headers. Includes GMime: for source files only.
#pragma once
#include "service/support/CaseMail.h"
#include "service/support/MailParts.h"

namespace slipway {

// Text alone, or multipart/mixed with the files behind it.
Owned<GMimeObject> mailBody(const QString &text, const std::vector<MailFile> &files);

} // namespace slipway
