#include "console/SignInSheet.h"

#include "models/ServicePhrases.h"
#include "widgets/InlineMessage.h"
#include "widgets/Theme.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway {

namespace {

constexpr int sheetWidth = 420;
constexpr int longestField = 1000;

// Plain HTTP shows the password to the network, unless the network is this machine.
bool isInTheOpen(const QUrl &server)
{
    const QString host = server.host();
    const bool isHere = host == QLatin1String("localhost") || host == QLatin1String("::1") ||
                        host.startsWith(QLatin1String("127."));
    return server.scheme() == QLatin1String("http") && !isHere;
}

} // namespace

SignInSheet::SignInSheet(QWidget *window, Transport &transport, const QUrl &server, const QString &user)
    : Sheet(window),
      m_server(server),
      m_client(transport,
               [this] {
                   return Endpoint{m_server, {}};
               },
               {[] { return Duration::zero(); }, std::chrono::seconds(20), problemWords})
{
    setObjectName(QStringLiteral("signInSheet"));
    setWidth(sheetWidth);
    setContent(makeContent(user));
    if (isInTheOpen(server)) {
        m_message->show(InlineMessage::Kind::Warning,
                        tr("This server is reached without encryption: who shares the network can read your "
                           "password."));
    }
}

QWidget *SignInSheet::makeContent(const QString &user)
{
    auto *content = new QWidget;
    content->setAccessibleName(tr("Sign in to %1").arg(m_server.authority()));
    auto *title = new QLabel(content->accessibleName(), content);
    title->setFont(theme::heading());
    title->setWordWrap(true);
    title->setTextFormat(Qt::PlainText);
    m_message = new InlineMessage(content);
    m_name = new QLineEdit(user, content);
    m_name->setObjectName(QStringLiteral("signInName"));
    m_name->setAccessibleName(tr("Name"));
    m_name->setMaxLength(longestField);
    m_password = new QLineEdit(content);
    m_password->setObjectName(QStringLiteral("signInPassword"));
    m_password->setAccessibleName(tr("Password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setMaxLength(longestField);
    m_signIn = new QPushButton(tr("Sign in"), content);
    m_signIn->setObjectName(QStringLiteral("signInButton"));
    auto *later = new QPushButton(tr("Not now"), content);
    auto *form = new QFormLayout;
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Password"), m_password);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(later);
    buttons->addWidget(m_signIn);
    setTabOrder(later, m_signIn); // as they stand
    auto *all = new QVBoxLayout(content);
    const int margin = theme::unit * 3;
    all->setContentsMargins(margin, margin, margin, margin);
    all->setSpacing(theme::unit * 2);
    all->addWidget(title);
    all->addWidget(m_message);
    all->addLayout(form);
    all->addLayout(buttons);
    connect(m_signIn, &QPushButton::clicked, this, &SignInSheet::submit);
    connect(later, &QPushButton::clicked, this, &Sheet::giveUp);
    connect(m_name, &QLineEdit::returnPressed, this, &SignInSheet::submit);
    connect(m_password, &QLineEdit::returnPressed, this, &SignInSheet::submit);
    return content;
}

void SignInSheet::ask()
{
    open(emptyField());
}

void SignInSheet::say(const Problem &why)
{
    m_message->show(why);
}

QLineEdit *SignInSheet::emptyField() const
{
    if (m_name->text().isEmpty())
        return m_name;
    return m_password->text().isEmpty() ? m_password : nullptr;
}

void SignInSheet::submit()
{
    if (m_isBusy)
        return;
    if (QLineEdit *empty = emptyField()) {
        empty->setFocus();
        return;
    }
    setBusy(true);
    const QPointer<SignInSheet> self(this);
    m_client
        .post(QStringLiteral("/api/v1/sessions"),
              {{QStringLiteral("name"), m_name->text()}, {QStringLiteral("password"), m_password->text()}})
        .then([self](const Result<QJsonObject> &answer) {
            if (self)
                self->onAnswer(answer);
        });
}

void SignInSheet::onAnswer(const Result<QJsonObject> &answer)
{
    setBusy(false);
    m_password->clear();
    const QByteArray token =
        answer ? answer->value(QStringLiteral("token")).toString().toLatin1() : QByteArray();
    if (!answer && Client::isUnreachable(answer.error())) {
        m_message->show({Problem::Kind::Unavailable, tr("%1 doesn't answer").arg(m_server.authority()),
                         answer.error().what, tr("Look at the network and the name of the server.")});
    } else if (!answer) {
        m_message->show(answer.error());
    } else if (token.isEmpty()) {
        m_message->show(InlineMessage::Kind::Error,
                        tr("%1 answered, but not as a service of Slipway does.").arg(m_server.authority()));
    } else {
        const QString user = m_name->text();
        close();
        Q_EMIT signedIn(user, token);
        return;
    }
    m_password->setFocus();
}

void SignInSheet::setBusy(bool busy)
{
    m_isBusy = busy;
    m_name->setEnabled(!busy);
    m_password->setEnabled(!busy);
    m_signIn->setEnabled(!busy);
    m_signIn->setText(busy ? tr("Signing in…") : tr("Sign in"));
    if (busy)
        m_message->hide();
}

} // namespace slipway
