// The pane of one release over a fake service, which stands where a test puts it.
#pragma once
#include "models/FakeService.h"
#include "widgets/FakeNavigator.h"
#include "widgets/NextPanel.h"
#include "widgets/ReleaseButtons.h"
#include "widgets/ReleasePane.h"
#include "widgets/SampleRelease.h"
#include "widgets/StepGraphView.h"

#include <QPushButton>
#include <QTest>

#include <memory>

namespace slipway {

class ReleasePaneFixture
{
protected:
    // False when the service isn't heard.
    bool begin(const QString &role = QStringLiteral("operations"))
    {
        end();
        m_service = std::make_unique<FakeService>();
        m_service->fillWorld();
        m_service->role = role;
        m_session = std::make_unique<Session>(
            *m_service, [this] { return m_service->endpoint(); }, m_service->parts());
        m_navigator = std::make_unique<FakeNavigator>();
        m_actions = std::make_unique<Actions>();
        m_pane = std::make_unique<ReleasePane>(Desk{*m_session, *m_navigator, *m_actions});
        m_pane->resize(1200, 760);
        m_session->open();
        return QTest::qWaitFor([this] { return m_session->isLive(); });
    }

    void end()
    {
        m_pane.reset();
        m_actions.reset();
        m_session.reset();
        m_service.reset();
    }

    // Release 214 is in this state, at this step.
    void stand(const QString &state, const QString &at, const QString &stepState, const QString &waits = {})
    {
        m_service->put(fake::with(
            fake::release(214, QStringLiteral("northwind/shop"), state, at, waits),
            {{QStringLiteral("inputs"), QJsonObject{{QStringLiteral("hold"), QStringLiteral("3s")}}}}));
        m_service->steps[214] = sample::steps(at, stepState);
    }

    void openPane()
    {
        m_pane->show();
        m_pane->setActive(true);
        m_pane->open(QStringLiteral("release/214"));
        QTRY_VERIFY(child<StepGraphView>()->count() > 0);
    }

    void openRelease(qint64 id)
    {
        m_pane->open(QStringLiteral("release/%1").arg(id));
        QTRY_VERIFY(child<StepGraphView>()->count() > 0);
    }

    void click(const char *verb)
    {
        QPushButton *target = button(verb);
        QVERIFY2(target, verb);
        QTest::mouseClick(target, Qt::LeftButton);
    }

    QPushButton *button(const char *verb) const
    {
        return child<NextPanel>()->buttons()->button(QLatin1String(verb));
    }
    std::size_t sent() const { return m_service->count("POST", QStringLiteral("/api/v1/releases/*")); }
    const FakeService::Request &lastSent() const
    {
        return *m_service->last("POST", QStringLiteral("/api/v1/releases/*"));
    }
    template <class T>
    T *child(const char *name = nullptr) const // null: the first of its kind
    {
        return m_pane->findChild<T *>(name ? QString::fromLatin1(name) : QString());
    }

    std::unique_ptr<FakeService> m_service;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<FakeNavigator> m_navigator;
    std::unique_ptr<Actions> m_actions;
    std::unique_ptr<ReleasePane> m_pane;
};

} // namespace slipway
