#include "service/engine/DefinitionReader.h"

#include "domain/Json.h"

namespace slipway {

namespace {

class StepReader
{
public:
    StepReader(const YamlDocument &document, std::vector<Problem> &problems, QString pointer)
        : m_document(document), m_problems(problems), m_pointer(std::move(pointer))
    {
    }

    StepDefinition read(const QJsonObject &object, const QString &before)
    {
        StepDefinition step;
        step.id = object.value(QLatin1String("id")).toString();
        step.title = object.value(QLatin1String("title")).toString(step.id);
        step.activity = object.value(QLatin1String("do")).toString();
        step.with = object.value(QLatin1String("with")).toObject();
        step.when = object.value(QLatin1String("when")).toString();
        step.enters = object.value(QLatin1String("enters")).toString();
        step.reaches = object.value(QLatin1String("reaches")).toString();
        step.commits = object.value(QLatin1String("commits")).toBool();
        step.finalizes = object.value(QLatin1String("finalizes")).toBool();
        step.ends = object.value(QLatin1String("ends")).toBool();
        step.after = after(object.value(QLatin1String("after")), before);
        if (object.contains(QLatin1String("wait")))
            step.wait = wait(object.value(QLatin1String("wait")).toObject());
        if (step.activity.isEmpty() != step.wait.has_value())
            complain({}, QStringLiteral("A step either does something or waits"),
                     QStringLiteral("Give it one of \"do\" and \"wait\"."));
        if (step.wait && !step.with.isEmpty())
            complain(QStringLiteral("with"), QStringLiteral("A wait takes no parameters"),
                     QStringLiteral("Remove \"with\"."));
        if (step.wait && (step.commits || step.finalizes))
            complain({}, QStringLiteral("A wait has no effect, so it cannot commit or finalize"),
                     QStringLiteral("Put it at the activity that does."));
        if (step.ends && !step.wait)
            complain(QStringLiteral("ends"), QStringLiteral("Only a wait can end a process"),
                     QStringLiteral("Put it at the wait for what ends it."));
        readTimeout(object, step);
        readRetry(object, step);
        readOnFailure(object.value(QLatin1String("on_failure")), step);
        readRepeat(object, step);
        return step;
    }

private:
    void complain(const QString &key, const QString &what, const QString &hint)
    {
        const QString place = key.isEmpty() ? m_pointer : m_pointer + QLatin1Char('/') + key;
        m_problems.push_back({Problem::Kind::Invalid, what, m_document.where(place), hint});
    }

    static QStringList after(const QJsonValue &value, const QString &before)
    {
        if (value.isString())
            return {value.toString()};
        if (value.isArray())
            return stringsFromJson(value);
        return before.isEmpty() ? QStringList() : QStringList{before};
    }

    Duration beforeOf(const QString &text, const Wait &wait)
    {
        const QString key = QStringLiteral("wait/before");
        const auto duration = durationFromText(text);
        if (!duration)
            complain(key, duration.error().what, duration.error().hint);
        if (wait.until.isEmpty() || durationFromText(wait.until))
            complain(
                key, QStringLiteral("\"before\" belongs to a time"),
                QStringLiteral("Give \"until\" a time or an expression, such as inputs.first_response."));
        return duration.value_or(Duration::zero());
    }

