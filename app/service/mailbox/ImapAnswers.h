// What libetpan has read of a server's answers, as our values.
#pragma once
#include "service/mailbox/ImapClient.h"

#include <libetpan/libetpan.h>

namespace slipway {

template <class T, class Work>
void forEach(clist *list, Work work)
{
    if (list == nullptr)
        return;
    for (clistiter *at = clist_begin(list); at != nullptr; at = clist_next(at))
        work(*static_cast<T *>(clist_content(at)));
}

// What it says of a mail; uid 0: it doesn't say of which.
ImapHead headOf(const mailimap_msg_att &mail);
// The whole of it, where it is there.
std::optional<QByteArray> bodyOf(const mailimap_msg_att &mail);

} // namespace slipway
