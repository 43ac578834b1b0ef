// A text for answers that come again and again: written anew, or changed. What can be filled in later is
// offered; what is wrong with it is said where it is written.
#pragma once
#include "models/ReplyTemplates.h"
#include "widgets/Pane.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace slipway {

class InlineMessage;

class TemplateSheet : public QWidget
{
    Q_OBJECT

public:
    // `start` without a name is a new one. The templates outlive it.
    TemplateSheet(const Desk &desk, const TemplateRow &start, const ReplyTemplates &templates,
                  QWidget *parent = nullptr);
    QWidget *firstField() const;

Q_SIGNALS:
    void saved(const slipway::TemplateRow &now);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makeFields(QVBoxLayout *lines);
    QWidget *makeButtons();
    TemplateRow row() const;
    void save();
    void refresh();

    Desk m_desk;
    const TemplateRow m_start;
    const ReplyTemplates &m_templates;
    bool m_isSaving = false;
    QString m_sentName; // of a new one that may be there by now: it isn't to come under another name as well
    InlineMessage *m_message = nullptr;
    QLineEdit *m_title = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_giveUp = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace slipway
