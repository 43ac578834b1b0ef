#include "widgets/HelpPages.h"

#include <QDir>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace slipway {

namespace {

constexpr std::array<const char *, 17> order{
    "start",        "applications", "releases",  "release",  "cases",      "case",
    "activity",     "pipelines",    "duty",      "paging",   "quarantine", "report",
    "no-migration", "no-op",        "paging-2h", "keyboard", "connection"};
constexpr qsizetype excerptBefore = 40;
constexpr qsizetype excerptLength = 140;

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

HelpPages::Page pageFrom(const QString &name, const QString &text)
{
    HelpPages::Page page{name, name, text, {}};
    for (const QString &line : text.split(QLatin1Char('\n'))) {
        if (line.startsWith(QLatin1String("# ")) && page.title == name)
            page.title = line.mid(2).trimmed();
        else if (line.startsWith(QLatin1String("## ")))
            page.headings.append(line.mid(3).trimmed());
    }
    return page;
}

// Without what only Markdown needs.
QString plain(QString text)
{
    static const QRegularExpression link(QStringLiteral("\\[([^\\]]*)\\]\\([^)]*\\)"));
    static const QRegularExpression marks(QStringLiteral("[#*`|>]+"));
    text.replace(link, QStringLiteral("\\1"));
    text.replace(marks, QString());
    return text.simplified();
}

} // namespace

HelpPages::HelpPages(const QString &language, const QString &root)
{
    const QStringList known = languages(root);
    const QString folder =
        root + QLatin1Char('/') + (known.contains(language) ? language : QStringLiteral("en"));
    const QString english = root + QStringLiteral("/en");
    QStringList names;
    for (const char *name : order)
        names.append(QLatin1String(name));
    for (const QString &file : QDir(english).entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name))
        names.append(file.chopped(3));
    names.removeDuplicates();
    for (const QString &name : names) {
        const QString file = QLatin1Char('/') + name + QStringLiteral(".md");
        QString text = read(folder + file);
        if (text.isEmpty())
            text = read(english + file);
        if (!text.isEmpty())
            m_pages.push_back(pageFrom(name, text));
    }
}

const HelpPages::Page *HelpPages::page(const QString &name) const
{
    const auto found =
        std::find_if(m_pages.begin(), m_pages.end(), [&](const Page &page) { return page.name == name; });
    return found == m_pages.end() ? nullptr : &*found;
}

std::vector<HelpPages::Hit> HelpPages::search(const QString &text) const
{
    const QStringList words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<Hit> inTitle;
    std::vector<Hit> inText;
    for (const Page &page : m_pages) {
        const QString body = plain(page.text);
        const auto isIn = [&words](const QString &where) {
            return std::all_of(words.begin(), words.end(), [&](const QString &word) {
                return where.contains(word, Qt::CaseInsensitive);
            });
        };
        if (words.isEmpty() || !isIn(body))
            continue;
        const qsizetype at = body.indexOf(words.front(), 0, Qt::CaseInsensitive);
        qsizetype from = std::max<qsizetype>(0, at - excerptBefore);
        if (from > 0)
            from = body.indexOf(QLatin1Char(' '), from) + 1;
        Hit hit{page.name, page.title, body.mid(from, excerptLength)};
        if (from > 0)
            hit.excerpt.prepend(QStringLiteral("… "));
        if (from + excerptLength < body.size())
            hit.excerpt += QStringLiteral(" …");
        (isIn(page.title) ? inTitle : inText).push_back(hit);
    }
    inTitle.insert(inTitle.end(), inText.begin(), inText.end());
    return inTitle;
}

QStringList HelpPages::languages(const QString &root)
{
    return QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

QString HelpPages::current()
{
    return QLocale().name().section(QLatin1Char('_'), 0, 0);
}

QStringList HelpPages::links(const QString &markdown)
{
    static const QRegularExpression link(QStringLiteral("\\]\\(([^)\\s]+)\\)"));
    QStringList found;
    auto matches = link.globalMatch(markdown);
    while (matches.hasNext())
        found.append(matches.next().captured(1));
    return found;
}

} // namespace slipway
