// Signing in with an access token, and the lines that libetpan doesn't exchange for us. Its own XOAUTH2 knows
// neither OAUTHBEARER nor what a server says of a token that it doesn't take.
#include "service/mailbox/ImapSession.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace slipway {

namespace {

// RFC 7628: the login with "," and "=" written as it says.
QByteArray bearerResponse(const Mailbox &mailbox, const SecretValue &token)
{
    const QByteArray login = mailbox.user.toUtf8().replace('=', "=3D").replace(',', "=2C");
    return "n,a=" + login + ",\x01host=" + mailbox.host.toUtf8() +
           "\x01port=" + QByteArray::number(mailbox.port) + "\x01" + "auth=Bearer " + token.text() +
           "\x01\x01";
}

// As Google and Microsoft describe it.
QByteArray xoauthResponse(const Mailbox &mailbox, const SecretValue &token)
{
    return "user=" + mailbox.user.toUtf8() + "\x01" + "auth=Bearer " + token.text() + "\x01\x01";
}

} // namespace

Result<void> ImapClient::signInBy(const SecretValue &token)
{
    if (auto learned = learnAbilities(); !learned)
        return learned;
    const bool isBearer = ::mailimap_has_authentication(m_session->imap, "OAUTHBEARER") != 0;
    if (!isBearer && ::mailimap_has_authentication(m_session->imap, "XOAUTH2") == 0)
        return fail(Problem::Kind::Unavailable, QStringLiteral("The mail server doesn't let in by OAuth2"),
                    QStringLiteral("Sign in by password there: slipwayctl mailbox set %1 --sign-in password "
                                   "--password.")
                        .arg(m_mailbox.name),
                    m_mailbox.place());
    auto done = isBearer ? exchange("OAUTHBEARER", bearerResponse(m_mailbox, token))
                         : exchange("XOAUTH2", xoauthResponse(m_mailbox, token));
    if (!done)
        return done;
    m_session->imap->imap_state = MAILIMAP_STATE_AUTHENTICATED;
    return learnAbilities();
}

// What a token isn't taken for comes as a question of its own, which is answered before the server says no.
Result<void> ImapClient::exchange(const QByteArray &mechanism, const QByteArray &response)
{
    const QString wentAway = QStringLiteral("The mail server went away");
    const bool isAtOnce = ::mailimap_has_extension(m_session->imap, "SASL-IR") != 0;
    const QByteArray encoded = response.toBase64();
    begin();
    if (!isFine(::mailimap_send_current_tag(m_session->imap)) ||
        !say("AUTHENTICATE " + mechanism + (isAtOnce ? " " + encoded : QByteArray())))
        return failed(MAILIMAP_ERROR_STREAM, wentAway);
    const QByteArray tag = QByteArray::number(m_session->imap->imap_tag) + ' ';
    bool isSaid = isAtOnce;
    for (;;) {
        const auto line = hear(QStringLiteral("The mail server doesn't let in by OAuth2"));
        if (!line)
            return Failure(line.error());
        if (line->startsWith(tag + "OK"))
            return {};
        if (line->startsWith(tag) || line->startsWith("* BYE"))
            return turnedAway(*line, tag);
        if (!line->startsWith('+'))
            continue;
        const QByteArray next = !isSaid                      ? encoded
                                : mechanism == "OAUTHBEARER" ? QByteArray("AQ==")
                                                             : QByteArray();
        isSaid = true;
        if (!say(next))
            return failed(MAILIMAP_ERROR_STREAM, wentAway);
    }
}

Failure ImapClient::turnedAway(const QByteArray &line, const QByteArray &tag) const
{
    // RFC 5530: it can't tell at the moment.
    const bool isForGood = line.startsWith(tag + "NO") && !line.contains("[UNAVAILABLE]");
    // Some repeat what they don't understand: no word is that long, but tokens are.
    static const QRegularExpression repeated(QStringLiteral("[A-Za-z0-9+/=._~-]{32,}"));
    QString words = QString::fromUtf8(line.mid(line.indexOf(' ', tag.size()) + 1));
    words.replace(repeated, QStringLiteral("…"));
    return fail(isForGood ? Problem::Kind::Unauthenticated : Problem::Kind::Unavailable,
                QStringLiteral("The mail server doesn't let \"%1\" in: it says \"%2\"")
                    .arg(m_mailbox.user, words.left(200)),
                isForGood
                    ? QStringLiteral("Was the token granted by this user, and for IMAP? slipwayctl mailbox "
                                     "show %1 lists the user and the scope.")
                          .arg(m_mailbox.name)
                    : QStringLiteral("It is tried again by itself."),
                m_mailbox.place());
}

bool ImapClient::say(QByteArrayView line)
{
    mailstream *stream = m_session->imap->imap_stream;
    return (line.isEmpty() ||
            ::mailstream_write(stream, line.data(), static_cast<std::size_t>(line.size())) >= 0) &&
           ::mailstream_write(stream, "\r\n", 2) >= 0 && ::mailstream_flush(stream) >= 0;
}

// The next line; what comes behind it stays where libetpan finds it.
Result<QByteArray> ImapClient::hear(const QString &otherwise)
{
    mailstream *stream = m_session->imap->imap_stream;
    QByteArray heard(stream->read_buffer, static_cast<qsizetype>(stream->read_buffer_len));
    stream->read_buffer_len = 0;
    std::array<char, imapBufferBytes / 4> space{};
    while (!heard.contains('\n')) {
        if (heard.size() > static_cast<qsizetype>(imapBufferBytes / 2))
            return failed(MAILIMAP_ERROR_PARSE, otherwise);
        const qint64 count = m_wire->read(space.data(), space.size());
        if (count <= 0)
            return failed(MAILIMAP_ERROR_STREAM, QStringLiteral("The mail server went away"));
        heard.append(space.data(), count);
    }
    const qsizetype end = heard.indexOf('\n');
    const QByteArray line = heard.first(end).trimmed();
    heard.remove(0, end + 1);
    std::copy(heard.begin(), heard.end(), stream->read_buffer);
    stream->read_buffer_len = static_cast<std::size_t>(heard.size());
    return line;
}

} // namespace slipway
