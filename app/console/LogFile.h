// The console's own log: everything that Qt and the console say, one line each with its time, in a file that
// is turned over when it has grown, and on stderr as before. Tokens and passwords are blotted out. From any
// thread; a log that can't be written costs nothing but itself.
#pragma once
#include <QFile>
#include <QString>

#include <mutex>

namespace slipway {

class LogFile
{
public:
    static constexpr qint64 turnOverAt = 1024 * 1024;
    static constexpr int kept = 3; // older ones: FILE.1, FILE.2, …

    explicit LogFile(const QString &path, qint64 most = turnOverAt);
    ~LogFile();
    LogFile(const LogFile &) = delete;
    LogFile &operator=(const LogFile &) = delete;

    // The folder of the user's state: $XDG_STATE_HOME/slipway.
    static QString defaultFolder();
    static QString blotted(QString line);

    QString path() const { return m_path; }
    void takeMessages(); // of Qt, until it goes
    void write(const QString &line);

private:
    bool open();
    void turnOver();

    const QString m_path;
    const qint64 m_most;
    std::mutex m_mutex;
    QFile m_file;
    bool m_takesMessages = false;
};

// The last lines of a text file, for a message that shows them.
QString endOfFile(const QString &path, int lines);

} // namespace slipway
