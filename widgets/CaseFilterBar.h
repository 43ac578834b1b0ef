// What of the cases is shown: by state, owner, customer and words; and views that were kept by a name.
#pragma once
#include "models/CasesModel.h"

#include <QWidget>

class QButtonGroup;
class QBoxLayout;
class QComboBox;
class QHBoxLayout;
class QLineEdit;
class QMenu;
class QPushButton;
class QStringListModel;

namespace slipway {

class CaseFilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit CaseFilterBar(Session &session, QWidget *parent = nullptr);

    const CasesQuery &query() const { return m_query; }
    void setQuery(const CasesQuery &query);
    void keepView(const QString &name); // as it is filtered now
    void forgetView(const QString &name);
    void bringBack();          // the view that was forgotten last
    void setMayOpen(bool may); // whether "New case" is offered
    QJsonObject saveState() const;
    void restoreState(const QJsonObject &state);
    void focusSearch();
    void setLeadsTo(QWidget *list) { m_list = list; } // where Enter and Down in a field lead
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void queryChanged();
    void forgotten(const QString &name); // and may be brought back
    void newCaseWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct View
    {
        QString name;
        CasesQuery query;
    };
    QHBoxLayout *buildChoices();
    QHBoxLayout *buildFields();
    QLineEdit *field(const QString &placeholder, const QString &name);
    void onTyped();
    void take(const CasesQuery &query);
    void offerCustomers();
    void fillViewMenu();

    Session &m_session;
    CasesQuery m_query;
    std::vector<View> m_views;
    std::optional<std::pair<View, std::ptrdiff_t>> m_gone;
    QTimer m_typing; // one question for a word, not one for each letter
    QBoxLayout *m_lines = nullptr;
    QHBoxLayout *m_choices = nullptr;
    QComboBox *m_state = nullptr;
    QButtonGroup *m_owners = nullptr;
    QLineEdit *m_customer = nullptr;
    QStringListModel *m_customers = nullptr;
    QLineEdit *m_text = nullptr;
    QMenu *m_viewMenu = nullptr;
    QWidget *m_list = nullptr;
    QPushButton *m_new = nullptr;
};

} // namespace slipway
