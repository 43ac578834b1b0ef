#include "service/engine/DefinitionCheck.h"

#include "service/engine/Activity.h"
#include "service/engine/ConditionNames.h"
#include "service/engine/Conditions.h"
#include "service/engine/DefinitionReader.h"
#include "service/engine/Moment.h"
#include "service/engine/References.h"
#include "service/engine/Repetition.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace slipway {

namespace {

using Steps = std::vector<StepDefinition>;

constexpr std::size_t mostSteps = 1000; // of a section, with what is repeated
constexpr auto constantLimit = std::chrono::milliseconds(100);

class SectionCheck
{
public:
    SectionCheck(const Definition &definition, const QString &section, const YamlDocument &document,
                 std::vector<Problem> &problems)
        : m_definition(definition),
          m_section(section),
          m_steps(section == QLatin1String("steps") ? definition.steps : definition.rollback),
          m_document(document),
          m_problems(problems)
    {
    }

    void check(const ActivityRegistry *registry)
    {
        checkIds();
        checkRepetitions();
        for (std::size_t i = 0; i < m_steps.size(); ++i) {
            checkAfter(i);
            checkConditions(i);
            if (registry)
                checkActivity(i, *registry);
        }
        checkCircles();
        findAncestors();
        for (std::size_t i = 0; i < m_steps.size(); ++i) {
            checkBackTo(i);
            checkReferences(i);
        }
    }

private:
    void complain(std::size_t step, const QString &key, const QString &what, const QString &hint)
    {
        const QString pointer = pointerOfStep(m_section, step);
        const QString place = key.isEmpty() ? pointer : pointer + QLatin1Char('/') + key;
        m_problems.push_back({Problem::Kind::Invalid, what, m_document.where(place), hint});
    }

    QString known() const
    {
        return QStringLiteral("Known are: %1.").arg(QStringList(m_index.keys()).join(QStringLiteral(", ")));
    }

    void checkIds()
    {
        static const QRegularExpression form(QStringLiteral("\\A[a-z][a-z0-9-]*\\z"));
        for (std::size_t i = 0; i < m_steps.size(); ++i) {
            const QString &id = m_steps[i].id;
            if (!form.match(id).hasMatch())
                complain(i, QStringLiteral("id"), QStringLiteral("\"%1\" cannot be an id").arg(id),
                         QStringLiteral("Use lower case letters, digits and hyphens; a letter first."));
            if (m_index.contains(id))
                complain(i, QStringLiteral("id"), QStringLiteral("There are two steps \"%1\"").arg(id),
                         QStringLiteral("Give one of them another id."));
            else
                m_index.insert(id, i);
        }
    }

    // Each repetition becomes a step, with an id made from this one's.
    void checkRepetitions()
    {
        const QString key = QStringLiteral("repeat");
        std::size_t all = m_steps.size();
        for (std::size_t i = 0; i < m_steps.size(); ++i) {
            const QStringList ids = idsOfRepetitions(m_steps[i]);
            for (const QString &id : ids) {
                if (!m_index.contains(id))
                    continue;
                complain(i, key, QStringLiteral("Repeated, it would be \"%1\" as another step is").arg(id),
                         QStringLiteral("Give one of them another id."));
                break;
            }
            all += static_cast<std::size_t>(ids.size());
            if (all <= mostSteps)
                continue;
            complain(i, key, QStringLiteral("With this there are over %1 steps").arg(mostSteps),
                     QStringLiteral("Repeat it less often, at a greater distance."));
            return;
        }
    }

    void checkAfter(std::size_t i)
    {
        QSet<QString> seen;
        for (const QString &name : m_steps[i].after) {
            if (!m_index.contains(name))
                complain(i, QStringLiteral("after"), QStringLiteral("There is no step \"%1\"").arg(name),
                         known());
            if (seen.contains(name))
                complain(i, QStringLiteral("after"), QStringLiteral("\"%1\" stands there twice").arg(name),
                         QStringLiteral("Remove one of the two."));
            seen.insert(name);
        }
    }

