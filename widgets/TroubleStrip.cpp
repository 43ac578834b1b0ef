#include "widgets/TroubleStrip.h"

#include "widgets/Theme.h"
#include "widgets/TroubleRow.h"

#include <QAccessible>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::size_t mostUnfolded = 8;

} // namespace

TroubleStrip::TroubleStrip(Session &session, TroubleWatch &watch, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_watch(watch),
      m_more(new QToolButton(this)),
      m_layout(new QVBoxLayout(this))
{
    setAccessibleName(tr("What is wrong now"));
    m_layout->setContentsMargins(theme::unit + 4, theme::unit / 2, theme::unit, theme::unit / 2);
    m_layout->setSpacing(theme::unit / 2);
    m_layout->addWidget(m_more);
    m_more->setFont(theme::small());
    m_more->setAutoRaise(true);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->setObjectName(QStringLiteral("moreTroubles"));
    connect(m_more, &QToolButton::clicked, this, [this] {
        m_isUnfolded = !m_isUnfolded;
        fill();
    });
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &TroubleStrip::fill);
    connect(&m_watch, &TroubleWatch::changed, this, &TroubleStrip::fill);
    hide();
    fill();
}

void TroubleStrip::setMost(std::size_t rows)
{
    if (rows == m_most)
        return;
    m_most = rows;
    fill();
}

void TroubleStrip::fill()
{
    const auto &troubles = m_watch.troubles();
    m_isUnfolded = m_isUnfolded && troubles.size() > m_most;
    const std::size_t shown = std::min(troubles.size(), m_isUnfolded ? mostUnfolded : m_most);
    while (m_rows.size() < shown) {
        auto *row = new TroubleRow(this);
        connect(row, &TroubleRow::actionAsked, this, &TroubleStrip::actionAsked);
        m_layout->insertWidget(static_cast<int>(m_rows.size()), row);
        m_rows.push_back(row);
    }
    for (std::size_t at = 0; at < m_rows.size(); ++at) {
        if (at < shown)
            m_rows[at]->show(troubles[at], m_session.serviceTime());
        else
            m_rows[at]->hide();
    }
    m_more->setVisible(m_isUnfolded || troubles.size() > shown);
    m_more->setText(m_isUnfolded ? tr("Show less")
                                 : tr("and %n more", nullptr, static_cast<int>(troubles.size() - shown)));
    m_more->setAccessibleName(m_more->text());
    const bool wrong = !troubles.empty();
    if (wrong == !isHidden())
        return;
    setVisible(wrong);
    if (!wrong) {
        m_tick.stop();
        return;
    }
    m_tick.start();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void TroubleStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool bad =
        std::any_of(m_watch.troubles().begin(), m_watch.troubles().end(), [](const Trouble &trouble) {
            return trouble.kind != Trouble::Kind::Brake && trouble.kind != Trouble::Kind::Connection;
        });
    const QColor tone = theme::colour(bad ? theme::Tone::Bad : theme::Tone::Warning);
    QColor back = tone;
    back.setAlphaF(theme::isDark() ? 0.22f : 0.12f);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(rect(), back);
    painter.fillRect(QRect(0, 0, 4, height()), tone);
    painter.fillRect(QRect(0, height() - 1, width(), 1), tone);
}

} // namespace slipway
