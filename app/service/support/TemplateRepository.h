// Answer templates in the store, and what their placeholders stand for in a case. Every change appends its
// event with what was before and after, so that it can be put back.
#pragma once
#include "domain/AnswerTemplate.h"
#include "domain/Case.h"
#include "service/store/Transaction.h"

namespace slipway {

class TemplateRepository
{
public:
    static constexpr int most = 200;

    static Result<std::vector<AnswerTemplate>> list(Reader &reader);         // by name
    static Result<AnswerTemplate> find(Reader &reader, const QString &name); // NotFound
    // Adds it, or changes the one of that name; what is the same already stays as it is, without an event.
    static Result<AnswerTemplate> set(Transaction &transaction, const QString &actor, const QString &name,
                                      const QString &title, const QString &text);
    static Result<void> remove(Transaction &transaction, const QString &actor, const QString &name);

    // By placeholder, for an answer that `engineer` writes.
    static Result<std::map<QString, QString>> valuesOf(Reader &reader, const Case &about,
                                                       const QString &engineer);
};

} // namespace slipway
