// Shows one page of the help, set for reading; says which page or pane a link leads to.
#pragma once
#include <QTextBrowser>

namespace slipway {

class HelpView : public QTextBrowser
{
    Q_OBJECT

public:
    explicit HelpView(QWidget *parent = nullptr);
    void showMarkdown(const QString &text);
    void showHeading(const QString &heading);
    void mark(const QString &text); // its words, wherever they stand

Q_SIGNALS:
    void pageWanted(const QString &page);
    void paneWanted(const QString &pane);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void set();
    void setMeasure(); // lines no longer than can be read
    void setHeading(QTextCursor &cursor, int level) const;

    QString m_text;
};

} // namespace slipway
