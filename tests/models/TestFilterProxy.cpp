// The proxy against what it has to give, computed the plain way, after every kind of change of its source.
#include "models/FilterProxy.h"
#include "models/Roles.h"

#include <QAbstractItemModelTester>
#include <QAbstractTableModel>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace slipway;

namespace {

struct Thing
{
    QString name;
    QVariant size;
};

class Things final : public QAbstractTableModel
{
public:
    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(things.size());
    }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 2; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        asked += index.column();
        const Thing &thing = things[static_cast<std::size_t>(index.row())];
        if (role == SortRole || role == Qt::DisplayRole)
            return index.column() == 0 ? QVariant(thing.name) : thing.size;
        return {};
    }
    QVariant headerData(int section, Qt::Orientation, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(section) : QVariant();
    }
    void insert(int at, const std::vector<Thing> &some)
    {
        beginInsertRows({}, at, at + static_cast<int>(some.size()) - 1);
        things.insert(things.begin() + at, some.begin(), some.end());
        endInsertRows();
    }
    void remove(int first, int last)
    {
        beginRemoveRows({}, first, last);
        things.erase(things.begin() + first, things.begin() + last + 1);
        endRemoveRows();
    }
    void change(int row, const Thing &thing)
    {
        things[static_cast<std::size_t>(row)] = thing;
        Q_EMIT dataChanged(index(row, 0), index(row, 1));
    }
    void changeAll(const QString &prefix)
    {
        for (Thing &thing : things)
            thing.name = prefix + thing.name;
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 1));
    }
    void age() { Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 1), {StaleRole}); }
    void reset(std::vector<Thing> all)
    {
        beginResetModel();
        things = std::move(all);
        endResetModel();
    }

    std::vector<Thing> things;
    mutable int asked = 0; // of the second column
};

constexpr int many = 250'000; // rows; more than are read at once

std::vector<Thing> some(int count, int from = 0)
{
    std::vector<Thing> things;
    for (int i = from; i < from + count; ++i)
        things.push_back({QStringLiteral("Thing %1").arg(i), i * 7 % 13});
    return things;
}

} // namespace

