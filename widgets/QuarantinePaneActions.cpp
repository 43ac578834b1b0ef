// What QuarantinePane lets one do; how it looks stands in QuarantinePane.cpp.
#include "models/CaseActions.h"
#include "widgets/Allowed.h"
#include "widgets/BatchWords.h"
#include "widgets/EventWords.h"
#include "widgets/InlineMessage.h"
#include "widgets/MailExtras.h"
#include "widgets/MailReading.h"
#include "widgets/QuarantinePane.h"
#include "widgets/ViewKeys.h"

#include <QMenu>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

namespace slipway {

namespace {

constexpr int longestName = 60;

QString verbWord(MailBatch::Verb verb)
{
    switch (verb) {
    case MailBatch::Verb::Discard:
        return QStringLiteral("discard");
    case MailBatch::Verb::TakeBack:
        return QStringLiteral("take-back");
    case MailBatch::Verb::ReleaseInto:
        return QStringLiteral("release-into");
    case MailBatch::Verb::Release:
        break;
    }
    return QStringLiteral("release");
}

QLatin1String routeOf(MailBatch::Verb verb)
{
    switch (verb) {
    case MailBatch::Verb::Discard:
        return QLatin1String("discardMail");
    case MailBatch::Verb::TakeBack:
        return QLatin1String("takeMailBack");
    case MailBatch::Verb::ReleaseInto:
    case MailBatch::Verb::Release:
        break;
    }
    return QLatin1String("releaseMail");
}

BatchWords batchWords()
{
    return {QuarantinePane::tr(
                "No answer says what came of mail %1: it isn't known whether it was done there. "
                "Done: %2 of %3; not sent: %4. Pressing again within ten minutes does nothing twice."),
            QuarantinePane::tr(
                "With %2 of %3 mails it had been done already (no answer came then), among them mail %1; "
                "press again to do it once more."),
            QuarantinePane::tr("%2 of %3 mails stayed as they were, among them mail %1: %4")};
}

} // namespace

void QuarantinePane::addActions()
{
    Actions &actions = m_desk.actions;
    const QString group = tr("Cases"); // in their menu
    m_verbs[Verb::Release] = addVerb(Verb::Release, tr("Release the mail from quarantine"));
    m_verbs[Verb::ReleaseInto] =
        addVerb(Verb::ReleaseInto, tr("Release the mail into the case that it names"));
    m_verbs[Verb::Discard] = addVerb(Verb::Discard, tr("Discard the mail in quarantine"));
    m_verbs[Verb::TakeBack] = addVerb(Verb::TakeBack, tr("Take the mail back into quarantine"));
    m_caseAction = actions.add(
        this, QStringLiteral("quarantine.case"), group, tr("Open the case of the mail"),
        [this] { openCase(); }, {},
        [this] {
            return caseOfChosen() > 0 ? QStringLiteral("slipwayctl case show %1").arg(caseOfChosen())
                                      : QString();
        });
    m_fileAction = actions.add(
        this, QStringLiteral("quarantine.save-file"), group, tr("Save what came with the mail…"),
        [this] { m_extras->saveOneOf(m_watch.about().mail.files); }, {},
        [this] {
            QStringList lines;
            for (const FileRow &file : m_watch.about().mail.files)
                lines.append(attachmentLine(file));
            return lines.join(QLatin1Char('\n'));
        });
    m_viewAction = actions.add(
        this, QStringLiteral("quarantine.discarded"), group, tr("Show discarded mail"),
        [this] {
            m_desk.navigator.open(m_discarded->isChecked() ? QStringLiteral("quarantine/waiting")
                                                           : QStringLiteral("quarantine/discarded"));
        },
        {},
        [this] {
            return m_discarded->isChecked() ? QStringLiteral("slipwayctl mail list")
                                            : QStringLiteral("slipwayctl mail list --verdict discarded");
        });
}

QAction *QuarantinePane::addVerb(Verb verb, const QString &text)
{
    return m_desk.actions.add(
        this, QStringLiteral("quarantine.") + verbWord(verb), tr("Cases"), text,
        [this, verb] { perform(verb); }, {},
        [this, verb] {
            return verb == Verb::ReleaseInto && m_watch.isLoaded()
                       ? QStringLiteral("%1 --case %2")
                             .arg(linesOf(QStringLiteral("release")))
                             .arg(m_watch.about().claims)
                       : linesOf(verbWord(verb));
        });
}

QString QuarantinePane::linesOf(const QString &verb) const
{
    QStringList lines;
    for (const qint64 mail : chosen())
        lines.append(mailLine(verb, mail));
    return lines.join(QLatin1Char('\n'));
}

// One that a reference led to may be in neither list any more.
bool QuarantinePane::fits(Verb verb) const
{
    const auto mails = chosen();
    if (mails.empty() || !m_desk.session.isLive() || !isAllowed(m_desk.session, routeOf(verb)))
        return false;
    if (verb == Verb::ReleaseInto)
        return mails.size() == 1 && m_watch.isLoaded() && m_watch.about().mayGoWhereItClaims();
    const bool isBack = verb == Verb::TakeBack;
    if (mails.size() == 1 && m_watch.isLoaded())
        return isBack ? m_watch.about().mail.isDiscarded() : m_watch.about().mail.isWaiting();
    return isBack == m_model.query().discarded;
}

// Nothing is let in before one could see what it says and where it goes.
bool QuarantinePane::can(Verb verb) const
{
    return fits(verb) && !m_batch.isBusy() &&
           (verb != Verb::Release || m_watch.isLoaded() || chosen().size() > 1);
}

qint64 QuarantinePane::caseOfChosen() const
{
    if (!m_watch.isLoaded())
        return 0;
    const MailDetail &about = m_watch.about();
    return about.mail.isWaiting() && about.intoCase > 0 ? about.intoCase : about.mail.caseId;
}

void QuarantinePane::refreshButtons()
{
    const auto count = static_cast<int>(chosen().size());
    for (const auto &[verb, button] : m_buttons) {
        button->setVisible(fits(verb));
        button->setEnabled(can(verb));
        m_verbs.at(verb)->setVisible(can(verb));
    }
    const auto say = [this](Verb verb, const QString &text) { m_buttons.at(verb)->setText(text); };
    const qint64 into = m_watch.about().intoCase;
    if (count > 1)
        say(Verb::Release, tr("Release %n mails", nullptr, count));
    else if (m_watch.isLoaded()) // until then it stays as it is
        say(Verb::Release, into > 0 ? tr("Release into case %1").arg(into) : tr("Release as a new case"));
    if (m_watch.isLoaded() && m_watch.about().claims > 0)
        say(Verb::ReleaseInto, tr("Release into case %1").arg(m_watch.about().claims));
    say(Verb::Discard, count > 1 ? tr("Discard %n mails", nullptr, count) : tr("Discard"));
    say(Verb::TakeBack, count > 1 ? tr("Take %n mails back", nullptr, count) : tr("Take back"));
    m_caseAction->setVisible(caseOfChosen() > 0);
    m_fileAction->setVisible(m_watch.isLoaded() && !m_watch.about().mail.files.empty() &&
                             m_desk.session.isLive());
    m_viewAction->setVisible(mayLook());
    m_viewAction->setText(m_discarded->isChecked() ? tr("Show the mail that waits")
                                                   : tr("Show discarded mail"));
    m_discarded->setVisible(mayLook());
}

void QuarantinePane::openCase()
{
    if (caseOfChosen() > 0)
        m_desk.navigator.open(QStringLiteral("case/%1").arg(caseOfChosen()));
}

void QuarantinePane::perform(Verb verb)
{
    if (can(verb))
        send(verb, chosen(), SentOnce::Press::MayBeAnew,
             verb == Verb::ReleaseInto ? m_watch.about().claims : 0);
}

void QuarantinePane::send(Verb verb, const std::vector<qint64> &mails, SentOnce::Press press, qint64 intoCase)
{
    if (m_batch.isBusy())
        return;
    if (!m_desk.session.isLive()) {
        m_message->show(
            InlineMessage::Kind::Warning,
            tr("Nothing was sent: what is shown may be out of date. Try again once the service answers."));
        return;
    }
    m_message->hide();
    m_batch.run(verb, mails, press, intoCase);
    refreshButtons();
}

QString QuarantinePane::doneWords(const MailBatch::Outcome &outcome) const
{
    const auto count = static_cast<int>(outcome.done.size());
    const MailEntry &first = outcome.done.front();
    const QString from =
        first.sender.isEmpty() ? tr("nobody", "sender") : quietWord(first.sender, longestName);
    switch (outcome.verb) {
    case Verb::Discard:
        return count > 1 ? tr("%n mails were discarded.", nullptr, count)
                         : tr("The mail from %1 was discarded.").arg(from);
    case Verb::TakeBack:
        return count > 1 ? tr("%n mails wait in quarantine again.", nullptr, count)
                         : tr("The mail from %1 waits in quarantine again.").arg(from);
    case Verb::ReleaseInto:
    case Verb::Release:
        break;
    }
    return count > 1 ? tr("%n mails were released.", nullptr, count)
                     : tr("The mail from %1 is in case %2 now.").arg(from).arg(first.caseId);
}

// With the way back, or to where it is now; the rows themselves go by the feed.
void QuarantinePane::onFinished(const MailBatch::Outcome &outcome)
{
    refresh();
    QString button;
    std::function<void()> help;
    if (outcome.verb == Verb::Discard && !outcome.done.empty()) {
        std::vector<qint64> mails;
        for (const MailEntry &one : outcome.done)
            mails.push_back(one.id);
        button = tr("Undo");
        help = [this, mails] { send(Verb::TakeBack, mails); };
    } else if ((outcome.verb == Verb::Release || outcome.verb == Verb::ReleaseInto) &&
               outcome.done.size() == 1) {
        button = tr("Open the case");
        help = [this, id = outcome.done.front().caseId] {
            m_desk.navigator.open(QStringLiteral("case/%1").arg(id));
        };
    }
    if (outcome.isWhole()) {
        m_message->show(InlineMessage::Kind::Success, doneWords(outcome), button, help);
        return;
    }
    if (const auto again = outcome.again(); !again.empty()) {
        button = tr("Try again");
        help = [this, verb = outcome.verb, again, into = outcome.intoCase] {
            send(verb, again, SentOnce::Press::IsTheSame, into);
        };
    }
    m_message->show(undoneProblem(outcome, outcome.done.size(), batchWords()), button, help);
}

// The row on which single keys act is seen, also where the focus has come by a key.
void QuarantinePane::showWhereKeysAre()
{
    QItemSelectionModel *selection = m_table->selectionModel();
    if (m_table->hasFocus() && !selection->hasSelection() && m_table->currentIndex().isValid())
        selection->select(m_table->currentIndex(), QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

void QuarantinePane::showMenu(const QPoint &place)
{
    const auto mails = chosen();
    if (mails.empty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction *action :
         {m_verbs.at(Verb::Release), m_verbs.at(Verb::ReleaseInto), m_verbs.at(Verb::Discard),
          m_verbs.at(Verb::TakeBack), m_caseAction, m_fileAction}) {
        if (action->isVisible())
            menu->addAction(action);
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Copy as command")), &QAction::triggered, this,
            [this] { m_desk.navigator.copy(linesOf(QStringLiteral("show"))); });
    const QString link = QStringLiteral("slipway:mail/%1").arg(mails.front());
    connect(menu->addAction(tr("Copy link")), &QAction::triggered, this,
            [this, link] { m_desk.navigator.copy(link); });
    menu->popup(m_table->viewport()->mapToGlobal(place));
}

// A key that is held does it once: the next mail hasn't been read.
bool QuarantinePane::onKey(const QEvent *event)
{
    const bool isHeld = isHeldKey(event);
    if (isEnterKey(event) || isPlainKey(event, Qt::Key_R)) {
        if (!isHeld)
            perform(fits(Verb::TakeBack) ? Verb::TakeBack : Verb::Release);
        return true;
    }
    if (isPlainKey(event, Qt::Key_I)) {
        if (!isHeld)
            perform(Verb::ReleaseInto);
        return true;
    }
    if (isPlainKey(event, Qt::Key_Delete)) {
        if (!isHeld)
            perform(Verb::Discard);
        return true;
    }
    if (isPlainKey(event, Qt::Key_O)) {
        openCase();
        return true;
    }
    if (!isPlainKey(event, Qt::Key_F))
        return false;
    if (m_fileAction->isVisible())
        m_fileAction->trigger();
    return true;
}

bool QuarantinePane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && leavesSearch(m_text, m_table, event))
        return true;
    if (watched == m_table && event->type() == QEvent::FocusIn)
        QMetaObject::invokeMethod(this, &QuarantinePane::showWhereKeysAre, Qt::QueuedConnection);
    if (watched == m_table && movesByLetters(m_table, event))
        return true;
    // A button in the mail hands on the keys it has no use for: they aren't meant for the mail.
    const bool isForMail = watched == m_table || (watched == m_reading && m_reading->hasFocus());
    if (isForMail && onKey(event))
        return true;
    return Pane::eventFilter(watched, event);
}

} // namespace slipway
