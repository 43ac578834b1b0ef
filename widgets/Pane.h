// One dock's content. A hidden pane is told so, and does nothing until it is seen again.
#pragma once
#include "models/Session.h"
#include "widgets/Actions.h"
#include "widgets/Navigator.h"

#include <QJsonObject>
#include <QWidget>

namespace slipway {

// What every pane is made with; all outlive it.
struct Desk
{
    Session &session;
    Navigator &navigator;
    Actions &actions;
};

class Pane : public QWidget
{
    Q_OBJECT

public:
    Pane(const QString &id, const Desk &desk, QWidget *parent = nullptr)
        : QWidget(parent), m_desk(desk), m_id(id)
    {
        setObjectName(id);
    }

    QString id() const { return m_id; } // "applications": also its help page and its key in layouts
    virtual QString title() const = 0;  // short: on its tab
    virtual QString heading() const { return title(); } // of the pane itself: all that it shows
    // Filters, selection, scroll, drafts: comes back as it was left.
    virtual QJsonObject saveState() const { return {}; }
    virtual void restoreState(const QJsonObject &) {}
    // The same without what people made (drafts, kept views): no layout brings an old one back over it.
    virtual QJsonObject withoutWork(const QJsonObject &state) const { return state; }
    virtual void setActive(bool) {}                          // false while nobody can see it
    virtual void open(const QString &) {}                    // of references that this pane shows
    virtual void focusSearch() {}                            // "/"
    virtual QString chosenApplication() const { return {}; } // that is chosen here, "northwind/shop"

Q_SIGNALS:
    void titleChanged();                  // or the heading
    void productionChanged(bool touches); // tints tab and header
    void draftChanged();                  // something was typed that nobody else has
    void draftLeft();                     // and the field was left

protected:
    // Of all panes, also for one that floats beside it: sheets lie over it.
    QWidget *sharedWindow() const
    {
        QWidget *own = window();
        return own->parentWidget() ? own->parentWidget()->window() : own;
    }

    Desk m_desk;

private:
    QString m_id;
};

} // namespace slipway
