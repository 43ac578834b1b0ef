// The sheet that starts a release, over a fake service: what its tests begin with.
#pragma once
#include "models/FakeService.h"
#include "widgets/ApplicationField.h"
#include "widgets/FakeNavigator.h"
#include "widgets/InlineMessage.h"
#include "widgets/InputEditor.h"
#include "widgets/ReleaseSheet.h"
#include "widgets/SampleRelease.h"

#include <QComboBox>
#include <QListWidget>
#include <QPushButton>
#include <QTest>

namespace slipway {

class ReleaseSheetFixture : public QObject
{
protected:
    void start()
    {
        m_drafts = {};
        m_service = std::make_unique<FakeService>();
        m_service->fillWorld();
        m_service->pipelines.front() = sample::pipeline();
        m_session = std::make_unique<Session>(
            *m_service, [this] { return m_service->endpoint(); }, m_service->parts());
        m_navigator = std::make_unique<FakeNavigator>();
        m_actions = std::make_unique<Actions>();
        makeSheet();
        m_session->open();
        QTRY_VERIFY(m_session->isLive());
    }
    void stop()
    {
        m_sheet.reset();
        m_session.reset();
        m_service.reset();
    }
    void makeSheet()
    {
        m_sheet = std::make_unique<ReleaseSheet>(Desk{*m_session, *m_navigator, *m_actions});
        m_sheet->resize(900, 640);
        m_sheet->setDrafts(m_drafts);
        connect(m_sheet.get(), &ReleaseSheet::drafted, this,
                [this](const QString &application, const QString &pipeline, const StartDrafts::Typed &typed) {
                    m_drafts.set(application, pipeline, typed);
                });
        connect(m_sheet.get(), &ReleaseSheet::settled, this,
                [this](const QString &application, const QString &pipeline, const StartDrafts::Typed &sent,
                       StartDrafts::Fate fate) { m_drafts.settle(application, pipeline, sent, fate); });
    }
    void openAgain(const QString &application)
    {
        makeSheet();
        open(application);
    }
    InlineMessage *message() const { return m_sheet->findChild<InlineMessage *>(); }
    void open(const QString &application)
    {
        m_sheet->show();
        m_sheet->start(application);
        QTRY_VERIFY(child<QListWidget>("plan")->count() > 0);
    }
    InputEditor *editor(const char *name) const
    {
        return m_sheet->findChild<InputEditor *>(QStringLiteral("input.") + QLatin1String(name));
    }
    std::size_t posts() const { return m_service->count("POST", QStringLiteral("/api/v1/releases")); }
    template <class T>
    T *child(const char *name) const
    {
        return m_sheet->findChild<T *>(QLatin1String(name));
    }

    std::unique_ptr<FakeService> m_service;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<FakeNavigator> m_navigator;
    std::unique_ptr<Actions> m_actions;
    std::unique_ptr<ReleaseSheet> m_sheet;
    StartDrafts m_drafts;
};

} // namespace slipway
