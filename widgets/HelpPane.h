// The help: pages with a table of contents and a search over them, and the way one came.
#pragma once
#include "widgets/HelpPages.h"
#include "widgets/Pane.h"

class QLineEdit;
class QSplitter;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace slipway {

class HelpView;

class HelpPane : public Pane
{
    Q_OBJECT

public:
    explicit HelpPane(const Desk &desk, QWidget *parent = nullptr);

    QString title() const override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;
    void open(const QString &reference) override; // "help/releases"
    void focusSearch() override;
    QString page() const; // that is shown

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void addActions();
    void go(const QString &page);
    void step(int by); // back and forward
    void showPage(const QString &page);
    void fillContents();
    void search();
    void onItem(QTreeWidgetItem *item);
    void refreshWay();

    HelpPages m_pages;
    QStringList m_way; // pages as they were gone to
    qsizetype m_place = -1;
    QString m_language;
    QLineEdit *m_search = nullptr;
    QToolButton *m_backButton = nullptr;
    QToolButton *m_forwardButton = nullptr;
    QAction *m_back = nullptr;
    QAction *m_forward = nullptr;
    QTreeWidget *m_contents = nullptr;
    QSplitter *m_splitter = nullptr;
    HelpView *m_view = nullptr;
    bool m_isFilling = false;
};

} // namespace slipway
