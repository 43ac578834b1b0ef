// A private copy of a store's file as it is at one moment, to look at it without touching its folder: works
// while a service writes, on a folder that can't be written, and with what a killed service left behind.
#pragma once
#include "domain/Problem.h"

#include <QTemporaryDir>

#include <memory>

namespace slipway {

class DatabaseCopy
{
public:
    static Result<DatabaseCopy> of(const QString &database);
    QString file() const { return m_folder->filePath(QStringLiteral("slipway.db")); }

private:
    std::unique_ptr<QTemporaryDir> m_folder; // removed with this
};

} // namespace slipway
