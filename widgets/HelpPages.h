// The pages of the help in one language, from :/console/help; a page that a language lacks is the English
// one.
#pragma once
#include <QString>
#include <QStringList>

#include <vector>

namespace slipway {

class HelpPages
{
public:
    // "de"; one that isn't there is English. `root` is another place in tests.
    explicit HelpPages(const QString &language, const QString &root = QStringLiteral(":/console/help"));

    struct Page
    {
        QString name; // "releases"
        QString title;
        QString text; // Markdown
        QStringList headings;
    };
    const std::vector<Page> &pages() const { return m_pages; } // in the order of the table of contents
    const Page *page(const QString &name) const;               // or null

    struct Hit
    {
        QString page;
        QString title;
        QString excerpt;
        bool operator==(const Hit &) const = default;
    };
    // Pages that have every word, those that have them in their title first.
    std::vector<Hit> search(const QString &text) const;

    static QStringList languages(const QString &root = QStringLiteral(":/console/help"));
    static QString current(); // by the locale of the application
    // "help:releases" and "pane:releases" as they stand in a page.
    static QStringList links(const QString &markdown);

private:
    std::vector<Page> m_pages;
};

} // namespace slipway
