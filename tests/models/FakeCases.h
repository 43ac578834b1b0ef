// The support desk of a fake service: cases that can be listed, opened, answered and dealt with, told of by
// the feed as the real one does.
#pragma once
#include "models/FakeService.h"

#include <map>

namespace slipway {

class FakeCases
{
public:
    explicit FakeCases(FakeService &service); // which it outlives

    QString in(std::chrono::seconds time) const; // so far from now, as the wire has it
    // Running since an hour, until its target.
    QJsonObject clock(const QString &name, std::chrono::seconds left) const;
    // Of northwind, with a first response in `left` and a resolution a day later.
    QJsonObject make(qint64 id, const QString &subject, std::chrono::seconds left,
                     const QString &state = QStringLiteral("new"), const QString &owner = {}) const;
    QJsonObject message(qint64 id, const QString &kind, const QString &author, const QString &text,
                        bool machine = false) const;
    QJsonObject page(qint64 id, qint64 ofCase, const QString &to) const; // accepted, not answered

    // Of northwind in November: the shop's production ran 624 hours and a half, its test environment 12.
    static QJsonObject usage();
    static QJsonObject sla(); // what is agreed: first responses in 30m, 90m, 2h and 8h, around the clock

    void put(const QJsonObject &about); // in place of the one with its number, or new; and tells of it
    QJsonObject of(qint64 id) const;
    std::map<qint64, QJsonObject> all;
    std::map<qint64, QJsonArray> messages;
    std::map<qint64, QJsonArray> pages;
    std::map<qint64, QJsonArray> links;
    // Of a release: as the service tells it.
    static QJsonObject link(const QString &reference, const QString &state, bool awaited = false);

    // Of a service that knows templates and presence; at first it doesn't.
    void learnToShare();
    QJsonArray templates;
    QJsonArray missing;                   // of the next one that is filled in
    std::map<qint64, QJsonArray> present; // the others

private:
    void removeTemplate(const QString &name);
    void addRoutes();
    FakeService::Reply list(const FakeService::Request &request) const;
    FakeService::Reply get(qint64 id) const;
    FakeService::Reply open(const FakeService::Request &request);
    FakeService::Reply run(qint64 id, const QString &verb, const QJsonObject &body);
    FakeService::Reply acknowledge(qint64 page);
    FakeService::Reply relink(qint64 id, const QString &reference, bool isThere);
    bool isLinked(qint64 id, const QString &reference) const;

    FakeService &m_service;
};

} // namespace slipway
