#include "widgets/QuestionSheet.h"

#include "models/ShellLine.h"
#include "widgets/ReadingArea.h"
#include "widgets/Style.h"
#include "widgets/Theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>

namespace slipway {

namespace {

QLabel *wrapped(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QString linesOf(const QStringList &items)
{
    QStringList lines;
    for (const QString &item : items)
        lines.append(QStringLiteral("\u2022 ") + item);
    return lines.join(QLatin1Char('\n'));
}

// The band that says what this touches.
class ProductionBand final : public QLabel
{
public:
    explicit ProductionBand(QWidget *parent) : QLabel(QuestionSheet::tr("PRODUCTION"), parent)
    {
        QFont font = theme::small();
        font.setWeight(QFont::DemiBold);
        setFont(font);
        setContentsMargins(3 * theme::unit, 4, 3 * theme::unit, 4);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), theme::production());
        painter.setPen(theme::productionText());
        painter.drawText(contentsRect(), Qt::AlignVCenter | Qt::AlignLeading, text());
    }
};

} // namespace

QuestionSheet::QuestionSheet(QWidget *window, const Question &question) : Sheet(window), m_question(question)
{
    setObjectName(QStringLiteral("question"));
    setContent(makeContent());
    if (m_choice)
        onChosen();
    onTyped();
}

void QuestionSheet::ask()
{
    QWidget *first = m_giveUp;
    if (m_reason && (m_question.reasonNeeded || !m_typed))
        first = m_reason;
    else if (m_typed)
        first = m_typed;
    if (m_choice)
        first = m_choice;
    open(first);
}

QWidget *QuestionSheet::makeContent()
{
    auto *content = new QWidget(this);
    content->setAccessibleName(m_question.title);
    auto *outer = new QVBoxLayout(content);
    outer->setContentsMargins({});
    outer->setSpacing(0);
    if (m_question.production)
        outer->addWidget(new ProductionBand(content));
    auto *column = new QVBoxLayout;
    column->setContentsMargins(3 * theme::unit, 2 * theme::unit, 3 * theme::unit, 2 * theme::unit);
    column->setSpacing(theme::unit);
    outer->addLayout(column);

    QLabel *title = wrapped(m_question.title, content);
    title->setFont(theme::heading());
    column->addWidget(title);

    // What is told may be long; what is answered stays in sight.
    auto *told = new QWidget(content);
    auto *toldColumn = new QVBoxLayout(told);
    toldColumn->setContentsMargins(0, 0, theme::unit, 0);
    toldColumn->setSpacing(theme::unit);
    addList(toldColumn, tr("What will change"), m_question.changes, QChar(u'\u2022'));
    addList(toldColumn, tr("What was checked"), m_question.checks, QChar(u'\u2713'));
    if (!m_question.wayBack.isEmpty())
        addList(toldColumn, tr("The way back"), {m_question.wayBack}, QChar(u'\u27f2'));
    if (toldColumn->count() > 0) {
        auto *scroll = new ReadingArea(content);
        scroll->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
        scroll->setAccessibleName(tr("What will change, what was checked, and the way back"));
        scroll->setBackgroundRole(QPalette::Base);
        scroll->setWidget(told);
        told->setBackgroundRole(QPalette::Base);
        const int height = toldColumn->totalHeightForWidth(640 - 8 * theme::unit);
        scroll->setMinimumHeight(qMin(height, 12 * theme::unit));
        scroll->setMaximumHeight(height + 2);
        column->addWidget(scroll, 1);
    } else {
        delete told;
    }
    addFields(column);
    addButtons(column);
    return content;
}

void QuestionSheet::addList(QVBoxLayout *column, const QString &title, const QStringList &items, QChar mark)
{
    if (items.isEmpty())
        return;
    QWidget *parent = column->parentWidget();
    QLabel *heading = wrapped(title, parent);
    QFont font = heading->font();
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    column->addWidget(heading);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(theme::unit);
    grid->setVerticalSpacing(theme::unit / 2);
    grid->setColumnStretch(1, 1);
    for (int row = 0; row < items.size(); ++row) {
        auto *bullet = new QLabel(QString(mark), parent);
        bullet->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
        bullet->setFixedWidth(2 * theme::unit);
        grid->addWidget(bullet, row, 0);
        grid->addWidget(wrapped(items.at(row), parent), row, 1);
    }
    column->addLayout(grid);
}

void QuestionSheet::addFields(QVBoxLayout *column)
{
    if (!m_question.choices.empty())
        addChoices(column);
    const auto add = [&](const QString &text, const QString &name, QLineEdit *edit) {
        QLabel *label = wrapped(text, column->parentWidget());
        edit->setObjectName(name);
        edit->setAccessibleName(text);
        label->setBuddy(edit);
        column->addWidget(label);
        column->addWidget(edit);
        connect(edit, &QLineEdit::textChanged, this, &QuestionSheet::onTyped);
        return edit;
    };
    if (!m_question.reasonLabel.isEmpty() && !m_choice) {
        QWidget *parent = column->parentWidget();
        QLineEdit *edit = m_question.reasonField ? m_question.reasonField(parent) : new QLineEdit(parent);
        edit->setMaxLength(2000);
        edit->setText(m_question.reason); // before anybody hears of it: there is no button yet
        m_reason = add(m_question.reasonNeeded ? m_question.reasonLabel
                                               : tr("%1 (if you like)").arg(m_question.reasonLabel),
                       QStringLiteral("reason"), edit);
    }
    if (!m_question.typed.isEmpty())
        m_typed = add(tr("Type %1 to confirm").arg(m_question.typed), QStringLiteral("typed"),
                      new QLineEdit(column->parentWidget()));
}

