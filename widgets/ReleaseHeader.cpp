#include "widgets/ReleaseHeader.h"

#include "models/ServiceWords.h"
#include "widgets/ElidedLabel.h"
#include "widgets/ReleaseFacts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace slipway {

namespace {

constexpr int mostOfAWord = 40;

} // namespace

ReleaseHeader::ReleaseHeader(QWidget *parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("releaseHeader"));
    setAccessibleName(tr("Release"));
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(2 * theme::unit, theme::unit, 2 * theme::unit, theme::unit);
    line->setSpacing(2 * theme::unit);
    m_state = new QLabel(this);
    m_state->setObjectName(QStringLiteral("releaseState"));
    m_state->setFont(theme::heading());
    m_state->setTextFormat(Qt::PlainText);
    m_waits = new ElidedLabel(this);
    m_waits->setObjectName(QStringLiteral("releaseWaits"));
    m_begun = new QLabel(this);
    m_begun->setFont(theme::small());
    m_begun->setTextFormat(Qt::PlainText);
    line->addWidget(m_state);
    line->addWidget(m_waits, 1);
    line->addWidget(m_begun);
}

QString ReleaseHeader::headingOf(const ReleaseRow &release)
{
    return tr("Release %1 · %2 · %3").arg(QString::number(release.id), release.application, release.pipeline);
}

void ReleaseHeader::showRelease(const ReleaseRow &release, bool production, bool goesBack)
{
    const theme::Look look = theme::lookOf(release.state);
    m_state->setText(QString(look.shape) + QLatin1Char(' ') + look.word.left(mostOfAWord));
    m_isProduction = production;
    theme::setTone(m_state, look.tone);
    theme::setProduction(this, production);
    update();
    if (!release.waitsFor.isEmpty())
        m_waits->setText(tr("It waits: %1").arg(waitWords(release.waitsFor)));
    else if (release.isEnded())
        m_waits->setText(tr("It has ended."));
    else if (goesBack)
        m_waits->setText(tr("It is on its way back to the old side."));
    else
        m_waits->setText(tr("Nobody is waited for."));
    const QString by = release.requestedBy.left(mostOfAWord);
    m_begun->setText(release.created ? tr("Started by %1, %2").arg(by, timeText(*release.created))
                                     : QString());
    setAccessibleDescription(headingOf(release).left(300) + QStringLiteral(". ") + look.word +
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

QString ReleaseHeader::state() const
{
    return m_state->text();
}

} // namespace slipway
