// Files that go with what is written in CasePane: how they come, are shown and are waited for.
#include "models/CaseActions.h"
#include "models/FileSafety.h"
#include "models/ReplyFiles.h"
#include "widgets/CasePane.h"
#include "widgets/EventWords.h"
#include "widgets/InlineMessage.h"
#include "widgets/ReplyBox.h"

#include <QFileDialog>
#include <QStandardPaths>

#include <algorithm>

namespace slipway {

namespace {

constexpr int longestName = 60;

} // namespace

// Pasted pictures are whole drafts, not something to be made again: beside settings and state of the console.
ReplyFiles *CasePane::makeFiles()
{
    return new ReplyFiles(m_desk.session,
                          QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                              QStringLiteral("/slipway-console/pasted"),
                          this);
}

void CasePane::connectFiles()
{
    connect(m_reply, &ReplyBox::filesWanted, this, &CasePane::chooseFiles);
    connect(m_reply, &ReplyBox::filesGiven, this,
            [this](const QStringList &paths) { m_files->add(shownCase(), paths); });
    connect(m_reply, &ReplyBox::pictureGiven, this,
            [this](const QImage &picture) { m_files->addPicture(shownCase(), picture); });
    connect(m_reply, &ReplyBox::fileRemoved, this, &CasePane::removeFile);
    connect(m_reply, &ReplyBox::fileAgain, this, [this](int key) { m_files->again(shownCase(), key); });
    connect(m_reply, &ReplyBox::waitingGivenUp, this, [this] { waitToSend(0); });
    connect(m_files, &ReplyFiles::kept, this, &CasePane::draftChanged);
    connect(m_files, &ReplyFiles::wentBefore, this, &CasePane::sayWentBefore);
    connect(m_files, &ReplyFiles::refused, this, [this](qint64 ofCase, const Problem &problem) {
        if (ofCase == m_waitsToSend) // nothing goes without it unseen
            waitToSend(0);
        if (ofCase == shownCase())
            m_message->show(problem);
        else
            tellElsewhere(ofCase, problem);
    });
    connect(m_files, &ReplyFiles::changed, this, [this](qint64 ofCase) {
        if (ofCase == shownCase())
            showFiles();
    });
    connect(m_watch, &CaseWatch::changed, this, &CasePane::sendWaiting);
    connect(&m_desk.session, &Session::stateChanged, this, &CasePane::sendWaiting);
}

// For the case for which they were asked: another one may be shown by the time they are chosen.
void CasePane::chooseFiles()
{
    auto *dialog = new QFileDialog(window(), tr("Attach files to case %1").arg(shownCase()));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this,
            [this, ofCase = shownCase()](const QStringList &paths) { m_files->add(ofCase, paths); });
    dialog->open();
}

void CasePane::showFiles()
{
    m_reply->showFiles(m_files->of(shownCase()));
    sendWaiting();
}

// Where something else is under way, or nobody answers, it goes on waiting.
void CasePane::sendWaiting()
{
    if (m_waitsToSend == 0)
        return;
    if (m_files->failed(shownCase())) {
        waitToSend(0);
        tellFailed();
        return;
    }
    waitToSend(shownCase());
    if (!m_files->isUnderWay(shownCase()))
        send();
}

// 0: not any more.
void CasePane::waitToSend(qint64 ofCase)
{
    m_waitsToSend = ofCase;
    const auto &files = m_files->of(ofCase);
    const auto there = std::count_if(files.begin(), files.end(), [](const ReplyFile &file) {
        return file.state == ReplyFile::State::There;
    });
    m_reply->sayWaiting(ofCase == 0 ? QString()
                                    : tr("It is sent once its files are there: %1 of %2 so far.")
                                          .arg(there)
                                          .arg(m_files->count(ofCase)));
}

void CasePane::tellFailed()
{
    if (const ReplyFile *file = m_files->failed(shownCase()))
        m_message->show(InlineMessage::Kind::Warning,
                        tr("It wasn't sent: %1 isn't there. %2 Try it again, or remove it.")
                            .arg(quietWord(file->name, longestName), file->why));
}

void CasePane::removeFile(int key)
{
    const auto &files = m_files->of(shownCase());
    const auto found =
        std::find_if(files.begin(), files.end(), [key](const ReplyFile &file) { return file.key == key; });
    if (found == files.end())
        return;
    const QString name = quietWord(found->name, longestName);
    waitToSend(0); // what is left isn't sent without another look
    m_files->remove(shownCase(), key);
    m_message->show(InlineMessage::Kind::Success, tr("%1 won't be sent.").arg(name), tr("Undo"), [this] {
        m_message->hide();
        m_files->putBack();
    });
}

// Where each was found here; whoever runs the line may not have them there.
QString CasePane::replyCommand() const
{
    const CaseDraft draft = m_reply->draft();
    QStringList paths;
    for (const ReplyFile &file : m_files->of(shownCase()))
        paths.append(file.path);
    return replyLine(shownCase(), draft.isNote, draft.text.trimmed(), paths);
}

QString CasePane::draftCommand(bool isNote) const
{
    const CaseDraft draft = m_reply->draft();
    return draft.isNote == isNote && !draft.text.trimmed().isEmpty() ? replyCommand() : QString();
}

} // namespace slipway
