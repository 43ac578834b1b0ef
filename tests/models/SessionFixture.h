// A session over a fake service, connected; what every test of a model begins with.
#pragma once
#include "models/FakeService.h"

#include <QTest>

namespace slipway {

struct SessionFixture
{
    SessionFixture() { service.fillWorld(); }

    FakeService service;
    Session session{service, [this] { return service.endpoint(); }, service.parts()};

    bool connect()
    {
        session.open();
        return QTest::qWaitFor([this] { return session.isLive(); });
    }
    std::size_t asked(const QString &path) const
    {
        return service.count("GET", QStringLiteral("/api/v1/") + path);
    }
};

} // namespace slipway
