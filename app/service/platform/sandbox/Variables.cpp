#include "service/platform/sandbox/Variables.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

namespace slipway {

namespace {

struct Piece
{
    qsizetype begin = 0; // of "${"
    qsizetype end = 0;   // after "}"
    QString name;
    bool escaped = false; // "$${": stays as "${"
};

// The next reference at or after `from`; name is null when there is none, and empty when it isn't closed.
Piece nextPiece(const QString &text, qsizetype from)
{
    const qsizetype begin = text.indexOf(QLatin1String("${"), from);
    if (begin < 0)
        return {};
    if (begin > from && text.at(begin - 1) == QLatin1Char('$'))
        return {begin - 1, begin + 2, QStringLiteral("$"), true};
    const qsizetype close = text.indexOf(QLatin1Char('}'), begin);
    if (close < 0)
        return {begin, text.size(), QStringLiteral(""), false};
    return {begin, close + 1, text.mid(begin + 2, close - begin - 2), false};
}

} // namespace

VariableLookup lookupIn(const Variables &variables)
{
    return [&variables](const QString &name) -> std::optional<QString> {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
}

Result<QString> expandVariables(const QString &text, const VariableLookup &lookup, const QString &where)
{
    QString out;
    qsizetype at = 0;
    for (;;) {
        const Piece piece = nextPiece(text, at);
        if (piece.name.isNull()) {
            out += QStringView(text).mid(at);
            return out;
        }
        out += QStringView(text).mid(at, piece.begin - at);
        at = piece.end;
        if (piece.escaped) {
            out += QLatin1String("${");
            continue;
        }
        const auto value = lookup(piece.name);
        if (!value) {
            const auto line = QStringView(text).left(piece.begin).count(QLatin1Char('\n')) + 1;
            return fail(Problem::Kind::Invalid, QStringLiteral("There is no variable ${%1}").arg(piece.name),
                        QStringLiteral("Write $${ for a literal ${, or correct the name."),
                        QStringLiteral("%1:%2").arg(where).arg(line));
        }
        out += *value;
    }
}

Result<QJsonValue> expandVariables(const QJsonValue &value, const VariableLookup &lookup,
                                   const QString &where)
{
    if (value.isString()) {
        auto text = expandVariables(value.toString(), lookup, where);
        if (!text)
            return Failure(text.error());
        return QJsonValue(*text);
    }
    if (value.isArray()) {
        QJsonArray out;
        for (const QJsonValue &item : value.toArray()) {
            auto expanded = expandVariables(item, lookup, where);
            if (!expanded)
                return expanded;
            out.append(*expanded);
        }
        return QJsonValue(out);
    }
    if (value.isObject()) {
        QJsonObject out;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            auto expanded = expandVariables(it.value(), lookup, where);
            if (!expanded)
                return expanded;
            out.insert(it.key(), *expanded);
        }
        return QJsonValue(out);
    }
    return value;
}

QStringList variablesOf(const QString &text)
{
    QStringList names;
    for (qsizetype at = 0;;) {
        const Piece piece = nextPiece(text, at);
        if (piece.name.isNull())
            return names;
        at = piece.end;
        if (!piece.escaped && !names.contains(piece.name))
            names.append(piece.name);
    }
}

} // namespace slipway
