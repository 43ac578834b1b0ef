#include "widgets/OverrideSheet.h"

#include "models/ShellLine.h"
#include "widgets/EventWords.h"
#include "widgets/InlineMessage.h"
#include "widgets/Style.h"
#include "widgets/Theme.h"
#include "widgets/WrappedLabel.h"
#include "widgets/ZonedTimeEdit.h"

#include <QComboBox>
#include <QGridLayout>
#include <QJsonArray>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

namespace slipway {

namespace {

constexpr int askDelay = 200;
constexpr Duration longest = std::chrono::days(100); // the service tells no more at once

} // namespace

QString plainTime(Instant moment)
{
    QString text = toText(std::chrono::floor<std::chrono::seconds>(moment));
    return text.remove(QStringLiteral(".000000"));
}

QString overrideLine(const QString &person, Instant from, Instant to, const QString &reason)
{
    QString line = QStringLiteral("slipwayctl duty override %1 --from %2 --until %3")
                       .arg(shellQuoted(person), plainTime(from), plainTime(to));
    if (!reason.isEmpty()) // with the equals sign: it may begin with a dash
        line += QLatin1Char(' ') + shellQuoted(QStringLiteral("--reason=") + reason);
    return line;
}

OverrideSheet::OverrideSheet(const Desk &desk, const DutyNow &now, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_now(now)
{
    setObjectName(QStringLiteral("overrideSheet"));
    setAccessibleName(tr("Put somebody else on duty"));
    auto *head = new QLabel(tr("Put somebody else on duty"), this);
    head->setFont(theme::heading());
    m_message = new InlineMessage(this);
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("clockNote"));
    wrap(m_note);
    m_note->hide();
    m_consequence = new QLabel(this);
    m_consequence->setObjectName(QStringLiteral("consequence"));
    wrap(m_consequence);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(3 * theme::unit, 2 * theme::unit, 3 * theme::unit, 2 * theme::unit);
    lines->setSpacing(2 * theme::unit);
    lines->addWidget(head);
    lines->addWidget(m_message);
    lines->addLayout(makeFields());
    lines->addWidget(m_note);
    lines->addWidget(m_consequence);
    lines->addWidget(makeButtons());
    m_ask.setSingleShot(true);
    m_ask.setInterval(askDelay);
    connect(&m_ask, &QTimer::timeout, this, &OverrideSheet::askShifts);
    connect(&m_desk.session, &Session::stateChanged, this, &OverrideSheet::refresh);
}

QGridLayout *OverrideSheet::makeFields()
{
    m_person = new QComboBox(this);
    m_person->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (const QString &name : m_now.people)
        m_person->addItem(quietWord(name), name);
    m_from = new ZonedTimeEdit(this);
    m_to = new ZonedTimeEdit(this);
    m_reason = new QLineEdit(this);
    m_reason->setMaxLength(200);
    m_reason->setPlaceholderText(tr("For whoever looks at the week: a swap, a dentist, …"));
    auto *grid = new QGridLayout;
    grid->setSpacing(theme::unit);
    grid->setColumnStretch(1, 1);
    int row = 0;
    const auto add = [&](const QString &text, QWidget *field, const char *name) {
        auto *label = new QLabel(text, this);
        label->setBuddy(field);
        field->setAccessibleName(text);
        field->setObjectName(QLatin1String(name));
        grid->addWidget(label, row, 0);
        grid->addWidget(field, row++, 1);
    };
    add(tr("Who"), m_person, "person");
    add(tr("From"), m_from, "from");
    add(tr("To"), m_to, "to");
    auto *zone = new QLabel(
        tr("Times of the rota's zone: %1").arg(zoneText(m_desk.session.serviceTime(), m_now.timeZone())),
        this);
    zone->setFont(theme::small());
    grid->addWidget(zone, row++, 1);
    add(tr("Why"), m_reason, "reason");
    connect(m_person, &QComboBox::currentIndexChanged, this, &OverrideSheet::onChanged);
    connect(m_from, &QDateTimeEdit::dateTimeChanged, this, &OverrideSheet::onChanged);
    connect(m_to, &QDateTimeEdit::dateTimeChanged, this, &OverrideSheet::onChanged);
    return grid;
}

QWidget *OverrideSheet::makeButtons()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins({});
    row->setSpacing(theme::unit);
    m_copy = new QPushButton(tr("Copy as command"), bar);
    m_copy->setObjectName(QStringLiteral("copyCommand"));
    m_giveUp = new QPushButton(tr("Leave it"), bar);
    m_giveUp->setObjectName(QStringLiteral("giveUp"));
    m_make = new QPushButton(tr("Put on duty"), bar);
    m_make->setObjectName(QStringLiteral("make"));
    m_make->setProperty(Style::primaryProperty, true);
    for (QPushButton *button : {m_copy, m_giveUp, m_make}) {
        button->setAutoDefault(false);
        button->setAccessibleName(button->text());
    }
    connect(m_copy, &QPushButton::clicked, this, [this] { m_desk.navigator.copy(commandLine()); });
    connect(m_giveUp, &QPushButton::clicked, this, &OverrideSheet::closed);
    connect(m_make, &QPushButton::clicked, this, &OverrideSheet::send);
    row->addWidget(m_copy);
    row->addStretch(1);
    row->addWidget(m_giveUp);
    row->addWidget(m_make);
    return bar;
}

