// Everything that can be done now, for menus, palette and keyboard alike. Panes add theirs; an action that
// can't be done now isn't visible.
#pragma once
#include <QAction>
#include <QObject>
#include <QPointer>

#include <functional>
#include <vector>

namespace slipway {

class Actions : public QObject
{
    Q_OBJECT

public:
    struct Entry
    {
        QString id;    // "release.rollback"
        QString group; // translated: "Release"
        QPointer<QAction> action;
        std::function<QString()> commandLine; // the exact slipwayctl line, where there is one
    };
    using QObject::QObject;

    // The action goes with `owner`. Shortcuts work while the owner's window has the focus.
    QAction *add(QObject *owner, const QString &id, const QString &group, const QString &text,
                 std::function<void()> run, const QKeySequence &shortcut = {},
                 std::function<QString()> commandLine = {});
    // Not in the menus: there it stands in another form.
    QAction *addToPalette(QObject *owner, const QString &id, const QString &group, const QString &text,
                          std::function<void()> run);
    const std::vector<Entry> &entries(); // without those that are gone
    QAction *find(const QString &id);

Q_SIGNALS:
    void added(QAction *action);

private:
    QAction *make(QObject *owner, const QString &id, const QString &text, std::function<void()> run);

    std::vector<Entry> m_entries;
};

} // namespace slipway
