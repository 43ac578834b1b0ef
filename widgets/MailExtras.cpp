#include "widgets/MailExtras.h"

#include "models/FileSafety.h"
#include "widgets/EventWords.h"
#include "widgets/ExportBar.h"
#include "widgets/InlineMessage.h"
#include "widgets/MessageCard.h"

#include <QMenu>
#include <QPointer>

namespace slipway {

MailExtras::MailExtras(Session &session, ExportBar &where, InlineMessage &message, QWidget &home,
                       QObject *parent)
    : QObject(parent), m_session(session), m_where(where), m_message(message), m_home(home), m_fetch(session)
{
    connect(&m_where, &ExportBar::wanted, this, [this](const QString &path) {
        m_where.say(tr("Being fetched…"));
        m_fetch.start(m_wanted, path);
    });
    connect(&m_where, &ExportBar::givenUp, this, [this] {
        m_fetch.giveUp();
        m_home.setFocus(Qt::OtherFocusReason);
    });
    connect(&m_fetch, &FileFetch::progressed, this, [this](qint64 got, qint64 whole) {
        m_where.say(whole > 0 ? tr("%1 of %2").arg(sizeWords(got), sizeWords(whole)) : sizeWords(got));
    });
    connect(&m_fetch, &FileFetch::failed, this, [this](const Problem &problem) {
        m_where.settle();
        m_message.show(problem);
    });
    connect(&m_fetch, &FileFetch::done, this, &MailExtras::onDone);
}

void MailExtras::onDone(const QString &path, qint64 bytes)
{
    const bool hadFocus = m_where.isAncestorOf(m_where.window()->focusWidget());
    m_where.hide();
    const QString danger = dangerWords(dangerOf(m_wanted));
    m_message.show(danger.isEmpty() ? InlineMessage::Kind::Success : InlineMessage::Kind::Warning,
                   tr("Saved as %1 (%2). %3").arg(path, sizeWords(bytes), danger).trimmed());
    if (hadFocus)
        m_home.setFocus(Qt::OtherFocusReason);
}

void MailExtras::save(const FileRow &file)
{
    if (m_fetch.isBusy()) {
        m_message.show(InlineMessage::Kind::Information, tr("A file is being fetched already."));
        return;
    }
    m_wanted = file;
    m_where.ask(nameToKeep(file.name));
}

void MailExtras::saveOneOf(const std::vector<FileRow> &all)
{
    if (all.size() == 1) {
        save(all.front());
        return;
    }
    auto *menu = new QMenu(&m_home);
    menu->setObjectName(QStringLiteral("files"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const FileRow &file : all) {
        QString text =
            QStringLiteral("%1 (%2)").arg(quietWord(nameToKeep(file.name), 60), sizeWords(file.size));
        text.replace(QLatin1Char('&'), QStringLiteral("&&"));
        connect(menu->addAction(text), &QAction::triggered, this, [this, file] { save(file); });
    }
    menu->popup(m_home.mapToGlobal(QPoint(0, 0)));
    if (!menu->actions().isEmpty())
        menu->setActiveAction(menu->actions().constFirst());
}

void MailExtras::layOut(MessageCard *card, qint64 mail)
{
    m_session.client().mailHtml(mail).then(
        [alive = QPointer(this), card = QPointer(card)](const Result<QJsonObject> &answer) {
            if (!alive || !card)
                return;
            if (answer) {
                alive->m_message.settle();
                card->showLayout(answer->value(QLatin1String("html")).toString());
                return;
            }
            card->stayPlain();
            alive->m_message.showUntilSettled(answer.error());
        });
}

void MailExtras::tellCopied(const QString &target)
{
    m_message.show(InlineMessage::Kind::Information,
                   tr("Copied, not opened: %1").arg(quietWord(target, 300)));
}

void MailExtras::leave()
{
    if (!m_fetch.isBusy())
        m_where.hide();
}

} // namespace slipway

#include "moc_MailExtras.cpp"
