// Where an application is named: the service is searched while one types, and what it knows is offered.
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
    explicit ApplicationField(Session &session, QWidget *parent = nullptr);
    QStringList offered() const;

Q_SIGNALS:
    void offeredChanged();
    void failed(const slipway::Problem &problem);

private:
    void search();
    void offer(const QString &asked, const Listing &found);

    Session &m_session;
    QTimer m_typing; // one question for a word, not one for each letter
    QStringListModel *m_handles = nullptr;
    QCompleter *m_completer = nullptr;
};

} // namespace slipway
