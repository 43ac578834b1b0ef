#include "service/support/TemplateRepository.h"

#include "service/store/CatalogRepository.h"

namespace slipway {

namespace {

Result<std::vector<AnswerTemplate>> templatesWhere(Reader &reader, const QString &where,
                                                   const QVariantList &values)
{
    std::vector<AnswerTemplate> found;
    const auto read = reader.query(
        QStringLiteral("SELECT name, title, text, updated, author FROM answer_template ") + where, values,
        [&](const Row &row) -> Result<void> {
            const auto updated = row.instant("updated");
            if (!updated)
                return Failure(updated.error());
            found.push_back(
                {row.text("name"), row.text("title"), row.text("text"), *updated, row.text("author")});
            return {};
        });
    if (!read)
        return Failure(read.error());
    return found;
}

Result<std::optional<AnswerTemplate>> findAny(Reader &reader, const QString &name)
{
    auto found = templatesWhere(reader, QStringLiteral("WHERE name = ?"), {name});
    if (!found)
        return Failure(found.error());
    return found->empty() ? std::optional<AnswerTemplate>() : std::optional(std::move(found->front()));
}

QJsonValue saidBy(const std::optional<AnswerTemplate> &one)
{
    if (!one)
        return QJsonValue();
    return QJsonObject{{QStringLiteral("title"), one->title}, {QStringLiteral("text"), one->text}};
}

NewEvent changed(const QString &actor, const char *kind, const QString &name,
                 const std::optional<AnswerTemplate> &before, const std::optional<AnswerTemplate> &after)
{
    return {actor,
            QLatin1String(kind),
            QStringLiteral("template/") + name,
            {{QStringLiteral("name"), name},
             {QStringLiteral("before"), saidBy(before)},
             {QStringLiteral("after"), saidBy(after)}}};
}

Result<void> checkRoom(Reader &reader)
{
    const auto count = reader.integer(QStringLiteral("SELECT count(*) FROM answer_template"));
    if (!count)
        return Failure(count.error());
    if (*count < TemplateRepository::most)
        return {};
    return fail(Problem::Kind::Conflict, QStringLiteral("There are %1 templates already").arg(*count),
                QStringLiteral("Remove one that isn't needed."));
}

// The contact's name where the mail address is one of the customer's people.
Result<QString> contactOf(Reader &reader, const Case &about, qint64 customerId)
{
    const auto people = CatalogRepository::contacts(reader, customerId);
    if (!people)
        return Failure(people.error());
    for (const Contact &one : *people) {
        if (!one.name.isEmpty() && one.mail.compare(about.contact, Qt::CaseInsensitive) == 0)
            return one.name;
    }
    return about.contact;
}

} // namespace

Result<std::vector<AnswerTemplate>> TemplateRepository::list(Reader &reader)
{
    return templatesWhere(reader, QStringLiteral("ORDER BY name"), {});
}

Result<AnswerTemplate> TemplateRepository::find(Reader &reader, const QString &name)
{
    auto found = findAny(reader, name);
    if (!found)
        return Failure(found.error());
    if (!*found)
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no template \"%1\"").arg(name.left(60)),
                    QStringLiteral("\"slipwayctl case templates\" shows those there are."));
    return std::move(**found);
}

Result<AnswerTemplate> TemplateRepository::set(Transaction &transaction, const QString &actor,
                                               const QString &name, const QString &title, const QString &text)
{
    if (auto fine = checkTemplateName(name); !fine)
        return Failure(fine.error());
    if (auto fine = checkTemplate(title, text); !fine)
        return Failure(fine.error());
    auto before = findAny(transaction, name);
    if (!before)
        return Failure(before.error());
    const AnswerTemplate after{name, title.simplified(), text, transaction.now(), actor};
    if (*before && (*before)->title == after.title && (*before)->text == after.text)
        return std::move(**before);
    if (!*before) {
        if (auto room = checkRoom(transaction); !room)
            return Failure(room.error());
    }
    const auto rows = transaction.execute(
        QStringLiteral(
            "INSERT INTO answer_template (name, title, text, updated, author) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (name) DO UPDATE SET title = excluded.title, text = excluded.text, "
            "updated = excluded.updated, author = excluded.author"),
        {name, after.title, text, toText(after.updated), actor});
    if (!rows)
        return Failure(rows.error());
    transaction.append(changed(actor, "template.changed", name, *before, after));
    return after;
}

Result<void> TemplateRepository::remove(Transaction &transaction, const QString &actor, const QString &name)
{
    const auto before = find(transaction, name);
    if (!before)
        return Failure(before.error());
    const auto rows =
        transaction.execute(QStringLiteral("DELETE FROM answer_template WHERE name = ?"), {name});
    if (!rows)
        return Failure(rows.error());
    transaction.append(changed(actor, "template.removed", name, *before, std::nullopt));
    return {};
}

Result<std::map<QString, QString>> TemplateRepository::valuesOf(Reader &reader, const Case &about,
                                                                const QString &engineer)
{
    std::map<QString, QString> values{{QStringLiteral("case"), QString::number(about.id)},
                                      {QStringLiteral("subject"), about.subject},
                                      {QStringLiteral("severity"), toText(about.severity)},
                                      {QStringLiteral("engineer"), engineer},
                                      {QStringLiteral("contact"), about.contact},
                                      {QStringLiteral("application"), about.application}};
    // What a case names may be gone since; then its own word for it is all there is.
    if (const auto customer = CatalogRepository::customer(reader, about.customer); customer) {
        const auto contact = contactOf(reader, about, customer->id);
        if (!contact)
            return Failure(contact.error());
        values[QStringLiteral("customer")] = customer->name;
        values[QStringLiteral("contact")] = *contact;
    } else if (customer.error().kind != Problem::Kind::NotFound) {
        return Failure(customer.error());
    } else {
        values[QStringLiteral("customer")] = about.customer;
    }
    if (about.application.isEmpty())
        return values;
    if (const auto known = CatalogRepository::application(reader, about.application); known)
        values[QStringLiteral("application")] = known->name;
    else if (known.error().kind != Problem::Kind::NotFound)
        return Failure(known.error());
    return values;
}

} // namespace slipway
