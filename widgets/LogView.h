// A log that is read while it grows: search, filter by step, follow, copy. A million lines don't slow it.
#pragma once
#include "models/FilterProxy.h"
#include "models/LogModel.h"
#include "models/Rows.h"

#include <QJsonObject>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QTableView;
class QTimer;
class QToolButton;

namespace slipway {

class LogView : public QWidget
{
    Q_OBJECT

public:
    explicit LogView(LogModel &log, QWidget *parent = nullptr);

    void setSteps(const std::vector<StepRow> &steps);
    void showStep(const QString &step); // empty: all
    QString step() const;
    void focusSearch();
    bool isFollowing() const { return m_isFollowing; }
    void setFollowing(bool on);
    QString selectedText() const; // of the chosen lines; of all that are shown where none is chosen
    QTableView *table() const { return m_table; }

    QJsonObject saveState() const;
    void restoreState(const QJsonObject &state);

Q_SIGNALS:
    void copyWanted(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeBar();
    void makeTable();
    void applyFilter();
    void onScrolled(int value);
    void toEnd();
    void updateCount();

    LogModel &m_log;
    FilterProxy *m_proxy = nullptr;
    QTableView *m_table = nullptr;
    QLineEdit *m_search = nullptr;
    QComboBox *m_steps = nullptr;
    QToolButton *m_follow = nullptr;
    QLabel *m_count = nullptr;
    QTimer *m_typing = nullptr; // the filter runs when the hand rests
    bool m_isFollowing = true;
    bool m_isMoving = false; // by us, not by whoever reads
    int m_readRow = -1;      // of the source, across a filter
};

} // namespace slipway
