// Asks for another server's address; its console opens beside this one.
#pragma once
#include "widgets/Sheet.h"

#include <QUrl>

class QLineEdit;

namespace slipway {

class InlineMessage;

class ConnectSheet : public Sheet
{
    Q_OBJECT

public:
    explicit ConnectSheet(QWidget *window);
    void ask(); // opens it

Q_SIGNALS:
    void chosen(const QUrl &server);

private:
    void submit();

    QLineEdit *m_server = nullptr;
    InlineMessage *m_message = nullptr;
};

} // namespace slipway
