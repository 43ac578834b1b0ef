// The rota, the pages and the targets of a fake service.
#pragma once
#include "models/FakeService.h"

namespace slipway {

struct FakeDuty
{
    // Adds its routes; the service's clock is put to Friday, 2026-11-27T02:00:00Z. Eva is on duty until
    // Monday at nine in Berlin, then Jan, then Kim; Max is the manager.
    explicit FakeDuty(FakeService &service);

    static QJsonObject shift(const QString &begins, const QString &ends, const QString &onDuty,
                             const QString &alternate);
    static QJsonObject page(qint64 id, qint64 ofCase, const QString &to);
    static QJsonObject target(qint64 ofCase, const QString &at);
    void addGap(const QString &begins, const QString &ends); // in place of all shifts

    QJsonObject duty;
    QJsonArray shifts; // in order; answered as far as they are asked for
    QJsonArray plan;
    QJsonArray promised; // clocks of that case
    QJsonObject targets;
    std::deque<QJsonObject> pages; // newest first

private:
    void addPages(FakeService &service);
};

} // namespace slipway
