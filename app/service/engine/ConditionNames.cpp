#include "service/engine/ConditionNames.h"

#include "service/engine/Conditions.h"

#include <QSet>

namespace slipway {

namespace {

struct Token
{
    enum class Kind { Name, Number, Text, Sign };
    Kind kind = Kind::Sign;
    QString text;
    qsizetype at = 0;

    bool isSign(const char *sign) const { return kind == Kind::Sign && text == QLatin1String(sign); }
    bool isDot() const { return isSign(".") || isSign("?."); }
};
using Tokens = std::vector<Token>;

bool isNameStart(QChar c)
{
    return c.isLetter() || c == QLatin1Char('_') || c == QLatin1Char('$');
}

bool isNamePart(QChar c)
{
    return isNameStart(c) || c.isDigit() || c.isMark();
}

qsizetype lengthOfText(const QString &text, qsizetype at)
{
    for (qsizetype i = at + 1; i < text.size(); ++i) {
        if (text.at(i) == QLatin1Char('\\'))
            ++i;
        else if (text.at(i) == text.at(at))
            return i - at + 1;
    }
    return text.size() - at;
}

Token tokenAt(const QString &text, qsizetype at)
{
    const QChar c = text.at(at);
    const QChar next = at + 1 < text.size() ? text.at(at + 1) : QChar();
    qsizetype length = 1;
    if (c == QLatin1Char('"') || c == QLatin1Char('\'')) {
        length = lengthOfText(text, at);
        return {Token::Kind::Text, text.mid(at + 1, length - 2), at};
    }
    if (c.isDigit() || (c == QLatin1Char('.') && next.isDigit())) {
        while (at + length < text.size() &&
               (isNamePart(text.at(at + length)) || text.at(at + length) == QLatin1Char('.')))
            ++length;
        return {Token::Kind::Number, text.mid(at, length), at};
    }
    if (isNameStart(c)) {
        while (at + length < text.size() && isNamePart(text.at(at + length)))
            ++length;
        return {Token::Kind::Name, text.mid(at, length), at};
    }
    const bool isPair = (c == QLatin1Char('=') && next == QLatin1Char('>')) ||
                        (c == QLatin1Char('?') && next == QLatin1Char('.'));
    return {Token::Kind::Sign, text.mid(at, isPair ? 2 : 1), at};
}

Tokens tokensOf(const QString &text)
{
    Tokens tokens;
    for (qsizetype at = 0; at < text.size();) {
        if (text.at(at).isSpace()) {
            ++at;
            continue;
        }
        tokens.push_back(tokenAt(text, at));
        const Token &token = tokens.back();
        at += token.text.size() + (token.kind == Token::Kind::Text ? 2 : 0);
    }
    return tokens;
}

// Parameters of arrows, wherever they stand: (a, b) => …, x => …
QSet<QString> parametersIn(const Tokens &tokens)
{
    QSet<QString> names;
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        if (!tokens[i].isSign("=>"))
            continue;
        if (tokens[i - 1].kind == Token::Kind::Name)
            names.insert(tokens[i - 1].text);
        int depth = 0;
        for (std::size_t back = i; back-- > 0;) {
            const Token &token = tokens[back];
            depth += token.isSign(")") ? 1 : token.isSign("(") ? -1 : 0;
            if (depth <= 0)
                break;
            if (token.kind == Token::Kind::Name)
                names.insert(token.text);
        }
    }
    return names;
}

// Of what can't be there JavaScript lets one ask the type.
bool isAskedForItsType(const Tokens &tokens, std::size_t i)
{
    while (i > 0 && tokens[i - 1].isSign("("))
        --i;
    return i > 0 && tokens[i - 1].kind == Token::Kind::Name && tokens[i - 1].text == QLatin1String("typeof");
}

QString memberBehind(const Tokens &tokens, std::size_t i)
{
    if (i + 2 >= tokens.size())
        return {};
    if (tokens[i + 1].isDot() && tokens[i + 2].kind == Token::Kind::Name)
        return tokens[i + 2].text;
    const bool isBracket = i + 3 < tokens.size() && tokens[i + 1].isSign("[") &&
                           tokens[i + 2].kind == Token::Kind::Text && tokens[i + 3].isSign("]");
    return isBracket && !tokens[i + 2].text.contains(QLatin1Char('\\')) ? tokens[i + 2].text : QString();
}

QString placeIn(const QString &text, qsizetype at)
{
    const QString before = text.left(at);
    return QStringLiteral("%1:%2")
        .arg(before.count(QLatin1Char('\n')) + 1)
        .arg(at - before.lastIndexOf(QLatin1Char('\n')));
}

} // namespace

std::vector<ConditionName> namesOutside(const QString &expression)
{
    static const QSet<QString> words{
        QStringLiteral("true"), QStringLiteral("false"),  QStringLiteral("null"),      QStringLiteral("this"),
        QStringLiteral("in"),   QStringLiteral("of"),     QStringLiteral("typeof"),    QStringLiteral("void"),
        QStringLiteral("new"),  QStringLiteral("delete"), QStringLiteral("instanceof")};
    const Tokens tokens = tokensOf(expression);
    const QSet<QString> parameters = parametersIn(tokens);
    std::vector<ConditionName> names;
    QStringList asked;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token &token = tokens[i];
        if (token.kind != Token::Kind::Name || words.contains(token.text) ||
            parameters.contains(token.text) || (i > 0 && tokens[i - 1].isDot()) ||
            isAskedForItsType(tokens, i))
            continue;
        names.push_back({token.text, memberBehind(tokens, i), placeIn(expression, token.at)});
        asked.append(token.text);
    }
    const QStringList known = knownToConditions(asked);
    std::erase_if(names, [&](const ConditionName &name) { return known.contains(name.name); });
    return names;
}

} // namespace slipway
