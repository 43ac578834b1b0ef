// Plays everyone in a case of the demo: the customer who writes, and whoever is on duty, who is called and
// answers from a mail client. All that they write goes in as from the pipe of a mail system, and what they
// read is what was delivered to them.
#pragma once
#include "ctl/Context.h"
#include "ctl/DemoMail.h"
#include "ctl/Waiting.h"

namespace slipway {

class DemoCase
{
public:
    explicit DemoCase(Context &context);
    // To the end of the story, or `onlyAsked`: until the customer has written.
    Task<int> run(bool onlyAsked);

private:
    Task<Result<void>> prepare();     // where mail goes, and which story it is
    Task<Result<void>> chooseStory(); // the one that is wished for, or the one after the last
    Task<Result<void>> play(bool onlyAsked);
    Task<Result<void>> ask();
    Task<Result<void>> act(QJsonObject turn);
    Task<Result<void>> engineerAnswers(QString words);
    Task<Result<void>> customerReads();
    Task<Result<void>> customerAnswers(QString words);
    Task<Result<void>> beCalled(); // whoever is on duty has the page that is to be answered
    Task<Result<bool>> findPage();
    // What was delivered to an address: under a name that begins so, or in answer to this.
    Task<Result<DeliveredMail>> delivered(QString address, QString name, QString answered);
    Task<Result<QJsonObject>> take(Letter letter);
    Task<Result<QJsonObject>> outcome();
    Problem nothingCame(const QString &what, const QString &address) const;
    void say(const QString &line);

    Context &m_context;
    Client &m_client;
    Pulse m_pulse;
    QJsonObject m_demo;
    QJsonObject m_story;
    qint64 m_case = 0;
    QJsonObject m_page;     // answered last
    DeliveredMail m_called; // the mail of that page
    Letter m_said;          // by the customer, last
    DeliveredMail m_reply;  // to the customer, last
    QStringList m_read;     // Message-IDs that the customer has read
    QStringList m_course;   // what was said here
};

} // namespace slipway
