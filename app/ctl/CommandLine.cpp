#include "ctl/CommandLine.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <optional>

namespace slipway {

namespace {

constexpr const char *about =
    "slipwayctl: everything the console does, on the command line.\n"
    "Finds the service and its token in client.json of the data folder, and waits through its restarts.";
constexpr const char *closing =
    "\nExit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 the service can't be reached.\n"
    "SLIPWAY_DATA names the data folder where --data doesn't, SLIPWAY_TOKEN the token.";

struct Group
{
    const char *name;
    const char *help;
};
constexpr Group groups[] = {
    {"app", "Applications and their environments"},
    {"release", "Releases: start them, follow them, sign them off, go back"},
    {"pipeline", "Pipelines: the steps that a release takes"},
    {"case", "Cases: what customers asked for, and what they are answered"},
    {"case template", "Templates for answers: their words, with placeholders for what a case has"},
    {"usage", "What customers used: how long their environments ran, and what was done for them"},
    {"ledger", "The ledger: every change of state, and whether it is whole"},
    {"user", "Users and their tokens"},
    {"host", "Other machines that steps run commands on, with their pinned keys"},
    {"secret", "Secrets by name: what steps sign in with, sealed on disk"},
    {"mailbox", "Mailboxes on IMAP servers that the desk takes its mail from"},
    {"watcher", "Who outside is told that paging goes on, and raises the alarm when nothing comes"},
    {"demo", "The demo: its traffic, and a release and a case of it"},
    {"brake", "The brake: nothing new begins while it is on"},
};

std::string helpOf(const char *group)
{
    for (const Group &one : groups) {
        if (QByteArrayView(one.name) == QByteArrayView(group))
            return one.help;
    }
    return group;
}

constexpr std::size_t longestNumber = 9; // fits wherever one is needed, also as microseconds
constexpr std::size_t longestId = 18;

std::string inQuotes(const std::string &word)
{
    return '"' + word.substr(0, 60) + '"';
}

bool isNumber(const std::string &word, std::size_t longest)
{
    return !word.empty() && word.size() <= longest &&
           std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string wrongNumber(const std::string &word)
{
    return isNumber(word, longestNumber) ? std::string()
                                         : inQuotes(word) + " is not a whole number from 0 to 999999999";
}

// help: "Number of the case", and what follows a semicolon. group: has a list of them.
std::string wrongId(const std::string &word, const std::string &help, const std::string &group)
{
    if (isNumber(word, longestId))
        return {};
    return inQuotes(word) + " is not the n" + help.substr(1, help.find(';') - 1) + "; \"slipwayctl " + group +
           " list\" shows them";
}

// What CLI11 writes into while it parses.
struct Slot
{
    QString name;
    std::vector<std::string> values;
    bool flag = false;
    bool isFlag = false;
};
using Slots = std::vector<std::unique_ptr<Slot>>;

void add(CLI::App &app, const Parameter &parameter, Slots &places, const std::string &group = {})
{
    using Kind = Parameter::Kind;
    places.push_back(std::make_unique<Slot>());
    Slot &slot = *places.back();
    slot.name = QString::fromLatin1(parameter.name);
    while (slot.name.startsWith(QLatin1Char('-')))
        slot.name.remove(0, 1);
    if (parameter.kind == Kind::Flag) {
        slot.isFlag = true;
        app.add_flag(parameter.name, slot.flag, parameter.help);
        return;
    }
    CLI::Option *option = app.add_option(parameter.name, slot.values, parameter.help);
    option->expected(1)->allow_extra_args(false);
    // A positional one takes its one word and leaves the next to the next.
    const bool isPositional = parameter.name[0] != '-';
    if (parameter.kind == Kind::Several)
        option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    else if (!isPositional)
        option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    if (parameter.kind == Kind::Positional || parameter.kind == Kind::Required)
        option->required();
    if (parameter.kind == Kind::Number)
        option->check(wrongNumber, "");
    else if (QLatin1String(parameter.name) == QLatin1String("id"))
        option->check([help = std::string(parameter.help),
                       group](const std::string &word) { return wrongId(word, help, group); },
                      "");
    option->type_name(parameter.kind == Kind::Number ? "N" : "TEXT");
}

void read(const Slots &places, Arguments &arguments)
{
    for (const auto &slot : places) {
        QStringList values;
        for (const std::string &value : slot->values)
            values.append(QString::fromStdString(value));
        if (slot->isFlag ? slot->flag : !values.isEmpty())
            arguments.set(slot->name, values);
    }
}

const std::vector<Parameter> &globals()
{
    using Kind = Parameter::Kind;
    static const std::vector<Parameter> parameters{
        {"--data", Kind::Optional, "Data folder of the service"},
        {"--url", Kind::Optional, "URL of the API, instead of the data folder's"},
        {"--timeout", Kind::Number, "Seconds to wait for a service that can't be reached (30)"},
        {"--json", Kind::Flag, "Answer in JSON"},
    };
    return parameters;
}

struct Given
{
    std::vector<std::string> words; // that say what to do, and what follows them
    bool asksHelp = false;
};

// Nothing where that can't be told, or where help is asked for before anything is named.
std::optional<Given> givenBy(int count, char **words)
{
    Given given;
    for (int i = 1; i < count; ++i) {
        const std::string word = words[i];
        if (word.empty() || word[0] != '-') {
            given.words.push_back(word);
            continue;
        }
        const auto &all = globals();
        const auto option = std::find_if(all.begin(), all.end(), [&](const Parameter &parameter) {
            return word.substr(0, word.find('=')) == parameter.name;
        });
        if (option == all.end() && given.words.size() < 2)
            return std::nullopt;
        if (option == all.end()) {
            given.asksHelp = word == "--help" || word == "-h";
            break;
        }
        if (option->kind != Parameter::Kind::Flag && word.find('=') == std::string::npos)
            ++i;
    }
    return given;
}

using Path = std::vector<std::string>; // "case", "template", "show"

Path pathOf(const Command &command)
{
    Path path;
    for (const QByteArray &group : QByteArray(command.group).split(' ')) {
        if (!group.isEmpty())
            path.push_back(group.toStdString());
    }
    path.emplace_back(command.name);
    return path;
}

std::string joined(const std::vector<std::string> &names)
{
    std::string all;
    for (const std::string &name : names)
        all += (all.empty() ? "" : ", ") + name;
    return all;
}

// CLI11 would say what it didn't expect, but not what there is. Empty: the words name a command.
std::string wrongCommand(const Given &given, const std::vector<Command> &commands)
{
    std::vector<Path> open; // those that begin with what was said so far
    for (const Command &command : commands)
        open.push_back(pathOf(command));
    std::string said;
    for (std::size_t depth = 0; !given.words.empty(); ++depth) {
        std::vector<std::string> names;
        for (const Path &path : open) {
            if (path.size() == depth)
                return {};
            if (std::find(names.begin(), names.end(), path[depth]) == names.end())
                names.push_back(path[depth]);
        }
        if (depth == given.words.size())
            return given.asksHelp
                       ? std::string()
                       : "Say what to do with " + inQuotes(said) + ". There are: " + joined(names) + '.';
        const std::string &word = given.words[depth];
        if (std::find(names.begin(), names.end(), word) == names.end())
            return inQuotes(word) +
                   (said.empty() ? std::string(" is not a command.")
                                 : " is nothing that " + inQuotes(said) + " can do.") +
                   " There are: " + joined(names) + '.';
        std::erase_if(open, [&](const Path &path) { return path[depth] != word; });
        said += (said.empty() ? "" : " ") + word;
    }
    return {};
}

// Of a group, which may lie below another.
CLI::App *appOf(const std::string &group, CLI::App &app, std::map<std::string, CLI::App *> &known)
{
    if (group.empty())
        return &app;
    CLI::App *&found = known[group];
    if (!found) {
        const std::size_t blank = group.rfind(' ');
        const bool isBelow = blank != std::string::npos;
        CLI::App *above = appOf(isBelow ? group.substr(0, blank) : std::string(), app, known);
        found = above->add_subcommand(isBelow ? group.substr(blank + 1) : group, helpOf(group.c_str()));
        found->require_subcommand(1)->fallthrough();
    }
    return found;
}

struct Built
{
    CLI::App *app = nullptr;
    const Command *command = nullptr;
    Slots places;
};

} // namespace

Invocation readCommandLine(int count, char **words, const std::vector<Command> &commands)
{
    CLI::App app{about, "slipwayctl"};
    app.footer(closing);
    app.set_version_flag("--version", "slipwayctl " SLIPWAY_VERSION);
    app.require_subcommand(1);
    Slots globalPlaces;
    for (const Parameter &parameter : globals())
        add(app, parameter, globalPlaces);
    std::map<std::string, CLI::App *> groupApps;
    std::vector<Built> built;
    for (const Command &command : commands) {
        Built one;
        one.command = &command;
        one.app =
            appOf(command.group, app, groupApps)->add_subcommand(command.name, command.help)->fallthrough();
        for (const Parameter &parameter : command.parameters)
            add(*one.app, parameter, one.places, command.group);
        built.push_back(std::move(one));
    }
    Invocation invocation;
    if (const auto given = givenBy(count, words)) {
        if (const std::string wrong = wrongCommand(*given, commands); !wrong.empty()) {
            std::cerr << "slipwayctl: " << wrong << '\n';
            invocation.exitCode = exitUsage;
            return invocation;
        }
    }
    try {
        app.parse(count, words);
    } catch (const CLI::ParseError &error) {
        // Help and version are "errors" with code 0.
        invocation.exitCode = app.exit(error, std::cout, std::cerr) == 0 ? exitFine : exitUsage;
        return invocation;
    }
    read(globalPlaces, invocation.arguments);
    for (const Built &one : built) {
        if (one.app->parsed()) {
            invocation.command = one.command;
            read(one.places, invocation.arguments);
        }
    }
    return invocation;
}

} // namespace slipway
