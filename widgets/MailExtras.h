// What came with a mail besides its words: its files, which are kept where somebody says and opened by
// nobody here, and the mail as it was laid out.
#pragma once
#include "models/FileFetch.h"

class QWidget;

namespace slipway {

class ExportBar;
class InlineMessage;
class MessageCard;

class MailExtras : public QObject
{
    Q_OBJECT

public:
    // Asked in `where`, told in `message`; then the focus is at `home`. All go with it.
    MailExtras(Session &session, ExportBar &where, InlineMessage &message, QWidget &home,
               QObject *parent = nullptr);

    void save(const FileRow &file);                  // asks where to
    void saveOneOf(const std::vector<FileRow> &all); // by keyboard: the one there is, or one of several
    void layOut(MessageCard *card, qint64 mail);
    void tellCopied(const QString &target); // a link
    void leave();                           // another mail is shown: what is being saved goes on

private:
    void onDone(const QString &path, qint64 bytes);

    Session &m_session;
    ExportBar &m_where;
    InlineMessage &m_message;
    QWidget &m_home;
    FileFetch m_fetch;
    FileRow m_wanted;
};

} // namespace slipway
