#include "widgets/TemplateSheet.h"

#include "domain/AnswerTemplate.h"
#include "models/CaseActions.h"
#include "widgets/FlowLayout.h"
#include "widgets/InlineMessage.h"
#include "widgets/Style.h"
#include "widgets/Theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway {

TemplateSheet::TemplateSheet(const Desk &desk, const TemplateRow &start, const ReplyTemplates &templates,
                             QWidget *parent)
    : QWidget(parent), m_desk(desk), m_start(start), m_templates(templates)
{
    setObjectName(QStringLiteral("templateSheet"));
    const QString name = start.name.isEmpty() ? tr("A new template for answers") : tr("Change the template");
    setAccessibleName(name);
    auto *head = new QLabel(name, this);
    head->setFont(theme::heading());
    m_message = new InlineMessage(this);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(3 * theme::unit, 2 * theme::unit, 3 * theme::unit, 2 * theme::unit);
    lines->setSpacing(theme::unit);
    lines->addWidget(head);
    lines->addWidget(m_message);
    makeFields(lines);
    lines->addWidget(makeButtons());
    connect(&m_desk.session, &Session::stateChanged, this, &TemplateSheet::refresh);
    refresh();
}

void TemplateSheet::makeFields(QVBoxLayout *lines)
{
    m_title = new QLineEdit(m_start.title, this);
    m_title->setObjectName(QStringLiteral("title"));
    m_title->setMaxLength(120);
    m_text = new QPlainTextEdit(m_start.text, this);
    m_text->setObjectName(QStringLiteral("text"));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(20 * theme::unit);
    const auto add = [&](const QString &text, QWidget *field) {
        auto *label = new QLabel(text, this);
        label->setBuddy(field);
        field->setAccessibleName(text);
        lines->addWidget(label);
        lines->addWidget(field);
    };
    add(tr("What it is called"), m_title);
    add(tr("What it says"), m_text);
    auto *offered = new QLabel(tr("Filled in for the case when it is used:"), this);
    offered->setFont(theme::small());
    lines->addWidget(offered);
    auto *flow = new FlowLayout;
    for (const QString &placeholder : templatePlaceholders()) {
        const QString words = QStringLiteral("{{%1}}").arg(placeholder);
        auto *button = new QPushButton(words, this);
        button->setAutoDefault(false);
        button->setAccessibleName(tr("Insert %1").arg(words));
        connect(button, &QPushButton::clicked, this, [this, words] {
            m_text->insertPlainText(words);
            m_text->setFocus(Qt::OtherFocusReason);
        });
        flow->addWidget(button);
    }
    lines->addLayout(flow);
    connect(m_title, &QLineEdit::textChanged, this, &TemplateSheet::refresh);
    connect(m_text, &QPlainTextEdit::textChanged, this, &TemplateSheet::refresh);
}

QWidget *TemplateSheet::makeButtons()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, theme::unit, 0, 0);
    row->setSpacing(theme::unit);
    m_copy = new QPushButton(tr("Copy as command"), bar);
    m_copy->setObjectName(QStringLiteral("copyCommand"));
    m_giveUp = new QPushButton(tr("Leave it"), bar);
    m_giveUp->setObjectName(QStringLiteral("giveUp"));
    m_save = new QPushButton(bar);
    m_save->setObjectName(QStringLiteral("save"));
    m_save->setProperty(Style::primaryProperty, true);
    for (QPushButton *button : {m_copy, m_giveUp, m_save})
        button->setAutoDefault(false);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        const TemplateRow now = this->row();
        m_desk.navigator.copy(templateLine(now.name, now.title, now.text));
    });
    connect(m_giveUp, &QPushButton::clicked, this, &TemplateSheet::closed);
    connect(m_save, &QPushButton::clicked, this, &TemplateSheet::save);
    row->addWidget(m_copy);
    row->addStretch(1);
    row->addWidget(m_giveUp);
    row->addWidget(m_save);
    return bar;
}

QWidget *TemplateSheet::firstField() const
{
    return m_title;
}

TemplateRow TemplateSheet::row() const
{
    const QString title = m_title->text().simplified();
    QString name = m_start.name.isEmpty() ? m_sentName : m_start.name;
    if (name.isEmpty())
        name = templateNameOf(title, m_templates.names());
    return {name, title, m_text->toPlainText()};
}

void TemplateSheet::save()
{
    if (!m_save->isEnabled())
        return;
    const TemplateRow now = row();
    if (const auto good = checkTemplate(now.title, now.text); !good) {
        m_message->show(good.error());
        return;
    }
    m_isSaving = true;
    refresh();
    const QJsonObject words{{QStringLiteral("title"), now.title}, {QStringLiteral("text"), now.text}};
    const auto how = [this, &now, &words](const QByteArray &key) {
        return m_desk.session.client().setTemplate(now.name, words, key);
    };
    m_desk.session.once()
        .send(actionOf(QStringLiteral("templates/%1/set").arg(now.name), words), how)
        .then([this, now, alive = QPointer(this)](const Result<QJsonObject> &answer) {
            if (!alive)
                return;
            m_isSaving = false;
            m_sentName = !answer && SentOnce::isUnknown(answer.error()) ? now.name : QString();
            if (answer)
                Q_EMIT saved(now);
            else
                m_message->show(answer.error());
            refresh();
        });
}

void TemplateSheet::refresh()
{
    const bool isLive = m_desk.session.isLive();
    const bool isSaid = !m_title->text().trimmed().isEmpty() && !m_text->toPlainText().trimmed().isEmpty();
    m_save->setEnabled(isLive && isSaid && !m_isSaving);
    m_copy->setEnabled(isSaid);
    m_giveUp->setEnabled(!m_isSaving);
    m_save->setText(m_isSaving ? tr("Being kept…") : tr("Keep it"));
    m_save->setToolTip(isLive ? tr("Ctrl+Enter") : tr("Not while the service doesn't answer."));
}

void TemplateSheet::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape) {
        if (!m_isSaving) // what is under way is waited for
            Q_EMIT closed();
    } else if (isEnter && event->modifiers().testFlag(Qt::ControlModifier) && !event->isAutoRepeat())
        save();
    else
        QWidget::keyPressEvent(event);
}

} // namespace slipway

#include "moc_TemplateSheet.cpp"
