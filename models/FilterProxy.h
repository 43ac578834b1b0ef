// Filter and sort of a flat model over an index vector: a reset instead of a row at a time, because Qt's own
// proxy is quadratic on scattered filters. Who shows it restores selection and scroll after modelReset.
#pragma once
#include <QAbstractProxyModel>

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
    void setText(const QString &text); // words that all have to be in some column, whatever their case
    void setAccepts(Accepts accepts);  // beside the text; empty: all
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override; // by SortRole; -1: as it comes
    int sortColumn() const { return m_column; }
    Qt::SortOrder sortOrder() const { return m_order; }
    QString filterText() const { return m_text; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QModelIndex mapToSource(const QModelIndex &proxy) const override;
    QModelIndex mapFromSource(const QModelIndex &source) const override;

private:
    QString m_text;
    Accepts m_accepts;
    int m_column = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    std::vector<quint32> m_rows;  // proxy row → source row
    std::vector<qint32> m_places; // source row → proxy row, or -1
};

} // namespace slipway
