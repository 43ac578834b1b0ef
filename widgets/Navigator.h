// How a pane asks for what lies outside it. The main window answers.
#pragma once
#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

class QLineEdit;
class QWidget;

namespace slipway {

struct Problem;

// One of several things that can be said, and what it would change.
struct Choice
{
    QString value;
    QString label;
    QStringList changes; // a sentence each
};

// What a sheet asks before something that can't simply be taken back.
struct Question
{
    QString title;       // "Roll back release 214 of northwind/shop"
    QStringList changes; // what will change, a sentence each
    QStringList checks;  // what was looked at before asking; may be empty
    QString wayBack;     // how to return, or that there is none
    QString typed;       // has to be typed before it can be confirmed ("northwind/shop"); empty: a click
    QString reasonLabel; // not empty: a reason or note is asked for
    QString reason;      // typed before
    // In which it is typed, for instance one that completes; empty: a plain one.
    std::function<QLineEdit *(QWidget *parent)> reasonField;
    std::vector<Choice> choices; // one of them is chosen in place of a reason
    QString chosen;              // that it is already: saying it again changes nothing
    bool reasonNeeded = false;
    QString confirm;         // text of the button: "Roll back"
    QString commandLine;     // for "copy as command"; empty: none. "%1" stands for the quoted reason
    bool production = false; // tinted
};

class Navigator
{
public:
    virtual ~Navigator() = default;
    // "release/214", "application/northwind/shop", "pipeline/no-migration", "help/releases",
    // "activity/…subject", "event/4711"
    virtual void open(const QString &reference) = 0;
    virtual void startRelease(const QString &application) = 0; // empty: chosen in the sheet
    virtual void showHelp(const QString &page) = 0;
    // Shown in place, above the panes; `reference` is where the button leads, or empty.
    virtual void say(const QString &text, const QString &reference = {}) = 0;
    virtual void tell(const Problem &problem) = 0;
    // A sheet over the window, never a modal box. `then` gets the reason; it isn't called when given up.
    virtual void ask(const Question &question, std::function<void(const QString &reason)> then) = 0;
    virtual void copy(const QString &text) = 0; // to the clipboard, and says so
};

} // namespace slipway
