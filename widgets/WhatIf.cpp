#include "widgets/WhatIf.h"

#include "widgets/ColumnRoom.h"
#include "widgets/EventWords.h"
#include "widgets/InlineMessage.h"
#include "widgets/OverrideSheet.h"
#include "widgets/StateDelegate.h"
#include "widgets/TableMemory.h"
#include "widgets/Theme.h"
#include "widgets/WrappedLabel.h"
#include "widgets/ZonedTimeEdit.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

namespace slipway {

namespace {

constexpr int askDelay = 250;

} // namespace

WhatIf::WhatIf(const Desk &desk, QWidget *parent) : QWidget(parent), m_desk(desk), m_model(desk.session)
{
    setObjectName(QStringLiteral("whatIf"));
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("clockNote"));
    wrap(m_note);
    m_note->hide();
    m_words = new QLabel(this);
    m_words->setObjectName(QStringLiteral("planWords"));
    wrap(m_words);
    m_message = new InlineMessage(this);
    makeTable();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme::unit, 0, 0);
    column->setSpacing(theme::unit);
    column->addWidget(makeBar());
    column->addWidget(m_note);
    column->addWidget(m_message);
    column->addWidget(m_words);
    column->addWidget(m_table, 1);
    m_ask.setSingleShot(true);
    m_ask.setInterval(askDelay);
    connect(&m_ask, &QTimer::timeout, this, &WhatIf::ask);
    connect(m_at, &QDateTimeEdit::dateTimeChanged, &m_ask, qOverload<>(&QTimer::start));
    connect(&m_model, &PlanModel::answered, this, [this] {
        m_message->settle();
        tell();
    });
    connect(&m_model, &PlanModel::failed, this,
            [this](const Problem &problem) { m_message->showUntilSettled(problem); });
    setFocusProxy(m_at);
}

QWidget *WhatIf::makeBar()
{
    auto *bar = new QWidget(this);
    auto *label = new QLabel(tr("A case comes at"), bar);
    m_at = new ZonedTimeEdit(bar);
    m_at->setObjectName(QStringLiteral("at"));
    m_at->setAccessibleName(tr("When the case comes"));
    label->setBuddy(m_at);
    m_zone = new QLabel(bar);
    m_zone->setFont(theme::small());
    auto *now = new QPushButton(tr("Now"), bar);
    now->setObjectName(QStringLiteral("now"));
    now->setAccessibleName(tr("A case that comes now"));
    auto *copy = new QPushButton(tr("Copy as command"), bar);
    copy->setObjectName(QStringLiteral("copyCommand"));
    for (QPushButton *button : {now, copy})
        button->setAutoDefault(false);
    connect(now, &QPushButton::clicked, this, [this] { setMoment(m_desk.session.serviceTime()); });
    connect(copy, &QPushButton::clicked, this, [this] { m_desk.navigator.copy(commandLine()); });
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins({});
    row->setSpacing(theme::unit);
    row->addWidget(label);
    row->addWidget(m_at);
    row->addWidget(m_zone);
    row->addWidget(now);
    row->addStretch(1);
    row->addWidget(copy);
    return bar;
}

void WhatIf::makeTable()
{
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("plan"));
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("Who would be called when"));
    m_table->setItemDelegate(new StateDelegate({}, m_table));
    new TableMemory(m_table, [](int row) { return row + 1; });
    const int u = theme::unit;
    new ColumnRoom(m_table->horizontalHeader(), {{PlanModel::People, 20 * u}},
                   {{PlanModel::After, 11 * u}, {PlanModel::Time, 26 * u}},
                   {{PlanModel::Whom, 22 * u}, {PlanModel::Step, 18 * u}, {PlanModel::When, 24 * u}});
}

void WhatIf::setZone(const QTimeZone &zone)
{
    if (zone == m_at->zone())
        return;
    const QSignalBlocker quiet(m_at);
    m_at->setMoment(isAsked() ? m_model.at() : m_desk.session.serviceTime(), zone);
    tell();
}

void WhatIf::setMoment(Instant moment)
{
    {
        const QSignalBlocker quiet(m_at);
        m_at->setMoment(moment, m_at->zone());
    }
    ask();
}

Instant WhatIf::moment() const
{
    return m_at->moment();
}

void WhatIf::ask()
{
    m_ask.stop();
    m_model.ask(m_at->moment(), m_at->zone());
    tell();
}

QString WhatIf::commandLine() const
{
    return QStringLiteral("slipwayctl duty simulate --at %1").arg(plainTime(m_at->moment()));
}

void WhatIf::tell()
{
    m_zone->setText(zoneText(m_at->moment(), m_at->zone()));
    m_note->setText(m_at->note());
    m_note->setVisible(!m_note->text().isEmpty());
    const QString words =
        m_model.isAnswered()
            ? tr("If nobody answers, by %1: ", "name of a process").arg(quietWord(m_model.process())) +
                  quietWord(m_model.inWords(), 400)
            : tr("The rota and the process are asked what they would do. Nothing is sent.");
    m_words->setText(words);
    m_words->setAccessibleName(words);
}

} // namespace slipway

#include "moc_WhatIf.cpp"
