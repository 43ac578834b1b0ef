#include "widgets/ReleasePlan.h"

#include "models/ServiceWords.h"
#include "models/ShellLine.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace slipway {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ReleasePlan)
};

QString text(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

QString signer(const QString &role)
{
    if (role == QLatin1String("customer"))
        return Words::tr("the customer");
    if (role == QLatin1String("operations"))
        return Words::tr("operations");
    return role.isEmpty() ? Words::tr("somebody") : role;
}

QString conditionOf(const QJsonObject &step, const QJsonObject &inputs)
{
    const QString when = text(step, "when").trimmed();
    const QString name = when.startsWith(QLatin1String("inputs.")) ? when.mid(7) : QString();
    const QJsonObject properties = inputs.value(QStringLiteral("properties")).toObject();
    const QString title = titleWords(text(properties.value(name).toObject(), "title"));
    if (!title.isEmpty())
        return Words::tr("only with “%1”").arg(title);
    return when.isEmpty() ? QString() : Words::tr("only when %1").arg(when);
}

QString waitNote(const QJsonObject &wait)
{
    if (!text(wait, "sign_off").isEmpty())
        return Words::tr("%1 signs off").arg(signer(text(wait, "by")));
    if (!text(wait, "signal").isEmpty())
        return Words::tr("waits for the signal %1").arg(text(wait, "signal"));
    if (!text(wait, "event").isEmpty())
        return Words::tr("waits for %1").arg(text(wait, "event"));
    return Words::tr("waits until %1").arg(text(wait, "until"));
}

PlanLine::Kind kindOf(const QJsonObject &step, bool isHeld)
{
    if (step.value(QStringLiteral("finalizes")).toBool())
        return PlanLine::Kind::NoWayBack;
    if (step.value(QStringLiteral("commits")).toBool())
        return PlanLine::Kind::Swap;
    if (step.value(QStringLiteral("wait")).isObject())
        return PlanLine::Kind::SignOff;
    return isHeld ? PlanLine::Kind::Held : PlanLine::Kind::Step;
}

// As the command line reads it back: text bare, everything else as JSON.
QString valueText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

} // namespace

std::vector<PlanLine> planOf(const QJsonArray &steps, const QJsonObject &inputs)
{
    std::vector<PlanLine> lines;
    bool isHeld = false;
    for (const QJsonValue &value : steps) {
        const QJsonObject step = value.toObject();
        isHeld = isHeld || text(step, "enters") == QLatin1String("frozen");
        PlanLine line{kindOf(step, isHeld), titleWords(text(step, "title")), {}};
        if (line.text.isEmpty())
            line.text = text(step, "id");
        QStringList notes{conditionOf(step, inputs)};
        if (step.value(QStringLiteral("wait")).isObject())
            notes.append(waitNote(step.value(QStringLiteral("wait")).toObject()));
        notes.removeAll(QString());
        line.note = notes.join(QStringLiteral(", "));
        lines.push_back(std::move(line));
        if (step.value(QStringLiteral("commits")).toBool())
            isHeld = false;
    }
    return lines;
}

QStringList signersOf(const QJsonArray &steps, const QJsonObject &inputs)
{
    QStringList lines;
    for (const QJsonValue &value : steps) {
        const QJsonObject step = value.toObject();
        const QJsonObject wait = step.value(QStringLiteral("wait")).toObject();
        const QString name = text(wait, "sign_off");
        if (name.isEmpty())
            continue;
        const QString condition = conditionOf(step, inputs);
        const QString line = Words::tr("%1: %2").arg(signOffWords(name), signer(text(wait, "by")));
        lines.append(condition.isEmpty() ? line : Words::tr("%1 (%2)").arg(line, condition));
    }
    return lines;
}

QJsonObject StartWish::body() const
{
    QJsonObject object{{QStringLiteral("application"), application},
                       {QStringLiteral("pipeline"), pipeline},
                       {QStringLiteral("inputs"), inputs}};
    if (at)
        object.insert(QStringLiteral("at"), toText(*at));
    if (!note.isEmpty())
        object.insert(QStringLiteral("note"), note);
    return object;
}

QString StartWish::commandLine() const
{
    QStringList words{QStringLiteral("slipwayctl"), QStringLiteral("release"),    QStringLiteral("start"),
                      shellQuoted(application),     QStringLiteral("--pipeline"), shellQuoted(pipeline)};
    for (auto input = inputs.begin(); input != inputs.end(); ++input)
        words << QStringLiteral("--input")
              << shellQuoted(input.key() + QLatin1Char('=') + valueText(input.value()));
    if (at)
        words << QStringLiteral("--at") << toText(*at);
    if (note.startsWith(QLatin1Char('-')))
        words << shellQuoted(QStringLiteral("--note=") + note);
    else if (!note.isEmpty())
        words << QStringLiteral("--note") << shellQuoted(note);
    return words.join(QLatin1Char(' '));
}

} // namespace slipway
