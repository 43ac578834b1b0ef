// What was chosen and in view of a table whose rows come, go and change places: held by the number of a row,
// through resets, new rows above, and a restart.
#pragma once
#include <QJsonObject>
#include <QModelIndex>
#include <QObject>

#include <functional>

class QTableView;

namespace slipway {

class TableMemory : public QObject
{
    Q_OBJECT

public:
    using Number = std::function<qint64(int row)>;
    // The table has its model already. Makes it look like all tables of the house, too.
    TableMemory(QTableView *table, Number number);

    qint64 chosen() const; // 0: nothing
    void choose(qint64 number);
    QJsonObject save() const;
    void restore(const QJsonObject &state);

private:
    void tune();
    void remember();
    void putBack();
    int rowOf(qint64 number) const; // -1: not there

    QTableView *m_table;
    const Number m_number;
    qint64 m_toChoose = 0;
    qint64 m_toTop = 0; // the row that stood uppermost; 0: leave the place as it is
    bool m_isMoving = false;
};

} // namespace slipway
