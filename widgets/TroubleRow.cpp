#include "widgets/TroubleRow.h"

#include "widgets/Style.h"
#include "widgets/Theme.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

namespace slipway {

namespace {

constexpr int longest = 240; // characters of what is told; the rest is in the tool tip

QString sinceWhen(Instant since, Instant now)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(since.time_since_epoch()).count();
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(ms);
    const auto passed =
        std::max<qint64>(0, std::chrono::duration_cast<std::chrono::seconds>(now - since).count());
    const QString clock = QLocale().toString(at.time(), QStringLiteral("HH:mm"));
    if (passed < 60)
        return TroubleRow::tr("since %1 (%n s)", nullptr, static_cast<int>(passed)).arg(clock);
    if (passed < 3600)
        return TroubleRow::tr("since %1 (%n min)", nullptr, static_cast<int>(passed / 60)).arg(clock);
    if (passed < 86400)
        return TroubleRow::tr("since %1 (%n h)", nullptr, static_cast<int>(passed / 3600)).arg(clock);
    return TroubleRow::tr("since %1", "a date").arg(QLocale().toString(at, QLocale::ShortFormat));
}

QString buttonOf(Trouble::Kind kind)
{
    switch (kind) {
    case Trouble::Kind::Connection:
        return TroubleRow::tr("Try now");
    case Trouble::Kind::Held:
    case Trouble::Kind::Stuck:
        return TroubleRow::tr("Show the release");
    case Trouble::Kind::Down:
        return TroubleRow::tr("Show the application");
    case Trouble::Kind::Brake:
        break;
    }
    return TroubleRow::tr("Take the brake off…");
}

bool isBad(Trouble::Kind kind)
{
    return kind == Trouble::Kind::Held || kind == Trouble::Kind::Stuck || kind == Trouble::Kind::Down;
}

} // namespace

TroubleRow::TroubleRow(QWidget *parent)
    : QWidget(parent),
      m_shape(new QLabel(this)),
      m_what(new QLabel(this)),
      m_rest(new QLabel(this)),
      m_button(new QPushButton(this))
{
    m_shape->setAlignment(Qt::AlignCenter);
    m_shape->setFixedWidth(2 * theme::unit);
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    m_what->setFont(strong);
    for (QLabel *label : {m_what, m_rest}) {
        label->setTextFormat(Qt::PlainText);
        label->setSizePolicy(QSizePolicy::Ignored,
                             QSizePolicy::Preferred); // cut rather than widen the window
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_what);
    words->addWidget(m_rest);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(theme::unit);
    row->addWidget(m_shape);
    row->addLayout(words, 1);
    row->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, [this] { Q_EMIT actionAsked(m_trouble); });
}

void TroubleRow::show(const Trouble &trouble, Instant now)
{
    m_trouble = trouble;
    const bool bad = isBad(trouble.kind);
    m_shape->setText(bad ? QString(QChar(u'\u2715')) : QString(QChar(u'\u25b2'))); // ✕ ▲
    QPalette palette = m_shape->palette();
    palette.setColor(QPalette::WindowText, theme::colour(bad ? theme::Tone::Bad : theme::Tone::Warning));
    m_shape->setPalette(palette);
    QStringList rest;
    if (trouble.since)
        rest.append(sinceWhen(*trouble.since, now));
    rest.append(trouble.turn);
    rest.append(trouble.changed);
    rest.removeAll(QString());
    const QString second = rest.join(QStringLiteral("  ·  "));
    m_what->setText(trouble.what.left(longest));
    m_what->setToolTip(trouble.what.left(8 * longest));
    m_rest->setText(second.left(longest));
    m_rest->setToolTip(second.left(8 * longest));
    m_button->setText(buttonOf(trouble.kind));
    m_button->setAccessibleName(
        QStringLiteral("%1: %2").arg(buttonOf(trouble.kind), trouble.what.left(longest)));
    setAccessibleName(QStringLiteral("%1. %2").arg(m_what->text(), m_rest->text()));
    QWidget::show();
}

} // namespace slipway
