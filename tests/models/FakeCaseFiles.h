// The files that somebody brings for what they write in one case of a fake service.
#pragma once
#include "models/FakeService.h"

#include <map>

namespace slipway {

class FakeCaseFiles
{
public:
    FakeCaseFiles(FakeService &service, qint64 ofCase); // after FakeCases; the service outlives it

    struct File
    {
        QString name;
        qint64 size = 0;
        QByteArray bytes; // that were brought
    };
    std::map<qint64, File> all;

private:
    FakeService::Reply begin(const FakeService::Request &request);
    FakeService::Reply bring(qint64 id, const FakeService::Request &request);
    FakeService::Reply list() const;
    QJsonObject toJson(qint64 id) const;

    const qint64 m_case;
    qint64 m_lastId = 40;
};

} // namespace slipway