class TestFilterProxy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_least.reset();
        m_proxy = std::make_unique<FilterProxy>();
        m_things = std::make_unique<Things>();
        m_things->things = some(20);
        m_proxy->setSourceModel(m_things.get());
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_proxy.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup()
    {
        m_tester.reset();
        m_proxy.reset();
        m_things.reset();
    }

    void everythingAsItComes()
    {
        QCOMPARE(m_proxy->rowCount(), 20);
        QCOMPARE(name(3), QStringLiteral("Thing 3"));
        QCOMPARE(m_proxy->headerData(1, Qt::Horizontal, Qt::DisplayRole).toInt(), 1);
    }

    void wordsInAnyColumnWhateverTheirCase()
    {
        m_things->reset({{QStringLiteral("Größe ÄRGER"), 7},
                         {QStringLiteral("northwind/shop"), 14},
                         {QString::fromUtf8("cafe\xCC\x81"), 3},
                         {QStringLiteral("שלום עולם"), 4}});
        const std::vector<std::pair<QString, int>> expected{
            {QStringLiteral("ärger grö"), 1}, {QStringLiteral("SHOP 14"), 1}, {QStringLiteral("shop 7"), 0},
            {QStringLiteral("  "), 4},        {QStringLiteral("café"), 1},    {QStringLiteral("עולם"), 1},
            {QStringLiteral("shop14"), 0}};
        for (const auto &[text, rows] : expected) {
            m_proxy->setText(text);
            QCOMPARE(m_proxy->rowCount(), rows);
        }
    }

    void acceptsBesideTheText()
    {
        m_proxy->setText(QStringLiteral("thing"));
        m_proxy->setAccepts([](const QAbstractItemModel &source, int row) {
            return source.index(row, 1).data(SortRole).toInt() > 6;
        });
        m_least = 6;
        check();
        QVERIFY(m_proxy->rowCount() > 0 && m_proxy->rowCount() < 20);
        m_proxy->setAccepts({});
        QCOMPARE(m_proxy->rowCount(), 20);
    }

    // A search that is cleared and begun again doesn't read all rows again, but what has come meanwhile.
    void textsAreReadOnce()
    {
        m_proxy->setText(QStringLiteral("thing 1"));
        m_things->asked = 0;
        m_proxy->setText({});
        m_proxy->setText(QStringLiteral("thing 2"));
        QCOMPARE(m_things->asked, 0);
        check();
        m_proxy->setText({});
        m_things->insert(0, {{QStringLiteral("late thing"), 3}});
        m_proxy->setText(QStringLiteral("late"));
        check();
        QCOMPARE(m_proxy->rowCount(), 1);
    }

    void sortsByValueAndKeepsEqualsInTheirOrder()
    {
        m_things->reset({{QStringLiteral("b"), 10},
                         {QStringLiteral("A"), 9},
                         {QStringLiteral("c"), 10},
                         {QStringLiteral("abcdefghij"), QVariant()},
                         {QStringLiteral("abcdefgh"), -1}});
        m_proxy->sort(1);
        QCOMPARE(names(), QStringLiteral("abcdefghij abcdefgh A b c"));
        m_proxy->sort(1, Qt::DescendingOrder);
        QCOMPARE(names(), QStringLiteral("b c A abcdefgh abcdefghij"));
        m_proxy->sort(0);
        QCOMPARE(names(), QStringLiteral("A abcdefgh abcdefghij b c"));
        m_proxy->sort(-1);
        QCOMPARE(names(), QStringLiteral("b A c abcdefghij abcdefgh"));
        m_things->reset(
            {{QStringLiteral("a"), 1.5}, {QStringLiteral("b"), -2.5}, {QStringLiteral("c"), 0.0}});
        m_proxy->sort(1);
        QCOMPARE(names(), QStringLiteral("b c a"));
    }

    void appendedRowsAreNoReset()
    {
        QSignalSpy resets(m_proxy.get(), &QAbstractItemModel::modelReset);
        QSignalSpy inserts(m_proxy.get(), &QAbstractItemModel::rowsInserted);
        m_things->insert(20, some(5000, 20));
        m_things->insert(0, some(3, 9000));
        QCOMPARE(m_proxy->rowCount(), 5023);
        QCOMPARE(name(0), QStringLiteral("Thing 9000"));
        QCOMPARE(resets.count(), 0);
        QCOMPARE(inserts.count(), 2);
        m_proxy->setText(QStringLiteral("thing 1"));
        QCOMPARE(resets.count(), 1);
        m_things->insert(m_things->rowCount(), some(100, 1));
        QCOMPARE(resets.count(), 1);
        check();
    }

    void howOldItIsMovesNothing()
    {
        m_proxy->setText(QStringLiteral("thing"));
        m_things->insert(20, some(100, 20));
        QSignalSpy resets(m_proxy.get(), &QAbstractItemModel::modelReset);
        QSignalSpy changes(m_proxy.get(), &QAbstractItemModel::dataChanged);
        m_things->age();
        QCOMPARE(resets.count(), 0);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(changes.front().at(1).toModelIndex().row(), 119);
    }

    void theSameResultIsNoReset()
    {
        m_proxy->setText(QStringLiteral("thing 1"));
        QSignalSpy resets(m_proxy.get(), &QAbstractItemModel::modelReset);
        m_proxy->setText(QStringLiteral("1 thing"));
        m_proxy->setText(QStringLiteral("1 thing "));
        QCOMPARE(resets.count(), 0);
    }

    void aChangedRowGoesWhereItBelongs()
    {
        m_proxy->sort(0);
        m_proxy->setText(QStringLiteral("thing"));
        QSignalSpy resets(m_proxy.get(), &QAbstractItemModel::modelReset);
        QSignalSpy moves(m_proxy.get(), &QAbstractItemModel::rowsMoved);
        const QPersistentModelIndex kept(m_proxy->mapFromSource(m_things->index(5, 0)));
        m_things->change(5, {QStringLiteral("A thing"), 1});
        QCOMPARE(kept.row(), 0);
        m_things->change(5, {QStringLiteral("zz thing"), 1});
        QCOMPARE(kept.row(), 19);
        QCOMPARE(moves.count(), 2);
        m_things->change(5, {QStringLiteral("else"), 1});
        QCOMPARE(m_proxy->rowCount(), 19);
        QVERIFY(!kept.isValid());
        m_things->change(5, {QStringLiteral("thing again"), 1});
        QCOMPARE(m_proxy->rowCount(), 20);
        QCOMPARE(resets.count(), 0);
        check();
    }

    void anythingInAnyOrder_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<bool>("up");
        QTest::addColumn<QString>("text");
        for (const int column : {-1, 0, 1}) {
            for (const bool up : {true, false}) {
                for (const char *text : {"", "thing 1", "3"}) {
                    QTest::addRow("%d %d %s", column, up, text) << column << up << QString::fromLatin1(text);
                }
            }
        }
    }
    void anythingInAnyOrder()
    {
        QFETCH(int, column);
        QFETCH(bool, up);
        QFETCH(QString, text);
        m_proxy->setText(text);
        m_proxy->sort(column, up ? Qt::AscendingOrder : Qt::DescendingOrder);
        QRandomGenerator random(4711);
        for (int i = 0; i < 120; ++i) {
            const int rows = m_things->rowCount();
            const int row = rows > 0 ? random.bounded(rows) : 0;
            switch (random.bounded(6)) {
            case 0:
                m_things->insert(row, some(random.bounded(1, 4), random.bounded(200)));
                break;
            case 1:
                m_things->insert(rows, some(random.bounded(1, 80), random.bounded(200)));
                break;
            case 2:
            case 3:
                if (rows > 0)
                    m_things->remove(row, std::min(rows - 1, row + random.bounded(i % 5 == 0 ? 60 : 3)));
                break;
            case 4:
                if (rows > 0)
                    m_things->change(row, some(1, random.bounded(400)).front());
                break;
            default:
                if (rows > 0 && i % 10 == 0)
                    m_things->changeAll(QStringLiteral("x"));
            }
            check();
            if (QTest::currentTestFailed())
                return;
        }
    }

    // Nothing stands still for a great many rows: they are read in slices, and what happens meanwhile counts.
    void manyRowsAreReadInSlices()
    {
        m_things->reset(some(many));
        m_proxy->setText(QStringLiteral("thing 77"));
        QVERIFY(m_proxy->isReading());
        QCOMPARE(m_proxy->rowCount(), many);
        for (int slice = 0; m_proxy->isReading(); ++slice) {
            const int last = m_things->rowCount() - 1;
            m_things->insert(slice, some(3, 77'000'000 + slice));
            m_things->insert(m_things->rowCount(), some(2, 77'100'000 + slice));
            m_things->insert(last / 2, some(40, 77'200'000 + slice));
            m_things->remove(last / 3, last / 3 + 50);
            m_things->change(slice + 1, some(1, 1).front());
            m_things->change(m_things->rowCount() - 1, some(1, 77).front());
            QCoreApplication::processEvents();
        }
        check();
        QVERIFY(m_proxy->rowCount() < many / 2);
    }

    void whatIsLookedForChangesMeanwhile()
    {
        m_things->reset(some(many));
        m_proxy->setText(QStringLiteral("thing 77"));
        m_proxy->setText(QStringLiteral("thing 78"));
        QTRY_VERIFY(!m_proxy->isReading());
        check();
        m_things->reset(some(many));
        QCOMPARE(m_proxy->filterText(), QStringLiteral("thing 78"));
        check();
    }

    void anEndWhileItReads()
    {
        m_things->reset(some(many));
        m_proxy->setText(QStringLiteral("thing 77"));
        m_proxy->setText({});
        QVERIFY(!m_proxy->isReading());
        QCOMPARE(m_proxy->rowCount(), many);
        m_proxy->setText(QStringLiteral("thing 77"));
        m_things->reset(some(30, 770));
        QVERIFY(!m_proxy->isReading());
        check();
        m_things->reset(some(many));
        m_proxy->setText({});
        m_things->reset(some(many));
        m_proxy->setText(QStringLiteral("thing 7"));
        QVERIFY(m_proxy->isReading());
        m_tester.reset();
        m_proxy->setSourceModel(nullptr);
        QVERIFY(!m_proxy->isReading());
        QCOMPARE(m_proxy->rowCount(), 0);
    }

    void aSourceThatGoes()
    {
        m_things.reset();
        QCOMPARE(m_proxy->rowCount(), 0);
        QCOMPARE(m_proxy->columnCount(), 0);
        Things others;
        others.things = some(2);
        m_proxy->setSourceModel(&others);
        QCOMPARE(m_proxy->rowCount(), 2);
        m_proxy->setSourceModel(nullptr);
        QCOMPARE(m_proxy->rowCount(), 0);
    }

