#include "widgets/EventDetail.h"

#include "models/MailRows.h"
#include "models/ModelText.h"
#include "widgets/EventWords.h"
#include "widgets/FlowLayout.h"
#include "widgets/ReadingArea.h"
#include "widgets/Theme.h"
#include "widgets/WrappedLabel.h"

#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace slipway {

namespace {

constexpr int leastLines = 4;
constexpr int payloadLines = 6;
constexpr qsizetype longestPayload = 200000; // more than anybody reads here

QString pretty(const QByteArray &payload)
{
    const QJsonDocument document = QJsonDocument::fromJson(payload);
    QString text = document.isNull() ? QString::fromUtf8(payload)
                                     : QString::fromUtf8(document.toJson(QJsonDocument::Indented)).trimmed();
    if (text.size() > longestPayload)
        text = text.left(longestPayload) + QStringLiteral("\n…");
    return text;
}

QLabel *plainLabel()
{
    auto *label = new QLabel;
    wrap(label);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

QString objectOf(const Event &event)
{
    const QString &subject = event.subject;
    if (subject.startsWith(QLatin1String("release/")) || subject.startsWith(QLatin1String("pipeline/")) ||
        subject.startsWith(QLatin1String("case/")))
        return subject;
    if (mailOf(event) > 0)
        return subject;
    if (subject.startsWith(QLatin1String("duty/")))
        return QStringLiteral("duty");
    if (!subject.startsWith(QLatin1String("application/")))
        return {};
    const QJsonObject payload = QJsonDocument::fromJson(event.payload).object();
    const qint64 release = payload.value(QStringLiteral("release")).toInteger();
    return release > 0 ? QStringLiteral("release/%1").arg(release) : subject;
}

EventDetail::EventDetail(QWidget *parent)
    : QWidget(parent),
      m_words(plainLabel()),
      m_facts(plainLabel()),
      m_payload(new QPlainTextEdit),
      m_hash(plainLabel()),
      m_object(new QPushButton),
      m_history(new QPushButton(tr("Its history"))),
      m_command(new QPushButton(tr("Copy as command"))),
      m_link(new QPushButton(tr("Link to case…")))
{
    m_words->setFont(theme::heading());
    m_words->setAccessibleName(tr("What happened"));
    m_facts->setAccessibleName(tr("Who, when and what about"));
    m_hash->setAccessibleName(tr("Hash of the entry"));
    m_hash->setFont(theme::small());
    m_payload->setReadOnly(true);
    m_payload->setFont(theme::monospace());
    m_payload->setAccessibleName(tr("What the entry carries"));
    m_payload->setTabChangesFocus(true);
    m_payload->setMinimumHeight(payloadLines * QFontMetrics(theme::monospace()).height());
    auto *buttons = new FlowLayout; // in a narrow pane they need several lines
    buttons->setSpacing(theme::unit);
    for (QPushButton *button : {m_object, m_history, m_link, m_command})
        buttons->addWidget(button);
    auto *text = new QWidget;
    auto *lines = new QVBoxLayout(text);
    lines->setContentsMargins(0, 0, theme::unit, 0);
    lines->setSpacing(theme::unit);
    lines->addWidget(m_words);
    lines->addWidget(m_facts);
    lines->addWidget(m_payload, 1);
    lines->addWidget(m_hash);
    // Scrolled where there is little room: an entry that is chosen makes no pane taller.
    auto *area = new ReadingArea;
    area->setAccessibleName(tr("Entry of the ledger"));
    area->setMinimumHeight(leastLines * QFontMetrics(theme::small()).height());
    area->setWidget(text);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::unit, 0, 0, 0);
    column->setSpacing(theme::unit);
    column->addWidget(area, 1);
    column->addLayout(buttons);
    connect(m_object, &QPushButton::clicked, this, [this] {
        if (m_event)
            Q_EMIT objectWanted(objectOf(*m_event));
    });
    connect(m_history, &QPushButton::clicked, this, [this] {
        if (m_event)
            Q_EMIT historyWanted(m_event->subject);
    });
    connect(m_command, &QPushButton::clicked, this, [this] {
        if (m_event)
            Q_EMIT commandWanted(m_event->seq);
    });
    connect(m_link, &QPushButton::clicked, this, [this] {
        if (m_event)
            Q_EMIT caseWanted(m_event->seq);
    });
    m_link->hide();
    setEntry(std::nullopt);
}

void EventDetail::setLinkable(bool linkable)
{
    m_isLinkable = linkable;
    m_link->setVisible(m_isLinkable && m_event);
}

void EventDetail::setEntry(const std::optional<Event> &event)
{
    if (event && m_event && event->seq == m_event->seq)
        return; // somebody may be reading or selecting in it
    m_event = event;
    const bool isThere = event.has_value();
    for (QWidget *widget :
         {static_cast<QWidget *>(m_facts), static_cast<QWidget *>(m_payload), static_cast<QWidget *>(m_hash),
          static_cast<QWidget *>(m_history), static_cast<QWidget *>(m_command)})
        widget->setVisible(isThere);
    m_link->setVisible(isThere && m_isLinkable);
    const QString object = isThere ? objectOf(*event) : QString();
    m_object->setVisible(!object.isEmpty());
    if (!isThere) {
        m_words->setText(tr("Choose an entry to see all of it."));
        m_payload->clear();
        return;
    }
    m_words->setText(wordsOf(*event));
    m_facts->setText(tr("%1 by %2\n%3 about %4, entry %5")
                         .arg(exactTime(event->at), quietWord(event->actor), quietWord(event->kind),
                              quietWord(event->subject), QString::number(event->seq)));
    m_payload->setPlainText(pretty(event->payload));
    m_hash->setText(
        tr("Hash %1…, chained to %2…")
            .arg(QString::fromLatin1(event->hash.left(16)), QString::fromLatin1(event->prevHash.left(16))));
    m_hash->setToolTip(tr("Hash %1\nof the one before %2")
                           .arg(QString::fromLatin1(event->hash), QString::fromLatin1(event->prevHash)));
    m_object->setText(tr("Open %1").arg(quietWord(object, 40)));
    m_link->setAccessibleName(tr("Link entry %1 to a case").arg(event->seq));
    m_history->setAccessibleName(tr("History of %1").arg(quietWord(event->subject, 40)));
}

} // namespace slipway
