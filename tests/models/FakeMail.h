// The mail of a fake service: what waits in quarantine, is released, discarded and taken back, told of by the
// feed as the real one does.
#pragma once
#include "models/FakeService.h"

namespace slipway {

class FakeMail
{
public:
    explicit FakeMail(FakeService &service); // which it outlives

    // From a customer of northwind; of a case, or of none yet.
    static QJsonObject mail(qint64 id, const QString &sender, qint64 ofCase = 0,
                            const QString &why = QStringLiteral("taken for spam: X-Spam-Flag: YES"));
    void take(const QJsonObject &mail); // into quarantine, and tells of it
    // Release (into a case that the body may name), discard, restore.
    FakeService::Reply settle(qint64 id, const QString &verb, const QJsonObject &body = {});
    QJsonObject of(qint64 id) const;

    std::deque<QJsonObject> all; // newest first; with what only getMail has
    qint64 refused = 0;          // this one can't be dealt with
    qint64 nextCase = 100;       // that is opened
    QString html = QStringLiteral("<p>The <b>shop</b> is slow</p>");

private:
    void addRoutes();
    FakeService::Reply list(const FakeService::Request &request) const;
    FakeService::Reply get(const FakeService::Request &request) const;

    FakeService &m_service;
};

} // namespace slipway
