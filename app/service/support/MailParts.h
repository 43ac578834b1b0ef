// What the readers of a mail share: GMime's objects owned, and the parts that are files rather than words.
// Includes GMime: for source files only.
#pragma once
#include "service/support/IncomingMail.h"

// glib's headers have members of the names that Qt makes keywords.
#undef signals
#undef slots
#include <gmime/gmime.h>

#include <memory>

namespace slipway {

struct Unref
{
    void operator()(void *object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

struct Free
{
    void operator()(char *text) const { g_free(text); }
};
using Text = std::unique_ptr<char, Free>;

// Null when the bytes are no message at all.
Owned<GMimeMessage> parseMail(const QByteArray &raw);
// Every line ends as SMTP wants it: servers disagree about what a bare line feed means.
QByteArray serialized(GMimeMessage *message);
std::vector<MailAttachment> attachmentsIn(GMimeMessage *message);

} // namespace slipway
