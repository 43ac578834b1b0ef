// Over the reply: looks for one of the texts that come again and again, and says which was chosen.
#pragma once
#include "models/ReplyTemplates.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QListView;

namespace slipway {

class TemplatePicker : public QFrame
{
    Q_OBJECT

public:
    TemplatePicker(ReplyTemplates &templates, QWidget *parent); // hidden until it is opened
    void open(QWidget *above);                                  // over this one's lower edge
    void setChangeable(bool changeable);                        // by who is signed in

Q_SIGNALS:
    void chosen(const QString &name);
    void changeWanted(const slipway::TemplateRow &row);
    void removalWanted(const slipway::TemplateRow &row);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();
    void take();

    ReplyTemplates &m_templates;
    QLineEdit *m_search = nullptr;
    QListView *m_list = nullptr;
    bool m_isChangeable = false;
    QLabel *m_keys = nullptr;
    QLabel *m_preview = nullptr; // of what would be inserted, before it is filled in
};

} // namespace slipway