    // Kahn's walk: whatever is left over goes round in a circle or hangs behind one.
    void checkCircles()
    {
        QSet<QString> reached;
        bool grew = true;
        while (grew) {
            grew = false;
            for (const StepDefinition &step : m_steps) {
                const bool ready =
                    std::all_of(step.after.begin(), step.after.end(), [&](const QString &name) {
                        return reached.contains(name) || !m_index.contains(name);
                    });
                if (ready && !reached.contains(step.id)) {
                    reached.insert(step.id);
                    grew = true;
                }
            }
        }
        QStringList left;
        std::optional<std::size_t> first;
        for (std::size_t i = 0; i < m_steps.size(); ++i) {
            if (reached.contains(m_steps[i].id))
                continue;
            left.append(m_steps[i].id);
            first = first.value_or(i);
        }
        m_circular = first.has_value();
        if (first)
            complain(*first, QStringLiteral("after"),
                     QStringLiteral("These steps wait for each other in a circle: %1")
                         .arg(left.join(QStringLiteral(", "))),
                     QStringLiteral("Take one \"after\" away."));
    }

    void findAncestors()
    {
        if (m_circular)
            return;
        bool grew = true;
        while (grew) {
            grew = false;
            for (const StepDefinition &step : m_steps) {
                QSet<QString> &mine = m_ancestors[step.id];
                const qsizetype before = mine.size();
                for (const QString &name : step.after) {
                    mine.insert(name);
                    mine.unite(m_ancestors.value(name));
                }
                grew = grew || mine.size() != before;
            }
        }
    }

    void checkBackTo(std::size_t i)
    {
        const StepDefinition &step = m_steps[i];
        if (step.onFailure.mode != OnFailure::Mode::BackTo)
            return;
        const QString &target = step.onFailure.target;
        const QString key = QStringLiteral("on_failure");
        if (!m_index.contains(target)) {
            complain(i, key, QStringLiteral("There is no step \"%1\" to go back to").arg(target), known());
            return;
        }
        if (m_circular)
            return;
        const QSet<QString> before = m_ancestors.value(step.id);
        if (target != step.id && !before.contains(target)) {
            complain(i, key, QStringLiteral("\"%1\" does not come before this step").arg(target),
                     QStringLiteral("Go back to a step that this one comes after."));
            return;
        }
        for (const StepDefinition &between : m_steps) {
            const bool inside = before.contains(between.id) &&
                                (between.id == target || m_ancestors.value(between.id).contains(target));
            if (inside && between.commits)
                complain(i, key,
                         QStringLiteral("There is no way back over \"%1\", which commits").arg(between.id),
                         QStringLiteral("Go back to a later step, or write wait."));
        }
    }

    // What an expression sees besides inputs and steps.
    enum class Sees { Data, Event, Moment };

    // What a name leads to, or why it leads nowhere. What a step gives can't be known here.
    QString flawOf(const ConditionName &name, Sees sees) const
    {
        if (name.name == QLatin1String("inputs")) {
            const QJsonObject inputs = m_definition.inputs.value(QLatin1String("properties")).toObject();
            const bool isOpen =
                m_definition.inputs.value(QLatin1String("additionalProperties")).toBool(false);
            return isOpen || isMemberOfAll(name.member) || inputs.contains(name.member)
                       ? QString()
                       : QStringLiteral("There is no input \"%1\"").arg(name.member);
        }
        if (name.name == QLatin1String("steps")) {
            const bool isThere =
                m_index.contains(name.member) || (m_section == QLatin1String("rollback") &&
                                                  m_definition.step(QStringLiteral("forward"), name.member));
            return isThere || isMemberOfAll(name.member)
                       ? QString()
                       : QStringLiteral("There is no step \"%1\"").arg(name.member);
        }
        if (name.name == QLatin1String("event"))
            return sees == Sees::Event ? QString() : QStringLiteral("Only \"match\" sees an event");
        if (const QStringList members = moment::membersOf(name.name); !members.isEmpty()) {
            if (sees != Sees::Moment || m_definition.purpose != Definition::For::Case)
                return QStringLiteral("Only \"when\" of a process for cases sees \"%1\"").arg(name.name);
            return isMemberOfAll(name.member) || members.contains(name.member)
                       ? QString()
                       : QStringLiteral("There is nothing called \"%1.%2\"").arg(name.name, name.member);
        }
        return QStringLiteral("There is nothing called \"%1\"").arg(name.name);
    }

