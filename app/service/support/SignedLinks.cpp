#include "service/support/SignedLinks.h"

#include "service/notify/HttpSender.h"

#include <QRegularExpression>

namespace slipway {

namespace {

QString sealed(const char *kind, const CaseMark &mark, const QString &whose)
{
    return QStringLiteral("link-%1:%2:%3:%4").arg(QLatin1String(kind)).arg(mark.id).arg(mark.stamp, whose);
}

QString ofPage(const CasePage &page, qint64 turn)
{
    const QByteArray kind = turn == 0 ? QByteArray("page") : "page/" + QByteArray::number(turn);
    return sealed(kind.constData(), CaseMark::of(page), page.to + QLatin1Char(':') + page.address);
}

QString ofCase(const Case &about)
{
    return sealed("case", CaseMark::of(about), about.contact.toLower());
}

} // namespace

QString SignedLinks::Token::text() const
{
    const QString after = turn == 0 ? QString() : QStringLiteral("-%1").arg(turn);
    return QStringLiteral("%1-%2%3.%4").arg(mark.id).arg(mark.stamp, after, seal);
}

SignedLinks::Token SignedLinks::tokenOf(const CasePage &page, qint64 turn) const
{
    return {CaseMark::of(page), turn, m_seal.of(slipway::ofPage(page, turn))};
}

QString SignedLinks::ofPage(const CasePage &page) const
{
    if (m_base.isEmpty())
        return {};
    return m_base + QStringLiteral("/p/") + tokenOf(page, 0).text();
}

QString SignedLinks::ofCase(const Case &about) const
{
    if (m_base.isEmpty() || about.contact.isEmpty())
        return {};
    const Token token{CaseMark::of(about), 0, m_seal.of(slipway::ofCase(about))};
    return m_base + QStringLiteral("/c/") + token.text();
}

std::optional<SignedLinks::Token> SignedLinks::tokenFrom(QStringView text)
{
    static const QRegularExpression form(
        QStringLiteral("\\A([1-9][0-9]{0,14})-([0-9a-z]{1,12})(?:-([1-9][0-9]{0,8}))?\\.([a-z2-7]{16})\\z"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return Token{{match.captured(1).toLongLong(), match.captured(2)},
                 match.captured(3).toLongLong(),
                 match.captured(4)};
}

bool SignedLinks::fits(const Token &token, const CasePage &page) const
{
    return token.mark == CaseMark::of(page) && m_seal.fits(slipway::ofPage(page, token.turn), token.seal);
}

bool SignedLinks::fits(const Token &token, const Case &about) const
{
    return token.turn == 0 && token.mark == CaseMark::of(about) &&
           m_seal.fits(slipway::ofCase(about), token.seal);
}

bool SignedLinks::isOver(const CasePage &page, Instant now)
{
    return now >= page.due + pageLife;
}

bool SignedLinks::isOver(const Case &about, Instant now)
{
    return slipway::isOver(about.state) && now >= about.updated + caseLife;
}

Result<QString> publicUrlFrom(const QString &text)
{
    QString base = text.trimmed();
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    const bool isPlain = !base.contains(QLatin1Char('?')) && !base.contains(QLatin1Char('#')) &&
                         !base.contains(QLatin1Char('@'));
    if (const auto checked = checkPostUrl(base.toUtf8()); !checked || !isPlain)
        return fail(Problem::Kind::Invalid,
                    QStringLiteral("People can't be sent to \"%1\"").arg(text.left(100)),
                    QStringLiteral("Use one such as https://desk.provider.example; plain http only for this "
                                   "machine itself."));
    return base;
}

} // namespace slipway
