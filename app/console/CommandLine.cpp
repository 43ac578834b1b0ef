#include "console/CommandLine.h"

#include <QDir>

#include <algorithm>

namespace slipway {

namespace {

constexpr qsizetype longestReference = 1000;

Failure wrong(const QString &what)
{
    return fail(Problem::Kind::Invalid, what, QStringLiteral("See slipway --help."));
}

// Those of Qt's options that take a word of their own.
bool isQtOption(const QString &word, bool *takesWord)
{
    static const QStringList withWord{QStringLiteral("-platform"),        QStringLiteral("-style"),
                                      QStringLiteral("-stylesheet"),      QStringLiteral("-platformtheme"),
                                      QStringLiteral("-display"),         QStringLiteral("-geometry"),
                                      QStringLiteral("-qwindowgeometry"), QStringLiteral("-session")};
    *takesWord = withWord.contains(word);
    return *takesWord || word == QLatin1String("-reverse");
}

Result<void> take(CommandLine &line, const QString &option, const QString &value)
{
    if (option == QLatin1String("--data")) {
        line.data = QDir(value).absolutePath();
    } else if (option == QLatin1String("--profile")) {
        line.profile = value;
    } else {
        const auto server = serverFromText(value);
        if (!server)
            return Failure(server.error());
        line.server = *server;
    }
    return {};
}

bool takeFlag(CommandLine &line, const QString &word)
{
    if (word == QLatin1String("--demo"))
        line.demo = true;
    else if (word == QLatin1String("--diagnostics"))
        line.diagnostics = true;
    else if (word == QLatin1String("--help") || word == QLatin1String("-h"))
        line.help = true;
    else if (word == QLatin1String("--version"))
        line.version = true;
    else
        return false;
    return true;
}

Result<CommandLine> checked(const CommandLine &line)
{
    if (!line.server.isEmpty() && (!line.data.isEmpty() || line.demo))
        return wrong(QStringLiteral("--server is another's service; --data and --demo are for one's own"));
    if (!line.profile.isEmpty() && (!line.server.isEmpty() || !line.data.isEmpty()))
        return wrong(QStringLiteral("--profile says where the service is; --server and --data do, too"));
    return line;
}

} // namespace

Result<CommandLine> CommandLine::read(const QStringList &arguments)
{
    CommandLine line;
    line.rest = arguments;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &word = arguments.at(i);
        bool takesWord = false;
        if (isQtOption(word, &takesWord)) {
            i += takesWord ? 1 : 0;
            continue;
        }
        if (takeFlag(line, word))
            continue;
        const QString option = word.section(QLatin1Char('='), 0, 0);
        if (option == QLatin1String("--data") || option == QLatin1String("--profile") ||
            option == QLatin1String("--server")) {
            const bool isJoined = word.contains(QLatin1Char('='));
            const QString value = isJoined ? word.section(QLatin1Char('='), 1) : arguments.value(++i);
            if (value.isEmpty())
                return wrong(QStringLiteral("%1 needs a value").arg(option));
            if (const auto taken = take(line, option, value); !taken)
                return Failure(taken.error());
            continue;
        }
        if (word.startsWith(QLatin1Char('-')))
            return wrong(QStringLiteral("\"%1\" is not an option").arg(word.left(200)));
        if (!line.reference.isEmpty())
            return wrong(QStringLiteral("Only one thing can be opened at a time"));
        const auto reference = referenceFromText(word);
        if (!reference)
            return Failure(reference.error());
        line.reference = *reference;
        line.rest.removeAt(i);
    }
    return checked(line);
}

QByteArray CommandLine::helpText()
{
    return "slipway " SLIPWAY_VERSION ": the desktop console\n\n"
           "  slipway [--data DIR] [--demo] [WHAT]   with its own service, started where none runs; DIR "
           "defaults to\n"
           "                                         $SLIPWAY_DATA, /var/lib/slipway as root, else\n"
           "                                         ~/.local/share/slipway; --demo loads the demo at the "
           "first start\n"
           "  slipway --server URL [WHAT]            with the service of a server; asks for name and "
           "password\n"
           "  slipway --profile NAME [WHAT]          with a connection that was kept\n"
           "  slipway --diagnostics                  says about itself what helps whoever mends it, and goes "
           "on\n"
           "  slipway --help, --version\n\n"
           "WHAT is opened at once: release/214, case/12, mail/7, application/northwind/shop,\n"
           "pipeline/no-migration, help/releases; also as a link, slipway:release/214. A console that runs "
           "already takes it "
           "over.\n\n"
           "Exit codes: 0 ended as asked, 1 failed, 2 wrong usage\n";
}

Result<QUrl> serverFromText(const QString &text)
{
    QUrl url = text.contains(QLatin1String("://")) ? QUrl(text) : QUrl(QStringLiteral("https://") + text);
    const bool isWeb = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    if (!url.isValid() || !isWeb || url.host().isEmpty() || !url.userInfo().isEmpty())
        return wrong(QStringLiteral("\"%1\" is not the URL of a server").arg(text.left(200)));
    url.setPath({});
    url.setQuery(QString());
    url.setFragment({});
    return url;
}

Result<QString> referenceFromText(const QString &text)
{
    static const QStringList kinds{QStringLiteral("release"),  QStringLiteral("application"),
                                   QStringLiteral("pipeline"), QStringLiteral("help"),
                                   QStringLiteral("activity"), QStringLiteral("case"),
                                   QStringLiteral("mail")};
    QString reference = text;
    const QLatin1String scheme("slipway:");
    if (reference.startsWith(scheme, Qt::CaseInsensitive))
        reference = QUrl::fromPercentEncoding(reference.mid(scheme.size()).toUtf8());
    while (reference.startsWith(QLatin1Char('/')))
        reference.remove(0, 1);
    while (reference.endsWith(QLatin1Char('/')))
        reference.chop(1);
    const QString kind = reference.section(QLatin1Char('/'), 0, 0);
    const QString rest = reference.section(QLatin1Char('/'), 1);
    const bool isPlain = std::all_of(reference.begin(), reference.end(), [](QChar c) { return c.isPrint(); });
    const bool isCase = kind == QLatin1String("case"); // and may say what is to be done there
    const QString number = isCase ? rest.section(QLatin1Char('/'), 0, 0) : rest;
    const bool isNumbered = (kind != QLatin1String("release") && kind != QLatin1String("mail") && !isCase) ||
                            number.toLongLong() > 0;
    // There is one of each: nothing more has to be said.
    static const QStringList panes{QStringLiteral("duty"), QStringLiteral("paging"),
                                   QStringLiteral("quarantine"), QStringLiteral("report")};
    const bool isPane = panes.contains(kind);
    const bool isKnown = isPane || (kinds.contains(kind) && !rest.isEmpty());
    if (!isKnown || !isNumbered || !isPlain || reference.size() > longestReference)
        return wrong(QStringLiteral("\"%1\" leads nowhere").arg(text.left(200)));
    return reference;
}

} // namespace slipway
