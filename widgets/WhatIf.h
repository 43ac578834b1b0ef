// The simulator: a case of some customer and severity comes at some moment, and nobody answers. Who would be
// called when, by which step, and when would what is guaranteed be due? Asked of the service over the rota,
// the process and the agreements as they are; nothing is sent.
#pragma once
#include "models/PlanModel.h"
#include "widgets/Pane.h"

class QComboBox;
class QLabel;
class QTableView;

namespace slipway {

class ApplicationField;
class ColumnRoom;
class InlineMessage;
class ZonedTimeEdit;

class WhatIf : public QWidget
{
    Q_OBJECT

public:
    explicit WhatIf(const Desk &desk, QWidget *parent = nullptr);

    void setZone(const QTimeZone &zone);
    void setMoment(Instant moment); // of the case; asks
    Instant moment() const;
    void ask(); // anew, for instance since the rota has changed
    bool isAsked() const { return m_model.isAnswered() || m_model.isAsking(); }
    QString commandLine() const;

private:
    QWidget *makeBar();
    void makeFields(QWidget *bar);
    PlanModel::Wish wish() const;
    void askIfOther();
    void makeTable();
    void tell();

    Desk m_desk;
    PlanModel m_model;
    PlanModel::Wish m_asked;
    QTimer m_ask;
    ApplicationField *m_customer = nullptr;
    QComboBox *m_severity = nullptr;
    ZonedTimeEdit *m_at = nullptr;
    QLabel *m_zone = nullptr;
    QLabel *m_note = nullptr;
    QLabel *m_words = nullptr;
    QLabel *m_targets = nullptr;
    InlineMessage *m_message = nullptr;
    QTableView *m_table = nullptr;
};

} // namespace slipway
