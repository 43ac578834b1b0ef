#include "models/CaseActions.h"

#include "models/FileSafety.h"
#include "models/SentOnce.h"
#include "models/ShellLine.h"

#include <algorithm>
#include <tuple>

namespace slipway {

namespace {

// By the one table of routes; a verb that isn't in it isn't offered.
bool mayDo(const QString &verb, Role role)
{
    const QString id = verb == QLatin1String("acknowledge")
                           ? QStringLiteral("acknowledgePage")
                           : callOf(verb, {}).command + QStringLiteral("Case");
    const auto all = routes();
    return std::any_of(all.begin(), all.end(), [&](const Route &route) {
        return id == QLatin1String(route.id) && route.access.allows(role);
    });
}

// A text that begins with a dash is taken for what it is.
QString word(const QString &text)
{
    return (text.startsWith(QLatin1Char('-')) ? QStringLiteral("-- ") : QString()) + shellQuoted(text);
}

} // namespace

std::vector<CaseAction> actionsOf(const CaseRow &about, const std::vector<PageRow> &pages, Role role,
                                  const QString &user)
{
    std::vector<CaseAction> actions;
    if (about.id == 0)
        return actions;
    const auto add = [&](const char *verb, bool primary = false, qint64 page = 0) {
        if (mayDo(QLatin1String(verb), role))
            actions.push_back({QLatin1String(verb), page, primary});
    };
    if (about.isOver()) {
        add("resume");
        if (about.state != QLatin1String("closed"))
            add("close");
        add("link");
        return actions;
    }
    const auto waiting =
        std::find_if(pages.rbegin(), pages.rend(), [](const PageRow &page) { return page.waitsForAnswer(); });
    const bool isMine = about.owner == user && !user.isEmpty();
    if (!about.acknowledged && waiting != pages.rend())
        add("acknowledge", false, waiting->id);
    if (!isMine || !about.acknowledged)
        add("take", about.owner.isEmpty() || !about.acknowledged);
    const bool isWaiting = about.state.startsWith(QLatin1String("waiting-"));
    add("assign");
    add(isWaiting ? "resume" : "wait");
    add("solve", isMine && about.acknowledged.has_value());
    add("close");
    add("severity");
    add("application");
    add("link");
    return actions;
}

QString actionOf(const CaseRow &about, const CaseCall &call)
{
    const QString stands =
        QStringList{about.state, about.owner, about.severity, about.application}.join(u' ');
    return actionOf(QStringLiteral("case/%1/%2 %3").arg(QString::number(about.id), call.command, stands),
                    call.body);
}

CaseCall callOf(const QString &verb, const QString &said)
{
    if (verb == QLatin1String("severity") || verb == QLatin1String("application"))
        return {QStringLiteral("triage"), {{verb, said}}};
    const bool isTo =
        verb == QLatin1String("assign") || verb == QLatin1String("link") || verb == QLatin1String("unlink");
    if (isTo)
        return {verb, {{QStringLiteral("to"), said}}};
    if (verb == QLatin1String("wait"))
        return {verb, {{QStringLiteral("for"), said.isEmpty() ? QStringLiteral("customer") : said}}};
    return {verb, {}};
}

std::optional<CaseCall> wayBackOf(const QString &verb, const CaseRow &before)
{
    if (verb == QLatin1String("severity"))
        return callOf(verb, before.severity);
    if (verb == QLatin1String("application"))
        return callOf(verb, before.application);
    if (verb == QLatin1String("assign") && !before.owner.isEmpty()) // nobody can't be given anything
        return callOf(verb, before.owner);
    if (verb != QLatin1String("wait") && verb != QLatin1String("resume"))
        return std::nullopt;
    if (before.state == QLatin1String("open")) // who hadn't heard of a new one has heard by now
        return callOf(QStringLiteral("resume"), {});
    if (before.state.startsWith(QLatin1String("waiting-for-")))
        return callOf(QStringLiteral("wait"), before.state.mid(12));
    return std::nullopt;
}

bool isAsItWas(const CaseRow &one, const CaseRow &other)
{
    const auto fields = [](const CaseRow &row) {
        return std::tie(row.severity, row.application, row.owner, row.state);
    };
    return fields(one) == fields(other);
}

QString commandLineOf(const CaseRow &about, const CaseAction &action, const QString &text)
{
    if (action.verb == QLatin1String("acknowledge"))
        return QStringLiteral("slipwayctl page ack %1").arg(action.page);
    if (action.verb == QLatin1String("solve"))
        return QStringLiteral("slipwayctl case close %1 --solved").arg(about.id);
    const QString verb = action.verb == QLatin1String("resume") ? QStringLiteral("reopen") : action.verb;
    static const QStringList asking{QStringLiteral("assign"), QStringLiteral("severity"),
                                    QStringLiteral("application"), QStringLiteral("link"),
                                    QStringLiteral("unlink")};
    if (text.isEmpty() && asking.contains(action.verb))
        return {};
    if (action.verb == QLatin1String("severity") || action.verb == QLatin1String("application"))
        return QStringLiteral("slipwayctl case triage %1 --%2 %3")
            .arg(QString::number(about.id), action.verb, shellQuoted(text));
    QString line = QStringLiteral("slipwayctl case %1 %2").arg(verb).arg(about.id);
    if (action.verb == QLatin1String("wait"))
        line += QLatin1Char(' ') + (text.isEmpty() ? QStringLiteral("customer") : text);
    else if (asking.contains(action.verb))
        line += QLatin1Char(' ') + word(text);
    return line;
}

QString replyLine(qint64 id, bool isNote, const QString &text, const QStringList &files)
{
    const QString verb = isNote ? QStringLiteral("note") : QStringLiteral("reply");
    QString line = QStringLiteral("slipwayctl case %1 %2").arg(verb).arg(id);
    for (const QString &file : files)
        line += QLatin1Char(' ') + shellQuoted(QStringLiteral("--attach=") + file);
    return line + QLatin1Char(' ') + word(text);
}

QString attachmentLine(const FileRow &file)
{
    if (file.isSaid())
        return QStringLiteral("slipwayctl case file %1 %2 --output=%3")
            .arg(QString::number(file.ofCase), QString::number(file.file),
                 shellQuoted(nameToKeep(file.name)));
    return QStringLiteral("slipwayctl mail attachment %1 %2 --output=%3")
        .arg(QString::number(file.mail), QString::number(file.number), shellQuoted(nameToKeep(file.name)));
}

// With the equals sign, for the same reason.
QString templateLine(const QString &name, const QString &title, const QString &text)
{
    return QStringLiteral("slipwayctl case template set %1 %2 %3")
        .arg(word(name), shellQuoted(QStringLiteral("--title=") + title),
             shellQuoted(QStringLiteral("--text=") + text));
}

QString newCaseLine(const QJsonObject &fresh)
{
    if (!fresh.contains(QLatin1String("subject")) || !fresh.contains(QLatin1String("text")))
        return {};
    QString line = QStringLiteral("slipwayctl case new");
    for (const char *key : {"subject", "text", "contact", "application", "severity"}) {
        const QString value = fresh.value(QLatin1String(key)).toString();
        const bool hasDash = value.startsWith(QLatin1Char('-'));
        const QString option = QLatin1String("--") + QLatin1String(key);
        if (!value.isEmpty())
            line += QLatin1Char(' ') + (hasDash ? shellQuoted(option + QLatin1Char('=') + value)
                                                : option + QLatin1Char(' ') + shellQuoted(value));
    }
    return line;
}

} // namespace slipway
