// The only code that has effects. An activity is small: it can say what it would do, see whether it is done,
// do it, check it and undo it. The engine persists the intent before apply() and the result after it; after a
// crash it calls observe() first and never repeats blindly.
//
// Activities run on worker threads and may block; they watch `stop` and give up at `deadline`.
#pragma once
#include "domain/Instant.h"
#include "domain/Problem.h"

#include <QJsonArray>
#include <QJsonObject>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <unordered_map>

namespace slipway {

// A run's fencing tokens: StepContext::token and those after it, before the next run's. An activity that
// hands something on for a while (a cutover, whose recovery takes the next token) uses them up one by one.
constexpr qint64 tokensPerRun = 1000;

struct StepContext
{
    qint64 runId = 0;
    QString subject; // "application/northwind/shop"
    QString step;    // id in the definition
    int attempt = 1;
    qint64 token = 0;    // the run's first fencing token; targets refuse an older one
    QString actor;       // on whose behalf: who started, retried or approved it last
    QJsonObject with;    // the step's parameters, references resolved
    QJsonObject inputs;  // of the run
    QJsonObject outputs; // by step id: what earlier steps returned
    std::stop_token stop;
    std::optional<Duration> timeout;
    // One line of the live log, with data; kept in the run's log (not in the ledger).
    std::function<void(const QString &line, const QJsonObject &data)> progress;

    void say(const QString &line, const QJsonObject &data = {}) const
    {
        if (progress)
            progress(line, data);
    }
};

struct Observation
{
    enum class Answer { Done, NotDone, CannotTell };
    Answer answer = Answer::CannotTell;
    QJsonObject output; // when Done: what apply would have returned
    QString why;        // when CannotTell: for the person who decides

    static Observation done(QJsonObject output = {}) { return {Answer::Done, std::move(output), {}}; }
    static Observation notDone() { return {Answer::NotDone, {}, {}}; }
    static Observation cannotTell(QString why) { return {Answer::CannotTell, {}, std::move(why)}; }
};

class Activity
{
public:
    virtual ~Activity() = default;
    virtual QString name() const = 0; // "environment.clone": as in `do:`
    virtual int version() const { return 1; }
    // What would change, one sentence each, for a person to read before it happens.
    virtual Result<QStringList> preview(const StepContext &context) = 0;
    virtual Result<Observation> observe(const StepContext &context) = 0;
    virtual Result<QJsonObject> apply(const StepContext &context) = 0;
    virtual Result<void> verify(const StepContext &, const QJsonObject & /*output*/) { return {}; }
    virtual Result<void> undo(const StepContext &context, const QJsonObject &output) = 0;
};

class ActivityRegistry
{
public:
    void add(std::shared_ptr<Activity> activity);
    std::shared_ptr<Activity> find(const QString &name) const; // null when unknown
    QStringList names() const;

private:
    std::unordered_map<std::string, std::shared_ptr<Activity>> m_activities;
};

} // namespace slipway
