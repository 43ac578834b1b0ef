// A Maildir from which the desk takes mail, as any mail program or a plain move lays it there: FOLDER/new.
// What was taken goes to FOLDER/cur once it is committed; until then it stays, and what is taken twice counts
// once.
#pragma once
#include "domain/Problem.h"

#include <QString>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>
#include <thread>

namespace slipway {

class MailDrop
{
public:
    using Take = std::function<Result<void>(const QByteArray &raw)>;
    static constexpr qint64 largest = 50'000'000; // bytes of a mail; what is larger stays, and is said

    MailDrop(QString folder, Take take);
    ~MailDrop();
    Q_DISABLE_COPY_MOVE(MailDrop)

    Result<void> start(); // makes the folder
    void stop();

    // What the thread does again and again: how many were taken, or why one couldn't be.
    Result<int> collect();

private:
    void loop(const std::stop_token &stop);
    Result<void> takeOne(const QString &name) const;

    const QString m_folder;
    const Take m_take;
    std::set<QString> m_tooLarge; // that were said
    QString m_complaint;          // as last told
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::jthread m_thread;
};

} // namespace slipway
