// The downtime strip: what colour a tenth of a second has, its words, keyboard, and what it says before
// there is anything to show.
#include "widgets/DowntimeStrip.h"

#include <QSet>
#include <QTest>

using namespace slipway;

namespace {

using Slice = DowntimeStrip::Slice;
using Kind = DowntimeStrip::Kind;

// Two seconds served, eight tenths held (`failed` of the requests in one of them), one second served.
std::vector<Slice> slices(int failed)
{
    std::vector<Slice> list;
    for (qint64 at = 0; at < 3800; at += 100) {
        const bool held = at >= 2000 && at < 2800;
        Slice slice;
        slice.at = at;
        slice.answered = 10;
        slice.worstMs = held ? 812 : 4;
        slice.failed = at == 2400 ? failed : 0;
        list.push_back(slice);
    }
    return list;
}

QSet<QRgb> colours(DowntimeStrip &strip)
{
    QSet<QRgb> found;
    const QImage picture = strip.grab().toImage();
    for (int x = 0; x < picture.width(); ++x) {
        for (int y = 0; y < picture.height(); ++y)
            found.insert(picture.pixel(x, y));
    }
    return found;
}

} // namespace

class TestDowntimeStrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kinds_data()
    {
        QTest::addColumn<int>("answered");
        QTest::addColumn<int>("failed");
        QTest::addColumn<double>("worst");
        QTest::addColumn<int>("kind");
        QTest::newRow("served") << 10 << 0 << 249.9 << int(Kind::Served);
        QTest::newRow("held") << 10 << 0 << 250.0 << int(Kind::Held);
        QTest::newRow("failed") << 9 << 1 << 3.0 << int(Kind::Failed);
        QTest::newRow("failed and late") << 9 << 1 << 900.0 << int(Kind::Failed);
        QTest::newRow("nothing") << 0 << 0 << 0.0 << int(Kind::None);
    }

    void kinds()
    {
        QFETCH(int, answered);
        QFETCH(int, failed);
        QFETCH(double, worst);
        Slice slice;
        slice.answered = answered;
        slice.failed = failed;
        slice.worstMs = worst;
        QFETCH(int, kind);
        QCOMPARE(int(DowntimeStrip::kindOf(slice)), kind);
    }

    void wordsForAll()
    {
        DowntimeStrip strip;
        QCOMPARE(strip.inWords(), QStringLiteral("Nothing has been asked from outside yet."));
        strip.setSlices(slices(0), 2000);
        QCOMPARE(strip.inWords(),
                 QStringLiteral("Watched for 3.8 s. Answers came late for 800 ms. No request failed."));
        QCOMPARE(strip.accessibleDescription(), strip.inWords());
        strip.setSlices(slices(3), 2000);
        QVERIFY(strip.inWords().contains(QStringLiteral("Failed requests: 3.")));
    }

    void aSliceInWords()
    {
        DowntimeStrip strip;
        strip.setSlices(slices(3), 2000);
        QCOMPARE(strip.describe(24),
                 QStringLiteral("+0.4 s from the hold: failed. 10 answered, 3 failed, slowest 812 ms."));
        QVERIFY(strip.describe(0).startsWith(QStringLiteral("−2.0 s from the hold: answered at once.")));
    }

    void coloursShow()
    {
        DowntimeStrip strip;
        strip.setSlices(slices(0), 2000);
        strip.resize(600, strip.sizeHint().height());
        // The legend has all three colours; the bars are looked at without it.
        const auto barColour = [&strip](qint64 at) {
            const double share = static_cast<double>(at + 50) / 10000;
            const int x = theme::unit + static_cast<int>(share * (strip.width() - 2 * theme::unit));
            const QImage picture = strip.grab().toImage();
            const int y = QFontMetrics(theme::small()).height() + theme::unit / 2 + 4 * theme::unit - 3;
            return picture.pixelColor(x, y);
        };
        QCOMPARE(barColour(500), theme::colour(theme::Tone::Good));
        QCOMPARE(barColour(2400), theme::colour(theme::Tone::Warning));
        strip.setSlices(slices(1), 2000);
        QCOMPARE(barColour(2400), theme::colour(theme::Tone::Bad));
    }

    void keyboard()
    {
        DowntimeStrip strip;
        QTest::keyClick(&strip, Qt::Key_Right);
        QCOMPARE(strip.chosen(), -1);
        strip.setSlices(slices(0), 2000);
        QTest::keyClick(&strip, Qt::Key_Right); // begins where it gets interesting
        QCOMPARE(strip.chosen(), 20);
        QVERIFY(strip.accessibleDescription().startsWith(QStringLiteral("+0.0 s from the hold")));
        QTest::keyClick(&strip, Qt::Key_Left);
        QCOMPARE(strip.chosen(), 19);
        QTest::keyClick(&strip, Qt::Key_End);
        QTest::keyClick(&strip, Qt::Key_Right);
        QCOMPARE(strip.chosen(), strip.count() - 1);
        QTest::keyClick(&strip, Qt::Key_Home);
        QCOMPARE(strip.chosen(), 0);
    }

    void hover()
    {
        DowntimeStrip strip;
        strip.setSlices(slices(0), 2000);
        strip.resize(600, strip.sizeHint().height());
        strip.show();
        QTest::mouseMove(&strip, QPoint(strip.width() / 5, strip.height() / 2));
        QTRY_VERIFY(strip.chosen() > 0);
    }

    void emptyTeaches()
    {
        DowntimeStrip strip;
        strip.resize(600, strip.sizeHint().height());
        QVERIFY(colours(strip).size() > 1); // something is written
    }

    void fewerSlicesThanBefore()
    {
        DowntimeStrip strip;
        strip.setSlices(slices(0), 2000);
        strip.resize(600, strip.sizeHint().height());
        QTest::keyClick(&strip, Qt::Key_End);
        strip.setSlices({slices(0).front()}, {});
        QCOMPARE(strip.chosen(), 0);
        QVERIFY(!strip.grab().isNull());
        strip.setSlices({}, {});
        QCOMPARE(strip.chosen(), -1);
        QVERIFY(!strip.grab().isNull());
    }
};

QTEST_MAIN(TestDowntimeStrip)
#include "TestDowntimeStrip.moc"
