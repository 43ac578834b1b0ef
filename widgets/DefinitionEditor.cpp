#include "widgets/DefinitionEditor.h"

#include "models/ServicePhrases.h"
#include "widgets/EventWords.h"
#include "widgets/InvisibleText.h"
#include "widgets/Theme.h"
#include "widgets/ViewKeys.h"

#include <QLabel>
#include <QListWidget>
#include <QPointer>
#include <QVBoxLayout>

namespace slipway {

namespace {

constexpr int checkDelay = 300;

} // namespace

DefinitionEditor::DefinitionEditor(Session &session, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_editor(new YamlEditor),
      m_keys(new QLabel),
      m_status(new QLabel),
      m_problems(new QListWidget)
{
    m_editor->setAccessibleName(tr("Definition as YAML"));
    m_keys->setText(tr("Tab indents · Esc leaves the text · F8: next problem · F1: help"));
    m_keys->setFont(theme::small());
    m_keys->setForegroundRole(QPalette::PlaceholderText);
    m_keys->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_keys->setObjectName(QStringLiteral("editorKeys"));
    m_keys->setBuddy(m_editor);
    m_editor->setAccessibleDescription(m_keys->text());
    m_editor->installEventFilter(this);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setWordWrap(true);
    m_status->setAccessibleName(tr("What the check found"));
    m_problems->setAccessibleName(tr("Problems of the definition"));
    m_problems->setWordWrap(true);
    m_problems->installEventFilter(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::unit);
    column->addWidget(m_editor, 1);
    column->addWidget(m_keys);
    column->addWidget(m_status);
    column->addWidget(m_problems);
    m_timer.setSingleShot(true);
    m_timer.setInterval(checkDelay);
    connect(&m_timer, &QTimer::timeout, this, &DefinitionEditor::check);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        if (m_isSetting)
            return;
        checkSoon();
        Q_EMIT typed();
    });
    connect(m_problems, &QListWidget::itemActivated, this,
            [this](QListWidgetItem *item) { goTo(m_problems->row(item)); });
    connect(m_problems, &QListWidget::itemClicked, this,
            [this](QListWidgetItem *item) { goTo(m_problems->row(item)); });
    connect(&session, &Session::stateChanged, this, [this] {
        if (m_session.isLive() && !isChecked())
            checkSoon();
        refresh();
    });
    showProblems();
    refresh();
}

void DefinitionEditor::setText(const QString &name, const QString &text)
{
    m_name = name;
    ++m_checks; // what was asked about another comes to nothing
    m_isSetting = true;
    m_editor->setPlainText(text);
    m_isSetting = false;
    m_editor->setProblems({});
    m_verdict = {};
    m_problem = {};
    m_checkedText.clear();
    showProblems();
    check();
}

void DefinitionEditor::replaceText(const QString &text)
{
    m_editor->replaceAll(text);
}

bool DefinitionEditor::isChecked() const
{
    return !m_verdict.isEmpty() && m_checkedText == text();
}

bool DefinitionEditor::isFine() const
{
    return isChecked() && m_verdict.value(QStringLiteral("ok")).toBool();
}

void DefinitionEditor::checkSoon()
{
    m_timer.start();
    refresh();
}

void DefinitionEditor::check()
{
    m_timer.stop();
    const QString shown = text();
    if (!m_name.isEmpty() && !shown.isEmpty() && m_session.isLive()) {
        const int number = ++m_checks;
        m_session.client()
            .checkPipeline(shown.toUtf8(), m_name)
            .then([self = QPointer(this), number, shown](const Result<QJsonObject> &verdict) {
                if (self && number == self->m_checks)
                    self->onVerdict(shown, verdict);
            });
    }
    refresh();
}

void DefinitionEditor::onVerdict(const QString &text, const Result<QJsonObject> &verdict)
{
    m_checkedText = text;
    m_verdict = verdict ? *verdict : QJsonObject();
    m_problem = verdict ? Problem{} : verdict.error();
    std::vector<YamlProblem> problems;
    for (const QJsonValue &value : m_verdict.value(QStringLiteral("problems")).toArray())
        problems.push_back(YamlProblem::from(problemWords(Problem::fromJson(value.toObject(), 422))));
    // Said, but no reason to refuse: names in other scripts may need them.
    for (const InvisibleCharacter &one : invisibleIn(text))
        problems.push_back(
            {one.line, one.column, tr("There is %1").arg(one.words()),
             tr("It may make the text look like another. Take it out unless a name needs it.")});
    m_editor->setProblems(problems);
    showProblems();
    refresh();
    Q_EMIT verdictChanged();
}

void DefinitionEditor::showProblems()
{
    m_problems->clear();
    for (const YamlProblem &problem : m_editor->problems()) {
        QString text = quietWord(problem.what, 300);
        if (problem.line > 0)
            text.prepend(tr("Line %1, column %2: ").arg(problem.line).arg(problem.column));
        if (!problem.hint.isEmpty())
            text += QLatin1Char('\n') + quietWord(problem.hint, 300);
        m_problems->addItem(text);
    }
    // As high as it needs, up to four of two lines each.
    m_problems->setFixedHeight(std::min(m_problems->count(), 4) * 5 * theme::unit + theme::unit / 2);
    m_problems->setVisible(m_problems->count() > 0);
}

void DefinitionEditor::goTo(int row)
{
    const auto &problems = m_editor->problems();
    if (row >= 0 && row < static_cast<int>(problems.size()))
        m_editor->goTo(problems[static_cast<std::size_t>(row)]);
}

void DefinitionEditor::nextProblem()
{
    if (m_problems->count() == 0)
        return;
    const int row = (m_problems->currentRow() + 1) % m_problems->count();
    m_problems->setCurrentRow(row);
    goTo(row);
}

void DefinitionEditor::refresh()
{
    const auto count = static_cast<int>(m_editor->problems().size());
    theme::Tone tone = theme::Tone::Idle;
    QString text;
    if (isFine() && count > 0) {
        text = tr("▲ The service finds nothing wrong with it; characters that can't be seen: %1").arg(count);
        tone = theme::Tone::Warning;
    } else if (isChecked() && count > 0) {
        text = tr("✕ Problems found: %1").arg(count);
        tone = theme::Tone::Bad;
    } else if (isChecked()) {
        text = tr("✓ The service finds nothing wrong with it");
        tone = theme::Tone::Good;
    } else if (!m_session.isLive()) {
        text = tr("Not checked: the service can't be reached. What is typed is kept.");
    } else if (!m_problem.what.isEmpty() && m_checkedText == this->text()) {
        text = tr("▲ Not checked: %1").arg(quietWord(m_problem.what, 300));
        tone = theme::Tone::Warning;
    } else if (!m_name.isEmpty()) {
        text = tr("Being checked…");
    }
    theme::setTone(m_status, tone);
    m_status->setText(text);
}

bool DefinitionEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (isPlainKey(event, Qt::Key_F8)) {
        nextProblem();
        return true;
    }
    if (watched == m_problems && movesByLetters(m_problems, event))
        return true;
    return QWidget::eventFilter(watched, event);
}

} // namespace slipway
