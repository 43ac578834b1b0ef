#include "widgets/CaseFacts.h"

#include "models/ServicePhrases.h"
#include "models/ServiceWords.h"
#include "widgets/CaseLinkQuestions.h"
#include "widgets/ClockStrip.h"
#include "widgets/EventWords.h"
#include "widgets/ReleaseFacts.h"
#include "widgets/Theme.h"

#include <QCoreApplication>
#include <QLocale>

namespace slipway {

namespace {

constexpr int mostOfAWord = 80;
constexpr qsizetype mostOthers = 8;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CaseFacts)
};

QString safe(const QString &text, int longest = mostOfAWord)
{
    return quietWord(text, longest).toHtmlEscaped();
}

// What isn't a plain name isn't made a link of.
QString link(const QString &reference, const QString &text)
{
    return QStringLiteral("<a href=\"%1\">%2</a>").arg(reference.toHtmlEscaped(), text);
}

QString section(const QString &title, const QStringList &lines)
{
    QString html =
        QStringLiteral("<p style=\"margin:12px 0 2px 0\"><b>%1</b></p>").arg(title.toHtmlEscaped());
    for (const QString &line : lines)
        html += QStringLiteral("<p style=\"margin:0 0 3px 0\">%1</p>").arg(line);
    return html;
}

QString marked(const theme::Look &look)
{
    return QStringLiteral("<span style=\"color:%1\">%2 %3</span>")
        .arg(theme::colour(look.tone).name(), QString(look.shape), safe(look.word));
}

QString timeOf(const std::optional<Instant> &at)
{
    return at ? timeText(*at).toHtmlEscaped() : QString();
}

QStringList askerOf(const CaseRow &about)
{
    QStringList lines;
    lines.append(about.customer.isEmpty() ? Words::tr("Nobody whom we know").toHtmlEscaped()
                                          : safe(about.customer));
    if (!about.contact.isEmpty())
        lines.append(safe(about.contact));
    if (!about.application.isEmpty())
        lines.append(link(QLatin1String("application/") + about.application, safe(about.application)));
    if (!about.plan.isEmpty())
        lines.append(Words::tr("Plan: %1").arg(safe(about.plan)));
    if (about.created)
        lines.append(Words::tr("Opened %1").arg(timeOf(about.created)));
    if (about.acknowledged)
        lines.append(
            Words::tr("Acknowledged %1 by %2").arg(timeOf(about.acknowledged), safe(about.acknowledgedBy)));
    if (!about.tags.isEmpty())
        lines.append(safe(about.tags.join(QStringLiteral(", "))));
    return lines;
}

QStringList breachesOf(const CaseRow &about)
{
    QStringList lines;
    for (const ClockRow &clock : about.clocks) {
        if (clock.breached)
            lines.append(
                Words::tr("%1: missed %2. %3")
                    .arg(safe(clockWord(clock.name)), timeOf(clock.breached), safe(clock.cause, 200)));
    }
    return lines;
}

// Questions that were answered before the last one, and solutions before it was opened again.
QStringList roundsOf(const CaseRow &about, Instant now)
{
    QStringList lines;
    for (const ClockRow &clock : about.earlier)
        lines.append(
            QStringLiteral("%1: %2").arg(safe(roundName(clock, true)), safe(courseOf(clock, now), 400)));
    return lines;
}

QStringList linksOf(const CaseLinkFacts &facts)
{
    QStringList lines;
    for (const LinkRow &one : facts.links) {
        QString line = link(one.place, safe(linkWords(one), 160));
        if (!one.state.isEmpty())
            line += QLatin1Char(' ') + marked(theme::lookOf(one.state));
        if (one.awaited)
            line += QStringLiteral("<br>") + Words::tr("the case waits for it").toHtmlEscaped();
        if (facts.mayChange)
            line += QStringLiteral(" · ") +
                    link(QLatin1String("unlink:") + one.reference, Words::tr("remove").toHtmlEscaped());
        lines.append(line);
    }
    if (facts.mayChange)
        lines.append(link(QStringLiteral("link:"), Words::tr("Link…").toHtmlEscaped()));
    return lines;
}

QString hoursText(Duration running)
{
    using Hours = std::chrono::duration<double, std::ratio<3600>>;
    return Words::tr("%1 h").arg(QLocale().toString(Hours(running).count(), 'f', 1));
}

// How production of each is.
QStringList applicationsOf(const CaseSurroundings &around)
{
    QStringList lines;
    for (const ApplicationRow &application : around.applications()) {
        QString line = link(QLatin1String("application/") + application.handle, safe(application.name));
        if (const EnvironmentRow *production = application.production()) {
            line += QLatin1Char(' ') + marked(theme::lookOf(production->state));
            if (!production->version.isEmpty())
                line += QLatin1Char(' ') + safe(production->version);
        }
        lines.append(line);
    }
    return lines;
}

QStringList releasesOf(const CaseSurroundings &around)
{
    QStringList lines;
    for (const ReleaseRow &release : around.releases()) {
        QString line =
            link(QStringLiteral("release/%1").arg(release.id),
                 QStringLiteral("#%1 %2").arg(QString::number(release.id), safe(release.application))) +
            QLatin1Char(' ') + marked(theme::lookOf(release.state));
        if (!release.waitsFor.isEmpty())
            line += QStringLiteral("<br>") + Words::tr("waits: %1").arg(safe(waitWords(release.waitsFor)));
        lines.append(line);
    }
    return lines;
}

