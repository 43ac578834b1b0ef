// What the command palette offers for what was typed: actions that can be done now, pages of the help, and
// objects found on the server. Answers to what was typed before are dropped.
#pragma once
#include "models/Session.h"
#include "widgets/Actions.h"
#include "widgets/HelpPages.h"

#include <QAbstractListModel>
#include <QTimer>

namespace slipway {

class PaletteModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        SideRole = Qt::UserRole + 1, // to the right: the shortcut, or what kind of thing it is
        GroupRole,                   // before the text: "Release"
        CommandRole,                 // the command line; empty: none
        ReferenceRole,               // of an object; empty: an action
    };
    PaletteModel(Session &session, Actions &actions, QObject *parent = nullptr);

    void setText(const QString &text); // offers the actions at once, objects as they are found
    bool isSearching() const { return m_waiting > 0 || m_later.isActive(); }
    QAction *action(int row) const; // or null
    QString trouble() const
    {
        return m_trouble;
    } // why no objects are among what fits; empty: they were sought

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void searched(); // the server has answered what was typed last

private:
    struct Item
    {
        QString text;
        QString group;
        QString side;
        QString reference;
        QPointer<QAction> action;
        QString command;
        int score = 0;
    };
    void search();
    void addActions();
    void addHelp();
    void addApplications(const Listing &page);
    void addReleases(const Listing &page);
    void addCases(const Listing &page);
    void addPipelines(const Listing &page);
    void add(Item item);
    void sortItems();

    Session &m_session;
    Actions &m_actions;
    const HelpPages m_help{HelpPages::current()};
    QTimer m_later; // while somebody types, nobody is asked
    QString m_text;
    QString m_trouble;
    std::vector<Item> m_items;
    int m_ask = 0; // which question an answer belongs to
    int m_waiting = 0;
};

} // namespace slipway
