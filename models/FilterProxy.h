// Filter and sort of a flat model over an index vector: a reset instead of a row at a time, because Qt's own
// proxy is quadratic on scattered filters. Who shows it restores selection and scroll after modelReset.
#pragma once
#include "models/RowKeys.h"

#include <QAbstractProxyModel>
#include <QTimer>

#include <functional>
#include <vector>

namespace slipway {

class FilterProxy : public QAbstractProxyModel
{
    Q_OBJECT

public:
    using Accepts = std::function<bool(const QAbstractItemModel &source, int row)>;
    explicit FilterProxy(QObject *parent = nullptr);

    void setSourceModel(QAbstractItemModel *source) override;
    // Words that all have to be in some column, whatever their case. In a great many rows that nothing was
    // looked for in yet they are read in slices first: what is shown stays until then.
    void setText(const QString &text);
    bool isReading() const { return m_reading.isActive(); }
    void setAccepts(Accepts accepts);                                         // beside the text; empty: all
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override; // by SortRole; -1: as it comes
    int sortColumn() const { return m_column; }
    Qt::SortOrder sortOrder() const { return m_order; }
    QString filterText() const { return m_text; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QModelIndex mapToSource(const QModelIndex &proxy) const override;
    QModelIndex mapFromSource(const QModelIndex &source) const override;

Q_SIGNALS:
    void readingChanged();

private:
    void follow(QAbstractItemModel *source);
    void onInserted(const QModelIndex &parent, int first, int last);
    void onAboutToBeRemoved(const QModelIndex &parent, int first, int last);
    void onRemoved(const QModelIndex &parent, int first, int last);
    void onDataChanged(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles);
    void startOver();
    void readOn();
    void setReading(bool on);
    void applyWords();
    void rebuild();
    std::vector<quint32> wanted();
    bool accepts(int row);
    bool isBefore(quint32 one, quint32 other) const;
    int placeFor(quint32 row) const; // among m_rows, which don't hold it
    void insertSorted(int first, int last);
    void insertAt(int to, quint32 row);
    void putRight(int row);
    void removePlaces(int first, int last);
    void number(int from);
    void take(std::vector<quint32> rows);

    QString m_text;
    Accepts m_accepts;
    int m_column = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    std::vector<quint32> m_rows;  // proxy row → source row
    std::vector<qint32> m_places; // source row → proxy row, or -1
    RowTexts m_texts;
    QTimer m_forget;  // them, some time after the last search
    QTimer m_reading; // them, slice by slice, for what is to be looked for
    std::vector<QByteArray> m_coming;
    RowKeys m_keys;
    std::vector<QByteArray> m_words;
    QList<QMetaObject::Connection> m_connections;
};

} // namespace slipway
