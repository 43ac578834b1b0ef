// One case in its pane, over a fake service: what its tests begin with.
#pragma once
#include "models/FakeCases.h"
#include "widgets/CasePane.h"
#include "widgets/CaseThread.h"
#include "widgets/EmptyState.h"
#include "widgets/InlineMessage.h"
#include "widgets/PaneRig.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBrowser>

namespace slipway {

using namespace std::chrono_literals;

class CasePaneFixture : public QObject
{
protected:
    void start()
    {
        m_rig = std::make_unique<PaneRig>();
        m_rig->service.role = QStringLiteral("support");
        m_cases = std::make_unique<FakeCases>(m_rig->service);
        m_cases->put(m_cases->make(1, QStringLiteral("The shop is slow"), 20min));
        m_cases->put(m_cases->make(2, QStringLiteral("An invoice"), 3h));
        m_cases->messages[1] = {
            m_cases->message(1, QStringLiteral("customer"), QStringLiteral("maria@northwind.example"),
                             QStringLiteral("Since this morning.\n\nMaria")),
            m_cases->message(2, QStringLiteral("note"), QStringLiteral("jan"),
                             QStringLiteral("The disk is full")),
            m_cases->message(3, QStringLiteral("staff"), QStringLiteral("jan"), QStringLiteral("We look.")),
            m_cases->message(4, QStringLiteral("customer"), QStringLiteral("maria@northwind.example"),
                             QStringLiteral("I am away"), true)};
        m_cases->pages[1] = {m_cases->page(9, 1, QStringLiteral("eva"))};
        makePane();
    }
    void stop()
    {
        m_pane.reset();
        m_cases.reset();
        m_rig.reset();
    }
    void makePane()
    {
        m_pane = std::make_unique<CasePane>(m_rig->desk());
        m_pane->resize(1000, 700);
        m_pane->show();
        m_pane->activateWindow();
        m_pane->setActive(true);
    }
    void open(int id)
    {
        if (!m_rig->session.isLive())
            QVERIFY(m_rig->connect());
        m_pane->open(QStringLiteral("case/%1").arg(id));
        QTRY_VERIFY(thread()->isVisible() &&
                    m_pane->heading().startsWith(QStringLiteral("Case %1 ·").arg(id)));
        QTRY_VERIFY(m_rig->session.role().has_value());
    }
    CaseThread *thread() const { return m_pane->findChild<CaseThread *>(); }
    EmptyState *empty() const { return m_pane->findChild<EmptyState *>(); }
    QTextBrowser *facts() const { return m_pane->findChild<QTextBrowser *>(QStringLiteral("caseFacts")); }
    InlineMessage *message() const { return m_pane->findChild<InlineMessage *>(QStringLiteral("message")); }
    QPlainTextEdit *text() const { return m_pane->findChild<QPlainTextEdit *>(QStringLiteral("replyText")); }
    QPushButton *button(const char *verb) const
    {
        for (QPushButton *one :
             m_pane->findChildren<QPushButton *>(QStringLiteral("case.") + QLatin1String(verb))) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }
    QStringList verbs() const
    {
        QStringList all;
        for (const char *verb : {"acknowledge", "take", "assign", "wait", "solve", "close", "resume"}) {
            if (button(verb))
                all.append(QLatin1String(verb));
        }
        return all;
    }

    std::unique_ptr<PaneRig> m_rig;
    std::unique_ptr<FakeCases> m_cases;
    std::unique_ptr<CasePane> m_pane;
};

} // namespace slipway
