#include "widgets/ReleaseSheet.h"

#include "widgets/ApplicationField.h"
#include "widgets/InlineMessage.h"
#include "widgets/InputEditor.h"
#include "widgets/Style.h"
#include "widgets/Theme.h"
#include "widgets/WrappedLabel.h"

#include <QCheckBox>
#include <QCloseEvent>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>

namespace slipway {

ReleaseSheet::ReleaseSheet(const Desk &desk, QWidget *parent) : QWidget(parent), m_desk(desk)
{
    setObjectName(QStringLiteral("releaseSheet"));
    setAccessibleName(tr("Start a release"));
    setMinimumSize(80 * theme::unit, 60 * theme::unit);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(3 * theme::unit, 2 * theme::unit, 3 * theme::unit, 2 * theme::unit);
    lines->setSpacing(2 * theme::unit);
    auto *head = new QLabel(tr("Start a release"), this);
    head->setFont(theme::heading());
    m_message = new InlineMessage(this);
    auto *halves = new QHBoxLayout;
    halves->setSpacing(3 * theme::unit);
    halves->addWidget(makeForm(), 1);
    halves->addWidget(makePlan(), 1);
    lines->addWidget(head);
    lines->addWidget(m_message);
    lines->addLayout(halves, 1);
    lines->addWidget(makeButtons());
    connect(&m_desk.session, &Session::stateChanged, this, &ReleaseSheet::refresh);
    refresh();
}

ReleaseSheet::~ReleaseSheet()
{
    disconnect(m_application, nullptr, this, nullptr); // which loses the focus while all of this goes
}

void ReleaseSheet::addLabel(QVBoxLayout *lines, const QString &text, QWidget *buddy)
{
    auto *label = new QLabel(text, this);
    label->setBuddy(buddy);
    buddy->setAccessibleName(text);
    lines->addWidget(label);
    lines->addWidget(buddy);
}

QWidget *ReleaseSheet::makeForm()
{
    m_form = new QScrollArea(this);
    m_form->setFrameShape(QFrame::NoFrame);
    m_form->setWidgetResizable(true);
    m_form->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_form->setAccessibleName(tr("What is asked for"));
    m_form->setFocusPolicy(Qt::NoFocus); // its fields have it
    auto *body = new QWidget(m_form);
    auto *lines = new QVBoxLayout(body);
    lines->setContentsMargins(2, 0, 2 * theme::unit, 0);
    lines->setSpacing(theme::unit / 2);
    m_application = new ApplicationField(m_desk.session, body);
    m_applicationError = makeErrorLine(body);
    addLabel(lines, tr("Application"), m_application);
    lines->addWidget(m_applicationError);
    lines->addSpacing(theme::unit);
    m_pipeline = new QComboBox(body);
    m_pipeline->setObjectName(QStringLiteral("pipeline"));
    m_pipeline->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_pipelineError = makeErrorLine(body);
    addLabel(lines, tr("Pipeline"), m_pipeline);
    lines->addWidget(m_pipelineError);
    m_inputs = new QVBoxLayout;
    m_inputs->setSpacing(2 * theme::unit);
    lines->addSpacing(theme::unit);
    lines->addLayout(m_inputs);
    lines->addSpacing(theme::unit);
    m_later = new QCheckBox(tr("Not now, but at"), body);
    m_later->setObjectName(QStringLiteral("later"));
    m_at = new QDateTimeEdit(body);
    m_at->setObjectName(QStringLiteral("at"));
    m_at->setAccessibleName(tr("Time of the start"));
    m_at->setCalendarPopup(true);
    m_at->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    m_at->setEnabled(false);
    m_atError = makeErrorLine(body);
    auto *when = new QHBoxLayout;
    when->addWidget(m_later);
    when->addWidget(m_at, 1);
    lines->addLayout(when);
    lines->addWidget(m_atError);
    lines->addStretch(1);
    m_form->setWidget(body);
    connect(m_later, &QCheckBox::toggled, m_at, &QWidget::setEnabled);
    connect(m_pipeline, &QComboBox::currentIndexChanged, this,
            [this] { loadPipeline(m_pipeline->currentData().toString()); });
    connect(m_application, &QLineEdit::textChanged, this, [this] {
        setErrorLine(m_applicationError, m_application, {});
        withdrawOffer();
        refresh();
    });
    connect(m_application, &QLineEdit::editingFinished, this, &ReleaseSheet::moveDraft);
    connect(m_application, &ApplicationField::failed, this,
            [this](const Problem &problem) { m_message->show(problem); });
    return m_form;
}

QWidget *ReleaseSheet::makePlan()
{
    auto *side = new QWidget(this);
    auto *lines = new QVBoxLayout(side);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(theme::unit / 2);
    m_description = new QLabel(side);
    m_description->setObjectName(QStringLiteral("pipelineTitle"));
    wrap(m_description);
    m_plan = new QListWidget(side);
    m_plan->setObjectName(QStringLiteral("plan"));
    m_plan->setWordWrap(true);
    m_plan->setFrameShape(QFrame::StyledPanel);
    m_plan->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_plan->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_signers = new QLabel(side);
    m_signers->setObjectName(QStringLiteral("signers"));
    wrap(m_signers);
    addLabel(lines, tr("What will happen"), m_plan);
    lines->insertWidget(1, m_description);
    lines->setStretchFactor(m_plan, 1);
    lines->addSpacing(theme::unit);
    auto *head = new QLabel(tr("Who signs off"), side);
    lines->addWidget(head);
    lines->addWidget(m_signers);
    return side;
}

QWidget *ReleaseSheet::makeButtons()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::unit);
    m_copy = new QPushButton(tr("Copy as command"), bar);
    m_copy->setObjectName(QStringLiteral("copyCommand"));
    m_giveUp = new QPushButton(tr("Leave it"), bar);
    m_giveUp->setObjectName(QStringLiteral("giveUp"));
    m_start = new QPushButton(tr("Start the release"), bar);
    m_start->setObjectName(QStringLiteral("start"));
    m_start->setProperty(Style::primaryProperty, true);
    m_start->setToolTip(tr("Ctrl+Enter"));
    for (QPushButton *button : {m_copy, m_giveUp, m_start}) {
        button->setAutoDefault(false);
        button->setAccessibleName(button->text());
    }
    connect(m_copy, &QPushButton::clicked, this, [this] {
        if (const auto wanted = wish())
            m_desk.navigator.copy(wanted->commandLine());
    });
    connect(m_giveUp, &QPushButton::clicked, this, &ReleaseSheet::giveUp);
    connect(m_start, &QPushButton::clicked, this, &ReleaseSheet::send);
    row->addWidget(m_copy);
    row->addStretch(1);
    row->addWidget(m_giveUp);
    row->addWidget(m_start);
    return bar;
}

