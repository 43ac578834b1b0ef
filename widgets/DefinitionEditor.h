// A definition being typed: the editor, what the service finds wrong with it as one types, and the list of
// that which jumps to its place.
#pragma once
#include "models/Session.h"
#include "widgets/YamlEditor.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QListWidget;

namespace slipway {

class DefinitionEditor : public QWidget
{
    Q_OBJECT

public:
    explicit DefinitionEditor(Session &session, QWidget *parent = nullptr);

    // Another definition: what was typed before can't be undone into it.
    void setText(const QString &name, const QString &text);
    void replaceText(const QString &text); // of the same one; can be undone
    void undo() { m_editor->undo(); }
    QString text() const { return m_editor->toPlainText(); }
    bool isChecked() const; // what stands there now was
    bool isFine() const;    // and nothing is wrong with it
    const QJsonObject &verdict() const { return m_verdict; }
    bool hasProblems() const { return !m_editor->problems().empty(); }
    void nextProblem();
    void checkSoon();
    YamlEditor *editor() const { return m_editor; }

Q_SIGNALS:
    void typed();
    void verdictChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void check();
    void onVerdict(const QString &text, const Result<QJsonObject> &verdict);
    void showProblems();
    void goTo(int row);
    void refresh();

    Session &m_session;
    QString m_name;
    QTimer m_timer;
    int m_checks = 0; // only the answer to the last one counts
    QString m_checkedText;
    QJsonObject m_verdict;
    Problem m_problem; // why it couldn't be checked
    bool m_isSetting = false;
    YamlEditor *m_editor = nullptr;
    QLabel *m_keys = nullptr; // what Tab and Escape do
    QLabel *m_status = nullptr;
    QListWidget *m_problems = nullptr;
};

} // namespace slipway
