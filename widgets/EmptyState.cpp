#include "widgets/EmptyState.h"

#include "widgets/Theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent), m_heading(new QLabel), m_text(new QLabel), m_button(new QPushButton)
{
    for (QLabel *label : {m_heading, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignHCenter);
        label->setMaximumWidth(52 * theme::unit);
    }
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_heading->setFont(theme::heading());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(3 * theme::unit, 2 * theme::unit, 3 * theme::unit, 2 * theme::unit);
    column->setSpacing(theme::unit);
    column->addStretch(2);
    for (QWidget *widget : {static_cast<QWidget *>(m_heading), static_cast<QWidget *>(m_text)}) {
        auto *row = new QHBoxLayout; // centred, and as wide as it may be
        row->addStretch(1);
        row->addWidget(widget, 100);
        row->addStretch(1);
        column->addLayout(row);
    }
    column->addSpacing(theme::unit);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_help)
            m_help();
    });
}

void EmptyState::say(const QString &heading, const QString &text, const QString &button,
                     std::function<void()> help)
{
    m_heading->setText(heading);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
    m_help = std::move(help);
    setAccessibleName(this->text());
}

QString EmptyState::text() const
{
    return m_heading->text() + QLatin1Char('\n') + m_text->text();
}

} // namespace slipway
