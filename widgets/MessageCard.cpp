#include "widgets/MessageCard.h"

#include "models/FileSafety.h"
#include "widgets/ElidedLabel.h"
#include "widgets/EventWords.h"
#include "widgets/MailView.h"
#include "widgets/ReleaseFacts.h"
#include "widgets/WrappedLabel.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace slipway {

namespace {

constexpr qsizetype shownAtFirst = 4000; // letters of a message; the rest behind a button
constexpr int indent = 4 * theme::unit;

struct Face
{
    QChar sign;
    QString word;
    theme::Tone tone;
    Qt::PenStyle frame;
};

Face faceOf(MessageCard::Voice voice)
{
    switch (voice) {
    case MessageCard::Voice::Customer:
        return {QChar(u'\u2190'), MessageCard::tr("Customer"), theme::Tone::Busy, Qt::SolidLine};
    case MessageCard::Voice::Staff:
        return {QChar(u'\u2192'), MessageCard::tr("To the customer"), theme::Tone::Good, Qt::SolidLine};
    case MessageCard::Voice::Note:
        return {QChar(u'\u270e'), MessageCard::tr("Internal note"), theme::Tone::Warning, Qt::DashLine};
    case MessageCard::Voice::Mail:
        return {QChar(u'\u2190'), MessageCard::tr("Mail"), theme::Tone::Idle, Qt::DashLine};
    case MessageCard::Voice::Machine:
        break;
    }
    return {QChar(u'\u2699'), MessageCard::tr("Machine mail, no answer"), theme::Tone::Idle, Qt::DotLine};
}

} // namespace

MessageCard::Voice MessageCard::voiceOf(const MessageRow &message)
{
    if (message.machine)
        return Voice::Machine;
    if (message.kind == QLatin1String("note"))
        return Voice::Note;
    if (message.kind == QLatin1String("mail"))
        return Voice::Mail;
    return message.kind == QLatin1String("staff") ? Voice::Staff : Voice::Customer;
}

MessageCard::MessageCard(const MessageRow &message, QWidget *parent)
    : QFrame(parent), m_voice(voiceOf(message))
{
    const Face face = faceOf(m_voice);
    setProperty("voice", face.word);
    m_who = new ElidedLabel(this);
    m_who->setText(
        QStringLiteral("%1 %2 · %3").arg(QString(face.sign), face.word, quietWord(message.author, 80)));
    QFont bold = theme::small();
    bold.setWeight(QFont::DemiBold);
    m_who->setFont(bold);
    theme::setTone(m_who, face.tone);
    m_when = new QLabel(message.at ? timeText(*message.at) : QString(), this);
    m_when->setFont(theme::small());
    m_when->setForegroundRole(QPalette::PlaceholderText);
    m_text = new QLabel(this);
    wrap(m_text);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setText(message.text.left(shownAtFirst).trimmed());
    auto *head = new QHBoxLayout;
    head->addWidget(m_who, 1);
    head->addWidget(m_when);
    auto *lines = new QVBoxLayout(this);
    const bool isOurs = m_voice == Voice::Staff;
    const bool isTheirs = m_voice == Voice::Customer || m_voice == Voice::Machine;
    lines->setContentsMargins(theme::unit * 2 + (isOurs ? indent : 0), theme::unit,
                              theme::unit * 2 + (isTheirs ? indent : 0), theme::unit);
    lines->setSpacing(theme::unit / 2);
    lines->addLayout(head);
    lines->addWidget(m_text);
    addMore(message, lines);
    for (const FileRow &file : message.files)
        lines->addWidget(makeFile(file));
    setAccessibleName(text());
}

void MessageCard::addMore(const MessageRow &message, QVBoxLayout *lines)
{
    if (message.text.size() > shownAtFirst) {
        auto *rest = new QPushButton(tr("Show all of it"), this);
        rest->setAutoDefault(false);
        connect(rest, &QPushButton::clicked, this, [this, rest, all = message.text] {
            m_text->setText(all.trimmed());
            rest->hide();
        });
        lines->addWidget(rest, 0, Qt::AlignLeft);
    }
    if (message.htmlMail <= 0)
        return;
    m_layout = new QPushButton(tr("As it was laid out"), this);
    m_layout->setObjectName(QStringLiteral("layout"));
    m_layout->setAutoDefault(false);
    m_layout->setToolTip(tr("Pictures and whatever else would be loaded are left out."));
    connect(m_layout, &QPushButton::clicked, this, [this] {
        if (m_mail)
            turn();
        else if (!std::exchange(m_isFetching, true)) // enabled all the while, so that it keeps the focus
            Q_EMIT layoutWanted();
    });
    lines->addWidget(m_layout, 0, Qt::AlignLeft);
}

