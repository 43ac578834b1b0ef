// The things of a small service as the wire has them, made in one line each.
#pragma once
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace slipway::fake {

QString at(qint64 second); // ISO 8601; second 0 is 2026-11-27T02:00:00Z

QJsonObject customer(qint64 id, const QString &slug, const QString &name);
QJsonObject appliance(qint64 id, const QString &name, const QString &className,
                      const QString &state = QStringLiteral("running"),
                      const QString &health = QStringLiteral("healthy"));
// With two appliances, "web" (number * 10) and "db" (number * 10 + 1).
QJsonObject environment(qint64 number, const QString &name, const QString &role,
                        const QString &version = QStringLiteral("1.4"),
                        const QString &state = QStringLiteral("running"));
QJsonObject application(qint64 id, const QString &handle, const QString &name,
                        const QJsonArray &environments);
QJsonObject release(qint64 id, const QString &application, const QString &state,
                    const QString &currentStep = {}, const QString &waitsFor = {});
QJsonObject step(const QString &id, const QString &title, const QString &state,
                 const QString &activity = QStringLiteral("data.follow"), const QStringList &after = {},
                 const QString &phase = QStringLiteral("forward"));
QJsonObject signOffStep(const QString &id, const QString &title, const QString &state,
                        const QString &waitsFor);
QJsonObject logLine(qint64 id, const QString &step, const QString &line);
QJsonObject pipeline(const QString &name, int version, const QString &title);
QJsonObject event(qint64 seq, const QString &kind, const QString &subject, const QJsonObject &payload = {},
                  const QString &actor = QStringLiteral("service"));
// The same with these fields instead.
QJsonObject with(QJsonObject object, std::initializer_list<std::pair<QString, QJsonValue>> fields);

} // namespace slipway::fake
