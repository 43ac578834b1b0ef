// What nearly every file includes; precompiled where SLIPWAY_PCH is on.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <tl/expected.hpp>
#include <vector>
