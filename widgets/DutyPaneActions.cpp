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

// As the API has it, put together from its stretches.
QJsonObject overrideOf(const ShiftRow &shift, const std::vector<ShiftRow> &shifts)
{
    Instant begins = shift.begins;
    Instant ends = shift.ends;
    for (const ShiftRow &one : shifts) {
        if (one.override == shift.override) {
            begins = std::min(begins, one.begins);
            ends = std::max(ends, one.ends);
        }
    }
    return {{QStringLiteral("id"), shift.override},
            {QStringLiteral("person"), shift.onDuty},
            {QStringLiteral("begins"), toText(begins)},
            {QStringLiteral("ends"), toText(ends)},
            {QStringLiteral("reason"), shift.reason}};
}

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
    m_swapAction = actions.add(this, QStringLiteral("duty.swap"), group, tr("Swap this turn with another…"),
                               [this] { askSwap(); });
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
    const auto span = spanHere();
    askOverride(m_view->person(), span.first, span.second);
}

std::pair<Instant, Instant> DutyPane::spanHere() const
{
    if (const auto span = m_view->span())
        return {span->from, span->to};
    const Instant from = snapped(m_view->moment(), m_model.week().zone);
    return {from, from + longest};
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
    const auto how = [this, swap](const QByteArray &key) {
        return m_desk.session.client().removeSwap(swap, key);
    };
    m_desk.session.once()
        .send(QStringLiteral("duty/swaps/%1 remove").arg(swap), how, SentOnce::Press::IsTheSame)
        .then([this, swap, alive = QPointer(this)](const Result<QJsonObject> &answer) {
            if (!alive)
                return;
            if (answer)
                m_message->show(InlineMessage::Kind::Success, tr("The swap is taken back."));
            else
                tellAgain(answer.error(), [this, swap] { takeSwapBack(swap); });
        });
}

void DutyPane::onMade(const QJsonObject &override)
{
    if (m_sheet)
        m_sheet->close();
    m_message->show(
        InlineMessage::Kind::Success,
        tr("%1 is put on duty.").arg(quietWord(override.value(QLatin1String("person")).toString())),
        tr("Undo"), [this, override] { takeBack(override); });
}

// A half of a swap goes with the other.
void DutyPane::takeBackShift(const ShiftRow &shift)
{
    if (shift.swap > 0)
        takeSwapBack(shift.swap);
    else
        takeBack(overrideOf(shift, m_model.shifts()));
}

// What was there isn't told where it had gone by the time that it was asked again: then it is what was shown.
void DutyPane::takeBack(const QJsonObject &override)
{
    const qint64 id = override.value(QLatin1String("id")).toInteger();
    if (id < 1 || !m_desk.session.isLive() || !mayChange())
        return;
    const auto how = [this, id](const QByteArray &key) {
        return m_desk.session.client().removeOverride(id, key);
    };
    m_desk.session.once()
        .send(QStringLiteral("duty/overrides/%1 remove").arg(id), how, SentOnce::Press::IsTheSame)
        .then([this, override, alive = QPointer(this)](const Result<QJsonObject> &answer) {
            if (!alive)
                return;
            if (!answer) {
                tellAgain(answer.error(), [this, override] { takeBack(override); });
                return;
            }
            const QJsonObject gone = answer->contains(QLatin1String("person")) ? *answer : override;
            m_message->show(InlineMessage::Kind::Success,
                            tr("The override of %1 is taken back.")
                                .arg(quietWord(gone.value(QLatin1String("person")).toString())),
                            tr("Undo"), [this, gone] { putBack(gone, SentOnce::Press::MayBeAnew); });
        });
}

void DutyPane::putBack(const QJsonObject &override, SentOnce::Press press)
{
    QJsonObject again;
    for (const char *field : {"person", "begins", "ends", "reason"})
        again.insert(QLatin1String(field), override.value(QLatin1String(field)));
    const auto how = [this, &again](const QByteArray &key) {
        return m_desk.session.client().overrideDuty(again, key);
    };
    m_desk.session.once()
        .send(actionOf(QStringLiteral("duty/overrides"), again), how, press)
        .then([this, override, alive = QPointer(this)](const Result<QJsonObject> &answer) {
            if (!alive)
                return;
            if (answer)
                onMade(*answer);
            else
                tellAgain(answer.error(),
                          [this, override] { putBack(override, SentOnce::Press::IsTheSame); });
        });
}

// Pressed again where it was pressed, as long as it isn't known what came of it.
void DutyPane::tellAgain(const Problem &problem, const std::function<void()> &again)
{
    if (SentOnce::isUnknown(problem))
        m_message->show(problem, tr("Try again"), again);
    else
        m_message->show(problem);
}

QString DutyPane::chosenCommand() const
{
    const auto span = spanHere();
    return m_view->person().isEmpty() ? QString() : overrideLine(m_view->person(), span.first, span.second);
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
