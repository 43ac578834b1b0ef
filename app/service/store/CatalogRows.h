// Rows of the catalog's tables as values, for the repository's files.
#pragma once
#include "domain/Catalog.h"
#include "service/store/Transaction.h"

namespace slipway::catalog {

Customer customerFrom(const Row &row);
Contact contactFrom(const Row &row);
Application applicationFrom(const Row &row); // without environments
Environment environmentFrom(const Row &row); // without appliances

extern const QString applicationSql; // SELECT … FROM application JOIN customer
extern const QString environmentSql; // SELECT … FROM environment LEFT JOIN address

Result<void> loadAppliances(Reader &reader, Environment &environment);
Result<void> loadEnvironments(Reader &reader, Application &application, bool retired);

// "shop": lower case letters, digits, hyphens.
Result<void> checkSlug(const QString &slug, const QString &what);
// The handle that is the subject of an environment's events, and a raised revision of its application.
Result<QString> touchApplication(Transaction &transaction, qint64 environmentId);

} // namespace slipway::catalog
