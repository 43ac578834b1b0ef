// What the activities of a release said, line by line; grows at its end, a million lines and more.
#pragma once
#include "models/Session.h"

#include <QAbstractTableModel>

namespace slipway {

class LogModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, StepId, Line, ColumnCount };
    struct Entry
    {
        qint64 id = 0;
        Instant at;
        QString step;
        QString line;
    };
    explicit LogModel(Session &session, QObject *parent = nullptr);

    void watch(qint64 release); // 0: none
    void setActive(bool active);
    void append(std::vector<Entry> lines); // one insert
    const Entry &entry(int row) const { return m_lines[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Session &m_session;
    std::vector<Entry> m_lines;
};

} // namespace slipway
