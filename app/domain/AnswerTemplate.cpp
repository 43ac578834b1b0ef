#include "domain/AnswerTemplate.h"

#include "domain/Problem.h"

#include <QRegularExpression>

namespace slipway {

namespace {

constexpr qsizetype longestTitle = 120;
constexpr qsizetype longestText = 20'000;

// One "{{name}}", blanks around the name allowed; never over the end of a line.
struct Placeholder
{
    qsizetype begins = -1; // negative: there is none
    qsizetype ends = 0;    // right behind it
    QString name;
    bool isClosed = false;
};

Placeholder placeholderFrom(const QString &text, qsizetype from)
{
    Placeholder found;
    found.begins = text.indexOf(QLatin1String("{{"), from);
    if (found.begins < 0)
        return found;
    const qsizetype line = text.indexOf(QLatin1Char('\n'), found.begins);
    const qsizetype close = text.indexOf(QLatin1String("}}"), found.begins + 2);
    found.isClosed = close >= 0 && (line < 0 || close < line);
    found.ends = found.isClosed ? close + 2 : found.begins + 2;
    if (found.isClosed)
        found.name = text.mid(found.begins + 2, close - found.begins - 2).trimmed();
    return found;
}

QString known()
{
    QStringList all;
    for (const QString &name : templatePlaceholders())
        all.append(QStringLiteral("{{%1}}").arg(name));
    return QStringLiteral("Known are: %1.").arg(all.join(QStringLiteral(", ")));
}

Failure wrong(const QString &what, const QString &hint, const char *where)
{
    return fail(Problem::Kind::Invalid, what, hint, QLatin1String(where));
}

} // namespace

QJsonObject AnswerTemplate::toJson() const
{
    return {{QStringLiteral("name"), name},
            {QStringLiteral("title"), title},
            {QStringLiteral("text"), text},
            {QStringLiteral("updated"), toText(updated)},
            {QStringLiteral("by"), by}};
}

const QStringList &templatePlaceholders()
{
    static const QStringList all{QStringLiteral("customer"), QStringLiteral("contact"),
                                 QStringLiteral("case"),     QStringLiteral("subject"),
                                 QStringLiteral("engineer"), QStringLiteral("application"),
                                 QStringLiteral("severity")};
    return all;
}

Result<void> checkTemplateName(const QString &name)
{
    static const QRegularExpression form(QStringLiteral("\\A[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?\\z"));
    if (form.match(name).hasMatch())
        return {};
    return wrong(QStringLiteral("\"%1\" can't be the name of a template").arg(name.left(60)),
                 QStringLiteral("Use lower case letters, digits and hyphens inside, at most 60."), "name");
}

Result<void> checkTemplate(const QString &title, const QString &text)
{
    if (title.trimmed().isEmpty() || title.size() > longestTitle || title.contains(QLatin1Char('\n')))
        return wrong(
            QStringLiteral("The template has no title of one line"),
            QStringLiteral("Say in a few words when it is used, at most %1 characters.").arg(longestTitle),
            "/title");
    if (text.trimmed().isEmpty() || text.size() > longestText || text.contains(QChar::Null))
        return wrong(QStringLiteral("The template says nothing that can be sent"),
                     QStringLiteral("Write some words, at most %1 characters.").arg(longestText), "/text");
    for (Placeholder one = placeholderFrom(text, 0); one.begins >= 0; one = placeholderFrom(text, one.ends)) {
        if (!one.isClosed)
            return wrong(QStringLiteral("The placeholder \"%1\" isn't closed")
                             .arg(text.mid(one.begins, 30).section(QLatin1Char('\n'), 0, 0)),
                         QStringLiteral("End it with }} on the same line."), "/text");
        if (!templatePlaceholders().contains(one.name))
            return wrong(QStringLiteral("There is no placeholder {{%1}}").arg(one.name.left(60)), known(),
                         "/text");
    }
    return {};
}

FilledTemplate filledTemplate(const QString &text, const std::map<QString, QString> &values)
{
    FilledTemplate filled;
    qsizetype from = 0;
    for (;;) {
        const Placeholder one = placeholderFrom(text, from);
        if (one.begins < 0)
            break;
        filled.text += text.mid(from, one.begins - from);
        from = one.ends;
        if (!templatePlaceholders().contains(one.name)) {
            filled.text += text.mid(one.begins, one.ends - one.begins);
            continue;
        }
        const auto value = values.find(one.name);
        if (value != values.end() && !value->second.isEmpty())
            filled.text += value->second;
        else if (!filled.missing.contains(one.name))
            filled.missing.append(one.name);
    }
    filled.text += text.mid(from);
    return filled;
}

} // namespace slipway
