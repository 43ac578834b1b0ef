// What the pages behind links say, in each language that they speak. A field that a language lacks doesn't
// compile.
#pragma once
#include <QStringView>

namespace slipway {

struct PageTexts
{
    QStringView language; // as HTML and HTTP name it
    QStringView title;    // of a case: its number, its subject
    QStringView support;  // heads a page that says what went wrong
    QStringView momentFormat;

    // What is known of the case.
    QStringView customer;
    QStringView application;
    QStringView severity;
    QStringView owner;
    QStringView guaranteed;
    QStringView guaranteedUntil;
    QStringView paged;
    QStringView pagedWhen;
    QStringView since;
    QStringView critical;
    QStringView high;
    QStringView normal;
    QStringView low;
    QStringView firstResponse;
    QStringView nextResponse;
    QStringView resolution;

    // How it stands, to whoever was paged.
    QStringView over;
    QStringView hasComeBack;
    QStringView acknowledged;
    QStringView nobodyUntil;
    QStringView notAcknowledged;
    QStringView solved;
    QStringView closed;
    QStringView wroteLast;

    // What can be done.
    QStringView acknowledge;
    QStringView take;
    QStringView send;
    QStringView writeDown;
    QStringView reply;
    QStringView note;
    QStringView snooze;
    QStringView minutes;
    QStringView snoozedFor;
    QStringView assign;
    QStringView assignTo;
    QStringView solve;
    QStringView close;

    // What was done by a link, which acts once.
    QStringView caseNumber;
    QStringView doneBy;
    QStringView didAcknowledge;
    QStringView didTake;
    QStringView didSnooze;
    QStringView didAssign;
    QStringView didSolve;
    QStringView didClose;
    QStringView didReply;
    QStringView isUsed;
    QStringView goOn;
    QStringView goOnByMail;
    QStringView goOnElsewhere; // whom no mail reached
    QStringView nothingDone;
    QStringView unsent;

    // To its customer.
    QStringView isNew;
    QStringView isOpen;
    QStringView waitsForCustomer;
    QStringView waitsForRelease;
    QStringView isSolved;
    QStringView isClosed;
    QStringView thanks;
    QStringView message;
    QStringView sendAndReopen;
    QStringView files;

    // What went wrong.
    QStringView notFromHere;
    QStringView useButtons;
    QStringView tooOften;
    QStringView inAMoment;
    QStringView notNow;
    QStringView inAMomentOrByMail;
    QStringView tooMuch;
    QStringView sendLess;
    QStringView nothingHere;
    QStringView openWhole;
    QStringView notPossible;
};

extern const PageTexts englishTexts;
extern const PageTexts germanTexts;

} // namespace slipway
