// What DutyPane lets one do; how it looks stands in DutyPane.cpp.
#include "widgets/DutyPane.h"
#include "widgets/DutyWeekView.h"
#include "widgets/EventWords.h"
#include "widgets/InlineMessage.h"
#include "widgets/OverrideSheet.h"
#include "widgets/Sheet.h"
#include "widgets/SwapSheet.h"
#include "widgets/WhatIf.h"

#include <QMenu>

#include <algorithm>

namespace slipway {

namespace {

constexpr int sheetWidth = 640;
constexpr Duration longest = std::chrono::hours(4); // of an override that nothing is chosen for

} // namespace

void DutyPane::addActions()
{
    Actions &actions = m_desk.actions;
    const QString group = tr("Duty");
    m_makeAction = actions.add(
        this, QStringLiteral("duty.override"), group, tr("Put somebody else on duty…"),
        [this] { askOverrideHere(); }, {}, [this] { return chosenCommand(); });
    m_removeAction = actions.add(
        this, QStringLiteral("duty.take-back"), group, tr("Take the override back"),
        [this] {
            if (const ShiftRow *shift = m_view->chosen())
                takeBackShift(*shift);
        },
        {},
        [this] {
            const ShiftRow *shift = m_view->chosen();
            if (!shift || shift->override < 1)
                return QString();
            return shift->swap > 0
                       ? QStringLiteral("slipwayctl duty swap --remove %1").arg(shift->swap)
                       : QStringLiteral("slipwayctl duty override --remove %1").arg(shift->override);
        });
    m_swapAction = actions.add(
        this, QStringLiteral("duty.swap"), group, tr("Swap this turn with another…"), [this] { askSwap(); },
        {}, [] { return QStringLiteral("slipwayctl duty swap"); });
    actions.add(
        this, QStringLiteral("duty.today"), group, tr("Show this week"),
        [this] { open(QStringLiteral("duty/today")); }, {},
        [] { return QStringLiteral("slipwayctl duty show"); });
    actions.add(
        this, QStringLiteral("duty.what-if"), group, tr("What if a case came now?"),
        [this] { m_desk.navigator.open(QStringLiteral("duty/what-if")); }, {},
        [this] {
            return m_whatIf->isAsked() ? m_whatIf->commandLine() : QStringLiteral("slipwayctl duty simulate");
        });
    actions.add(
        this, QStringLiteral("duty.copy-week"), group, tr("Copy this week as command"),
        [this] { m_desk.navigator.copy(weekCommand()); }, {}, [this] { return weekCommand(); });
}

void DutyPane::askOverrideHere()
{
    if (!m_makeAction->isVisible())
        return;
    const auto span = m_view->span();
    const Instant from = span ? span->from : snapped(m_view->moment(), m_model.week().zone);
    askOverride(m_view->person(), from, span ? span->to : from + longest);
}

void DutyPane::askOverride(const QString &person, Instant from, Instant to)
{
    if (m_sheet || !m_makeAction->isVisible())
        return;
    auto *content = new OverrideSheet(m_desk, m_model.now());
    m_sheet = new Sheet(sharedWindow());
    m_sheet->setContent(content);
    m_sheet->setWidth(sheetWidth);
    connect(content, &OverrideSheet::closed, m_sheet, &Sheet::close);
    connect(content, &OverrideSheet::made, this, &DutyPane::onMade);
    connect(m_sheet, &Sheet::closed, m_view, &DutyWeekView::clearSpan);
    content->start(person, from, to);
    m_sheet->open(content->firstField());
}

// Of the chosen turn what is left of it.
void DutyPane::askSwap()
{
    const ShiftRow *shift = m_view->chosen();
    if (m_sheet || !m_swapAction->isVisible() || !shift)
        return;
    const Instant soon = std::chrono::floor<std::chrono::minutes>(m_desk.session.serviceTime());
    const Instant from = std::max(shift->begins, soon + std::chrono::minutes(1));
    auto *content = new SwapSheet(m_desk, m_model.now(), m_view->person(), from);
    m_sheet = new Sheet(sharedWindow());
    m_sheet->setContent(content);
    m_sheet->setWidth(sheetWidth);
    connect(content, &SwapSheet::closed, m_sheet, &Sheet::close);
    connect(content, &SwapSheet::made, this, [this](const QJsonObject &swap) {
        m_sheet->close();
        const qint64 id = swap.value(QLatin1String("id")).toInteger();
        m_message->show(InlineMessage::Kind::Success,
                        tr("%1 and %2 have swapped.")
                            .arg(quietWord(swap.value(QLatin1String("person")).toString()),
                                 quietWord(swap.value(QLatin1String("with")).toString())),
                        tr("Undo"), [this, id] { takeSwapBack(id); });
    });
    m_sheet->open(content->firstField());
}

void DutyPane::takeSwapBack(qint64 swap)
{
    if (!m_desk.session.isLive() || !mayChange())
        return;
    m_desk.session.client().removeSwap(swap).then(
        [this, alive = QPointer(this)](const Result<QJsonObject> &answer) {
            if (!alive)
                return;
            if (answer)
                m_message->show(InlineMessage::Kind::Success, tr("The swap is taken back."));
            else
                m_message->show(answer.error());
        });
}

void DutyPane::onMade(const QJsonObject &override)
{
    if (m_sheet)
        m_sheet->close();
    const qint64 id = override.value(QLatin1String("id")).toInteger();
    m_message->show(
        InlineMessage::Kind::Success,
        tr("%1 is put on duty.").arg(quietWord(override.value(QLatin1String("person")).toString())),
        tr("Undo"), [this, id] { takeBack(id); });
}

// A half of a swap goes with the other.
void DutyPane::takeBackShift(const ShiftRow &shift)
{
    if (shift.swap > 0)
        takeSwapBack(shift.swap);
    else
        takeBack(shift.override);
}

void DutyPane::takeBack(qint64 override)
{
    if (override < 1 || !m_desk.session.isLive() || !mayChange())
        return;
    m_desk.session.client().removeOverride(override).then(
        [this, alive = QPointer(this)](const Result<QJsonObject> &answer) {
            if (!alive)
                return;
            if (!answer) {
                m_message->show(answer.error());
                return;
            }
            const QJsonObject gone = *answer;
            m_message->show(InlineMessage::Kind::Success,
                            tr("The override of %1 is taken back.")
                                .arg(quietWord(gone.value(QLatin1String("person")).toString())),
                            tr("Undo"), [this, gone] { putBack(gone); });
        });
}

void DutyPane::putBack(const QJsonObject &override)
{
    QJsonObject again;
    for (const char *field : {"person", "begins", "ends", "reason"})
        again.insert(QLatin1String(field), override.value(QLatin1String(field)));
    m_desk.session.client().overrideDuty(again).then(
        [this, alive = QPointer(this)](const Result<QJsonObject> &answer) {
            if (!alive)
                return;
            if (answer)
                onMade(*answer);
            else
                m_message->show(answer.error());
        });
}

QString DutyPane::chosenCommand() const
{
    const auto span = m_view->span();
    if (!span)
        return {};
    return overrideLine(m_view->person(), span->from, span->to);
}

QString DutyPane::weekCommand() const
{
    return QStringLiteral("slipwayctl duty shifts --from %1 --to %2")
        .arg(plainTime(m_model.week().edges.front()), plainTime(m_model.week().edges.back()));
}

void DutyPane::showMenu(const QPoint &place)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction *action : {m_makeAction, m_swapAction, m_removeAction}) {
        if (action->isVisible())
            menu->addAction(action);
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Copy this week as command")), &QAction::triggered, this,
            [this] { m_desk.navigator.copy(weekCommand()); });
    menu->popup(m_view->mapToGlobal(place));
}

} // namespace slipway
