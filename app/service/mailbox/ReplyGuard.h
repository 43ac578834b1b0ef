// Stands between an IMAP server and the parser of what it says: a server that isn't ours may say anything, so
// lines, literals and nesting have bounds, and a command's whole answer has one. Pure.
#pragma once
#include <QByteArray>

namespace slipway {

class ReplyGuard
{
public:
    static constexpr qint64 longestLine = 8 * 1024 * 1024; // the UIDs of a million mails
    static constexpr int deepest = 64;                     // parentheses of one line

    // What may come from here on; more is refused.
    void allow(qint64 bytes) { m_left = bytes; }
    // The next bytes as they came: false once they can't be an answer that we asked for.
    bool take(QByteArrayView bytes);
    const char *why() const { return m_why; } // of a refusal

    // The server has said that the folder holds another number of mails, since this was cleared.
    bool hasNews() const { return m_hasNews; }
    void clearNews() { m_hasNews = false; }

private:
    bool refuse(const char *why);
    bool endLine();
    bool takeOfLine(char byte);

    qint64 m_left = 64 * 1024;
    qint64 m_literal = 0; // bytes of it that are still to come
    qint64 m_line = 0;    // bytes of this line so far
    int m_depth = 0;
    QByteArray m_begin; // of the line, as much as is looked at
    QByteArray m_end;
    bool m_hasNews = false;
    const char *m_why = "";
};

} // namespace slipway
