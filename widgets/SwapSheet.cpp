#include "widgets/SwapSheet.h"

#include "models/ShellLine.h"
#include "widgets/EventWords.h"
#include "widgets/InlineMessage.h"
#include "widgets/OverrideSheet.h"
#include "widgets/Style.h"
#include "widgets/Theme.h"
#include "widgets/WrappedLabel.h"

#include <QComboBox>
#include <QFormLayout>
#include <QJsonArray>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

namespace slipway {

namespace {

constexpr Duration lookedAhead = std::chrono::days(60);

} // namespace

SwapSheet::SwapSheet(const Desk &desk, const DutyNow &now, const QString &person, Instant moment,
                     QWidget *parent)
    : QWidget(parent), m_desk(desk), m_now(now), m_person(person)
{
    setObjectName(QStringLiteral("swapSheet"));
    setAccessibleName(tr("Swap a turn"));
    auto *head = new QLabel(tr("Swap a turn"), this);
    head->setFont(theme::heading());
    m_message = new InlineMessage(this);
    m_givenWords = new QLabel(quietWord(person), this);
    m_givenWords->setObjectName(QStringLiteral("given"));
    wrap(m_givenWords);
    m_turn = new QComboBox(this);
    m_turn->setObjectName(QStringLiteral("turn"));
    m_turn->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_reason = new QLineEdit(this);
    m_reason->setObjectName(QStringLiteral("reason"));
    m_reason->setMaxLength(200);
    auto *zone = new QLabel(
        tr("Times of the rota's zone: %1").arg(zoneText(m_desk.session.serviceTime(), m_now.timeZone())),
        this);
    zone->setFont(theme::small());
    m_consequence = new QLabel(tr("Looking whose turns are to come…"), this);
    m_consequence->setObjectName(QStringLiteral("consequence"));
    wrap(m_consequence);
    auto *form = new QFormLayout;
    form->setSpacing(theme::unit);
    form->addRow(tr("Given away"), m_givenWords);
    form->addRow(tr("Taken for it"), m_turn);
    form->addRow(QString(), zone);
    form->addRow(tr("Why"), m_reason);
    m_turn->setAccessibleName(tr("Taken for it"));
    m_reason->setAccessibleName(tr("Why"));
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(3 * theme::unit, 2 * theme::unit, 3 * theme::unit, 2 * theme::unit);
    lines->setSpacing(2 * theme::unit);
    lines->addWidget(head);
    lines->addWidget(m_message);
    lines->addLayout(form);
    lines->addWidget(m_consequence);
    lines->addWidget(makeButtons());
    connect(m_turn, &QComboBox::currentIndexChanged, this, &SwapSheet::onChosen);
    connect(&m_desk.session, &Session::stateChanged, this, &SwapSheet::refresh);
    askTurns(moment);
    refresh();
}

QWidget *SwapSheet::makeButtons()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins({});
    row->setSpacing(theme::unit);
    m_copy = new QPushButton(tr("Copy as command"), bar);
    m_copy->setObjectName(QStringLiteral("copyCommand"));
    m_giveUp = new QPushButton(tr("Leave it"), bar);
    m_giveUp->setObjectName(QStringLiteral("giveUp"));
    m_make = new QPushButton(bar);
    m_make->setObjectName(QStringLiteral("make"));
    m_make->setProperty(Style::primaryProperty, true);
    for (QPushButton *button : {m_copy, m_giveUp, m_make})
        button->setAutoDefault(false);
    connect(m_copy, &QPushButton::clicked, this, [this] { m_desk.navigator.copy(commandLine()); });
    connect(m_giveUp, &QPushButton::clicked, this, &SwapSheet::closed);
    connect(m_make, &QPushButton::clicked, this, &SwapSheet::send);
    row->addWidget(m_copy);
    row->addStretch(1);
    row->addWidget(m_giveUp);
    row->addWidget(m_make);
    return bar;
}

QWidget *SwapSheet::firstField() const
{
    return m_turn;
}

QString SwapSheet::spanText(const ShiftRow &turn) const
{
    return tr("%1 to %2", "two moments")
        .arg(zonedText(turn.begins, m_now.timeZone()), zonedText(turn.ends, m_now.timeZone()));
}

QString SwapSheet::turnText(const ShiftRow &turn) const
{
    return tr("%1, %2", "who gives a turn, and from when to when it is")
        .arg(quietWord(turn.onDuty), spanText(turn));
}

