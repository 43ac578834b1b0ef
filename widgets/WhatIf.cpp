#include "widgets/WhatIf.h"

#include "models/ShellLine.h"
#include "widgets/ApplicationField.h"
#include "widgets/ColumnRoom.h"
#include "widgets/EventWords.h"
#include "widgets/FlowLayout.h"
#include "widgets/InlineMessage.h"
#include "widgets/OverrideSheet.h"
#include "widgets/StateDelegate.h"
#include "widgets/TableMemory.h"
#include "widgets/Theme.h"
#include "widgets/WrappedLabel.h"
#include "widgets/ZonedTimeEdit.h"

#include <QComboBox>
#include <QCompleter>
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
    m_targets = new QLabel(this);
    m_targets->setObjectName(QStringLiteral("targetWords"));
    wrap(m_targets);
    m_targets->hide();
    m_message = new InlineMessage(this);
    makeTable();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme::unit, 0, 0);
    column->setSpacing(theme::unit);
    column->addWidget(makeBar());
    column->addWidget(m_note);
    column->addWidget(m_message);
    column->addWidget(m_words);
    column->addWidget(m_targets);
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

// Whose case it is, and how bad.
void WhatIf::makeFields(QWidget *bar)
{
    m_customer = new ApplicationField(m_desk.session, bar, ApplicationField::Of::Customers);
    m_customer->setAccessibleName(tr("Whose case it is"));
    m_customer->setClearButtonEnabled(true);
    m_customer->setFixedWidth(16 * theme::unit);
    m_severity = new QComboBox(bar);
    m_severity->setObjectName(QStringLiteral("severity"));
    m_severity->setAccessibleName(tr("How bad it is"));
    for (const char *severity : {"critical", "high", "normal", "low"}) {
        const theme::Look look = theme::lookOf(QLatin1String(severity));
        m_severity->addItem(QString(look.shape) + QLatin1Char(' ') + look.word, QLatin1String(severity));
    }
    m_severity->setCurrentIndex(m_severity->findData(QStringLiteral("normal")));
    // Half a name isn't a customer: asked once it is chosen or left.
    connect(m_customer, &QLineEdit::editingFinished, this, &WhatIf::askIfOther);
    connect(m_customer->completer(), qOverload<const QString &>(&QCompleter::activated), &m_ask,
            qOverload<>(&QTimer::start));
    connect(m_customer, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty())
            m_ask.start();
    });
    connect(m_customer, &ApplicationField::failed, this,
            [this](const Problem &problem) { m_message->showUntilSettled(problem); });
    connect(m_severity, &QComboBox::currentIndexChanged, this, &WhatIf::ask);
}

void WhatIf::askIfOther()
{
    if (isAsked() && !(wish() == m_asked))
        ask();
}

PlanModel::Wish WhatIf::wish() const
{
    return {m_at->moment(), m_customer->text().trimmed(), m_severity->currentData().toString()};
}

QWidget *WhatIf::makeBar()
{
    auto *bar = new QWidget(this);
    auto *of = new QLabel(tr("A case of"), bar);
    auto *label = new QLabel(tr("comes at"), bar);
    m_at = new ZonedTimeEdit(bar);
    m_at->setObjectName(QStringLiteral("at"));
    m_at->setAccessibleName(tr("When the case comes"));
    label->setBuddy(m_at);
    makeFields(bar);
    of->setBuddy(m_customer);
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
    auto *row = new FlowLayout(bar); // in a narrow pane they need two lines
    row->setSpacing(theme::unit);
    for (QWidget *part :
         std::initializer_list<QWidget *>{of, m_customer, m_severity, label, m_at, m_zone, now, copy})
        row->addWidget(part);
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
    m_asked = wish();
    m_model.ask(m_asked, m_at->zone());
    tell();
}

QString WhatIf::commandLine() const
{
    const PlanModel::Wish wanted = wish();
    QString line = QStringLiteral("slipwayctl duty simulate --at %1").arg(plainTime(wanted.at));
    if (!wanted.customer.isEmpty()) // with the equals sign: it may begin with a dash
        line += QLatin1Char(' ') + shellQuoted(QStringLiteral("--customer=") + wanted.customer);
    return line + QStringLiteral(" --severity ") + wanted.severity;
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
    m_targets->setText(m_model.isAnswered() ? quietWord(m_model.targetWords(), 400) : QString());
    m_targets->setVisible(!m_targets->text().isEmpty());
}

} // namespace slipway

#include "moc_WhatIf.cpp"
