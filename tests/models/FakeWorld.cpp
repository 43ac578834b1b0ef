#include "models/FakeWorld.h"

#include "domain/Instant.h"
#include "domain/Json.h"

namespace slipway::fake {

QString at(qint64 second)
{
    return toText(Instant(std::chrono::seconds(1'795'744'800 + second)));
}

QJsonObject customer(qint64 id, const QString &slug, const QString &name)
{
    return {{QStringLiteral("id"), id}, {QStringLiteral("slug"), slug}, {QStringLiteral("name"), name}};
}

QJsonObject appliance(qint64 id, const QString &name, const QString &className, const QString &state,
                      const QString &health)
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("name"), name},
            {QStringLiteral("class"), className},
            {QStringLiteral("address"), QStringLiteral("127.93.%1.%2").arg(id / 200).arg(id % 200)},
            {QStringLiteral("state"), state},
            {QStringLiteral("health"), health},
            {QStringLiteral("volumes"), QJsonArray()}};
}

QJsonObject environment(qint64 number, const QString &name, const QString &role, const QString &version,
                        const QString &state)
{
    const QString address = QStringLiteral("127.93.4.%1").arg(number);
    const bool isTest = role == QLatin1String("test");
    const QJsonObject ssh{{QStringLiteral("host"), address},
                          {QStringLiteral("port"), 2222},
                          {QStringLiteral("user"), QStringLiteral("shop")},
                          {QStringLiteral("host_key"), QStringLiteral("ssh-ed25519 AAAA")}};
    return {
        {QStringLiteral("id"), number},
        {QStringLiteral("name"), name},
        {QStringLiteral("role"), role},
        {QStringLiteral("url"), QStringLiteral("http://%1:8080/").arg(address)},
        {QStringLiteral("address"), address},
        {QStringLiteral("port"), 8080},
        {QStringLiteral("state"), state},
        {QStringLiteral("version"), version},
        {QStringLiteral("quiet"), isTest},
        {QStringLiteral("ssh"), isTest ? QJsonValue(ssh) : QJsonValue()},
        {QStringLiteral("appliances"),
         QJsonArray{appliance(number * 10, QStringLiteral("web"), QStringLiteral("nginx"), state),
                    appliance(number * 10 + 1, QStringLiteral("db"), QStringLiteral("postgresql"), state)}}};
}

QJsonObject application(qint64 id, const QString &handle, const QString &name, const QJsonArray &environments)
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("handle"), handle},
            {QStringLiteral("customer"), handle.section(QLatin1Char('/'), 0, 0)},
            {QStringLiteral("slug"), handle.section(QLatin1Char('/'), 1)},
            {QStringLiteral("name"), name},
            {QStringLiteral("revision"), 1},
            {QStringLiteral("environments"), environments}};
}

QJsonObject release(qint64 id, const QString &application, const QString &state, const QString &currentStep,
                    const QString &waitsFor)
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("application"), application},
            {QStringLiteral("pipeline"), QStringLiteral("no-migration")},
            {QStringLiteral("digest"), QStringLiteral("sha256:0")},
            {QStringLiteral("state"), state},
            {QStringLiteral("run_id"), id + 1000},
            {QStringLiteral("requested_by"), QStringLiteral("eva")},
            {QStringLiteral("created"), at(id)},
            {QStringLiteral("updated"), at(id + 1)},
            {QStringLiteral("waits_for"), waitsFor},
            {QStringLiteral("current_step"), currentStep},
            {QStringLiteral("inputs"), QJsonObject()},
            {QStringLiteral("measured"), QJsonObject()},
            {QStringLiteral("revision"), 1},
            {QStringLiteral("signoffs"), QJsonArray()}};
}

QJsonObject step(const QString &id, const QString &title, const QString &state, const QString &activity,
                 const QStringList &after, const QString &phase)
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("title"), title},
            {QStringLiteral("phase"), phase},
            {QStringLiteral("activity"), activity},
            {QStringLiteral("state"), state},
            {QStringLiteral("attempt"), state == QLatin1String("pending") ? 0 : 1},
            {QStringLiteral("waits_for"), QString()},
            {QStringLiteral("output"), QJsonObject()},
            {QStringLiteral("problem"), QJsonValue()},
            {QStringLiteral("by"), QString()},
            {QStringLiteral("reason"), QString()},
            {QStringLiteral("after"), toJson(after)},
            {QStringLiteral("started"), QJsonValue()},
            {QStringLiteral("finished"), QJsonValue()},
            {QStringLiteral("due"), QJsonValue()}};
}

QJsonObject signOffStep(const QString &id, const QString &title, const QString &state,
                        const QString &waitsFor)
{
    return with(step(id, title, state, {}), {{QStringLiteral("waits_for"), waitsFor}});
}

QJsonObject logLine(qint64 id, const QString &step, const QString &line)
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("at"), at(id)},
            {QStringLiteral("step"), step},
            {QStringLiteral("line"), line},
            {QStringLiteral("data"), QJsonObject()}};
}

QJsonObject pipeline(const QString &name, int version, const QString &title)
{
    return {{QStringLiteral("name"), name},
            {QStringLiteral("version"), version},
            {QStringLiteral("digest"), QStringLiteral("sha256:%1").arg(version)},
            {QStringLiteral("title"), title},
            {QStringLiteral("origin"), QStringLiteral("shipped")},
            {QStringLiteral("author"), QString()},
            {QStringLiteral("at"), at(version)}};
}

QJsonObject event(qint64 seq, const QString &kind, const QString &subject, const QJsonObject &payload,
                  const QString &actor)
{
    return {{QStringLiteral("seq"), seq},
            {QStringLiteral("at"), at(seq)},
            {QStringLiteral("actor"), actor},
            {QStringLiteral("kind"), kind},
            {QStringLiteral("subject"), subject},
            {QStringLiteral("payload"), payload},
            {QStringLiteral("prev_hash"), QString(64, QLatin1Char('0'))},
            {QStringLiteral("hash"), QString(64, QLatin1Char('0'))}};
}

QJsonObject with(QJsonObject object, std::initializer_list<std::pair<QString, QJsonValue>> fields)
{
    for (const auto &[name, value] : fields)
        object.insert(name, value);
    return object;
}

} // namespace slipway::fake