// What each of them would change stands beneath, in room enough for the longest: nothing moves while one
// looks at them in turn.
void QuestionSheet::addChoices(QVBoxLayout *column)
{
    QWidget *parent = column->parentWidget();
    QLabel *label = wrapped(m_question.reasonLabel, parent);
    m_choice = new QComboBox(parent);
    m_choice->setObjectName(QStringLiteral("choice"));
    m_choice->setAccessibleName(m_question.reasonLabel);
    label->setBuddy(m_choice);
    m_consequence = wrapped({}, parent);
    m_consequence->setObjectName(QStringLiteral("consequence"));
    m_consequence->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    int tallest = 0;
    for (const Choice &choice : m_question.choices) {
        m_choice->addItem(choice.label, choice.value);
        m_consequence->setText(linesOf(choice.changes));
        tallest = qMax(tallest, m_consequence->heightForWidth(640 - 8 * theme::unit));
    }
    m_consequence->setMinimumHeight(tallest);
    m_choice->setCurrentIndex(qMax(0, m_choice->findData(m_question.chosen)));
    column->addWidget(label);
    column->addWidget(m_choice);
    column->addWidget(m_consequence);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &QuestionSheet::onChosen);
}

void QuestionSheet::onChosen()
{
    const Choice &choice = m_question.choices[static_cast<std::size_t>(m_choice->currentIndex())];
    m_consequence->setText(linesOf(choice.changes));
    m_choice->setAccessibleDescription(choice.changes.join(QLatin1Char(' ')));
    onTyped();
}

void QuestionSheet::addButtons(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, theme::unit, 0, 0);
    row->setSpacing(theme::unit);
    QWidget *parent = column->parentWidget();
    if (!m_question.commandLine.isEmpty()) {
        auto *copy = new QPushButton(theme::icon(QStringLiteral("copy")), tr("Copy as command"), parent);
        copy->setObjectName(QStringLiteral("copy"));
        copy->setAccessibleName(copy->text());
        connect(copy, &QPushButton::clicked, this, &QuestionSheet::copyCommand);
        row->addWidget(copy);
    }
    row->addStretch(1);
    m_giveUp = new QPushButton(tr("Leave it as it is"), parent);
    m_giveUp->setObjectName(QStringLiteral("giveUp"));
    m_confirm = new QPushButton(m_question.confirm, parent);
    m_confirm->setObjectName(QStringLiteral("confirm"));
    m_confirm->setProperty(Style::primaryProperty, true);
    theme::setProduction(m_confirm, m_question.production);
    for (QPushButton *button : {m_giveUp, m_confirm}) {
        button->setAutoDefault(false);
        button->setAccessibleName(button->text());
        button->installEventFilter(this);
        row->addWidget(button);
    }
    connect(m_giveUp, &QPushButton::clicked, this, &QuestionSheet::giveUp);
    connect(m_confirm, &QPushButton::clicked, this, &QuestionSheet::confirm);
    column->addLayout(row);
}

QString QuestionSheet::reason() const
{
    return m_choice ? m_choice->currentData().toString() : m_reason ? m_reason->text().trimmed() : QString();
}

QString QuestionSheet::commandLine() const
{
    QString line = m_question.commandLine;
    if (!m_choice && !m_reason)
        return line;
    static const QRegularExpression option(QStringLiteral(" (--[a-z]+) %1"));
    if (reason().isEmpty()) // nothing is said, rather than something empty
        return line.remove(option);
    if (!reason().startsWith(QLatin1Char('-')))
        return line.replace(QLatin1String("%1"), shellQuoted(reason()));
    // It is taken for what it is.
    if (const auto match = option.match(line); match.hasMatch())
        return line.replace(match.captured(),
                            QLatin1Char(' ') + shellQuoted(match.captured(1) + QLatin1Char('=') + reason()));
    return line.replace(QLatin1String("%1"), QStringLiteral("-- ") + shellQuoted(reason()));
}

bool QuestionSheet::saysWhy() const
{
    return !m_question.reasonNeeded || !m_reason || !reason().isEmpty();
}

bool QuestionSheet::isAnswered() const
{
    const bool isOther = !m_choice || m_question.chosen.isEmpty() || reason() != m_question.chosen;
    return isOther && saysWhy() && (!m_typed || m_typed->text().trimmed() == m_question.typed);
}

// Without the reason that is needed the line would be refused.
void QuestionSheet::copyCommand()
{
    if (saysWhy()) {
        Q_EMIT copyAsked(commandLine());
        return;
    }
    m_reason->setPlaceholderText(tr("First say why"));
    m_reason->setFocus(Qt::OtherFocusReason);
}

void QuestionSheet::onTyped()
{
    m_confirm->setEnabled(isAnswered());
    m_confirm->setToolTip(isAnswered() ? QString()
                          : m_typed && m_typed->text().trimmed() != m_question.typed
                              ? tr("First type %1").arg(m_question.typed)
                          : m_choice ? tr("That is how it is already")
                                     : tr("First say why"));
}

void QuestionSheet::confirm()
{
    if (m_done || !isAnswered())
        return;
    m_done = true; // however often it is pressed
    const QString said = reason();
    close();
    Q_EMIT confirmed(said);
}

bool QuestionSheet::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (auto *button = qobject_cast<QPushButton *>(watched); button && enter) {
            if (!key->isAutoRepeat()) // an Enter held down from before isn't an answer
                button->click();
            return true;
        }
    }
    return Sheet::eventFilter(watched, event);
}

} // namespace slipway
