// How far something is: a small strip of its steps, or ten blocks where it has none, its words, and how long
// it still takes.
#pragma once
#include "domain/Instant.h"
#include "widgets/StateDelegate.h"

#include <QStringList>

#include <functional>
#include <optional>

namespace slipway {

class ProgressDelegate final : public StateDelegate
{
    Q_OBJECT

public:
    struct Progress
    {
        std::optional<double> part; // 0…1; unknown: no blocks
        QStringList steps = {};     // the state of each; in place of the blocks
        std::optional<Duration> eta;
        QString state;
    };
    using Asker = std::function<Progress(const QModelIndex &)>;
    ProgressDelegate(std::vector<int> stateColumns, int column, Asker ask, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    // Each returns how wide it is.
    static int paintSteps(QPainter *painter, const QStyleOptionViewItem &option, QRect rect,
                          const QStringList &steps);
    int paintBlocks(QPainter *painter, const QStyleOptionViewItem &option, QRect rect,
                    const Progress &progress) const;

    const int m_column;
    const Asker m_ask;
};

QString clockText(Duration duration); // "0:04", "12:30", "2:05:00"

} // namespace slipway
