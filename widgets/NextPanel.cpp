#include "widgets/NextPanel.h"

#include "models/ServicePhrases.h"
#include "models/ServiceWords.h"
#include "widgets/ElidedLabel.h"
#include "widgets/InlineMessage.h"
#include "widgets/ReadingArea.h"
#include "widgets/ReleaseButtons.h"
#include "widgets/ReleaseFacts.h"
#include "widgets/ReleaseQuestions.h"
#include "widgets/SshCommand.h"
#include "widgets/Theme.h"
#include "widgets/WrappedLabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

#include <algorithm>
#include <functional>

namespace slipway {

namespace {

constexpr int mostOfALine = 600;

QString bullets(const QStringList &lines)
{
    QStringList shown;
    for (const QString &line : lines)
        shown.append(QStringLiteral("• ") + line.left(mostOfALine));
    return shown.join(QLatin1Char('\n'));
}

QString doorLine(const EnvironmentRow &environment)
{
    return QStringLiteral("ssh -p %1 %2@%3")
        .arg(QString::number(environment.sshPort), environment.sshUser, environment.sshHost);
}

// Where the code goes, as the step that let the customer in has said; empty: it didn't.
QStringList codeOf(const std::vector<StepRow> &steps)
{
    QStringList paths;
    for (const StepRow &step : steps) {
        const QJsonArray code = step.output.value(QStringLiteral("code")).toArray();
        if (step.activity == QLatin1String("access.open") && step.state == QLatin1String("done"))
            paths = QVariant(code.toVariantList()).toStringList();
    }
    return paths;
}

} // namespace

NextPanel::NextPanel(Session &session, ReleaseWatch &watch, QWidget *parent)
    : QWidget(parent), m_session(session), m_watch(watch)
{
    setObjectName(QStringLiteral("nextPanel"));
    setAccessibleName(tr("What comes next"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * theme::unit, 0, 0, 0);
    layout->setSpacing(theme::unit);
    m_heading = new ElidedLabel(this);
    m_heading->setObjectName(QStringLiteral("nextHeading"));
    m_heading->setFont(theme::heading());
    m_noteSection = new QWidget(this);
    auto *noteLine = new QVBoxLayout(m_noteSection);
    noteLine->setContentsMargins(0, 0, 0, 0);
    noteLine->setSpacing(theme::unit / 2);
    m_note = new QLineEdit(m_noteSection);
    m_note->setObjectName(QStringLiteral("signOffNote"));
    m_note->setPlaceholderText(tr("Note, for the record (may stay empty)"));
    m_note->setAccessibleName(tr("Note for the sign-off"));
    noteLine->addWidget(m_note);
    connect(m_note, &QLineEdit::textEdited, this, &NextPanel::noteEdited);
    m_buttons = new ReleaseButtons(this);
    m_toCurrent = new QPushButton(tr("Show where it is"), this);
    m_toCurrent->setObjectName(QStringLiteral("toCurrent"));
    m_toCurrent->setAutoDefault(false);
    m_toCurrent->hide();
    connect(m_toCurrent, &QPushButton::clicked, this, &NextPanel::currentWanted);
    auto *head = new QHBoxLayout;
    head->addWidget(m_heading, 1);
    head->addWidget(m_toCurrent);
    layout->addLayout(head);
    layout->addWidget(makeBody(), 1);
    layout->addWidget(m_noteSection);
    layout->addWidget(m_buttons);
    connect(&m_watch, &ReleaseWatch::previewChanged, this, [this] { refreshStep(); });
}

QWidget *NextPanel::makeBody()
{
    auto *area = new ReadingArea(this);
    area->setObjectName(QStringLiteral("nextBody"));
    area->setAccessibleName(tr("Step in words"));
    auto *body = new QWidget(area);
    auto *lines = new QVBoxLayout(body);
    lines->setContentsMargins(0, 0, theme::unit, 0);
    lines->setSpacing(2 * theme::unit);
    m_lead = new QLabel(body);
    m_lead->setObjectName(QStringLiteral("nextLead"));
    wrap(m_lead);
    lines->addWidget(m_lead);
    m_problem = new InlineMessage(body); // scrolled, so that the buttons keep their place below it
    m_problem->setObjectName(QStringLiteral("stepProblem"));
    lines->addWidget(m_problem);
    m_invitedSection = makeSection(tr("For the customer"), &m_invited, QStringLiteral("invitation"));
    m_invitedSection->layout()->addWidget(makeCopies());
    m_changesSection = makeSection(tr("What it changes"), &m_changes, QStringLiteral("changes"));
    m_guardrailSection = makeSection(tr("Guardrails"), &m_guardrails, QStringLiteral("guardrails"));
    lines->addWidget(m_invitedSection);
    lines->addWidget(m_changesSection);
    lines->addWidget(m_guardrailSection);
    lines->addStretch(1);
    area->setWidget(body);
    return area;
}

QWidget *NextPanel::makeCopies()
{
    auto *bar = new QWidget(m_invitedSection);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::unit);
    const auto add = [&](const QString &text, const char *name, std::function<QStringList()> lines) {
        auto *copy = new QPushButton(text, bar);
        copy->setObjectName(QLatin1String(name));
        copy->setAutoDefault(false);
        connect(copy, &QPushButton::clicked, this,
                [this, lines = std::move(lines)] { Q_EMIT copyWanted(lines().join(QLatin1Char('\n'))); });
        row->addWidget(copy);
    };
    add(tr("Copy for the customer"), "copyInvitation", [this] { return invitation(); });
    add(tr("Copy the scp line"), "copyScp", [this] { return m_test ? copyLines() : QStringList(); });
    row->addStretch(1);
    return bar;
}

QWidget *NextPanel::makeSection(const QString &title, QLabel **text, const QString &name)
{
    auto *section = new QWidget(this);
    auto *lines = new QVBoxLayout(section);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(theme::unit / 2);
    auto *head = new QLabel(title, section);
    QFont font = theme::small();
    font.setWeight(QFont::DemiBold);
    head->setFont(font);
    *text = new QLabel(section);
    (*text)->setObjectName(name);
    (*text)->setAccessibleName(title);
    (*text)->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    wrap(*text);
    lines->addWidget(head);
    lines->addWidget(*text);
    section->hide();
    return section;
}

void NextPanel::setActive(bool active)
{
    m_isActive = active;
}

void NextPanel::showStep(const QString &id)
{
    m_chosen = id;
    refreshStep();
}

QString NextPanel::shownStep() const
{
    if (m_watch.step(m_chosen))
        return m_chosen;
    if (const StepRow *current = m_watch.current())
        return current->id;
    const StepRow *next = nextStep(m_watch.steps(), m_watch.isBack());
    return next ? next->id : QString();
}

void NextPanel::refresh()
{
    refreshStep();
    refreshGuardrails();
    refreshInvitation();
    refreshButtons();
}

void NextPanel::refreshStep()
{
    const StepRow *step = m_watch.step(shownStep());
    const bool isElsewhere =
        step && step->id == m_chosen && m_watch.current() && m_watch.current()->id != m_chosen;
    m_toCurrent->setVisible(isElsewhere);
    if (!step) {
        m_heading->setText(m_watch.isLoaded() ? tr("Nothing is left to do") : QString());
        m_lead->setText(m_watch.isLoaded() ? tr("What was measured and signed stands in the report.")
                                           : QString());
        m_changesSection->hide();
        m_problem->hide();
        return;
    }
    const theme::Look look = lookOfStep(*step);
    const StepRow *current = m_watch.current();
    const QString title = step->title.isEmpty() ? step->id : step->title;
    const bool isNow = current && current->id == step->id;
    const bool isEnded = m_watch.release().isEnded();
    m_heading->setText(isNow                  ? tr("Now: %1").arg(title)
                       : m_chosen == step->id ? title
                       : isEnded              ? tr("It ended before: %1").arg(title)
                                              : tr("Next: %1").arg(title));
    QStringList lead{QString(look.shape) + QLatin1Char(' ') + look.word.left(mostOfALine)};
    if (!step->waitsFor.isEmpty())
        lead.append(tr("It waits: %1").arg(waitWords(step->waitsFor).left(mostOfALine)));
    if (!step->by.isEmpty())
        lead.append(step->reason.isEmpty() ? tr("By %1").arg(step->by)
                                           : tr("By %1: %2").arg(step->by, step->reason));
    if (step->due && step->state == QLatin1String("failed"))
        lead.append(tr("It is tried again at %1").arg(timeText(*step->due)));
    else if (step->due)
        lead.append(tr("At the latest until %1").arg(timeText(*step->due)));
    if (step->attempt > 1)
        lead.append(tr("Try %1").arg(step->attempt));
    m_lead->setText(lead.join(QStringLiteral(" · ")));
    const bool isOver = step->state == QLatin1String("done") || step->state == QLatin1String("skipped") ||
                        step->state == QLatin1String("undone");
    const QStringList changes =
        step->activity.isEmpty() || isOver ? QStringList() : m_watch.preview(step->id);
    m_changes->setText(bullets(changes));
    m_changesSection->setVisible(!changes.isEmpty());
    if (step->problem.isEmpty() || isOver)
        m_problem->hide();
    else
        m_problem->show(problemWords(Problem::fromJson(step->problem, 500)));
}

void NextPanel::refreshGuardrails()
{
    QStringList lines;
    for (const Guardrail &guardrail : guardrailsOf(m_watch.steps())) {
        const QString shape = guardrail.isGood ? QStringLiteral("✓") : QStringLiteral("✕");
        lines.append(tr("%1 %2: %3")
                         .arg(shape, checkWords(guardrail.check),
                              checkWords(guardrail.shortDetail()).left(mostOfALine)));
    }
    m_guardrails->setText(lines.join(QLatin1Char('\n')));
    m_guardrailSection->setVisible(!lines.isEmpty());
}

bool NextPanel::waitsForCustomer() const
{
    const StepRow *current = m_watch.current();
    return current && current->activity.isEmpty() && current->state == QLatin1String("waiting") &&
           current->waitsFor.contains(QLatin1String("customer"));
}

void NextPanel::refreshInvitation()
{
    if (!waitsForCustomer() || m_watch.release().application != m_askedFor) {
        m_askedFor.clear();
        m_test.reset();
    }
    if (waitsForCustomer() && m_askedFor.isEmpty() && m_isActive && m_session.isLive())
        askForEnvironment();
    const QStringList lines = invitation();
    m_invited->setText(lines.join(QLatin1Char('\n')));
    m_invitedSection->setVisible(!lines.isEmpty());
}

void NextPanel::askForEnvironment()
{
    m_askedFor = m_watch.release().application;
    const QPointer<NextPanel> self(this);
    const QString handle = m_askedFor;
    m_session.client().application(handle).then([self, handle](const Result<QJsonObject> &answer) {
        if (!self || self->m_askedFor != handle)
            return;
        if (!answer) {
            self->m_askedFor.clear(); // asked again with the next change
            return;
        }
        const ApplicationRow application = ApplicationRow::fromJson(*answer);
        const auto &all = application.environments;
        const auto test = std::find_if(all.begin(), all.end(), [](const EnvironmentRow &environment) {
            return environment.role == QLatin1String("test") && !environment.sshHost.isEmpty();
        });
        if (test != all.end())
            self->m_test = *test;
        self->refreshInvitation();
    });
}

QStringList NextPanel::copyLines() const
{
    QStringList folders = codeOf(m_watch.steps());
    if (folders.isEmpty())
        folders.append(QString()); // where one comes in
    QStringList lines;
    for (const QString &folder : std::as_const(folders))
        lines.append(scpLine(*m_test, tr("YOUR-FOLDER"), folder));
    return lines;
}

QStringList NextPanel::invitation() const
{
    if (!m_test || !waitsForCustomer())
        return {};
    QStringList lines{tr("Test environment: %1").arg(m_test->url), tr("Access: %1").arg(doorLine(*m_test))};
    const QStringList copying = copyLines();
    for (const QString &line : copying)
        lines.append(tr("Copy the code in: %1").arg(line));
    return lines;
}

void NextPanel::refreshButtons()
{
    const bool known = m_watch.isLoaded() && m_session.role();
    const std::vector<ReleaseAction> actions =
        known ? actionsOf(m_watch.release(), m_watch.steps(), *m_session.role(), m_session.user())
              : std::vector<ReleaseAction>();
    const QPointer<QWidget> had = window()->focusWidget();
    const bool hadFocus = m_buttons->isAncestorOf(had);
    m_buttons->showActions(m_watch.steps(), actions);
    const QString whyNot =
        m_watch.isBusy() ? tr("A command is under way.") : tr("Not while what is shown may be out of date.");
    m_buttons->setUsable(m_session.isLive() && !m_watch.isBusy(), whyNot);
    const bool takesNote = std::any_of(actions.begin(), actions.end(), [](const ReleaseAction &action) {
        return action.takesNote && !isAsked(action);
    });
    m_noteSection->setVisible(takesNote);
    // Nobody presses twice and hits what has come into its place.
    if (hadFocus && window()->focusWidget() != had)
        setFocus(Qt::OtherFocusReason);
}

QString NextPanel::note() const
{
    return m_note->text();
}

void NextPanel::setNote(const QString &note)
{
    m_note->setText(note);
}

void NextPanel::focusNote()
{
    if (m_noteSection->isVisible())
        m_note->setFocus(Qt::ShortcutFocusReason);
}

} // namespace slipway
