// Where an application is named, or a customer: the service is searched while one types, and what it knows is
// offered.
#pragma once
#include "models/Session.h"

#include <QLineEdit>

class QCompleter;
class QStringListModel;

namespace slipway {

class ApplicationField : public QLineEdit
{
    Q_OBJECT

public:
    enum class Of { Applications, Customers };
    explicit ApplicationField(Session &session, QWidget *parent = nullptr, Of what = Of::Applications);
    QStringList offered() const;

Q_SIGNALS:
    void offeredChanged();
    void failed(const slipway::Problem &problem);

private:
    void search();
    void offer(const QString &asked, const Listing &found);

    Session &m_session;
    const Of m_what;
    QTimer m_typing; // one question for a word, not one for each letter
    QStringListModel *m_handles = nullptr;
    QCompleter *m_completer = nullptr;
};

} // namespace slipway
