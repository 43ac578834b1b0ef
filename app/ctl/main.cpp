#include "ctl/CommandLine.h"
#include "ctl/Context.h"

#include <QCoreApplication>
#include <QTimer>

int main(int count, char **words)
{
    QCoreApplication application(count, words);
    std::vector<slipway::Command> commands;
    for (auto &group :
         {slipway::applicationCommands(), slipway::releaseCommands(), slipway::pipelineCommands(),
          slipway::caseCommands(), slipway::answerCommands(), slipway::dutyCommands(), slipway::slaCommands(),
          slipway::mailboxCommands(), slipway::ledgerCommands(), slipway::userCommands(),
          slipway::hostCommands(), slipway::secretCommands(), slipway::demoCommands(),
          slipway::systemCommands(), slipway::watcherCommands()})
        commands.insert(commands.end(), group.begin(), group.end());
    slipway::Invocation invocation = slipway::readCommandLine(count, words, commands);
    if (!invocation.command)
        return invocation.exitCode;
    slipway::Context context(std::move(invocation.arguments));
    QTimer::singleShot(0, &application, [&] {
        invocation.command->run(context).run([](int code) { QCoreApplication::exit(code); });
    });
    return QCoreApplication::exec();
}
