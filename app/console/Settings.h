// What the console remembers, one JSON file: written a moment after a change, aside, and put in place as a
// whole, so that a crash leaves the old or the new one. What can't be written is said, and the work goes on.
#pragma once
#include "domain/Problem.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

class QThreadPool;

namespace slipway {

class Settings : public QObject
{
    Q_OBJECT

public:
    explicit Settings(const QString &file, QObject *parent = nullptr);
    ~Settings() override; // writes what is left

    QString file() const { return m_file; }
    QJsonValue value(const QString &key) const { return m_values.value(key); }
    void set(const QString &key, const QJsonValue &value);
    // What was wrong when it was read, in words: asked for when the language is known.
    std::optional<Problem> loadProblem() const;
    void flush(); // now, and waits for it: for the end

Q_SIGNALS:
    void failed(const slipway::Problem &problem); // once, until it works again
    void recovered();

private:
    void load();
    void write();
    void onWritten(const std::optional<Problem> &problem);

    const QString m_file;
    QJsonObject m_values;
    enum class Fault { None, Unreadable, Broken, TooLong };
    Fault m_fault = Fault::None;
    QString m_reason;
    QString m_aside; // where the file that can't be used was kept
    QTimer m_soon;
    std::unique_ptr<QThreadPool> m_writer; // one thread: writes don't overtake each other
    bool m_changed = false;
    bool m_isFailing = false;
};

} // namespace slipway