    static bool isMemberOfAll(const QString &member)
    {
        static const QStringList names{QStringLiteral("hasOwnProperty"),
                                       QStringLiteral("propertyIsEnumerable"), QStringLiteral("toString"),
                                       QStringLiteral("valueOf")};
        return member.isEmpty() || names.contains(member);
    }

    QString hintFor(Sees sees) const
    {
        return sees == Sees::Moment && m_definition.purpose == Definition::For::Case
                   ? QStringLiteral(
                         "A condition sees inputs.NAME, steps.ID.NAME (steps['ID'] where the id has "
                         "a hyphen), now.hour, now.weekday and remaining.first_response; put text "
                         "in quotes.")
                   : QStringLiteral(
                         "A condition sees inputs.NAME and steps.ID.NAME (steps['ID'] where the id "
                         "has a hyphen); put text in quotes.");
    }

    // Whether it may stand there. An expression is checked as a whole: each name that leads nowhere is told.
    bool checkExpression(std::size_t i, const QString &key, const QString &expression, Sees sees = Sees::Data)
    {
        const QString place = QStringLiteral("%1 (at %2 of it)");
        if (const auto good = checkCondition(expression); !good) {
            complain(i, key, place.arg(good.error().what, good.error().where), good.error().hint);
            return false;
        }
        bool isGood = true;
        for (const ConditionName &name : namesOutside(expression)) {
            const QString flaw = flawOf(name, sees);
            isGood = isGood && flaw.isEmpty();
            if (!flaw.isEmpty())
                complain(i, key, place.arg(flaw, name.place), hintFor(sees));
        }
        return isGood;
    }

    void checkConditions(std::size_t i)
    {
        const StepDefinition &step = m_steps[i];
        if (!step.when.isEmpty())
            checkExpression(i, QStringLiteral("when"), step.when, Sees::Moment);
        if (step.wait && !step.wait->match.isEmpty())
            checkExpression(i, QStringLiteral("wait/match"), step.wait->match, Sees::Event);
        if (step.wait && !step.wait->until.trimmed().isEmpty())
            checkUntil(i, step.wait->until.trimmed());
    }

    void checkUntil(std::size_t i, const QString &until)
    {
        const QString key = QStringLiteral("wait/until");
        const auto duration = durationFromText(until);
        if (duration || instantFromText(until))
            return;
        // Something that begins with a digit is meant as a duration, and a wrong one isn't an expression.
        if (until.front().isDigit()) {
            complain(i, key, duration.error().what, duration.error().hint);
            return;
        }
        if (!checkExpression(i, key, until) || !namesOutside(until).empty())
            return;
        // Without data it is the same whenever it is asked, so that it can be asked now.
        const auto value = evaluate(until, {}, constantLimit);
        if (!value || !instantFromText(value->toString()))
            complain(
                i, key, QStringLiteral("\"%1\" gives no time").arg(until.left(60)),
                QStringLiteral("Write a duration such as 10m, a time such as 2026-11-23T18:00:00Z, or an "
                               "expression that gives one, such as steps.ID.due."));
    }

    void checkActivity(std::size_t i, const ActivityRegistry &registry)
    {
        const QString &name = m_steps[i].activity;
        if (!name.isEmpty() && !registry.find(name))
            complain(i, QStringLiteral("do"), QStringLiteral("There is no activity \"%1\"").arg(name),
                     QStringLiteral("Known are: %1.").arg(registry.names().join(QStringLiteral(", "))));
    }