// How long what they have ran this month, and what was done for them.
QStringList usageOf(const UsageRow &usage)
{
    QStringList lines;
    for (const EnvironmentUsageRow &one : usage.environments)
        lines.append(Words::tr("%1 %2: %3, %n appliances", nullptr, one.appliances)
                         .arg(link(QLatin1String("application/") + one.application, safe(one.application)),
                              safe(one.environment), hoursText(one.running)));
    if (usage.environments.size() > 1)
        lines.append(Words::tr("%1 over all appliances").arg(hoursText(usage.applianceTime)));
    lines.append(Words::tr("%n releases went live", nullptr, static_cast<int>(usage.releases)) +
                 QStringLiteral(", ") + Words::tr("%n cases", nullptr, static_cast<int>(usage.cases)));
    if (usage.countedUntil)
        lines.append(Words::tr("Counted until %1").arg(timeOf(usage.countedUntil)));
    return lines;
}

QStringList othersOf(const CaseRow &about, const CaseSurroundings &around)
{
    QStringList lines;
    for (const CaseRow &other : around.cases()) {
        if (other.id == about.id || other.isOver())
            continue;
        if (lines.size() == mostOthers) {
            lines.append(link(QStringLiteral("cases"), Words::tr("and more")));
            break;
        }
        lines.append(link(other.handle(),
                          QStringLiteral("#%1 %2").arg(QString::number(other.id), safe(other.subject))) +
                     QLatin1Char(' ') + marked(theme::lookOf(other.state)));
    }
    return lines;
}

QStringList changesOf(const CaseSurroundings &around)
{
    QStringList lines;
    for (const Event &event : around.changes())
        lines.append(
            Words::tr("%1 %2: %3").arg(timeOf(event.at), safe(event.actor, 30), safe(wordsOf(event), 160)));
    return lines;
}

theme::Look lookOf(const PageRow &page, bool isHeard)
{
    if (page.acknowledged)
        return {theme::Tone::Good, QChar(u'\u2713'), Words::tr("acknowledged")};
    if (page.bounced)
        return {theme::Tone::Bad, QChar(u'\u2715'), Words::tr("came back")};
    if (page.refused)
        return {theme::Tone::Bad, QChar(u'\u2715'), Words::tr("refused")};
    if (page.withdrawn)
        return {theme::Tone::Idle, QChar(u'\u25cb'), Words::tr("not needed any more")};
    if (isHeard) // by whoever took or answered the case
        return {theme::Tone::Idle, QChar(u'\u25cb'), Words::tr("the case was acknowledged otherwise")};
    if (page.accepted)
        return {theme::Tone::Waiting, QChar(u'\u25d0'), Words::tr("no answer yet")};
    return {theme::Tone::Busy, QChar(u'\u25b6'), Words::tr("on its way")};
}

QStringList pagesOf(const std::vector<PageRow> &pages, bool isHeard)
{
    QStringList lines;
    for (const PageRow &page : pages) {
        QStringList parts{Words::tr("due %1").arg(timeOf(page.due))};
        if (page.accepted)
            parts.append(page.latenessMs
                             ? Words::tr("accepted %1 ms later").arg(QLocale().toString(*page.latenessMs))
                             : Words::tr("accepted %1").arg(timeOf(page.accepted)));
        if (page.acknowledged)
            parts.append(Words::tr("acknowledged %1").arg(timeOf(page.acknowledged)));
        if (!page.why.isEmpty())
            parts.append(safe(phraseWords(page.why), 120));
        lines.append(QStringLiteral("%1 · %2 · %3<br>%4")
                         .arg(safe(page.to), safe(page.method), marked(lookOf(page, isHeard)),
                              parts.join(QStringLiteral(", "))));
    }
    return lines;
}

} // namespace

QString caseFactsPage(const CaseRow &about, const CaseSurroundings &around, const std::vector<PageRow> &pages,
                      const CaseLinkFacts &links, Instant now)
{
    const auto orNone = [](const QStringList &lines, const QString &none) {
        return lines.isEmpty() ? QStringList{none.toHtmlEscaped()} : lines;
    };
    QString page = section(Words::tr("Customer"), askerOf(about));
    if (const QStringList linked = linksOf(links); !linked.isEmpty())
        page += section(Words::tr("Linked"), linked);
    if (const QStringList missed = breachesOf(about); !missed.isEmpty())
        page += section(Words::tr("Missed guarantees"), missed);
    if (const QStringList rounds = roundsOf(about, now); !rounds.isEmpty())
        page += section(Words::tr("Earlier rounds of its clocks"), rounds);
    if (!about.customer.isEmpty())
        page += section(Words::tr("Applications"), orNone(applicationsOf(around), Words::tr("None.")));
    if (!about.customer.isEmpty())
        page += section(Words::tr("Releases under way"),
                        orNone(releasesOf(around), Words::tr("None of this customer.")));
    if (around.usage().month.isValid())
        page += section(Words::tr("Used in %1")
                            .arg(QLocale().toString(around.usage().month, QStringLiteral("MMMM yyyy"))),
                        usageOf(around.usage()));
    if (!about.application.isEmpty())
        page += section(Words::tr("What changed last there"),
                        orNone(changesOf(around), Words::tr("Nothing that the ledger knows.")));
    page += section(Words::tr("Who was paged"),
                    orNone(pagesOf(pages, about.acknowledged.has_value()), Words::tr("Nobody yet.")));
    if (!about.customer.isEmpty())
        page += section(Words::tr("Other open cases of this customer"),
                        orNone(othersOf(about, around), Words::tr("None.")));
    return page;
}

} // namespace slipway
