// An editor for process definitions: line numbers, colours, and what the service finds wrong underlined
// where it is.
#pragma once
#include "domain/Problem.h"

#include <QPlainTextEdit>

#include <vector>

namespace slipway {

class YamlHighlighter;

struct YamlProblem
{
    int line = 0; // from 1; 0: of the whole
    int column = 0;
    QString what;
    QString hint;
    bool operator==(const YamlProblem &) const = default;
    // Of what the check answers: its place ends in ":line:column".
    static YamlProblem from(const Problem &problem);
};

class YamlEditor : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit YamlEditor(QWidget *parent = nullptr);
    ~YamlEditor() override;

    void setProblems(const std::vector<YamlProblem> &problems);
    const std::vector<YamlProblem> &problems() const { return m_problems; }
    void goTo(const YamlProblem &problem);
    void replaceAll(const QString &text); // can be undone
    int gutterWidth() const;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    class Gutter;
    void paintGutter(QPaintEvent *event);
    void markAll();
    void placeGutter();
    QTextCursor cursorAt(const YamlProblem &problem) const;
    const YamlProblem *problemAt(const QPoint &place) const;
    bool indentLines(int step);
    void breakLine();

    Gutter *m_gutter = nullptr;
    YamlHighlighter *m_highlighter = nullptr;
    std::vector<YamlProblem> m_problems;
};

} // namespace slipway
