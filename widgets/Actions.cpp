#include "widgets/Actions.h"

#include <algorithm>

namespace slipway {

QAction *Actions::add(QObject *owner, const QString &id, const QString &group, const QString &text,
                      std::function<void()> run, const QKeySequence &shortcut,
                      std::function<QString()> commandLine)
{
    QAction *action = make(owner, id, text, std::move(run));
    if (!shortcut.isEmpty())
        action->setShortcut(shortcut);
    m_entries.push_back({id, group, action, std::move(commandLine)});
    Q_EMIT added(action);
    return action;
}

QAction *Actions::addToPalette(QObject *owner, const QString &id, const QString &group, const QString &text,
                               std::function<void()> run)
{
    QAction *action = make(owner, id, text, std::move(run));
    m_entries.push_back({id, group, action, {}});
    return action;
}

QAction *Actions::make(QObject *owner, const QString &id, const QString &text, std::function<void()> run)
{
    auto *action = new QAction(text, owner);
    action->setObjectName(id);
    connect(action, &QAction::triggered, owner, [run = std::move(run)] { run(); });
    return action;
}

const std::vector<Actions::Entry> &Actions::entries()
{
    std::erase_if(m_entries, [](const Entry &entry) { return entry.action.isNull(); });
    return m_entries;
}

QAction *Actions::find(const QString &id)
{
    for (const Entry &entry : entries()) {
        if (entry.id == id)
            return entry.action;
    }
    return nullptr;
}

} // namespace slipway
