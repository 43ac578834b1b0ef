// A pane over a fake service and in the hands of a fake main window.
#pragma once
#include "models/FakeService.h"
#include "widgets/Actions.h"
#include "widgets/FakeNavigator.h"
#include "widgets/Pane.h"

#include <QAction>
#include <QTest>

namespace slipway {

class PaneRig
{
public:
    PaneRig()
        : session(
              service, [this] { return service.endpoint(); }, service.parts())
    {
        service.fillWorld();
    }
    Desk desk() { return {session, navigator, actions}; }
    // Until it is heard; false when it isn't.
    bool connect()
    {
        session.open();
        return QTest::qWaitFor([this] { return session.isLive(); });
    }
    QAction *action(const QString &id) { return actions.find(id); }
    bool offers(const QString &id) { return actions.find(id) && actions.find(id)->isVisible(); }

    FakeService service;
    Session session;
    FakeNavigator navigator;
    Actions actions;
};

// The child with this accessible name.
template <class T>
T *named(const QWidget &pane, const QString &name)
{
    for (T *child : pane.findChildren<T *>()) {
        if (child->accessibleName() == name)
            return child;
    }
    return nullptr;
}

// Names that want to do harm: long, turning the line, and piled up.
inline QStringList hostileNames()
{
    return {QString(10000, QLatin1Char('w')),
            QString::fromUtf8("חנות") + QChar(0x202e) + QStringLiteral("gnp.exe"),
            QStringLiteral("Z") + QString(3000, QChar(0x0335)),
            QStringLiteral("<b>bold</b>\n\n& %1 {subject}")};
}

} // namespace slipway
