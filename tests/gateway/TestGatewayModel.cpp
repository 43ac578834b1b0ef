// The gateway's Lua against a model of its rules: thousands of random commands, each with the same answer and
// the same routes afterwards, over restarts of HAProxy.
#include "gateway/GatewayFixture.h"

#include <QRandomGenerator>
#include <QTest>

using namespace slipway;
using namespace slipway::testing;
using namespace std::chrono_literals;

namespace {

struct Entry
{
    int slot = 0;
    qint64 token = 0;
    qint64 fenced = 0;
    qint64 hold = 0;
    bool lapsed = false;
    bool siteDown = false;
    bool known = false; // listed
    bool active() const { return hold != 0 && !lapsed; }
};

// The rules once more, in other words.
class Model
{
public:
    std::array<Entry, 3> entries;

    bool old(const Entry &e, qint64 token) const { return token < e.token || token <= e.fenced; }

    bool set(int a, int slot, qint64 token)
    {
        Entry &e = touch(a);
        if (old(e, token) || e.active())
            return false;
        e.slot = slot;
        e.token = token;
        return true;
    }
    bool hold(int a, qint64 token, bool siteDown)
    {
        Entry &e = touch(a);
        if (old(e, token) || (e.lapsed && e.hold == token))
            return false;
        e.token = e.hold = token;
        e.lapsed = false;
        e.siteDown = siteDown;
        return true;
    }
    bool release(int a, qint64 token)
    {
        Entry &e = touch(a);
        if (old(e, token))
            return false;
        e.token = token;
        e.hold = 0;
        e.lapsed = false;
        return true;
    }
    bool fence(int a, qint64 token)
    {
        Entry &e = touch(a);
        e.fenced = std::max(e.fenced, token);
        e.token = std::max(e.token, token);
        return true;
    }
    bool swap(int a, int b, qint64 token)
    {
        Entry &first = touch(a);
        Entry &second = touch(b);
        if (a == b || old(first, token) || old(second, token) || !first.active() || first.hold != token ||
            (second.active() && second.hold != token))
            return false;
        std::swap(first.slot, second.slot);
        for (Entry *e : {&first, &second}) {
            e->token = token;
            e->hold = 0;
            e->lapsed = false;
        }
        return true;
    }
    void lapse(int a)
    {
        Entry &e = entries[static_cast<std::size_t>(a)];
        e.lapsed = e.hold != 0;
    }
    void restart()
    {
        for (Entry &e : entries)
            e.lapsed = e.hold != 0;
    }

private:
    Entry &touch(int a)
    {
        Entry &e = entries[static_cast<std::size_t>(a)];
        e.known = true;
        return e;
    }
};

} // namespace

class TestGatewayModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void randomCommands_data();
    void randomCommands();

private:
    void compare(GatewayFixture &f, const Model &model, const QByteArray &after);
};

void TestGatewayModel::compare(GatewayFixture &f, const Model &model, const QByteArray &after)
{
    for (int i = 0; i < 3; ++i) {
        const Entry &expected = model.entries[static_cast<std::size_t>(i)];
        const auto route = f.gateway.route(f.address(i + 1));
        QVERIFY(route);
        const QByteArray seen = QByteArray("slot ") + QByteArray::number(route->slot) + " token " +
                                QByteArray::number(route->token) + " fenced " +
                                QByteArray::number(route->fenced) + " holder " +
                                QByteArray::number(route->holder) + (route->held ? " held" : "") +
                                (route->lapsed ? " lapsed" : "") + (route->siteDown ? " down" : "");
        const QByteArray wanted =
            QByteArray("slot ") + QByteArray::number(expected.slot) + " token " +
            QByteArray::number(expected.token) + " fenced " + QByteArray::number(expected.fenced) +
            " holder " + QByteArray::number(expected.hold) + (expected.active() ? " held" : "") +
            (expected.lapsed ? " lapsed" : "") + (expected.active() && expected.siteDown ? " down" : "");
        QVERIFY2(seen == wanted,
                 (after + ": address " + QByteArray::number(i + 1) + " is " + seen + ", wanted " + wanted)
                     .constData());
    }
    // What requests meet is what the commands say, and a restart finds the same.
    for (int i = 0; i < 3; ++i) {
        const Entry &expected = model.entries[static_cast<std::size_t>(i)];
        if (expected.active() && !expected.siteDown)
            continue; // it would wait
        const Answer answer = f.client(i + 1).get();
        if (expected.active() || expected.slot == 0)
            QCOMPARE(answer.status, 503);
        else
            QCOMPARE(answer.body, "side-" + std::to_string(expected.slot));
    }
}

void TestGatewayModel::randomCommands_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 4; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestGatewayModel::randomCommands()
{
    QFETCH(quint32, seed);
    GatewayFixture f;
    Model model;
    QRandomGenerator random(seed);
    qint64 highest = 1;
    int accepted = 0;
    for (int n = 0; n < 400; ++n) {
        const int a = random.bounded(3);
        const int b = random.bounded(3);
        const qint64 token = std::max<qint64>(1, highest - random.bounded(3) + (random.bounded(4) == 0));
        highest = std::max(highest, token);
        const QString first = f.address(a + 1);
        const QString second = f.address(b + 1);
        bool wanted = false;
        Result<void> got;
        QByteArray name;
        switch (random.bounded(n % 97 == 96 ? 8 : 7)) {
        case 0: {
            const int slot = random.bounded(5);
            name = "set";
            wanted = model.set(a, slot, token);
            got = f.gateway.setRoute(first, slot, token);
            break;
        }
        case 1:
        case 2: {
            const bool down = random.bounded(3) == 0;
            name = "hold";
            wanted = model.hold(a, token, down);
            got = f.gateway.hold(first, token, 60s, down);
            break;
        }
        case 3:
            name = "a hold that lapses";
            wanted = model.hold(a, token, false);
            got = f.gateway.hold(first, token, 5ms, false);
            if (wanted) {
                model.lapse(a);
                QTest::qSleep(12);
            }
            break;
        case 4:
            name = "release";
            wanted = model.release(a, token);
            got = f.gateway.release(first, token);
            break;
        case 5:
            name = "swap";
            wanted = model.swap(a, b, token);
            got = f.gateway.swap(first, second, token);
            break;
        case 6:
            if (random.bounded(4) != 0)
                continue;
            name = "fence";
            wanted = model.fence(a, token - 1);
            got = f.gateway.fence(first, token - 1);
            break;
        default:
            name = "restart";
            f.kill();
            f.launch();
            model.restart();
            wanted = true;
        }
        const QByteArray after =
            name + " " + QByteArray::number(n) + " with token " + QByteArray::number(token);
        QVERIFY2(got.has_value() == wanted,
                 (after + (got ? " was accepted" : ": " + got.error().text().toUtf8())).constData());
        accepted += wanted;
        compare(f, model, after);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY2(accepted > 60, qPrintable(QString::number(accepted)));
}

QTEST_GUILESS_MAIN(TestGatewayModel)
#include "TestGatewayModel.moc"
