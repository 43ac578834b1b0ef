// One release that is watched over a fake service: northwind/shop's 214, which waits for its customer.
#pragma once
#include "models/FakeService.h"
#include "models/ReleaseWatch.h"

#include <QSignalSpy>
#include <QTest>

namespace slipway::test {

class WatchedRelease
{
public:
    static constexpr qint64 id = 214;
    const QString path = QStringLiteral("/api/v1/releases/214");
    const QString subject = QStringLiteral("release/214");

    WatchedRelease()
        : session(
              service, [this] { return service.endpoint(); }, service.parts()),
          watch(session),
          failed(&watch, &ReleaseWatch::failed)
    {
        service.fillWorld();
        watch.setActive(true);
        session.open();
    }

    bool load()
    {
        watch.watch(id);
        return QTest::qWaitFor([this] { return watch.isLoaded() && session.isLive(); });
    }

    void change(const QString &state)
    {
        service.put(fake::with(service.releaseOf(id), {{QStringLiteral("state"), state}}));
    }

    void setStep(const QString &name, const QString &state)
    {
        QJsonArray steps = service.steps[id];
        for (qsizetype i = 0; i < steps.size(); ++i) {
            const QJsonObject step = steps.at(i).toObject();
            if (step.value(QStringLiteral("id")).toString() == name)
                steps[i] = fake::with(step, {{QStringLiteral("state"), state}});
        }
        service.steps[id] = steps;
    }

    std::size_t fetches() const { return service.count("GET", path + QStringLiteral("/steps")); }

    FakeService service;
    Session session;
    ReleaseWatch watch;
    QSignalSpy failed;
};

} // namespace slipway::test
