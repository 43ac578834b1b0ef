// How the guarantees were kept: by customer, plan, severity, person, month or kind, with how long answers
// took as a plot and as a table beside it; written to a file, and copied as a command.
#pragma once
#include "models/FileKeeper.h"
#include "models/SlaReportModel.h"
#include "widgets/Pane.h"

class QComboBox;
class QDateEdit;
class QLabel;
class QSplitter;
class QStackedWidget;
class QTableView;

namespace slipway {

class AnswerPlot;
class ApplicationField;
class EmptyState;
class ExportBar;
class InlineMessage;

class ReportPane : public Pane
{
    Q_OBJECT

public:
    explicit ReportPane(const Desk &desk, QWidget *parent = nullptr);
    ~ReportPane() override;

    QString title() const override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;
    void setActive(bool active) override;
    void open(const QString &reference) override; // "report/person"

    ReportQuery query() const; // as it is chosen

private:
    void build();
    QWidget *makeBar();
    void makeTables();
    void addActions();
    void connectParts();
    void setSpan(const QString &name); // "30", "month", …
    void ask();
    void refresh();
    void refreshEmpty();
    void showTimes(); // of the chosen row, or of all
    void askWhere();

    SlaReportModel m_model;
    AnswerTimesModel m_times;
    FileKeeper m_keeper;
    QTimer m_soon; // after something has happened to a case
    bool m_isActive = false;
    bool m_isDirty = true;
    QComboBox *m_by = nullptr;
    QComboBox *m_span = nullptr;
    QDateEdit *m_from = nullptr;
    QDateEdit *m_to = nullptr;
    ApplicationField *m_customer = nullptr;
    QLabel *m_words = nullptr;
    QTableView *m_table = nullptr;
    QTableView *m_timesTable = nullptr;
    AnswerPlot *m_plot = nullptr;
    QSplitter *m_halves = nullptr; // what was counted, and how long it took
    QStackedWidget *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    InlineMessage *m_message = nullptr;
    ExportBar *m_where = nullptr;
};

} // namespace slipway
