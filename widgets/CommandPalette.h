// Everything that can be done and everything that can be gone to, by typing (Ctrl+K).
#pragma once
#include "widgets/Navigator.h"
#include "widgets/PaletteModel.h"
#include "widgets/Sheet.h"

class QKeyEvent;
class QLabel;
class QLineEdit;
class QListView;

namespace slipway {

class CommandPalette : public Sheet
{
    Q_OBJECT

public:
    CommandPalette(QWidget *window, Session &session, Navigator &navigator, Actions &actions);
    void ask();

    PaletteModel &model() { return *m_model; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void onReset();
    void onCurrent();
    bool onKey(const QKeyEvent &key);
    void run(const QModelIndex &index);
    void copyCommand();

    Navigator &m_navigator;
    PaletteModel *m_model = nullptr;
    QLineEdit *m_edit = nullptr;
    QListView *m_list = nullptr;
    QLabel *m_foot = nullptr;
    QString m_current; // what was current by name, while the rows come and go
};

} // namespace slipway