QWidget *OverrideSheet::firstField() const
{
    return m_person;
}

void OverrideSheet::start(const QString &person, Instant from, Instant to)
{
    const QTimeZone zone = m_now.timeZone();
    m_person->setCurrentIndex(std::max(0, m_person->findData(person)));
    m_from->setMoment(from, zone);
    m_to->setMoment(to, zone);
    onChanged();
}

bool OverrideSheet::isInOrder() const
{
    return m_from->moment() < m_to->moment() && m_to->moment() - m_from->moment() <= longest;
}

void OverrideSheet::onChanged()
{
    ++m_generation;
    m_isKnown = false;
    const QString first = m_from->note();
    m_note->setText(first.isEmpty() ? m_to->note() : first);
    m_note->setVisible(!m_note->text().isEmpty());
    if (m_from->moment() >= m_to->moment()) {
        say(tr("It ends before it begins: choose a later end."), true);
    } else if (!isInOrder()) {
        say(tr("An override lasts up to 100 days: choose an earlier end, or change the rota."), true);
    } else {
        say(tr("Looking who is on duty then…"), false);
        m_ask.start();
    }
    refresh();
}

void OverrideSheet::askShifts()
{
    m_desk.session.client()
        .shifts(toText(m_from->moment()), toText(m_to->moment()))
        .then([this, alive = QPointer(this), generation = m_generation](const Result<QJsonObject> &answer) {
            if (!alive || generation != m_generation)
                return;
            if (!answer) {
                m_message->show(answer.error());
                return;
            }
            m_shifts = shiftsFromJson(answer->value(QLatin1String("items")).toArray());
            m_isKnown = true;
            tellConsequence();
            refresh();
        });
}

void OverrideSheet::tellConsequence()
{
    const QString person = m_person->currentData().toString();
    QStringList words;
    for (const Replaced &one : replacedBy(person, m_from->moment(), m_to->moment(), m_shifts)) {
        words.append(one.who.isEmpty()
                         ? tr("%1 closes a gap of %2.").arg(quietWord(person), longSpan(one.span))
                         : tr("%1 is on duty instead of %2 for %3.")
                               .arg(quietWord(person), quietWord(one.who), longSpan(one.span)));
    }
    if (words.isEmpty())
        words.append(tr("Nothing changes: %1 is on duty then anyway.").arg(quietWord(person)));
    say(words.join(QLatin1Char('\n')), false);
}

void OverrideSheet::say(const QString &text, bool isProblem)
{
    if (isProblem)
        theme::setTone(m_consequence, theme::Tone::Bad);
    else
        theme::clearTone(m_consequence);
    m_consequence->setText(text);
    m_consequence->setAccessibleName(text);
}

QString OverrideSheet::consequence() const
{
    return m_consequence->text();
}

QString OverrideSheet::commandLine() const
{
    return overrideLine(m_person->currentData().toString(), m_from->moment(), m_to->moment(),
                        m_reason->text().trimmed());
}

void OverrideSheet::send()
{
    if (!m_make->isEnabled())
        return;
    m_isSending = true;
    refresh();
    const QJsonObject body{{QStringLiteral("person"), m_person->currentData().toString()},
                           {QStringLiteral("begins"), toText(m_from->moment())},
                           {QStringLiteral("ends"), toText(m_to->moment())},
                           {QStringLiteral("reason"), m_reason->text().trimmed()}};
    const auto how = [this, &body](const QByteArray &key) {
        return m_desk.session.client().overrideDuty(body, key);
    };
    m_desk.session.once()
        .send(actionOf(QStringLiteral("duty/overrides"), body), how)
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

void OverrideSheet::refresh()
{
    const bool isLive = m_desk.session.isLive();
    m_make->setEnabled(isLive && m_isKnown && !m_isSending && isInOrder() && m_person->count() > 0);
    m_make->setText(m_isSending ? tr("Being put on duty…") : tr("Put on duty"));
    m_make->setToolTip(isLive ? tr("Ctrl+Enter") : tr("Not while the service doesn't answer."));
    m_giveUp->setEnabled(!m_isSending);
    m_copy->setEnabled(isInOrder() && m_person->count() > 0);
}

void OverrideSheet::keyPressEvent(QKeyEvent *event)
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

#include "moc_OverrideSheet.cpp"
