#include "service/engine/DefinitionPicture.h"

#include "domain/Json.h"

namespace slipway {

namespace {

void insertGiven(QJsonObject &object, const QString &key, const QString &text)
{
    if (!text.isEmpty())
        object.insert(key, text);
}

// As it stands in the definition: {"sign_off": "readiness", "by": "customer"}.
QJsonObject pictureOf(const Wait &wait)
{
    QJsonObject object;
    if (wait.what == Wait::For::SignOff)
        object.insert(QStringLiteral("sign_off"), wait.name);
    if (wait.what == Wait::For::Signal)
        object.insert(QStringLiteral("signal"), wait.name);
    insertGiven(object, QStringLiteral("by"), wait.by);
    insertGiven(object, QStringLiteral("event"), wait.event);
    insertGiven(object, QStringLiteral("match"), wait.match);
    insertGiven(object, QStringLiteral("until"), wait.until);
    if (wait.before > Duration::zero())
        object.insert(QStringLiteral("before"), toText(wait.before));
    return object;
}

QJsonValue pictureOf(const Retry &retry)
{
    if (retry.times == 0)
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("times"), retry.times},
                       {QStringLiteral("pause"), toText(retry.pause)}};
}

QJsonObject pictureOf(const StepDefinition &step)
{
    return {{QStringLiteral("id"), step.id},
            {QStringLiteral("title"), step.title},
            {QStringLiteral("activity"), step.activity},
            {QStringLiteral("wait"), step.wait ? QJsonValue(pictureOf(*step.wait)) : QJsonValue()},
            {QStringLiteral("after"), toJson(step.after)},
            {QStringLiteral("when"), step.when},
            {QStringLiteral("commits"), step.commits},
            {QStringLiteral("finalizes"), step.finalizes},
            {QStringLiteral("reaches"), step.reaches},
            {QStringLiteral("enters"), step.enters},
            {QStringLiteral("timeout"), step.timeout ? QJsonValue(toText(*step.timeout)) : QJsonValue()},
            {QStringLiteral("retry"), pictureOf(step.retry)}};
}

QJsonArray pictureOf(const std::vector<StepDefinition> &steps)
{
    QJsonArray list;
    for (const StepDefinition &step : steps)
        list.append(pictureOf(step));
    return list;
}

} // namespace

QJsonObject pictureOf(const Definition &definition)
{
    return {{QStringLiteral("description"), definition.description},
            {QStringLiteral("inputs"), definition.inputs},
            {QStringLiteral("steps"), pictureOf(definition.steps)},
            {QStringLiteral("rollback"), pictureOf(definition.rollback)}};
}

} // namespace slipway
