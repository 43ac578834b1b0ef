// Takes over the mail that a platform finds at the doors of its environments. Outside the environments: what
// was taken over survives them.
#pragma once
#include "domain/Problem.h"

#include <QByteArray>

namespace slipway {

class MailSink
{
public:
    virtual ~MailSink() = default;
    // How many more it takes from this environment; the rest waits at the door.
    virtual int room(int slot) = 0;
    // To be sent. Durable when it returns; the same bytes again are the same message.
    virtual Result<void> keep(int slot, const QByteArray &taken) = 0;
};

} // namespace slipway
