// The whole window with all its panes over a service in the test's hand, which can be slow, gone, older,
// newer or lying; and what the window says of it.
#pragma once
#include "console/Panes.h"
#include "models/FakeCases.h"
#include "models/FakeDuty.h"
#include "models/FakeMail.h"
#include "widgets/MainWindow.h"

#include <QTest>

namespace slipway {

namespace faults {

constexpr int within = 30000;   // ms
extern const QString base;      // "/api/v1/"
extern const QStringList panes; // all that show what the service tells
// What each of them is asked of first; the rest of its questions cost it less.
extern const QHash<QString, QString> listOf;

} // namespace faults

class FaultyWindow
{
public:
    FaultyWindow();
    ~FaultyWindow();

    // With all its panes, release 214 and case 881; or with none, and only what stands below them.
    void open(bool isFull = true);
    QWidget *pane(const QString &id) { return window->pane(id); }
    bool showAll();                        // each pane is looked at until it is painted
    bool hasRows(const QString &id);       // it is shown, and so is what belongs there
    QString message(const QString &id);    // what the pane says in place; empty: nothing
    QString emptyWords(const QString &id); // what stands there instead of rows
    bool hasFailed(const QString &id);     // says that what belongs there couldn't be fetched
    int told(const QString &words);
    // A second of the service's clock, and what has become due in it.
    void passSecond();

    FakeService service;
    FakeCases cases{service};
    FakeDuty duty{service};
    FakeMail mail{service};
    QJsonArray report; // how guarantees were kept
    std::unique_ptr<Session> session;
    std::unique_ptr<Actions> actions;
    std::unique_ptr<MainWindow> window;
};

} // namespace slipway
