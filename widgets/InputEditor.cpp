#include "widgets/InputEditor.h"

#include "widgets/Theme.h"
#include "widgets/WrappedLabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

QLabel *makeErrorLine(QWidget *parent)
{
    auto *line = new QLabel(parent);
    line->setObjectName(QStringLiteral("fieldError"));
    line->setFont(theme::small());
    wrap(line);
    line->hide();
    return line;
}

void setErrorLine(QLabel *line, QWidget *field, const QString &text)
{
    theme::setTone(line, theme::Tone::Bad);
    line->setText(text.isEmpty() ? QString() : QStringLiteral("✕ ") + text.left(1000));
    line->setVisible(!text.isEmpty());
    // Read out with the field, not only shown beneath it.
    const QVariant own = field->property("ownDescription");
    if (!own.isValid())
        field->setProperty("ownDescription", field->accessibleDescription());
    field->setAccessibleDescription(text.isEmpty() ? field->property("ownDescription").toString() : text);
}

InputEditor::InputEditor(const InputField &field, QWidget *parent) : QWidget(parent), m_field(field)
{
    setObjectName(QStringLiteral("input.") + field.name);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(theme::unit / 2);
    const QString title = field.title.isEmpty() ? field.name : field.title;
    m_control = makeControl();
    m_control->setObjectName(QStringLiteral("control.") + field.name);
    m_control->setAccessibleName(title);
    m_control->setAccessibleDescription(field.description);
    m_control->setToolTip(field.description);
    m_error = makeErrorLine(this);
    if (field.kind != InputField::Kind::YesNo) {
        auto *label = new QLabel(field.required ? tr("%1 (needed)").arg(title) : title, this);
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(m_control);
        lines->addWidget(label);
    }
    lines->addWidget(m_control);
    if (!field.description.isEmpty()) {
        auto *meaning = new QLabel(field.description, this);
        meaning->setFont(theme::small());
        wrap(meaning);
        meaning->setForegroundRole(QPalette::PlaceholderText);
        lines->addWidget(meaning);
    }
    lines->addWidget(m_error);
    setTyped(typedOf(field));
}

QWidget *InputEditor::makeControl()
{
    if (m_field.kind == InputField::Kind::YesNo) {
        auto *box = new QCheckBox(m_field.title.isEmpty() ? m_field.name : m_field.title, this);
        connect(box, &QCheckBox::toggled, this, &InputEditor::edited);
        return box;
    }
    if (m_field.kind == InputField::Kind::Choice) {
        auto *list = new QComboBox(this);
        if (!m_field.required)
            list->addItem(QString());
        list->addItems(m_field.choices);
        connect(list, &QComboBox::currentIndexChanged, this, &InputEditor::edited);
        return list;
    }
    auto *line = new QLineEdit(this);
    if (m_field.longest)
        line->setMaxLength(std::min(*m_field.longest, 32767));
    connect(line, &QLineEdit::textChanged, this, &InputEditor::edited);
    return line;
}

QString InputEditor::typed() const
{
    if (const auto *box = qobject_cast<const QCheckBox *>(m_control))
        return box->isChecked() ? QStringLiteral("true") : QStringLiteral("false");
    if (const auto *list = qobject_cast<const QComboBox *>(m_control))
        return list->currentText();
    return static_cast<const QLineEdit *>(m_control)->text();
}

void InputEditor::setTyped(const QString &text)
{
    if (auto *box = qobject_cast<QCheckBox *>(m_control))
        box->setChecked(text == QLatin1String("true"));
    else if (auto *list = qobject_cast<QComboBox *>(m_control))
        list->setCurrentIndex(std::max(0, list->findText(text)));
    else
        static_cast<QLineEdit *>(m_control)->setText(text);
}

void InputEditor::setError(const QString &text)
{
    setErrorLine(m_error, m_control, text);
}

QString InputEditor::error() const
{
    return m_error->text();
}

} // namespace slipway
