#include "widgets/CaseSheet.h"

#include "models/CaseActions.h"
#include "models/ModelText.h"
#include "widgets/ApplicationField.h"
#include "widgets/InlineMessage.h"
#include "widgets/InputEditor.h"
#include "widgets/Style.h"
#include "widgets/Theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>

#include <algorithm>

namespace slipway {

CaseSheet::CaseSheet(const Desk &desk, const QJsonObject &draft, QWidget *parent)
    : QWidget(parent), m_desk(desk)
{
    setObjectName(QStringLiteral("caseSheet"));
    setAccessibleName(tr("New case"));
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(3 * theme::unit, 2 * theme::unit, 3 * theme::unit, 2 * theme::unit);
    lines->setSpacing(theme::unit / 2);
    auto *head = new QLabel(tr("New case"), this);
    head->setFont(theme::heading());
    m_message = new InlineMessage(this);
    lines->addWidget(head);
    lines->addWidget(m_message);
    lines->addSpacing(theme::unit);
    makeFields(lines);
    makeButtons(lines);
    fill(draft);
    connect(&m_desk.session, &Session::stateChanged, this, &CaseSheet::refresh);
    refresh();
}

QLabel *CaseSheet::addField(QVBoxLayout *lines, const QString &text, QWidget *field)
{
    auto *label = new QLabel(text, this);
    label->setBuddy(field);
    field->setAccessibleName(text);
    QLabel *error = makeErrorLine(this);
    lines->addWidget(label);
    lines->addWidget(field);
    lines->addWidget(error);
    lines->addSpacing(theme::unit / 2);
    return error;
}

void CaseSheet::makeFields(QVBoxLayout *lines)
{
    const auto changed = [this] {
        clearErrors();
        refresh();
        Q_EMIT edited();
    };
    m_contact = new QLineEdit(this);
    m_contact->setObjectName(QStringLiteral("contact"));
    m_contact->setPlaceholderText(tr("Who is answered; empty: nobody can be"));
    m_application = new ApplicationField(m_desk.session, this);
    m_severity = new QComboBox(this);
    m_severity->setObjectName(QStringLiteral("severity"));
    for (const char *severity : {"critical", "high", "normal", "low"}) {
        const theme::Look look = theme::lookOf(QLatin1String(severity));
        m_severity->addItem(QString(look.shape) + QLatin1Char(' ') + look.word, QLatin1String(severity));
    }
    m_subject = new QLineEdit(this);
    m_subject->setObjectName(QStringLiteral("subject"));
    m_subject->setMaxLength(300);
    m_text = new QPlainTextEdit(this);
    m_text->setObjectName(QStringLiteral("text"));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(14 * theme::unit);
    const auto add = [&](const char *pointer, const QString &text, QWidget *field) {
        m_fields.push_back({QLatin1String(pointer), field, addField(lines, text, field)});
    };
    add("/contact", tr("The customer's mail address"), m_contact);
    add("/application", tr("Application (if it is about one)"), m_application);
    add("/severity", tr("Severity"), m_severity);
    add("/subject", tr("What it is about, in a few words"), m_subject);
    add("/text", tr("What the customer said"), m_text);
    lines->setStretchFactor(m_text, 1);
    for (QLineEdit *edit : {m_contact, static_cast<QLineEdit *>(m_application), m_subject})
        connect(edit, &QLineEdit::textChanged, this, changed);
    connect(m_severity, &QComboBox::currentIndexChanged, this, changed);
    connect(m_text, &QPlainTextEdit::textChanged, this, changed);
    connect(m_application, &ApplicationField::failed, this,
            [this](const Problem &problem) { m_message->show(problem); });
}

void CaseSheet::makeButtons(QVBoxLayout *lines)
{
    const auto button = [this](const char *name, const QString &text) {
        auto *made = new QPushButton(text, this);
        made->setObjectName(QLatin1String(name));
        made->setAutoDefault(false);
        made->setAccessibleName(text);
        return made;
    };
    m_copy = button("copyCommand", tr("Copy as command"));
    QPushButton *leave = button("giveUp", tr("Leave it"));
    m_open = button("openCase", tr("Open the case"));
    m_open->setProperty(Style::primaryProperty, true);
    auto *said = new QLabel(tr("Whoever is on duty is paged."), this);
    said->setFont(theme::small());
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::unit);
    row->addWidget(m_copy);
    row->addWidget(said, 1);
    row->addWidget(leave);
    row->addWidget(m_open);
    lines->addLayout(row);
    connect(m_copy, &QPushButton::clicked, this, [this] { m_desk.navigator.copy(newCaseLine(draft())); });
    connect(leave, &QPushButton::clicked, this, &CaseSheet::closed);
    connect(m_open, &QPushButton::clicked, this, &CaseSheet::send);
}

