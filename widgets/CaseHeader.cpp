#include "widgets/CaseHeader.h"

#include "widgets/ClockStrip.h"
#include "widgets/ElidedLabel.h"
#include "widgets/EventWords.h"

#include <QHBoxLayout>
#include <QLabel>

namespace slipway {

namespace {

QString shown(const theme::Look &look)
{
    return QString(look.shape) + QLatin1Char(' ') + quietWord(look.word, 40);
}

} // namespace

CaseHeader::CaseHeader(std::function<Instant()> now, QWidget *parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("caseHeader"));
    setAccessibleName(tr("Case"));
    m_state = new QLabel(this);
    m_state->setObjectName(QStringLiteral("caseState"));
    m_severity = new QLabel(this);
    m_severity->setObjectName(QStringLiteral("caseSeverity"));
    m_owner = new ElidedLabel(this);
    m_owner->setObjectName(QStringLiteral("caseOwner"));
    for (QLabel *label : {m_state, m_severity}) {
        label->setTextFormat(Qt::PlainText);
        label->setFont(theme::heading());
    }
    m_clocks = new ClockStrip(std::move(now), this);
    auto *line = new QHBoxLayout;
    line->setSpacing(2 * theme::unit);
    line->addWidget(m_state);
    line->addWidget(m_severity);
    line->addWidget(m_owner, 1);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(2 * theme::unit, theme::unit, 2 * theme::unit, theme::unit);
    lines->setSpacing(theme::unit / 2);
    lines->addLayout(line);
    lines->addSpacing(theme::unit / 2);
    lines->addWidget(m_clocks);
}

QString CaseHeader::headingOf(const CaseRow &about)
{
    return tr("Case %1 · %2").arg(QString::number(about.id), quietWord(about.subject, 200));
}

void CaseHeader::showCase(const CaseRow &about)
{
    const theme::Look state = theme::lookOf(about.state);
    const theme::Look severity = theme::lookOf(about.severity);
    m_state->setText(shown(state));
    m_severity->setText(shown(severity));
    QStringList parts{about.owner.isEmpty() ? tr("nobody's") : tr("%1's").arg(quietWord(about.owner, 60)),
                      quietWord(about.customer, 60),
                      quietWord(about.application.section(QLatin1Char('/'), 1), 60)};
    parts.removeAll(QString());
    m_owner->setText(parts.join(QStringLiteral(" · ")));
    m_clocks->setClocks(about.clocks, about.earlier);
    theme::setTone(m_state, state.tone);
    theme::setTone(m_severity, severity.tone);
    setAccessibleDescription(
        QStringList{headingOf(about), state.word, severity.word, m_owner->text(), m_clocks->text()}.join(
            QStringLiteral(". ")));
}

void CaseHeader::tick()
{
    m_clocks->tick();
}

QString CaseHeader::state() const
{
    return m_state->text();
}

} // namespace slipway