    Wait wait(const QJsonObject &object)
    {
        Wait wait;
        wait.by = object.value(QLatin1String("by")).toString();
        wait.match = object.value(QLatin1String("match")).toString();
        wait.own = object.value(QLatin1String("own")).toBool();
        wait.event = object.value(QLatin1String("event")).toString();
        wait.until = object.value(QLatin1String("until")).toString();
        const QString signOff = object.value(QLatin1String("sign_off")).toString();
        const QString signal = object.value(QLatin1String("signal")).toString();
        wait.name = signOff.isEmpty() ? signal : signOff;
        if (!signOff.isEmpty())
            wait.what = Wait::For::SignOff;
        else if (!signal.isEmpty())
            wait.what = Wait::For::Signal;
        else if (!wait.event.isEmpty())
            wait.what = Wait::For::Event;
        else
            wait.what = Wait::For::Time;
        const int kinds = int(!signOff.isEmpty()) + int(!signal.isEmpty()) + int(!wait.event.isEmpty()) +
                          int(!wait.until.isEmpty());
        const QString key = QStringLiteral("wait");
        if (kinds != 1)
            complain(key, QStringLiteral("A wait is for one thing"),
                     QStringLiteral("Give it exactly one of sign_off, signal, event and until."));
        if (!signOff.isEmpty() && wait.by.isEmpty())
            complain(key, QStringLiteral("It is not said who may sign off \"%1\"").arg(signOff),
                     QStringLiteral("Add \"by\" with a role, such as customer."));
        if (signOff.isEmpty() && !wait.by.isEmpty())
            complain(key, QStringLiteral("\"by\" belongs to a sign-off"), QStringLiteral("Remove it."));
        if (const QString before = object.value(QLatin1String("before")).toString(); !before.isEmpty())
            wait.before = beforeOf(before, wait);
        if (wait.event.isEmpty() && wait.own)
            complain(key, QStringLiteral("\"own\" belongs to an event"), QStringLiteral("Remove it."));
        if (wait.event.isEmpty() && !wait.match.isEmpty())
            complain(key, QStringLiteral("\"match\" belongs to an event"), QStringLiteral("Remove it."));
        return wait;
    }

    void readTimeout(const QJsonObject &object, StepDefinition &step)
    {
        const QString text = object.value(QLatin1String("timeout")).toString();
        if (!object.contains(QLatin1String("timeout")))
            return;
        const auto duration = durationFromText(text);
        if (!duration)
            complain(QStringLiteral("timeout"), duration.error().what, duration.error().hint);
        else if (duration->count() <= 0)
            complain(QStringLiteral("timeout"), QStringLiteral("A time-out of nothing would always fail"),
                     QStringLiteral("Write a longer one, or leave it out."));
        else
            step.timeout = *duration;
    }

    void readRetry(const QJsonObject &object, StepDefinition &step)
    {
        if (!object.contains(QLatin1String("retry")))
            return;
        const QString key = QStringLiteral("retry");
        const QJsonObject retry = object.value(key).toObject();
        step.retry.times = retry.value(QLatin1String("times")).toInt();
        const auto pause = durationFromText(retry.value(QLatin1String("pause")).toString());
        if (!pause)
            complain(key + QStringLiteral("/pause"), pause.error().what, pause.error().hint);
        else
            step.retry.pause = *pause;
        if (step.wait)
            complain(key, QStringLiteral("A wait isn't tried again"),
                     QStringLiteral("Give it a longer time-out instead."));
        if (step.commits)
            complain(key, QStringLiteral("What commits isn't tried again by itself"),
                     QStringLiteral("Leave it to a person: remove \"retry\"."));
        if (object.value(QLatin1String("on_failure")).isObject())
            complain(key, QStringLiteral("A step that goes back when it fails isn't tried again on the spot"),
                     QStringLiteral("Keep one of \"retry\" and \"back_to\"."));
    }

    void readRepeat(const QJsonObject &object, StepDefinition &step)
    {
        const QString key = QStringLiteral("repeat");
        if (!object.contains(key))
            return;
        const QJsonObject repeat = object.value(key).toObject();
        step.repeat.times = repeat.value(QLatin1String("times")).toInt();
        const auto every = durationFromText(repeat.value(QLatin1String("every")).toString());
        if (!every)
            complain(key + QStringLiteral("/every"), every.error().what, every.error().hint);
        else if (every->count() <= 0)
            complain(key + QStringLiteral("/every"),
                     QStringLiteral("Without a time between them all would be done at once"),
                     QStringLiteral("Write a duration such as 10m."));
        else
            step.repeat.every = *every;
        if (step.wait)
            complain(key, QStringLiteral("A wait isn't repeated"),
                     QStringLiteral("Put \"repeat\" at what is done after it."));
        if (step.commits || step.finalizes || !step.enters.isEmpty() || !step.reaches.isEmpty() ||
            step.onFailure.mode == OnFailure::Mode::BackTo)
            complain(
                key, QStringLiteral("What changes the course of a release is done once"),
                QStringLiteral("Remove \"repeat\", or commits, finalizes, enters, reaches and back_to."));
    }