void ReleaseSheet::start(const QString &application)
{
    if (!application.isEmpty())
        m_application->setText(application);
    const auto soon = std::chrono::duration_cast<std::chrono::milliseconds>(
        (m_desk.session.serviceTime() + std::chrono::hours(1)).time_since_epoch());
    m_at->setDateTime(QDateTime::fromMSecsSinceEpoch(soon.count()));
    m_message->hide();
    clearErrors();
    loadPipelines();
    if (m_application->text().isEmpty())
        m_application->setFocus(Qt::OtherFocusReason);
    else
        m_pipeline->setFocus(Qt::OtherFocusReason);
}

// While an answer is waited for, closing would look as if nothing had been asked.
void ReleaseSheet::giveUp()
{
    if (!m_isSending) {
        Q_EMIT closed();
        return;
    }
    m_message->show(InlineMessage::Kind::Warning,
                    tr("The service hasn't answered yet whether the release has started. If this is closed "
                       "now, the answer is told above the panes once it comes."),
                    tr("Close all the same"), [this] { leave(); });
}

// Out of sight, but there until the answer has come.
void ReleaseSheet::leave()
{
    if (!m_isSending) {
        giveUp();
        return;
    }
    m_isLeft = true;
    hide();
    setParent(isWindow() ? nullptr : window());
    settleDrafts(StartDrafts::Fate::UnderWay);
    Q_EMIT closed();
}

void ReleaseSheet::closeEvent(QCloseEvent *event)
{
    if (m_isSending && !m_isLeft) {
        event->ignore();
        giveUp();
        return;
    }
    QWidget::closeEvent(event);
}

void ReleaseSheet::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        giveUp();
    else if (enter && event->modifiers().testFlag(Qt::ControlModifier) && !event->isAutoRepeat())
        send();
    else
        QWidget::keyPressEvent(event);
}

void ReleaseSheet::refresh()
{
    const bool isLive = m_desk.session.isLive();
    m_start->setEnabled(isLive && !m_isSending && !m_loaded.isEmpty() &&
                        !m_application->text().trimmed().isEmpty());
    m_start->setText(m_isSending ? tr("Starting…") : tr("Start the release"));
    m_start->setToolTip(isLive ? tr("Ctrl+Enter") : tr("Not while the service doesn't answer."));
    m_copy->setEnabled(!m_loaded.isEmpty() && !m_application->text().trimmed().isEmpty());
}

} // namespace slipway