    void checkReferences(std::size_t i)
    {
        visitReferences(m_steps[i].with, QString(), [&](const QString &pointer, const QString &reference) {
            const QString flaw = flawOf(i, reference);
            if (!flaw.isEmpty())
                complain(i, QStringLiteral("with") + pointer,
                         QStringLiteral("${%1} leads nowhere: %2").arg(reference.left(100), flaw),
                         QStringLiteral("Use ${inputs.NAME}, ${steps.ID.NAME}, ${run.id} or ${run.subject}; "
                                        "write $${ for a plain ${."));
        });
    }

    QString flawOf(std::size_t i, const QString &reference) const
    {
        const QStringList path = reference.split(QLatin1Char('.'));
        if (path.contains(QString()))
            return QStringLiteral("it is not a name");
        if (path.at(0) == QLatin1String("inputs")) {
            const QJsonObject inputs = m_definition.inputs.value(QLatin1String("properties")).toObject();
            if (path.size() > 1 && inputs.contains(path.at(1)))
                return {};
            return QStringLiteral("there is no such input");
        }
        if (path.at(0) == QLatin1String("run")) {
            static const QStringList names{QStringLiteral("id"), QStringLiteral("subject"),
                                           QStringLiteral("actor")};
            return path.size() == 2 && names.contains(path.at(1))
                       ? QString()
                       : QStringLiteral("a run has id, subject and actor");
        }
        if (path.at(0) != QLatin1String("steps"))
            return QStringLiteral("it begins with none of inputs, steps and run");
        if (path.size() < 2)
            return QStringLiteral("it names no step");
        const QString &id = path.at(1);
        const bool earlier = m_circular || m_ancestors.value(m_steps[i].id).contains(id);
        if (m_index.contains(id) && earlier)
            return {};
        // The way back may use what the way there has left.
        if (m_section == QLatin1String("rollback") && m_definition.step(QStringLiteral("forward"), id))
            return {};
        return m_index.contains(id) ? QStringLiteral("that step does not come before this one")
                                    : QStringLiteral("there is no such step");
    }

    const Definition &m_definition;
    QString m_section;
    const Steps &m_steps;
    const YamlDocument &m_document;
    std::vector<Problem> &m_problems;
    QMap<QString, std::size_t> m_index;
    QHash<QString, QSet<QString>> m_ancestors;
    bool m_circular = false;
};

} // namespace

void checkDefinition(const Definition &definition, const YamlDocument &document,
                     const ActivityRegistry *registry, std::vector<Problem> &problems)
{
    static const QRegularExpression form(QStringLiteral("\\A[a-z][a-z0-9-]*\\z"));
    if (!form.match(definition.name).hasMatch())
        problems.push_back({Problem::Kind::Invalid,
                            QStringLiteral("\"%1\" cannot be a name").arg(definition.name),
                            document.where(QStringLiteral("/name")),
                            QStringLiteral("Use lower case letters, digits and hyphens; a letter first.")});
    SectionCheck(definition, QStringLiteral("steps"), document, problems).check(registry);
    SectionCheck(definition, QStringLiteral("rollback"), document, problems).check(registry);
    const auto commits = [](const StepDefinition &step) { return step.commits; };
    const auto first = std::find_if(definition.steps.begin(), definition.steps.end(), commits);
    if (first != definition.steps.end() && definition.rollback.empty()) {
        const auto index = static_cast<std::size_t>(first - definition.steps.begin());
        problems.push_back(
            {Problem::Kind::Invalid,
             QStringLiteral("\"%1\" commits, and there is no way back").arg(first->id),
             document.where(pointerOfStep(QStringLiteral("steps"), index) + QStringLiteral("/commits")),
             QStringLiteral("Add a section \"rollback\" with the steps of the way back.")});
    }
    if (first == definition.steps.end() && !definition.rollback.empty())
        problems.push_back(
            {Problem::Kind::Invalid,
             QStringLiteral("The section \"rollback\" would never run: no step commits"),
             document.where(QStringLiteral("/rollback")),
             QStringLiteral("Mark the step from which on there is no abort with \"commits: true\".")});
}

} // namespace slipway
