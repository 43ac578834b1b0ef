// Fetches what came with a mail, or was said with a message, and keeps it as a file: there whole or not at
// all, never opened. It tells how far it is, and can be given up; the file is written beside the GUI thread.
#pragma once
#include "models/CaseRows.h"
#include "models/FileKeeper.h"
#include "models/Session.h"

namespace slipway {

class FileFetch : public QObject
{
    Q_OBJECT

public:
    explicit FileFetch(Session &session, QObject *parent = nullptr);
    ~FileFetch() override;

    // A new one gives up what is under way; while a file is being put in place nothing else begins.
    void start(const FileRow &file, const QString &path);
    void giveUp(); // in vain, and told as done, once it is being put in place
    bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void progressed(qint64 got, qint64 whole); // bytes; whole: -1 where it isn't known
    void done(const QString &path, qint64 bytes);
    void failed(const slipway::Problem &problem);

private:
    Session &m_session;
    FileKeeper m_keeper;
    std::shared_ptr<GivingUp> m_givingUp; // of the one under way
    int m_generation = 0;                 // what comes of an earlier one isn't told
    bool m_busy = false;
    bool m_keeping = false;
};

} // namespace slipway
