#include "widgets/MailReading.h"

#include "models/ServiceWords.h"
#include "widgets/EventWords.h"
#include "widgets/MessageCard.h"
#include "widgets/WrappedLabel.h"

#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

namespace slipway {

namespace {

constexpr int longestLine = 300;

MessageRow messageOf(const MailDetail &mail)
{
    MessageRow row;
    row.id = mail.mail.id;
    row.kind = QStringLiteral("mail");
    row.author = mail.mail.sender.isEmpty() ? MailReading::tr("nobody", "sender") : mail.mail.sender;
    row.at = mail.mail.at;
    row.text = mail.text.trimmed().isEmpty() ? MailReading::tr("(It has no words.)") : mail.text;
    row.files = mail.mail.files;
    row.htmlMail = mail.mail.hasHtml ? mail.mail.id : 0;
    return row;
}

} // namespace

MailReading::MailReading(QWidget *parent) : ReadingArea(parent)
{
    setObjectName(QStringLiteral("reading"));
    setAccessibleName(tr("The chosen mail"));
    setFocusPolicy(Qt::StrongFocus);
    auto *body = new QWidget(this);
    m_lines = new QVBoxLayout(body);
    m_lines->setContentsMargins(theme::unit, 0, theme::unit, 0);
    m_lines->setSpacing(theme::unit / 2);
    for (QLabel **label : {&m_heading, &m_goes, &m_why}) {
        *label = new QLabel(body);
        wrap(*label);
        (*label)->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_lines->addWidget(*label);
    }
    m_heading->setObjectName(QStringLiteral("mailSubject"));
    m_goes->setObjectName(QStringLiteral("goesTo"));
    m_why->setObjectName(QStringLiteral("whyItWaits"));
    QFont bold = m_heading->font();
    bold.setWeight(QFont::DemiBold);
    m_heading->setFont(bold);
    m_lines->addStretch(1);
    setWidget(body);
}

void MailReading::showMail(const MailDetail &mail)
{
    if (m_mail == mail)
        return;
    const bool isOther = !m_mail || m_mail->mail.id != mail.mail.id;
    m_mail = mail;
    m_heading->setText(mail.mail.subject.isEmpty() ? tr("(no subject)")
                                                   : quietWord(mail.mail.subject, longestLine));
    m_goes->setText(QStringLiteral("\u2192 ") + mail.destination());
    theme::setTone(m_goes, theme::Tone::Busy);
    m_why->setText(QStringLiteral("\u25b2 ") +
                   tr("It waits because: %1").arg(quietWord(doubtWords(mail.mail.why), longestLine)));
    m_why->setVisible(!mail.mail.why.isEmpty() && mail.mail.isWaiting());
    theme::setTone(m_why, theme::Tone::Warning);
    m_goes->show();
    if (isOther || !m_card) {
        dropCard();
        m_card = new MessageCard(messageOf(mail), widget());
        m_card->setFilesUsable(m_filesUsable, m_whyNot);
        connect(m_card, &MessageCard::fileWanted, this, &MailReading::fileWanted);
        connect(m_card, &MessageCard::linkCopied, this, &MailReading::linkCopied);
        connect(m_card, &MessageCard::layoutWanted, this,
                [this, id = mail.mail.id] { Q_EMIT layoutWanted(m_card, id); });
        m_lines->insertWidget(m_lines->count() - 1, m_card);
        verticalScrollBar()->setValue(0);
    }
    tellReaders();
}

void MailReading::say(const QString &heading, const QString &text)
{
    m_mail.reset();
    dropCard();
    m_heading->setText(heading);
    m_goes->setText(text);
    theme::clearTone(m_goes);
    m_goes->setVisible(!text.isEmpty());
    m_why->hide();
    tellReaders();
}

void MailReading::dropCard()
{
    delete m_card;
    m_card = nullptr;
}

void MailReading::setFilesUsable(bool usable, const QString &whyNot)
{
    m_filesUsable = usable;
    m_whyNot = whyNot;
    if (m_card)
        m_card->setFilesUsable(usable, whyNot);
}

QString MailReading::text() const
{
    QStringList lines{m_heading->text()};
    for (const QLabel *label : {m_goes, m_why}) {
        if (!label->isHidden())
            lines.append(label->text());
    }
    if (m_card)
        lines.append(m_card->text());
    return lines.join(QLatin1Char('\n'));
}

void MailReading::tellReaders()
{
    setAccessibleDescription(text().left(2000));
}

} // namespace slipway

#include "moc_MailReading.cpp"
