#include "widgets/ReleaseHeader.h"

#include "widgets/ElidedLabel.h"
#include "widgets/ReleaseFacts.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace slipway {

namespace {

constexpr int mostOfAWord = 40;

void setInk(QWidget *widget, const QColor &colour)
{
    QPalette palette = widget->palette();
    palette.setColor(QPalette::WindowText, colour);
    widget->setPalette(palette);
}

} // namespace

ReleaseHeader::ReleaseHeader(QWidget *parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("releaseHeader"));
    setAccessibleName(tr("Release"));
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(2 * theme::unit, theme::unit, 2 * theme::unit, theme::unit);
    lines->setSpacing(theme::unit / 2);
    auto *upper = new QHBoxLayout;
    upper->setSpacing(2 * theme::unit);
    m_name = new ElidedLabel(this);
    m_name->setObjectName(QStringLiteral("releaseName"));
    m_name->setFont(theme::heading());
    m_state = new QLabel(this);
    m_state->setObjectName(QStringLiteral("releaseState"));
    m_state->setFont(theme::heading());
    m_state->setTextFormat(Qt::PlainText);
    m_production = new QLabel(tr("PRODUCTION"), this);
    m_production->setObjectName(QStringLiteral("releaseProduction"));
    QFont bold = theme::small();
    bold.setBold(true);
    m_production->setFont(bold);
    m_production->setMargin(theme::unit / 2);
    m_production->setAutoFillBackground(true);
    m_production->hide();
    upper->addWidget(m_name, 1);
    upper->addWidget(m_state);
    upper->addWidget(m_production);
    auto *lower = new QHBoxLayout;
    lower->setSpacing(2 * theme::unit);
    m_waits = new ElidedLabel(this);
    m_waits->setObjectName(QStringLiteral("releaseWaits"));
    m_begun = new QLabel(this);
    m_begun->setFont(theme::small());
    m_begun->setTextFormat(Qt::PlainText);
    lower->addWidget(m_waits, 1);
    lower->addWidget(m_begun);
    lines->addLayout(upper);
    lines->addLayout(lower);
}

void ReleaseHeader::showRelease(const ReleaseRow &release, bool production)
{
    m_name->setText(
        tr("Release %1 · %2 · %3").arg(QString::number(release.id), release.application, release.pipeline));
    const theme::Look look = theme::lookOf(release.state);
    m_state->setText(QString(look.shape) + QLatin1Char(' ') + look.word.left(mostOfAWord));
    m_tone = look.tone;
    m_production->setVisible(production);
    m_isProduction = production;
    tint();
    theme::setProduction(this, production);
    update();
    if (!release.waitsFor.isEmpty())
        m_waits->setText(tr("It waits: %1").arg(release.waitsFor));
    else if (release.isEnded())
        m_waits->setText(tr("It has ended."));
    else
        m_waits->setText(tr("Nobody is waited for."));
    const QString by = release.requestedBy.left(mostOfAWord);
    m_begun->setText(release.created ? tr("Started by %1, %2").arg(by, timeText(*release.created))
                                     : QString());
    setAccessibleDescription(m_name->text().left(300) + QStringLiteral(". ") + look.word +
                             QStringLiteral(". ") + m_waits->text().left(300) +
                             (production ? tr(" It touches production.") : QString()));
}

void ReleaseHeader::paintEvent(QPaintEvent *)
{
    if (!m_isProduction)
        return;
    QPainter painter(this);
    painter.fillRect(rect(), theme::productionBack());
    painter.fillRect(0, 0, theme::unit / 2, height(), theme::production());
}

void ReleaseHeader::tint()
{
    setInk(m_state, theme::colour(m_tone));
    QPalette badge = m_production->palette();
    badge.setColor(QPalette::WindowText, theme::productionText());
    badge.setColor(QPalette::Window, theme::production());
    m_production->setPalette(badge);
}

void ReleaseHeader::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_state && m_production)
        tint();
}

QString ReleaseHeader::state() const
{
    return m_state->text();
}

} // namespace slipway
