#include "service/mailbox/ReplyGuard.h"

#include <algorithm>
#include <optional>

namespace slipway {

namespace {

constexpr qsizetype looked = 32; // bytes of both ends of a line that are kept to be looked at

// 12 of a line that ends in "{12}" or "{12+}".
std::optional<qint64> literalAt(const QByteArray &end)
{
    if (!end.endsWith('}'))
        return std::nullopt;
    const qsizetype open = end.lastIndexOf('{');
    if (open < 0)
        return std::nullopt;
    QByteArray digits = end.mid(open + 1).chopped(1);
    if (digits.endsWith('+'))
        digits.chop(1);
    const bool areDigits =
        !digits.isEmpty() && digits.size() < 16 &&
        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    return areDigits ? std::optional(digits.toLongLong()) : std::nullopt;
}

} // namespace

bool ReplyGuard::refuse(const char *why)
{
    m_why = why;
    return false;
}

bool ReplyGuard::take(QByteArrayView bytes)
{
    if (*m_why != 0)
        return false;
    m_left -= bytes.size();
    if (m_left < 0)
        return refuse("it says more than was asked for");
    for (qsizetype at = 0; at < bytes.size();) {
        if (m_literal > 0) {
            const qint64 step = std::min<qint64>(m_literal, bytes.size() - at);
            m_literal -= step;
            at += step;
        } else if (!takeOfLine(bytes[at++])) {
            return false;
        }
    }
    return true;
}

bool ReplyGuard::takeOfLine(char byte)
{
    if (byte == '\n')
        return endLine();
    if (++m_line > longestLine)
        return refuse("it says a line without an end");
    m_depth += byte == '(' ? 1 : byte == ')' ? -1 : 0;
    if (m_depth > deepest)
        return refuse("it says something nested without an end");
    if (byte == '\r')
        return true;
    if (m_begin.size() < looked)
        m_begin.append(byte);
    m_end.append(byte);
    if (m_end.size() > 2 * looked)
        m_end.remove(0, looked);
    return true;
}

bool ReplyGuard::endLine()
{
    if (const auto literal = literalAt(m_end)) {
        if (*literal > m_left)
            return refuse("it announces more than was asked for");
        m_literal = *literal; // the same answer goes on behind it
    } else {
        m_depth = 0;
        if (m_begin.startsWith("* ") && m_end.endsWith(" EXISTS"))
            m_hasNews = true;
    }
    m_line = 0;
    m_begin.clear();
    m_end.clear();
    return true;
}

} // namespace slipway
