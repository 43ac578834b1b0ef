#include "console/KeychainHome.h"

#include <qt6keychain/keychain.h>

#include <QTimer>

#include <chrono>

namespace slipway {

namespace {

const QString serviceName = QStringLiteral("Slipway");
// Somebody may be typing the keychain's password; the window goes on meanwhile.
constexpr std::chrono::seconds patience{60};

} // namespace

static Problem problemOf(QKeychain::Error error, const QString &details)
{
    using Kind = Problem::Kind;
    switch (error) {
    case QKeychain::EntryNotFound:
        return {Kind::NotFound, KeychainHome::tr("No token is kept in the keychain"), {}, {}};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {Kind::Unavailable,
                KeychainHome::tr("The keychain is locked, or said no"),
                {},
                KeychainHome::tr("Unlock it to stay signed in; until then you sign in for this session.")};
    default:
        return {Kind::Unavailable, KeychainHome::tr("There is no keychain here that answers"), details,
                KeychainHome::tr("You are signed in until Slipway ends. To stay signed in, run a keychain "
                                 "such as GNOME Keyring or KWallet.")};
    }
}

template <class T, class Job, class Value>
static Pending<T> answerOf(Job *job, Value value)
{
    Pending<T> pending;
    const auto isAnswered = std::make_shared<bool>(false);
    QObject::connect(job, &QKeychain::Job::finished, job, [=](QKeychain::Job *) {
        if (std::exchange(*isAnswered, true))
            return;
        if (job->error() != QKeychain::NoError)
            pending.resolve(Failure(problemOf(job->error(), job->errorString())));
        else
            pending.resolve(value(job));
    });
    QTimer::singleShot(patience, job, [=] {
        if (!std::exchange(*isAnswered, true))
            pending.resolve(Failure(problemOf(QKeychain::AccessDenied, {})));
    });
    job->start();
    return pending;
}

Pending<QByteArray> KeychainHome::read(const QString &key)
{
    auto *job = new QKeychain::ReadPasswordJob(serviceName);
    job->setKey(key);
    return answerOf<QByteArray>(job,
                                [](QKeychain::ReadPasswordJob *done) { return done->textData().toUtf8(); });
}

Pending<bool> KeychainHome::write(const QString &key, const QByteArray &token)
{
    auto *job = new QKeychain::WritePasswordJob(serviceName);
    job->setKey(key);
    job->setTextData(QString::fromUtf8(token));
    return answerOf<bool>(job, [](QKeychain::WritePasswordJob *) { return true; });
}

Pending<bool> KeychainHome::remove(const QString &key)
{
    auto *job = new QKeychain::DeletePasswordJob(serviceName);
    job->setKey(key);
    return answerOf<bool>(job, [](QKeychain::DeletePasswordJob *) { return true; });
}

} // namespace slipway
