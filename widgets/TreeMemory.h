// What was open, chosen and in view of a tree whose rows come when they like: put back as they come, after a
// reset and after a restart.
#pragma once
#include <QJsonObject>
#include <QModelIndex>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>

class QTreeView;

namespace slipway {

class TreeMemory : public QObject
{
    Q_OBJECT

public:
    // The tree has its model already. `key` names a row for good, and begins with its parent's.
    TreeMemory(QTreeView *tree, std::function<QString(const QModelIndex &)> key);

    QJsonObject save() const;
    void restore(const QJsonObject &state);
    void setKeeping(bool keeping) { m_isKeeping = keeping; } // false: what opens now isn't remembered

private:
    void onReset();
    void putBack();
    void putBackUnder(const QModelIndex &parent);

    QTreeView *m_tree;
    const std::function<QString(const QModelIndex &)> m_key;
    QTimer m_soon;
    QSet<QString> m_open;
    QSet<QString> m_toOpen;
    QString m_toChoose;
    int m_toScroll = -1;
    bool m_isKeeping = true;
};

} // namespace slipway
