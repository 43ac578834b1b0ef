#include "widgets/DutyStatus.h"

#include "widgets/EventWords.h"
#include "widgets/StatusFact.h"

#include <QDateTime>
#include <QHBoxLayout>

namespace slipway {

namespace {

constexpr Duration soon = std::chrono::minutes(30); // of a target: it is time to do something
constexpr int longestName = 24;

} // namespace

DutyStatus::DutyStatus(const Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_watch(desk.session)
{
    m_onDuty = new StatusFact(QStringLiteral("onDuty"), this);
    m_target = new StatusFact(QStringLiteral("nearestTarget"), this);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(0);
    row->addWidget(m_onDuty);
    row->addWidget(m_target);
    connect(m_onDuty, &QAbstractButton::clicked, this,
            [this] { m_desk.navigator.open(QStringLiteral("duty")); });
    connect(m_target, &QAbstractButton::clicked, this,
            [this] { m_desk.navigator.open(QStringLiteral("cases")); });
    connect(&m_watch, &DutyWatch::changed, this, &DutyStatus::tell);
    connect(&m_watch, &DutyWatch::ticked, this, &DutyStatus::tell);
    tell();
}

QString DutyStatus::onDuty() const
{
    return m_onDuty->text();
}

QString DutyStatus::target() const
{
    return m_target->text();
}

void DutyStatus::tell()
{
    tellOnDuty();
    tellTarget();
}

void DutyStatus::tellOnDuty()
{
    const DutyNow &now = m_watch.now();
    m_onDuty->setVisible(m_watch.isKnown() && (now.hasRota || !now.onDuty.isEmpty()));
    if (m_onDuty->isHidden())
        return;
    const QTimeZone zone = now.timeZone();
    const QString more = tr("Who is on duty; times are those of the rota's zone. Alternate: %1")
                             .arg(now.alternate.isEmpty() ? tr("nobody") : quietWord(now.alternate));
    if (now.onDuty.isEmpty()) {
        m_onDuty->say(tr("✕ nobody is on duty"), theme::Tone::Bad, more);
        return;
    }
    QString words = tr("On duty: %1").arg(quietWord(now.onDuty, longestName));
    if (now.until) {
        const Instant here = m_desk.session.serviceTime();
        const bool isToday = zonedTime(*now.until, zone).date() == zonedTime(here, zone).date();
        const QString until = isToday ? zonedTime(*now.until, zone).time().toString(QStringLiteral("HH:mm"))
                                      : zonedText(*now.until, zone);
        words += tr(" (until %1), then %2")
                     .arg(until, now.next.isEmpty() ? tr("nobody") : quietWord(now.next, longestName));
    }
    m_onDuty->say(words, now.until && now.next.isEmpty() ? theme::Tone::Warning : theme::Tone::Idle, more);
}

// What is past comes first: it is the most urgent there is.
void DutyStatus::tellTarget()
{
    const auto &past = m_watch.firstPast();
    const auto &next = m_watch.next();
    m_target->setVisible(m_watch.areTargetsKnown());
    const Instant now = m_desk.session.serviceTime();
    const auto more = [](const TargetRow &target) {
        return tr("Case %1: %2").arg(target.caseId).arg(quietWord(target.subject));
    };
    const QString late =
        m_watch.past() > 0 ? tr("%n past", "targets", m_watch.past()) + QStringLiteral(" · ") : QString();
    if (next) {
        const Duration left = next->at - now;
        const bool isPast = left <= Duration::zero();
        const QString words = isPast
                                  ? tr("target of case %1 past by %2").arg(next->caseId).arg(exactSpan(-left))
                                  : tr("nearest target %1").arg(exactSpan(left));
        const bool isBad = isPast || m_watch.past() > 0;
        const QString shape = isBad ? QStringLiteral("✕ ") : left < soon ? QStringLiteral("▲ ") : QString();
        m_target->say(shape + late + words,
                      isBad         ? theme::Tone::Bad
                      : left < soon ? theme::Tone::Warning
                                    : theme::Tone::Idle,
                      more(*next));
    } else if (past) {
        m_target->say(
            QStringLiteral("✕ ") + late +
                tr("case %1 by %2", "past by how long").arg(past->caseId).arg(exactSpan(now - past->at)),
            theme::Tone::Bad, more(*past));
    } else {
        m_target->say(tr("no target is open"), theme::Tone::Idle,
                      tr("The nearest target of all open cases would stand here."));
    }
}

} // namespace slipway

#include "moc_DutyStatus.cpp"