private:
    QString name(int row) const { return m_proxy->index(row, 0).data().toString(); }
    QString names() const
    {
        QStringList all;
        for (int row = 0; row < m_proxy->rowCount(); ++row)
            all.append(name(row));
        return all.join(QLatin1Char(' '));
    }
    // What the source's rows give when they are walked through one by one.
    void check()
    {
        std::vector<int> rows;
        const QStringList words = m_proxy->filterText().split(QLatin1Char(' '), Qt::SkipEmptyParts);
        for (int row = 0; row < m_things->rowCount(); ++row) {
            const Thing &thing = m_things->things[static_cast<std::size_t>(row)];
            const bool has = std::all_of(words.begin(), words.end(), [&](const QString &word) {
                return thing.name.contains(word, Qt::CaseInsensitive) || thing.size.toString().contains(word);
            });
            if (has && (!m_least || thing.size.toInt() > *m_least))
                rows.push_back(row);
        }
        const int column = m_proxy->sortColumn();
        const bool up = m_proxy->sortOrder() == Qt::AscendingOrder;
        std::stable_sort(rows.begin(), rows.end(), [&](int one, int other) {
            const Thing &a = m_things->things[static_cast<std::size_t>(up ? one : other)];
            const Thing &b = m_things->things[static_cast<std::size_t>(up ? other : one)];
            if (column == 0)
                return a.name.toLower() < b.name.toLower();
            return column == 1 && a.size.toInt() < b.size.toInt();
        });
        QCOMPARE(m_proxy->rowCount(), static_cast<int>(rows.size()));
        for (int row = 0; row < m_proxy->rowCount(); ++row) {
            const int source = rows[static_cast<std::size_t>(row)];
            QCOMPARE(m_proxy->mapToSource(m_proxy->index(row, 0)).row(), source);
            QCOMPARE(m_proxy->mapFromSource(m_things->index(source, 1)).row(), row);
        }
    }

    std::optional<int> m_least; // where accepts() asks for more
    std::unique_ptr<FilterProxy> m_proxy;
    std::unique_ptr<Things> m_things;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(TestFilterProxy)
#include "TestFilterProxy.moc"
