// A class of appliances: class.yaml with its templates and hooks beside it, checked against
// resources/schemas/class.json before anything is built from it.
#pragma once
#include "domain/Problem.h"

#include <QJsonObject>
#include <QStringList>

namespace slipway {

struct ApplianceClass
{
    QString name;
    QString folder;       // where class.yaml stands
    QJsonObject document; // as written, variables not expanded
    QStringList needs;    // programs
    QStringList packages; // that bring them
    QStringList secrets;  // names of ${secret.X} in the class and its templates

    static Result<ApplianceClass> fromYaml(const QByteArray &yaml, const QString &source);
    // Reads FOLDER/class.yaml and looks into the templates.
    static Result<ApplianceClass> load(const QString &folder);
    QStringList missing() const; // of `needs`
};

} // namespace slipway
