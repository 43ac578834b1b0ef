#include "console/ConnectSheet.h"

#include "console/CommandLine.h"
#include "widgets/InlineMessage.h"
#include "widgets/Theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway {

namespace {

constexpr int sheetWidth = 480;

} // namespace

ConnectSheet::ConnectSheet(QWidget *window) : Sheet(window)
{
    setObjectName(QStringLiteral("connectSheet"));
    setWidth(sheetWidth);
    auto *content = new QWidget;
    content->setAccessibleName(tr("Connect to a server"));
    auto *title = new QLabel(content->accessibleName(), content);
    title->setFont(theme::heading());
    auto *words = new QLabel(
        tr("It opens in a window of its own, and asks there for your name and password."), content);
    words->setWordWrap(true);
    m_message = new InlineMessage(content);
    m_server = new QLineEdit(content);
    m_server->setObjectName(QStringLiteral("connectServer"));
    m_server->setAccessibleName(tr("Address of the server"));
    m_server->setPlaceholderText(QStringLiteral("https://prod.example"));
    auto *connects = new QPushButton(tr("Connect"), content);
    connects->setObjectName(QStringLiteral("connectButton"));
    auto *later = new QPushButton(tr("Not now"), content);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(later);
    buttons->addWidget(connects);
    auto *all = new QVBoxLayout(content);
    const int margin = theme::unit * 3;
    all->setContentsMargins(margin, margin, margin, margin);
    all->setSpacing(theme::unit * 2);
    all->addWidget(title);
    all->addWidget(words);
    all->addWidget(m_message);
    all->addWidget(m_server);
    all->addLayout(buttons);
    setTabOrder(m_server, later); // as they stand
    setTabOrder(later, connects);
    setContent(content);
    connect(connects, &QPushButton::clicked, this, &ConnectSheet::submit);
    connect(later, &QPushButton::clicked, this, &Sheet::giveUp);
    connect(m_server, &QLineEdit::returnPressed, this, &ConnectSheet::submit);
}

void ConnectSheet::ask()
{
    open(m_server);
}

void ConnectSheet::submit()
{
    const auto server = serverFromText(m_server->text().trimmed());
    if (!server) {
        m_message->show(InlineMessage::Kind::Warning,
                        tr("This is not the address of a server. It looks like https://prod.example."));
        m_server->setFocus();
        return;
    }
    const QUrl chosenOne = *server;
    close();
    Q_EMIT chosen(chosenOne);
}

} // namespace slipway