void CaseSheet::fill(const QJsonObject &draft)
{
    const auto text = [&draft](const char *key) { return draft.value(QLatin1String(key)).toString(); };
    const int usual = m_severity->findData(QStringLiteral("normal"));
    const int chosen = m_severity->findData(text("severity"));
    m_contact->setText(text("contact"));
    m_application->setText(text("application"));
    m_severity->setCurrentIndex(chosen >= 0 ? chosen : usual);
    m_subject->setText(text("subject"));
    m_text->setPlainText(text("text"));
}

QJsonObject CaseSheet::draft() const
{
    QJsonObject body{{QStringLiteral("severity"), m_severity->currentData().toString()}};
    const auto insert = [&body](const char *key, const QString &value) {
        if (!value.trimmed().isEmpty())
            body.insert(QLatin1String(key), value.trimmed());
    };
    insert("contact", m_contact->text());
    insert("application", m_application->text());
    insert("subject", m_subject->text());
    insert("text", m_text->toPlainText());
    return body;
}

QWidget *CaseSheet::first() const
{
    return m_contact;
}

void CaseSheet::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else if (enter && event->modifiers().testFlag(Qt::ControlModifier) && !event->isAutoRepeat())
        send();
    else
        QWidget::keyPressEvent(event);
}

void CaseSheet::send()
{
    if (m_isSending || !m_open->isEnabled())
        return;
    m_isSending = true;
    m_message->hide();
    clearErrors();
    refresh();
    const QPointer<CaseSheet> self(this);
    const QJsonObject body = draft();
    const auto how = [this, &body](const QByteArray &key) {
        return m_desk.session.client().openCase(body, key);
    };
    m_desk.session.once()
        .send(actionOf(QStringLiteral("cases"), body), how)
        .then([self](const Result<QJsonObject> &answer) {
            if (self)
                self->onAnswer(answer);
        });
    Q_EMIT sent();
}

void CaseSheet::onAnswer(const Result<QJsonObject> &answer)
{
    if (answer) {
        const qint64 id = answer->value(QLatin1String("id")).toInteger();
        Q_EMIT closed(); // gone first, so that the keys lead on in the case
        Q_EMIT opened(id);
        return;
    }
    m_isSending = false;
    refresh();
    const Problem &problem = answer.error();
    const auto field = std::find_if(m_fields.begin(), m_fields.end(),
                                    [&](const Field &one) { return one.pointer == problem.where; });
    if (field != m_fields.end()) {
        setErrorLine(field->error, field->widget, problem.text());
        field->widget->setFocus(Qt::OtherFocusReason);
    } else {
        m_message->show(problem);
    }
}

void CaseSheet::clearErrors()
{
    for (const Field &field : m_fields)
        setErrorLine(field.error, field.widget, {});
}

void CaseSheet::refresh()
{
    const bool isLive = m_desk.session.isLive();
    const bool isSaid = !m_subject->text().trimmed().isEmpty() && !m_text->toPlainText().trimmed().isEmpty();
    m_open->setEnabled(isLive && !m_isSending && isSaid);
    m_open->setText(m_isSending ? tr("Opening…") : tr("Open the case"));
    m_open->setToolTip(isLive ? tr("Ctrl+Enter") : tr("Not while the service doesn't answer."));
    m_copy->setEnabled(isSaid);
}

} // namespace slipway
