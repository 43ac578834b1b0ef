// Words that staff answers with again and again, and the placeholders in them: "Dear {{contact}}". Pure.
#pragma once
#include "domain/Instant.h"

#include <QJsonObject>
#include <QStringList>

#include <map>
#include <vector>

namespace slipway {

struct AnswerTemplate
{
    QString name;  // "we-have-it"
    QString title; // "We have received it"
    QString text;
    Instant updated;
    QString by; // who changed it last
    bool operator==(const AnswerTemplate &) const = default;
    QJsonObject toJson() const;
};

// Of a-z, 0-9 and hyphens, at most 60.
Result<void> checkTemplateName(const QString &name);
// Something is said, it isn't too long, and every placeholder is known; the problem says which isn't, and
// what there is.
Result<void> checkTemplate(const QString &title, const QString &text);

const QStringList &templatePlaceholders(); // "customer", "contact", …

struct FilledTemplate
{
    QString text;
    QStringList missing; // placeholders that nothing is known for, each once
    bool operator==(const FilledTemplate &) const = default;
};
// By placeholder; what has no value becomes nothing. What is filled in isn't looked at again, and what isn't
// a known placeholder stays as it is.
FilledTemplate filledTemplate(const QString &text, const std::map<QString, QString> &values);

} // namespace slipway
