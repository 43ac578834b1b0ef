// Two processes that see a folder by different paths agree on where it lies, and not on one that only looks
// alike.
#include "service/ipc/MountPlace.h"

#include <QFile>
#include <QTest>

using namespace slipway;

namespace {

// A root, data on a volume of its own, a folder on the root, one in a file system in memory, one with a
// blank.
const QByteArray outside = "21 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n"
                           "30 21 8:2 / /var/lib/slipway rw - ext4 /dev/sdb1 rw\n"
                           "31 21 0:40 / /run/lab rw - tmpfs tmpfs rw\n"
                           "32 21 8:3 /data/a\\040b /mnt/a\\040b rw - ext4 /dev/sdc1 rw\n"
                           "33 31 0:41 / /run/lab rw - tmpfs tmpfs rw\n";

QByteArray environment(const QByteArray &device, const QByteArray &source)
{
    return "90 80 0:50 / / rw - tmpfs none rw\n91 90 " + device + " " + source +
           " /srv rw - ext4 /dev/x rw\n92 91 0:51 / /srv/run rw - tmpfs none rw\n";
}

} // namespace

class TestMountPlace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whereAPathLies_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("device");
        QTest::addColumn<QByteArray>("place");
        QTest::newRow("on the root") << QByteArray("/home/x/env") << QByteArray("8:1")
                                     << QByteArray("/home/x/env");
        QTest::newRow("the root") << QByteArray("/") << QByteArray("8:1") << QByteArray("/");
        QTest::newRow("on its own volume")
            << QByteArray("/var/lib/slipway/env") << QByteArray("8:2") << QByteArray("/env");
        QTest::newRow("beside it, by a longer name")
            << QByteArray("/var/lib/slipway2/env") << QByteArray("8:1")
            << QByteArray("/var/lib/slipway2/env");
        QTest::newRow("mounted over")
            << QByteArray("/run/lab/env") << QByteArray("0:41") << QByteArray("/env");
        QTest::newRow("a part of a volume, with a blank")
            << QByteArray("/mnt/a b/env") << QByteArray("8:3") << QByteArray("/data/a b/env");
    }

    void whereAPathLies()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, device);
        QFETCH(QByteArray, place);
        const auto found = placeOf(outside, path);
        QVERIFY(found);
        QCOMPARE(found->device, device);
        QCOMPARE(found->path, place);
    }

    void whoseEnvironmentItIs_data()
    {
        QTest::addColumn<QByteArray>("folder");
        QTest::addColumn<QByteArray>("device");
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<bool>("is");
        const QByteArray own = "/var/lib/slipway/env";
        QTest::newRow("its own") << own << QByteArray("8:2") << QByteArray("/env/3") << true;
        QTest::newRow("another volume's") << own << QByteArray("0:41") << QByteArray("/env/3") << false;
        QTest::newRow("another folder's, on the root")
            << own << QByteArray("8:1") << QByteArray("/tmp/x/env/3") << false;
        QTest::newRow("another folder of the same volume")
            << QByteArray("/tmp/x/env") << QByteArray("8:1") << QByteArray("/tmp/y/env/3") << false;
        QTest::newRow("a longer name")
            << QByteArray("/tmp/x/env") << QByteArray("8:1") << QByteArray("/tmp/x/environments/3") << false;
    }

    void whoseEnvironmentItIs()
    {
        QFETCH(QByteArray, folder);
        QFETCH(QByteArray, device);
        QFETCH(QByteArray, source);
        QFETCH(bool, is);
        const auto srv = mountedAt(environment(device, source), "/srv");
        QVERIFY(srv);
        QCOMPARE(srv->isIn(*placeOf(outside, folder)), is);
    }

    void nothingIsNowhere()
    {
        QVERIFY(!placeOf({}, "/x"));
        QVERIFY(!placeOf(outside, {}));
        QVERIFY(!mountedAt(outside, "/srv"));
        QVERIFY(!placeOf("a b c\n\n", "/"));
    }

    void thisMachineTellsOfItsRoot()
    {
        QFile file(QStringLiteral("/proc/self/mountinfo"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(placeOf(file.readAll(), "/proc/self"));
    }
};

QTEST_GUILESS_MAIN(TestMountPlace)
#include "TestMountPlace.moc"
