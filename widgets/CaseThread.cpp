#include "widgets/CaseThread.h"

#include "widgets/MessageCard.h"
#include "widgets/Theme.h"

#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

CaseThread::CaseThread(QWidget *parent) : ReadingArea(parent)
{
    setObjectName(QStringLiteral("thread"));
    setAccessibleName(tr("What was said"));
    setFocusPolicy(Qt::StrongFocus);
    auto *body = new QWidget(this);
    m_lines = new QVBoxLayout(body);
    m_lines->setContentsMargins(0, 0, theme::unit, 0);
    m_lines->setSpacing(theme::unit);
    m_lines->addStretch(1);
    setWidget(body);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (m_isAtEnd)
            toEnd();
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this,
            [this](int value) { m_isAtEnd = value >= verticalScrollBar()->maximum() - theme::unit; });
}

void CaseThread::toEnd()
{
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    m_isAtEnd = true;
}

void CaseThread::showMessages(const std::vector<MessageRow> &messages)
{
    const auto [old, fresh] =
        std::mismatch(m_messages.begin(), m_messages.end(), messages.begin(), messages.end());
    const auto same = static_cast<std::size_t>(old - m_messages.begin());
    if (same == m_messages.size() && same == messages.size())
        return;
    const bool isOther = same == 0;
    for (std::size_t i = same; i < m_cards.size(); ++i)
        delete m_cards[i];
    m_cards.resize(same);
    for (auto message = fresh; message != messages.end(); ++message) {
        auto *card = new MessageCard(*message, widget());
        card->setFilesUsable(m_filesUsable, m_whyNot);
        connect(card, &MessageCard::fileWanted, this, &CaseThread::fileWanted);
        connect(card, &MessageCard::linkCopied, this, &CaseThread::linkCopied);
        connect(card, &MessageCard::turned, this, [this, card] {
            m_isAtEnd = false; // one reads here, from its beginning
            widget()->layout()->activate();
            verticalScrollBar()->setValue(card->y());
        });
        connect(card, &MessageCard::layoutWanted, this,
                [this, card, mail = message->htmlMail] { Q_EMIT layoutWanted(card, mail); });
        m_lines->insertWidget(m_lines->count() - 1, card);
        m_cards.push_back(card);
    }
    m_messages = messages;
    if (isOther)
        m_isAtEnd = true;
    setAccessibleDescription(text().right(2000));
}

void CaseThread::setFilesUsable(bool usable, const QString &whyNot)
{
    m_filesUsable = usable;
    m_whyNot = whyNot;
    for (MessageCard *card : m_cards)
        card->setFilesUsable(usable, whyNot);
}

QString CaseThread::text() const
{
    QStringList all;
    for (const MessageCard *card : m_cards)
        all.append(card->text());
    return all.join(QStringLiteral("\n\n"));
}

QString quoted(const std::vector<MessageRow> &messages)
{
    const auto last = std::find_if(messages.rbegin(), messages.rend(), [](const MessageRow &message) {
        return MessageCard::voiceOf(message) == MessageCard::Voice::Customer;
    });
    if (last == messages.rend())
        return {};
    QStringList lines;
    for (const QString &line : last->text.trimmed().split(QLatin1Char('\n')))
        lines.append(line.startsWith(QLatin1Char('>')) ? QLatin1Char('>') + line
                                                       : QStringLiteral("> ") + line);
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace slipway
