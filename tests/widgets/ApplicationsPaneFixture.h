// The applications pane over a fake service.
#pragma once
#include "models/Roles.h"
#include "widgets/ApplicationsPane.h"
#include "widgets/InlineMessage.h"
#include "widgets/PaneRig.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QTreeView>

namespace slipway {

class ApplicationsPaneFixture
{
protected:
    void begin()
    {
        m_rig = std::make_unique<PaneRig>();
        makePane();
    }
    void end()
    {
        m_pane.reset();
        m_rig.reset();
    }
    void makePane()
    {
        m_pane = std::make_unique<ApplicationsPane>(m_rig->desk());
        m_pane->resize(700, 500);
        m_pane->show();
        m_pane->setActive(true);
    }
    QTreeView *tree() const { return m_pane->findChild<QTreeView *>(); }
    InlineMessage *message() const { return m_pane->findChild<InlineMessage *>(); }
    QString chosen() const { return tree()->currentIndex().data(ReferenceRole).toString(); }
    void choose(const QString &reference)
    {
        const QString application = reference.section(QLatin1Char('/'), 0, 2);
        m_pane->open(application);
        auto *model = static_cast<ApplicationsModel *>(tree()->model());
        QVERIFY(QTest::qWaitFor([&] { return model->indexOf(reference).isValid(); }));
        tree()->setCurrentIndex(model->indexOf(reference));
        QCOMPARE(chosen(), reference);
    }
    void trigger(const char *verb)
    {
        QAction *action = m_rig->action(QStringLiteral("applications.") + QLatin1String(verb));
        QVERIFY(action && action->isVisible());
        action->trigger();
    }
    QString commandOf(const char *verb) const
    {
        for (const Actions::Entry &entry : m_rig->actions.entries()) {
            if (entry.id == QStringLiteral("applications.") + QLatin1String(verb))
                return entry.commandLine ? entry.commandLine() : QString();
        }
        return {};
    }
    QStringList offers() const
    {
        QStringList shown;
        for (const Actions::Entry &entry : m_rig->actions.entries()) {
            if (entry.action->isVisible())
                shown.append(entry.id.section(QLatin1Char('.'), 1));
        }
        shown.sort();
        return shown;
    }
    QStringList texts() const
    {
        QStringList found;
        for (QModelIndex index = tree()->model()->index(0, 0); index.isValid();
             index = tree()->indexBelow(index))
            found.append(index.data().toString());
        return found;
    }

    std::unique_ptr<PaneRig> m_rig;
    std::unique_ptr<ApplicationsPane> m_pane;
};

} // namespace slipway
