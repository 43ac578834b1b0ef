// The window with panes that do nothing of their own in it, over a fake service.
#pragma once
#include "models/FakeService.h"
#include "widgets/FakePane.h"
#include "widgets/MainWindow.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QTest>

#include <memory>

namespace slipway {

class MainWindowFixture
{
protected:
    FakePane *add(const char *id, const char *title, Qt::DockWidgetArea area, char key)
    {
        auto *pane = new FakePane(QLatin1String(id), QLatin1String(title), m_window->desk());
        m_window->addPane(pane, area, QStringLiteral("apps"), QLatin1Char(key));
        return pane;
    }

    void begin()
    {
        theme::apply(*qApp, theme::Scheme::Light);
        m_service = std::make_unique<FakeService>();
        m_service->fillWorld();
        m_session = std::make_unique<Session>(
            *m_service, [this] { return m_service->endpoint(); }, m_service->parts());
        m_actions = std::make_unique<Actions>();
        m_window = std::make_unique<MainWindow>(*m_session, *m_actions);
        m_applications = add("applications", "Applications", Qt::LeftDockWidgetArea, 'a');
        m_release = add("release", "Release", Qt::RightDockWidgetArea, 'd');
        m_releases = add("releases", "Releases", Qt::BottomDockWidgetArea, 'r');
        m_activity = add("activity", "Activity", Qt::BottomDockWidgetArea, 'y');
        m_help = add("help", "Help", Qt::RightDockWidgetArea, 'h');
        m_window->restoreSession({});
        m_session->open();
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTRY_VERIFY(m_session->isLive());
    }

    void end()
    {
        m_window.reset();
        m_actions.reset();
        m_session.reset();
        m_service.reset();
    }

    void press(Qt::Key first, Qt::Key second)
    {
        QTest::keyClick(QApplication::focusWidget(), first);
        QTest::keyClick(QApplication::focusWidget(), second);
    }

    std::unique_ptr<FakeService> m_service;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Actions> m_actions;
    std::unique_ptr<MainWindow> m_window;
    FakePane *m_applications = nullptr;
    FakePane *m_release = nullptr;
    FakePane *m_releases = nullptr;
    FakePane *m_activity = nullptr;
    FakePane *m_help = nullptr;
};

} // namespace slipway
