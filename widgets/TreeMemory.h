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
    // Until somebody opens or closes a row, the outermost stand open where they are no more than this.
    void setFew(int few) { m_few = few; }

private:
    void onReset();
    void putBack();
    void putBackUnder(const QModelIndex &parent);
    void openFew();
    void keep();

    QTreeView *m_tree;
    const std::function<QString(const QModelIndex &)> m_key;
    QTimer m_soon;
    QSet<QString> m_open;
    QSet<QString> m_toOpen;
    QSet<QString> m_openByItself;
    QString m_toChoose;
    int m_toScroll = -1;
    int m_few = 0;
    bool m_isKeeping = true;
    bool m_isKept = false; // somebody has opened or closed a row, now or in an earlier session
};

} // namespace slipway
