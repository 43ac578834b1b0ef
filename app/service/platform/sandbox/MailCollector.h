// Brings the mail of environments from their door folders into the service's keeping. Whether it is to be
// sent is decided by when it was laid there: only what came between open() and shut() is; that an environment
// is open is marked where nobody inside can reach it. The files are anybody's work: bounded in size and
// number, no link is followed, nothing in them is trusted.
#pragma once
#include "service/ipc/DataFolder.h"
#include "service/platform/MailSink.h"

#include <array>
#include <mutex>
#include <vector>

namespace slipway {

class MailCollector
{
public:
    // Without a sink everything stays where it is.
    MailCollector(const DataFolder &folder, MailSink *sink) : m_folder(folder), m_sink(sink) {}

    // What lies there already is set aside, still at the door; from now on mail leaves. Nothing changes when
    // it is open.
    Result<void> open(int slot);
    // Collects what was taken until now; what comes later is not sent.
    Result<void> shut(int slot);
    // Of all that are open; the first problem of each slot.
    std::vector<Problem> collect();

private:
    QString mark(int slot) const;
    bool isOpen(int slot) const;
    FileDescriptor doors() const;
    Result<void> setAside(int slot) const;
    enum class HowMuch { All, WhatFits };
    Result<void> take(int slot, HowMuch much) const;

    const DataFolder &m_folder;
    MailSink *m_sink;
    // One at a time of each slot: nothing is taken twice, and none waits for another's mail.
    std::array<std::mutex, DataFolder::slots + 1> m_mutexes;
};

} // namespace slipway
