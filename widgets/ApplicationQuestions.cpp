#include "widgets/ApplicationQuestions.h"

#include "models/ShellLine.h"
#include "widgets/EventWords.h"

#include <QCoreApplication>

namespace slipway {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(ApplicationQuestions)

public:
    Words(const ApplicationRow &application, const EnvironmentRow *environment)
        : m_application(application), m_environment(environment)
    {
    }

    Question clone() const
    {
        Question question;
        question.title = tr("Copy production of %1 into a test environment").arg(handle());
        question.changes = {
            tr("A test environment is built with a copy of production's code, files and databases, while "
               "production serves."),
            tr("It gets an address of its own and is quiet: its mail is caught, cron is off, and it can't "
               "reach out."),
        };
        question.wayBack = tr("Remove the test environment again; production isn't touched.");
        question.confirm = tr("Copy");
        return question;
    }

    Question start() const
    {
        Question question;
        question.title = tr("Start %1 of %2").arg(name(), handle());
        question.changes = {tr("%1 starts with all its appliances%2.").arg(name(), appliances())};
        question.wayBack = tr("Stop it again.");
        question.confirm = tr("Start");
        question.production = m_environment->isProduction();
        return question;
    }

    Question stop() const
    {
        Question question;
        question.title = m_environment->isProduction() ? tr("Stop production of %1").arg(handle())
                                                       : tr("Stop %1 of %2").arg(name(), handle());
        question.changes = {tr("%1 stops with all its appliances%2.").arg(name(), appliances())};
        if (!m_environment->url.isEmpty()) {
            question.changes.append(tr("Nobody gets an answer from %1 until it is started again.")
                                        .arg(quietWord(m_environment->url)));
        }
        question.wayBack = tr("Start it again: its code, files and databases stay as they are.");
        question.confirm = tr("Stop");
        question.production = m_environment->isProduction();
        if (question.production)
            question.typed = m_application.handle;
        return question;
    }

    Question remove() const
    {
        Question question;
        question.title = tr("Remove %1 of %2 with all its data").arg(name(), handle());
        question.changes = {
            tr("%1 is stopped and removed, with its code, files and databases.").arg(name()),
            tr("Its address is free for another environment."),
        };
        if (const EnvironmentRow *production = m_application.production()) {
            question.checks = {tr("Production is %1, which isn't touched.").arg(quietWord(production->name))};
        }
        question.wayBack = tr("There is none. Production can be copied again, as it is then.");
        question.confirm = tr("Remove");
        question.typed = m_environment->name;
        return question;
    }

    Question discard() const
    {
        Question question;
        question.title = tr("Remove %1, whose building failed").arg(handle());
        question.changes = {
            tr("What its building left is stopped and removed."),
            tr("Its name and its address are free for another."),
        };
        question.checks = {tr("An application that has ever run isn't removed: the service refuses that.")};
        question.wayBack = tr("Create it again from its recipe.");
        question.confirm = tr("Remove");
        return question;
    }

    QString doing(ApplicationVerb verb) const
    {
        switch (verb) {
        case ApplicationVerb::Clone:
            return tr("Production of %1 is being copied…").arg(handle());
        case ApplicationVerb::Start:
            return tr("%1 of %2 is being started…").arg(name(), handle());
        case ApplicationVerb::Stop:
            return tr("%1 of %2 is being stopped…").arg(name(), handle());
        case ApplicationVerb::Remove:
            return tr("%1 of %2 is being removed…").arg(name(), handle());
        case ApplicationVerb::Discard:
            return tr("%1 is being removed…").arg(handle());
        }
        return {};
    }