    void readOnFailure(const QJsonValue &value, StepDefinition &step)
    {
        if (value.isObject()) {
            step.onFailure.mode = OnFailure::Mode::BackTo;
            step.onFailure.target = value.toObject().value(QLatin1String("back_to")).toString();
            step.onFailure.retryAfterCrash =
                value.toObject().value(QLatin1String("retry_after_crash")).toInt();
        } else if (value.toString() == QLatin1String("abort")) {
            step.onFailure.mode = OnFailure::Mode::Abort;
        } else if (!value.isUndefined() && value.toString() != QLatin1String("wait")) {
            complain(QStringLiteral("on_failure"),
                     QStringLiteral("\"%1\" is not a way to fail").arg(value.toString().left(60)),
                     QStringLiteral("Write wait, abort or {back_to: ID}."));
        }
    }

    const YamlDocument &m_document;
    std::vector<Problem> &m_problems;
    QString m_pointer;
};

std::vector<StepDefinition> readSection(const YamlDocument &document, const QString &section,
                                        std::vector<Problem> &problems)
{
    std::vector<StepDefinition> steps;
    const QJsonArray list = document.root.toObject().value(section).toArray();
    QString before;
    for (const QJsonValue &item : list) {
        StepReader reader(document, problems, pointerOfStep(section, steps.size()));
        steps.push_back(reader.read(item.toObject(), before));
        before = steps.back().id;
    }
    return steps;
}

// Number, severity and time of arrival of the case, and until when its first answer is promised.
QJsonObject inputsOfCases()
{
    const QJsonObject text{{QStringLiteral("type"), QStringLiteral("string")}};
    const QJsonObject number{{QStringLiteral("type"), QStringLiteral("integer")}};
    return {{QStringLiteral("type"), QStringLiteral("object")},
            {QStringLiteral("additionalProperties"), false},
            {QStringLiteral("required"),
             QJsonArray{QStringLiteral("case"), QStringLiteral("severity"), QStringLiteral("opened")}},
            {QStringLiteral("properties"), QJsonObject{{QStringLiteral("case"), number},
                                                       {QStringLiteral("severity"), text},
                                                       {QStringLiteral("opened"), text},
                                                       {QStringLiteral("first_response"), text}}}};
}

} // namespace

QString pointerOfStep(const QString &section, std::size_t index)
{
    return QStringLiteral("/%1/%2").arg(section).arg(index);
}

Definition readDefinition(const YamlDocument &document, std::vector<Problem> &problems)
{
    const QJsonObject root = document.root.toObject();
    Definition definition;
    definition.name = root.value(QLatin1String("name")).toString();
    definition.version = root.value(QLatin1String("version")).toInt();
    definition.title = root.value(QLatin1String("title")).toString(definition.name);
    definition.description = root.value(QLatin1String("description")).toString();
    definition.inputs = root.value(QLatin1String("inputs")).toObject();
    if (root.value(QLatin1String("for")).toString() == QLatin1String("case")) {
        definition.purpose = Definition::For::Case;
        if (root.contains(QLatin1String("inputs")))
            problems.push_back(
                {Problem::Kind::Invalid, QStringLiteral("What a process for cases gets is given"),
                 document.where(QStringLiteral("/inputs")),
                 QStringLiteral("Remove \"inputs\": there are case, severity, opened and first_response.")});
        definition.inputs = inputsOfCases();
    }
    definition.steps = readSection(document, QStringLiteral("steps"), problems);
    definition.rollback = readSection(document, QStringLiteral("rollback"), problems);
    return definition;
}

} // namespace slipway
