#include "widgets/ReplyBox.h"

#include "widgets/EventWords.h"
#include "widgets/FileChips.h"
#include "widgets/ReplyText.h"
#include "widgets/Style.h"
#include "widgets/Theme.h"
#include "widgets/ViewKeys.h"
#include "widgets/WrappedLabel.h"

#include <QAccessible>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QImage>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace slipway {

ReplyBox::ReplyBox(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("replyBox"));
    const auto button = [this](const char *name, const QString &text) {
        auto *made = new QPushButton(text, this);
        made->setObjectName(QLatin1String(name));
        made->setAutoDefault(false);
        made->setAccessibleName(text);
        return made;
    };
    m_reply = button("toCustomer", tr("→ Reply"));
    m_note = button("internalNote", tr("✎ Internal note"));
    auto *kinds = new QButtonGroup(this);
    for (QPushButton *kind : {m_reply, m_note}) {
        kind->setCheckable(true);
        kinds->addButton(kind);
    }
    m_reply->setChecked(true);
    m_hint = new QLabel(this);
    m_hint->setFont(theme::small());
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_quote = button("quote", tr("Quote"));
    m_quote->setToolTip(tr("Puts what the customer said last above what is typed, marked as quoted"));
    m_template = button("template", tr("Template…"));
    m_template->setToolTip(tr("Puts a text that is filled in for this case where one writes (Ctrl+T)"));
    m_template->hide();
    m_attach = button("attach", tr("Attach…"));
    const auto line = [this](const char *name) {
        auto *label = new QLabel(this);
        label->setObjectName(QLatin1String(name));
        wrap(label);
        label->setFont(theme::small());
        label->hide();
        return label;
    };
    m_others = line("others");
    m_missing = line("missing");
    theme::setTone(m_others, theme::Tone::Waiting);
    theme::setTone(m_missing, theme::Tone::Warning);
    m_copy = button("copyReply", tr("Copy as command"));
    m_send = button("send", tr("Send"));
    m_send->setProperty(Style::primaryProperty, true);
    m_text = new ReplyText(this);
    m_text->setObjectName(QStringLiteral("replyText"));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(6 * theme::unit);
    m_text->installEventFilter(this);
    makeFiles();
    orderTabs();
    auto *upper = new QHBoxLayout;
    upper->setSpacing(theme::unit / 2);
    upper->addWidget(m_reply);
    upper->addWidget(m_note);
    upper->addSpacing(theme::unit / 2);
    upper->addWidget(m_hint, 1);
    auto *lower = new QHBoxLayout;
    lower->setSpacing(theme::unit / 2);
    lower->addWidget(m_quote);
    lower->addWidget(m_template);
    lower->addWidget(m_attach);
    lower->addStretch(1);
    lower->addWidget(m_copy);
    lower->addWidget(m_send);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(theme::unit, theme::unit, theme::unit, theme::unit);
    lines->setSpacing(theme::unit / 2);
    lines->addWidget(m_others);
    lines->addLayout(upper);
    lines->addWidget(m_text, 1);
    lines->addWidget(m_files);
    lines->addWidget(m_missing);
    lines->addLayout(lower);
    connect(kinds, &QButtonGroup::buttonToggled, this, [this] {
        refresh();
        Q_EMIT edited();
    });
    connect(m_text, &ReplyText::textChanged, this, [this] {
        refresh();
        Q_EMIT edited();
    });
    connect(m_quote, &QPushButton::clicked, this, &ReplyBox::quoteWanted);
    connect(m_template, &QPushButton::clicked, this, &ReplyBox::askTemplate);
    connect(m_copy, &QPushButton::clicked, this, &ReplyBox::commandWanted);
    connect(m_send, &QPushButton::clicked, this, [this] {
        if (m_waiting.isEmpty())
            Q_EMIT sendWanted();
        else
            Q_EMIT waitingGivenUp();
    });
    refresh();
}

// As it is read; the files come between.
void ReplyBox::orderTabs()
{
    QWidget *const order[] = {m_note, m_text, m_quote, m_template, m_attach, m_copy, m_send};
    for (std::size_t i = 1; i < std::size(order); ++i)
        setTabOrder(order[i - 1], order[i]);
}

void ReplyBox::makeFiles()
{
    m_files = new FileChips(this);
    m_files->follow(m_text);
    connect(m_attach, &QPushButton::clicked, this, &ReplyBox::askFiles);
    connect(m_files, &FileChips::removeWanted, this, &ReplyBox::fileRemoved);
    connect(m_files, &FileChips::againWanted, this, &ReplyBox::fileAgain);
    connect(m_files, &FileChips::emptied, this, [this] { m_text->setFocus(Qt::OtherFocusReason); });
    connect(m_text, &ReplyText::filesGiven, this, &ReplyBox::filesGiven);
    connect(m_text, &ReplyText::pictureGiven, this, &ReplyBox::pictureGiven);
}

void ReplyBox::setContact(const std::optional<QString> &contact)
{
    m_contact = contact;
    if (isNobody() && m_reply->isChecked())
        m_note->setChecked(true);
    refresh();
}

void ReplyBox::setUsable(bool usable, bool isSending, const QString &whyNot)
{
    m_usable = usable;
    m_sending = isSending;
    m_whyNot = whyNot;
    refresh();
}

CaseDraft ReplyBox::draft() const
{
    return {m_text->toPlainText(), m_note->isChecked()};
}

