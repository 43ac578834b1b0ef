// The strip of a release's steps as it is painted. SLIPWAY_PICTURES names a folder for pictures of it.
#include "widgets/ProgressDelegate.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QStandardItemModel>
#include <QTest>

using namespace slipway;

namespace {

constexpr QSize cell(320, 28);

QStringList stepsAt(int at, int count, const char *state)
{
    QStringList steps;
    for (int i = 0; i < count; ++i)
        steps.append(i < at ? QStringLiteral("done") : QStringLiteral("pending"));
    steps[at] = QLatin1String(state);
    return steps;
}

} // namespace

class TestProgressDelegate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBlockForEachStep_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("state");
        for (const char *scheme : {"light", "dark"}) {
            for (const char *state : {"busy", "waiting", "failed"})
                QTest::addRow("%s-%s", scheme, state)
                    << QString::fromLatin1(scheme) << QString::fromLatin1(state);
        }
    }
    void aBlockForEachStep()
    {
        QFETCH(QString, scheme);
        QFETCH(QString, state);
        theme::apply(*qApp, scheme == QLatin1String("dark") ? theme::Scheme::Dark : theme::Scheme::Light);
        const QImage image = painted(stepsAt(2, 5, qPrintable(state)));
        keep(image, QString::fromLatin1(QTest::currentDataTag()));
        const std::vector<int> tops = topsOf(image);
        // Five of them, and the one it is at is taller than the others.
        QCOMPARE(tops.size(), std::size_t(5));
        for (std::size_t i = 0; i < tops.size(); ++i)
            QVERIFY2(i == 2 ? tops[i] < tops[0] : tops[i] == tops[0], qPrintable(QString::number(i)));
        QCOMPARE(image.pixelColor(theme::unit + 2, cell.height() / 2), theme::colour(theme::Tone::Good));
        const auto shot = painted(stepsAt(2, 5, "busy"));
        QCOMPARE(image == shot, state == QLatin1String("busy")); // told apart by more than their height
    }

    void hundredsOfStepsLeaveRoomForTheWords()
    {
        theme::apply(*qApp, theme::Scheme::Light);
        const QImage few = painted(stepsAt(1, 4, "busy"));
        const QImage many = painted(stepsAt(150, 300, "busy"));
        keep(few, QStringLiteral("few"));
        keep(many, QStringLiteral("many"));
        QVERIFY(widthOf(few) < widthOf(many));
        QVERIFY2(widthOf(many) <= 13 * theme::unit, qPrintable(QString::number(widthOf(many))));
        QCOMPARE(topsOf(many).size(), std::size_t(1)); // no gaps any more, and where it is stands out
        const int top = topsOf(many).front();
        QVERIFY(top < topsOf(few).front());
    }

private:
    static QImage painted(const QStringList &steps)
    {
        QStandardItemModel model(1, 1);
        ProgressDelegate delegate({}, 0, [&](const QModelIndex &) {
            return ProgressDelegate::Progress{std::nullopt, steps, std::nullopt, QStringLiteral("running")};
        });
        QImage image(cell, QImage::Format_RGB32);
        image.fill(qApp->palette().color(QPalette::Base));
        QPainter painter(&image);
        QStyleOptionViewItem option;
        option.rect = image.rect();
        option.palette = qApp->palette();
        option.state = QStyle::State_Enabled | QStyle::State_Active;
        delegate.paint(&painter, option, model.index(0, 0));
        painter.end();
        return image;
    }
    static void keep(const QImage &image, const QString &name)
    {
        const QString folder = qEnvironmentVariable("SLIPWAY_PICTURES");
        if (!folder.isEmpty())
            image.save(QStringLiteral("%1/strip-%2.png").arg(folder, name));
    }
    // The first painted row of each block, from left to right.
    static std::vector<int> topsOf(const QImage &image)
    {
        const QRgb base = qApp->palette().color(QPalette::Base).rgb();
        std::vector<int> tops;
        bool isInside = false;
        for (int x = 0; x < image.width(); ++x) {
            int top = -1;
            for (int y = 0; y < image.height() && top < 0; ++y) {
                if (image.pixel(x, y) != base)
                    top = y;
            }
            if (top >= 0 && !isInside)
                tops.push_back(top);
            else if (top >= 0)
                tops.back() = std::min(tops.back(), top);
            isInside = top >= 0;
        }
        return tops;
    }
    static int widthOf(const QImage &image)
    {
        const QRgb base = qApp->palette().color(QPalette::Base).rgb();
        for (int x = image.width() - 1; x >= 0; --x) {
            for (int y = 0; y < image.height(); ++y) {
                if (image.pixel(x, y) != base)
                    return x;
            }
        }
        return 0;
    }
};

QTEST_MAIN(TestProgressDelegate)
#include "TestProgressDelegate.moc"
