// Rows with a state: its shape and word where the state stands, production tinted, and no name so long that
// it is laid out for nothing.
#pragma once
#include <QStyledItemDelegate>

#include <vector>

namespace slipway {

class StateDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    // `columns` show a state, whose shape is that of StateRole.
    explicit StateDelegate(std::vector<int> columns, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;
    QString displayText(const QVariant &value, const QLocale &locale) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    // Background, selection and focus, without text: for those who paint the text themselves.
    static void paintBack(QPainter *painter, const QStyleOptionViewItem &option);
    static QRect inner(const QStyleOptionViewItem &option);
    static QColor ink(const QStyleOptionViewItem &option, const QColor &own);

private:
    const std::vector<int> m_columns;
};

} // namespace slipway