void ReplyBox::setDraft(const CaseDraft &draft)
{
    (draft.isNote ? m_note : m_reply)->setChecked(true);
    if (m_text->toPlainText() != draft.text)
        m_text->setPlainText(draft.text);
    m_text->moveCursor(QTextCursor::End);
}

void ReplyBox::setHasTemplates(bool has)
{
    m_template->setVisible(has);
}

void ReplyBox::askTemplate()
{
    Q_EMIT templateWanted(m_template);
}

void ReplyBox::setFilesUsable(bool usable, const QString &whyNot)
{
    m_takesFiles = usable;
    m_noFiles = whyNot;
    refresh();
}

void ReplyBox::showFiles(const std::vector<ReplyFile> &files)
{
    m_files->showFiles(files);
}

void ReplyBox::sayWaiting(const QString &words)
{
    if (words == m_waiting)
        return;
    m_waiting = words;
    refresh();
}

void ReplyBox::askFiles()
{
    if (m_attach->isEnabled())
        Q_EMIT filesWanted();
}

void ReplyBox::sayOthers(const QString &words)
{
    if (words == m_others->text())
        return;
    m_others->setText(words);
    m_others->setAccessibleName(words);
    m_others->setVisible(!words.isEmpty());
    if (words.isEmpty())
        return;
    QAccessibleEvent event(m_others, QAccessible::Alert); // before the same is written twice
    QAccessible::updateAccessibility(&event);
}

void ReplyBox::sayMissing(const QString &words)
{
    m_missing->setText(words);
    m_missing->setAccessibleName(words);
    m_missing->setVisible(!words.isEmpty());
}

void ReplyBox::insert(const QString &lines)
{
    QTextCursor cursor = m_text->textCursor();
    cursor.insertText(lines); // and can be taken back
    m_text->setTextCursor(cursor);
    m_text->setFocus(Qt::OtherFocusReason);
}

void ReplyBox::focusText(bool isNote)
{
    if (m_text->toPlainText().trimmed().isEmpty())
        (isNote || isNobody() ? m_note : m_reply)->setChecked(true);
    m_text->setFocus(Qt::ShortcutFocusReason);
}

bool ReplyBox::hasTextFocus() const
{
    return m_text->hasFocus();
}

void ReplyBox::refresh()
{
    const bool isNote = m_note->isChecked();
    const bool isSaid = !m_text->toPlainText().trimmed().isEmpty();
    m_reply->setToolTip(isNobody() ? tr("Its request came without a mail address.") : QString());
    m_hint->setText(!m_waiting.isEmpty() ? m_waiting
                    : isNote             ? tr("The customer doesn't see this.")
                             : tr("By mail to %1").arg(quietWord(m_contact.value_or(QString()), 80)));
    m_hint->setToolTip(m_hint->text());
    m_text->setAccessibleName(isNote ? tr("Internal note") : tr("Reply to the customer"));
    m_text->setPlaceholderText(isNote ? tr("For those who work at it after you")
                                      : tr("The first answer stops the clock. Ctrl+Enter sends."));
    const bool isWaiting = !m_waiting.isEmpty();
    m_text->setReadOnly(m_sending || isWaiting);
    m_attach->setEnabled(m_takesFiles && !m_text->isReadOnly());
    m_attach->setToolTip(m_takesFiles ? tr("Files that go along; they can be dropped and pasted here, too "
                                           "(Ctrl+Shift+A)")
                                      : m_noFiles);
    m_files->setUsable(!m_sending);
    m_reply->setDisabled(isNobody() || isWaiting);
    m_note->setDisabled(isWaiting);
    m_send->setText(isWaiting   ? tr("Don't send yet")
                    : m_sending ? tr("Sending…")
                    : isNote    ? tr("Write it down")
                                : tr("Send"));
    m_send->setAccessibleName(m_send->text());
    m_send->setEnabled(isWaiting ||
                       (m_usable && isSaid && (isNote || !m_contact.value_or(QString()).isEmpty())));
    m_send->setToolTip(isWaiting ? m_waiting : m_usable ? tr("Ctrl+Enter") : m_whyNot);
    m_copy->setEnabled(isSaid);
    update();
}

bool ReplyBox::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::FocusOut)
        Q_EMIT rested();
    if (watched == m_text && isPlainKey(event, Qt::Key_Escape)) {
        Q_EMIT left();
        return true;
    }
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        if (takesKey(*static_cast<QKeyEvent *>(event)))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

bool ReplyBox::takesKey(const QKeyEvent &key)
{
    const bool enter = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
    if (key.key() == Qt::Key_T && key.modifiers() == Qt::ControlModifier && !m_template->isHidden()) {
        askTemplate();
        return true;
    }
    if (key.key() == Qt::Key_A && key.modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) {
        askFiles();
        return true;
    }
    if (!enter || !key.modifiers().testFlag(Qt::ControlModifier))
        return false;
    if (m_send->isEnabled() && m_waiting.isEmpty() && !key.isAutoRepeat())
        Q_EMIT sendWanted();
    return true;
}

// A note looks otherwise before it is sent, too.
void ReplyBox::paintEvent(QPaintEvent *)
{
    const bool isNote = m_note->isChecked();
    const QColor tone = theme::colour(isNote ? theme::Tone::Warning : theme::Tone::Idle);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor back = tone;
    back.setAlphaF(isNote ? 0.10F : 0.0F);
    QColor line = tone;
    line.setAlphaF(0.6F);
    painter.setPen(QPen(line, 1, isNote ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(back);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

} // namespace slipway
