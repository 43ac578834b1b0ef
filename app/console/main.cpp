// slipway, the desktop console.
#include "console/Application.h"
#include "console/CommandLine.h"
#include "console/Profiles.h"
#include "console/QuitSignals.h"
#include "console/SingleInstance.h"
#include "console/StartTrace.h"

#include <QApplication>
#include <QByteArrayList>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>
#include <vector>

namespace slipway {

namespace {

constexpr int exitFailed = 1;
constexpr int exitUsage = 2;
constexpr int startAgain = -1; // no exit code: the program begins anew
constexpr auto scaleVariable = "QT_SCALE_FACTOR";
bool isScaleOurs = false;

int say(const Problem &problem, int code)
{
    std::fprintf(stderr, "slipway: %s\n", qUtf8Printable(problem.text()));
    return code;
}

bool hasDisplay()
{
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        if (!qEnvironmentVariableIsEmpty(name))
            return true;
    }
    return false;
}

// Qt wants to know before it begins.
void applyScale(const QString &settingsFile)
{
    QFile file(settingsFile);
    if (qEnvironmentVariableIsSet(scaleVariable) || !file.open(QIODevice::ReadOnly))
        return;
    const int percent =
        QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("scale")).toInt();
    if (percent > 100 && percent <= 300)
        isScaleOurs = qputenv(scaleVariable, QByteArray::number(percent / 100.0));
}

// In its own place: nobody who waits for this process sees it end.
int beginAgain(const QString &program, const QStringList &arguments)
{
    if (isScaleOurs)
        qunsetenv(scaleVariable);
    QByteArrayList words{QFile::encodeName(program)};
    for (const QString &argument : arguments)
        words.append(argument.toLocal8Bit());
    std::vector<char *> pointers;
    for (QByteArray &word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    ::execv(words.front().constData(), pointers.data());
    return say({Problem::Kind::Unavailable, QStringLiteral("The console can't be started again"), program,
                QString::fromLocal8Bit(std::strerror(errno))},
               exitFailed);
}

int run(int argc, char **argv, const CommandLine &line, StartTrace &trace)
{
    const Profiles profiles(Profiles::defaultFolder());
    const auto profile = profiles.chosen(line);
    if (!profile)
        return say(profile.error(), exitUsage);
    if (!hasDisplay()) {
        return say({Problem::Kind::Unavailable,
                    QStringLiteral("There is no display here"),
                    {},
                    QStringLiteral("Use slipwayctl, which does all the same on the command line.")},
                   exitFailed);
    }
    applyScale(profiles.settingsFile(*profile));
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication::setDesktopFileName(QStringLiteral("slipway"));
    QApplication application(argc, argv);
    application.setApplicationName(QStringLiteral("slipway"));
    application.setApplicationDisplayName(QStringLiteral("Slipway"));
    application.setApplicationVersion(QStringLiteral(SLIPWAY_VERSION));
    trace.mark("toolkit");

    SingleInstance instance(profile->key());
    const SingleInstance::Outcome outcome = instance.begin(line.reference);
    if (outcome == SingleInstance::Outcome::HandedOver)
        return 0;
    if (outcome == SingleInstance::Outcome::Silent) {
        return say({Problem::Kind::Conflict,
                    QStringLiteral("Another console of this connection runs and doesn't answer"),
                    {},
                    QStringLiteral("Wait for it or end it; then try again.")},
                   exitFailed);
    }
    Application console(application, profiles, *profile, trace);
    console.begin(line);
    QuitSignals quitting;
    QObject::connect(&quitting, &QuitSignals::quitAsked, &console, &Application::quit);
    QObject::connect(&instance, &SingleInstance::asked, &console, &Application::show);
    const int code = QApplication::exec();
    return console.startsAgain() ? startAgain : code;
}

} // namespace

} // namespace slipway

int main(int argc, char **argv)
{
    slipway::StartTrace trace;
    trace.mark("main");
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const auto line = slipway::CommandLine::read(arguments);
    if (!line)
        return slipway::say(line.error(), slipway::exitUsage);
    if (line->help || line->version) {
        std::fputs(line->help ? slipway::CommandLine::helpText().constData()
                              : "slipway " SLIPWAY_VERSION "\n",
                   stdout);
        return 0;
    }
    const int code = slipway::run(argc, argv, *line, trace);
    if (code != slipway::startAgain)
        return code;
    return slipway::beginAgain(QFileInfo(QStringLiteral("/proc/self/exe")).symLinkTarget(), line->rest);
}
