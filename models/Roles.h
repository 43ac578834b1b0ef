// What models give beside Qt's own roles.
#pragma once
#include <qnamespace.h>

namespace slipway {

enum ModelRole {
    SortRole = Qt::UserRole + 1, // the raw value, for sorting
    StateRole,                   // the state's word as it came: "running", "frozen"
    ProductionRole,              // true where it touches production: to be tinted
    ReferenceRole, // what it is, as a deep link says it: "release/214", "application/northwind/shop"
    StaleRole,     // true while the session isn't live
    DetailRole,    // one more line for tool tips and screen readers
    TextRole,      // of column 0: all of the row that a filter looks at; else it reads what is shown
    FirstOwnRole = Qt::UserRole + 100,
};

} // namespace slipway