    QString done(ApplicationVerb verb) const
    {
        switch (verb) {
        case ApplicationVerb::Clone:
            return tr("A test environment of %1 is being built; it appears among its environments.")
                .arg(handle());
        case ApplicationVerb::Start:
            return tr("%1 of %2 runs.").arg(name(), handle());
        case ApplicationVerb::Stop:
            return tr("%1 of %2 is stopped.").arg(name(), handle());
        case ApplicationVerb::Remove:
            return tr("%1 of %2 is removed.").arg(name(), handle());
        case ApplicationVerb::Discard:
            return tr("%1 is removed.").arg(handle());
        }
        return {};
    }

private:
    QString handle() const { return quietWord(m_application.handle); }
    QString name() const { return m_environment ? quietWord(m_environment->name) : QString(); }
    QString appliances() const
    {
        QStringList names;
        for (const ApplianceRow &appliance : m_environment->appliances)
            names.append(quietWord(appliance.name, 40));
        return names.isEmpty() ? QString() : tr(": %1").arg(names.join(QStringLiteral(", ")));
    }

    const ApplicationRow &m_application;
    const EnvironmentRow *m_environment;
};

} // namespace

bool isPossible(ApplicationVerb verb, const ApplicationRow &application, const EnvironmentRow *environment)
{
    if (verb == ApplicationVerb::Clone) {
        const EnvironmentRow *production = application.production();
        return production && production->state == QLatin1String("running");
    }
    if (!environment)
        return false;
    const bool isBuilding = environment->state == QLatin1String("creating");
    switch (verb) {
    case ApplicationVerb::Start:
        return environment->state != QLatin1String("running") && !isBuilding;
    case ApplicationVerb::Stop:
        return environment->state != QLatin1String("stopped") && !isBuilding;
    case ApplicationVerb::Discard: // the service knows whether it has ever run
        return environment->isProduction() && environment->state == QLatin1String("failed") &&
               application.environments.size() == 1;
    default: // the service refuses production and the way back of a release
        return !environment->isProduction() && environment->role != QLatin1String("standby") && !isBuilding;
    }
}

std::optional<ApplicationVerb> undoOf(ApplicationVerb verb, const EnvironmentRow *environment)
{
    if (verb == ApplicationVerb::Stop)
        return ApplicationVerb::Start;
    if (verb == ApplicationVerb::Start && environment && !environment->isProduction())
        return ApplicationVerb::Stop;
    return std::nullopt;
}

Question questionOf(ApplicationVerb verb, const ApplicationRow &application,
                    const EnvironmentRow *environment)
{
    const Words words(application, environment);
    Question question = verb == ApplicationVerb::Clone    ? words.clone()
                        : verb == ApplicationVerb::Start  ? words.start()
                        : verb == ApplicationVerb::Stop   ? words.stop()
                        : verb == ApplicationVerb::Remove ? words.remove()
                                                          : words.discard();
    question.commandLine = commandLineOf(verb, application, environment);
    return question;
}

QString commandLineOf(ApplicationVerb verb, const ApplicationRow &application,
                      const EnvironmentRow *environment)
{
    const QString app = shellQuoted(application.handle);
    const QString name = environment ? shellQuoted(environment->name) : QString();
    switch (verb) {
    case ApplicationVerb::Clone:
        return QStringLiteral("slipwayctl app clone ") + app;
    case ApplicationVerb::Start:
        return QStringLiteral("slipwayctl app start ") + app + QStringLiteral(" --environment ") + name;
    case ApplicationVerb::Stop:
        return QStringLiteral("slipwayctl app stop ") + app + QStringLiteral(" --environment ") + name;
    case ApplicationVerb::Remove:
        return QStringLiteral("slipwayctl app remove ") + app + QLatin1Char(' ') + name;
    case ApplicationVerb::Discard:
        return QStringLiteral("slipwayctl app remove ") + app;
    }
    return {};
}

QString doingWords(ApplicationVerb verb, const ApplicationRow &application, const EnvironmentRow *environment)
{
    return Words(application, environment).doing(verb);
}

QString doneWords(ApplicationVerb verb, const ApplicationRow &application, const EnvironmentRow *environment)
{
    return Words(application, environment).done(verb);
}

} // namespace slipway
