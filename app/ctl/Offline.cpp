#include "ctl/Offline.h"

#include "ctl/Context.h"

#include <QCoreApplication>
#include <QProcess>

namespace slipway {

int runDaemon(const Context &context, const QStringList &arguments)
{
    const QString program = QCoreApplication::applicationDirPath() + QStringLiteral("/slipwayd");
    QStringList all = arguments;
    all << QStringLiteral("--data") << context.dataFolder();
    if (context.json())
        all << QStringLiteral("--json");
    const int code = QProcess::execute(program, all);
    if (code < 0) {
        printProblem({Problem::Kind::Unavailable, QStringLiteral("slipwayd could not be run"), program,
                      QStringLiteral("It must lie beside slipwayctl.")});
    }
    return code == 0 ? exitFine : exitRefused;
}

} // namespace slipway
