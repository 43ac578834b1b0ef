#include "ctl/CommandLine.h"
#include "ctl/Context.h"

#include <QCoreApplication>
#include <QTimer>

int main(int count, char **words)
{
    QCoreApplication application(count, words);
    slipway::Invocation invocation = slipway::readCommandLine(count, words, slipway::allCommands());
    if (!invocation.command)
        return invocation.exitCode;
    slipway::Context context(std::move(invocation.arguments));
    QTimer::singleShot(0, &application, [&] {
        invocation.command->run(context).run([](int code) { QCoreApplication::exit(code); });
    });
    return QCoreApplication::exec();
}
