// Cases as the service told them, read as tolerantly as Rows, and what their clocks say at a moment.
#pragma once
#include "domain/Event.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace slipway {

// How a guarantee stands, the most urgent last.
enum class Pressure {
    Met,
    MetLate, // answered, after the time that was guaranteed
    Paused,
    Running,
    Soon, // little of its time is left
    Breached,
};
QString toText(Pressure pressure); // "met", "met-late", "paused", …: also a state of theme::lookOf

struct ClockRow
{
    QString name;  // "first-response"
    int round = 1; // how often there was one of this name by then
    std::optional<Instant> started;
    std::optional<Instant> target;
    std::optional<Instant> met;
    std::optional<Instant> breached;
    std::optional<Instant> paused;
    Duration promised{};  // from its beginning to its target, pauses left out, in hours that count
    Duration pausedFor{}; // in hours that count, without the pause that lasts
    QString cause;        // of its breach
    bool operator==(const ClockRow &) const = default;
    static ClockRow fromJson(const QJsonObject &object);

    bool isOpen() const { return !met && !paused && target; } // time goes on against it
    Pressure pressure(Instant now) const;
    // Until its target; less than nothing: since then. Of what stands still as it stands.
    Duration left(Instant now) const;
};

QString clockWord(const QString &name);                // "first response"; one that is unknown as it came
QString countdown(Duration left);                      // "0:14:32", of either sign
QString clockText(const ClockRow &clock, Instant now); // "0:14:32", "0:03:00 over", "0:20:00 before its time"
// For whoever has it read out: "first response: 0:14:32, soon".
QString spokenClock(const ClockRow &clock, Instant now);

struct CaseRow
{
    qint64 id = 0;
    QString subject;
    QString state; // as it came; see caseStateFromText
    QString severity;
    QString customer;
    QString application;
    QString contact;
    QString owner;
    QString plan; // by whose policy its clocks run
    QStringList tags;
    std::optional<Instant> created;
    std::optional<Instant> acknowledged;
    QString acknowledgedBy;
    std::vector<ClockRow> clocks;  // the newest of each name
    std::vector<ClockRow> earlier; // rounds before those, by name and round
    bool operator==(const CaseRow &) const = default;
    static CaseRow fromJson(const QJsonObject &object);

    bool isOver() const;
    QString handle() const; // "case/12"
    // The one to look at first: of those whose time goes on the nearest, else one that is paused, else any.
    const ClockRow *nearest() const;         // or null
    std::optional<Instant> deadline() const; // nothing: no time goes on against it
};

// As they are worked off: the nearest deadline first, then those without.
bool isMoreUrgent(const CaseRow &one, const CaseRow &other);

// What came with a message or was said with it. Nothing of it is trusted: whoever sent it chose name and
// type.
struct FileRow
{
    qint64 mail = 0;   // in which it came
    int number = 0;    // among what came in it
    qint64 ofCase = 0; // or the case in which staff said it
    qint64 file = 0;   // and its number there
    QString name;
    QString type; // "application/pdf"
    qint64 size = 0;
    bool operator==(const FileRow &) const = default;
    static FileRow fromJson(const QJsonObject &object);
    bool isSaid() const { return ofCase > 0 && file > 0; }
};

struct MessageRow
{
    qint64 id = 0;
    QString kind; // customer, staff, note
    QString author;
    std::optional<Instant> at;
    QString text;
    bool machine = false;
    std::vector<FileRow> files;
    qint64 htmlMail = 0; // the mail that has the same laid out; 0: none
    bool operator==(const MessageRow &) const = default;
    static MessageRow fromJson(const QJsonObject &object);
};

// What a case is about or waits for, and how that stands now.
struct LinkRow
{
    QString reference; // "release/214": by which it is made and taken away
    QString kind;      // release, appliance, application, event
    QString title;
    QString state; // as it came; "gone": it isn't there any more; empty: it has none
    QString place; // what the window opens: an appliance is in its application
    std::optional<Event> event;
    bool awaited = false; // the case waits for it
    QString by;
    std::optional<Instant> at;
    bool operator==(const LinkRow &) const = default;
    static LinkRow fromJson(const QJsonObject &object);
};

struct PageRow
{
    qint64 id = 0;
    QString to;
    QString method;
    std::optional<Instant> due;
    std::optional<Instant> accepted;
    std::optional<Instant> refused;
    std::optional<Instant> bounced;
    std::optional<Instant> withdrawn;
    std::optional<Instant> acknowledged;
    QString why;
    std::optional<qint64> latenessMs;
    bool operator==(const PageRow &) const = default;
    static PageRow fromJson(const QJsonObject &object);

    bool waitsForAnswer() const { return !acknowledged && !withdrawn && !refused && !bounced; }
};

} // namespace slipway