void SwapSheet::askTurns(Instant moment)
{
    m_desk.session.client()
        .shifts(toText(moment), toText(moment + lookedAhead))
        .then([this, moment, alive = QPointer(this)](const Result<QJsonObject> &answer) {
            if (!alive)
                return;
            if (answer)
                takeTurns(turnsOf(shiftsFromJson(answer->value(QLatin1String("items")).toArray())), moment);
            else
                m_message->show(answer.error());
        });
}

void SwapSheet::takeTurns(const std::vector<ShiftRow> &turns, Instant moment)
{
    for (const ShiftRow &turn : turns) {
        if (turn.onDuty == m_person && turn.begins <= moment && moment < turn.ends)
            m_given = turn;
        if (turn.onDuty != m_person)
            m_turns.push_back(turn);
    }
    if (m_given)
        m_givenWords->setText(turnText(*m_given));
    for (const ShiftRow &turn : m_turns)
        m_turn->addItem(turnText(turn));
    onChosen();
}

const ShiftRow *SwapSheet::chosen() const
{
    const int index = m_given ? m_turn->currentIndex() : -1;
    return index >= 0 && index < static_cast<int>(m_turns.size()) ? &m_turns[static_cast<std::size_t>(index)]
                                                                  : nullptr;
}

void SwapSheet::onChosen()
{
    const ShiftRow *turn = chosen();
    const QString text =
        turn ? tr("%1 is on duty instead of %2 from %3.\n%2 is on duty instead of %1 from %4.")
                   .arg(quietWord(turn->onDuty), quietWord(m_person), spanText(*m_given), spanText(*turn))
             : tr("Nobody else has a turn within the next 60 days.");
    m_consequence->setText(text);
    m_consequence->setAccessibleName(text);
    refresh();
}

QString SwapSheet::consequence() const
{
    return m_consequence->text();
}

QString SwapSheet::commandLine() const
{
    const ShiftRow *turn = chosen();
    if (!turn)
        return {};
    QString line =
        QStringLiteral(
            "slipwayctl duty swap %1 --from %2 --until %3 --with %4 --their-from %5 --their-until %6")
            .arg(shellQuoted(m_person), plainTime(m_given->begins), plainTime(m_given->ends),
                 shellQuoted(turn->onDuty), plainTime(turn->begins), plainTime(turn->ends));
    if (const QString reason = m_reason->text().trimmed(); !reason.isEmpty())
        line += QLatin1Char(' ') + shellQuoted(QStringLiteral("--reason=") + reason);
    return line;
}

void SwapSheet::send()
{
    const ShiftRow *turn = chosen();
    if (!m_make->isEnabled() || !turn)
        return;
    m_isSending = true;
    refresh();
    const QJsonObject body{{QStringLiteral("person"), m_person},
                           {QStringLiteral("begins"), toText(m_given->begins)},
                           {QStringLiteral("ends"), toText(m_given->ends)},
                           {QStringLiteral("with"), turn->onDuty},
                           {QStringLiteral("with_begins"), toText(turn->begins)},
                           {QStringLiteral("with_ends"), toText(turn->ends)},
                           {QStringLiteral("reason"), m_reason->text().trimmed()}};
    const auto how = [this, &body](const QByteArray &key) {
        return m_desk.session.client().swapDuty(body, key);
    };
    m_desk.session.once()
        .send(actionOf(QStringLiteral("duty/swaps"), body), how)
        .then([this, alive = QPointer(this)](const Result<QJsonObject> &answer) {
            if (!alive)
                return;
            m_isSending = false;
            if (answer)
                Q_EMIT made(*answer);
            else
                m_message->show(answer.error());
            refresh();
        });
}

void SwapSheet::refresh()
{
    const bool isLive = m_desk.session.isLive();
    m_make->setEnabled(isLive && chosen() && !m_isSending);
    m_make->setText(m_isSending ? tr("Being swapped…") : tr("Swap"));
    m_make->setToolTip(isLive ? tr("Ctrl+Enter") : tr("Not while the service doesn't answer."));
    m_copy->setEnabled(chosen());
    m_giveUp->setEnabled(!m_isSending);
}

void SwapSheet::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape) {
        if (!m_isSending) // what is under way is waited for
            Q_EMIT closed();
    } else if (isEnter && event->modifiers().testFlag(Qt::ControlModifier) && !event->isAutoRepeat())
        send();
    else
        QWidget::keyPressEvent(event);
}

} // namespace slipway

#include "moc_SwapSheet.cpp"
