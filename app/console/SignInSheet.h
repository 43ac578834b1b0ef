// Name and password for a server, asked in the window. The password goes into the one request and nowhere
// else; what the server says stands beside the fields.
#pragma once
#include "client/Client.h"
#include "widgets/Sheet.h"

class QLineEdit;
class QPushButton;

namespace slipway {

class InlineMessage;

class SignInSheet : public Sheet
{
    Q_OBJECT

public:
    // The transport outlives it. `user` is who signed in last.
    SignInSheet(QWidget *window, Transport &transport, const QUrl &server, const QString &user);

    void ask(); // opens it
    void say(const Problem &why);
    bool isBusy() const { return m_isBusy; }

Q_SIGNALS:
    void signedIn(const QString &user, const QByteArray &token);

private:
    QWidget *makeContent(const QString &user);
    void submit();
    void onAnswer(const Result<QJsonObject> &answer);
    void setBusy(bool busy);
    QLineEdit *emptyField() const; // or null

    const QUrl m_server;
    Client m_client;
    InlineMessage *m_message = nullptr;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_password = nullptr;
    QPushButton *m_signIn = nullptr;
    bool m_isBusy = false;
};

} // namespace slipway
