#include "widgets/BrakeActions.h"

#include "widgets/Theme.h"

#include <QPointer>

namespace slipway {

BrakeActions::BrakeActions(const Desk &desk, TroubleWatch &watch, QObject *parent)
    : QObject(parent), m_desk(desk), m_watch(watch)
{
    const QString group = tr("Release");
    m_on = m_desk.actions.add(
        this, QStringLiteral("brake.on"), group, tr("Pull the brake…"), [this] { askOn(); },
        QKeySequence(QStringLiteral("Ctrl+Alt+B")), [] { return QStringLiteral("slipwayctl brake on"); });
    m_off = m_desk.actions.add(
        this, QStringLiteral("brake.off"), group, tr("Take the brake off…"), [this] { askOff(); }, {},
        [] { return QStringLiteral("slipwayctl brake off"); });
    m_on->setIcon(theme::icon(QStringLiteral("brake")));
    m_off->setIcon(theme::icon(QStringLiteral("play")));
    connect(&m_watch, &TroubleWatch::changed, this, &BrakeActions::tend);
    connect(&m_desk.session, &Session::stateChanged, this, &BrakeActions::tend);
    tend();
}

void BrakeActions::tend()
{
    const auto role = m_desk.session.role();
    const bool may = m_desk.session.isLive() && (role == Role::Operations || role == Role::Admin);
    m_on->setVisible(may && !m_watch.isBrakeOn());
    m_off->setVisible(may && m_watch.isBrakeOn());
}

void BrakeActions::askOn()
{
    Question question;
    question.title = tr("Pull the brake");
    question.changes = {tr("No step of any release starts anything new."),
                        tr("Requests that are held anywhere are let go."),
                        tr("What runs already comes to its end.")};
    question.wayBack = tr("Take the brake off: releases go on where they stand.");
    question.reasonLabel = tr("Reason, for everybody who sees it");
    question.confirm = tr("Pull the brake");
    question.commandLine = QStringLiteral("slipwayctl brake on --reason %1");
    question.production = true;
    m_desk.navigator.ask(question, [this, alive = QPointer(this)](const QString &reason) {
        if (alive)
            set(true, reason);
    });
}

void BrakeActions::askOff()
{
    if (!m_off->isVisible())
        return;
    Question question;
    question.title = tr("Take the brake off");
    question.changes = {m_watch.inFlight() > 0
                            ? tr("Releases that go on where they stand: %1.").arg(m_watch.inFlight())
                            : tr("Releases may change things again.")};
    question.wayBack = tr("The brake can be pulled again at any time.");
    question.reasonLabel = tr("Reason");
    question.confirm = tr("Take it off");
    question.commandLine = QStringLiteral("slipwayctl brake off --reason %1");
    question.production = true;
    m_desk.navigator.ask(question, [this, alive = QPointer(this)](const QString &reason) {
        if (alive)
            set(false, reason);
    });
}

void BrakeActions::set(bool on, const QString &reason)
{
    const QString place = QStringLiteral("brake ");
    const QJsonObject wish{{QStringLiteral("on"), on}, {QStringLiteral("reason"), reason}};
    const auto how = [this, on, &reason](const QByteArray &key) {
        return m_desk.session.client().setBrake(on, reason, key);
    };
    m_desk.session.once()
        .send(actionOf(place, wish), how)
        .then([this, place, alive = QPointer(this)](const Result<QJsonObject> &done) {
            if (!alive)
                return;
            if (done)
                m_desk.session.once().forget(place);
            else
                m_desk.navigator.tell(done.error());
        });
}

} // namespace slipway