void MessageCard::showLayout(const QString &html)
{
    if (!m_layout || m_mail)
        return;
    m_mail = new MailView(this);
    connect(m_mail, &MailView::linkCopied, this, &MessageCard::linkCopied);
    auto *lines = static_cast<QVBoxLayout *>(layout());
    lines->insertWidget(lines->indexOf(m_text) + 1, m_mail);
    m_mail->hide();
    m_mail->showMail(html);
    m_isFetching = false;
    turn();
}

void MessageCard::stayPlain()
{
    m_isFetching = false;
}

void MessageCard::turn()
{
    const bool isPlain = m_mail->isHidden();
    m_mail->setVisible(isPlain);
    m_text->setVisible(!isPlain);
    m_layout->setText(isPlain ? tr("Only its words") : tr("As it was laid out"));
    Q_EMIT turned();
}

// Name and type are the sender's words. It is kept where somebody says, and opened by nobody here.
QWidget *MessageCard::makeFile(const FileRow &file)
{
    const QString name = quietWord(nameToKeep(file.name), 80);
    QStringList words{name, sizeWords(file.size)};
    if (!file.type.isEmpty())
        words.append(quietWord(file.type, 60));
    auto *line = new QWidget(this);
    line->setObjectName(QStringLiteral("file"));
    auto *what = new ElidedLabel(line);
    what->setText(QStringLiteral("\u25a4 ") + words.join(QStringLiteral(" \u00b7 ")));
    auto *save = new QPushButton(tr("Save\u2026"), line);
    save->setObjectName(QStringLiteral("saveFile"));
    save->setAutoDefault(false);
    save->setAccessibleName(tr("Save %1").arg(name));
    connect(save, &QPushButton::clicked, this, [this, file] { Q_EMIT fileWanted(file); });
    auto *grid = new QGridLayout(line);
    grid->setContentsMargins({});
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(0, 1);
    grid->addWidget(what, 0, 0);
    grid->addWidget(save, 0, 1);
    if (const QString danger = dangerWords(dangerOf(file)); !danger.isEmpty()) {
        auto *warning = new QLabel(line);
        wrap(warning);
        warning->setFont(theme::small());
        theme::setTone(warning, theme::Tone::Warning);
        warning->setText(QStringLiteral("\u25b2 ") + danger);
        save->setAccessibleDescription(danger);
        words.append(danger);
        grid->addWidget(warning, 1, 0, 1, 2);
    }
    m_files.append(tr("Attached: %1").arg(words.join(QStringLiteral(", "))));
    m_saves.push_back(save);
    return line;
}

void MessageCard::setFilesUsable(bool usable, const QString &whyNot)
{
    for (QPushButton *save : m_saves) {
        save->setEnabled(usable);
        save->setToolTip(usable ? QString() : whyNot);
    }
}

QString MessageCard::text() const
{
    QStringList lines{QStringLiteral("%1, %2").arg(m_who->text(), m_when->text()), m_text->text()};
    return (lines + m_files).join(QLatin1Char('\n'));
}

void MessageCard::paintEvent(QPaintEvent *)
{
    const Face face = faceOf(m_voice);
    const QColor tone = theme::colour(face.tone);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isOurs = m_voice == Voice::Staff;
    const bool isTheirs = m_voice == Voice::Customer || m_voice == Voice::Machine;
    const QRectF frame =
        QRectF(rect()).adjusted(isOurs ? indent + 0.5 : 0.5, 0.5, isTheirs ? -indent - 0.5 : -0.5, -0.5);
    QColor back = tone;
    back.setAlphaF(m_voice == Voice::Note ? 0.10F : 0.04F);
    QColor line = tone;
    line.setAlphaF(0.6F);
    painter.setPen(QPen(line, 1, face.frame));
    painter.setBrush(back);
    painter.drawRoundedRect(frame, 4, 4);
    if (m_voice != Voice::Customer && m_voice != Voice::Staff)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(tone);
    const qreal edge = isOurs ? frame.right() - 3 : frame.left();
    painter.drawRect(QRectF(edge, frame.top(), 3, frame.height()));
}

} // namespace slipway
