// The API as calls. Asynchronous: every call returns at once with a Pending answer. What could not be reached
// is tried again until patience ends, which carries a caller through a restart of the service; changes carry
// an Idempotency-Key, so that trying again has its effect once.
#pragma once
#include "client/Pending.h"
#include "client/Transport.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QObject>
#include <QUrlQuery>

namespace slipway {

struct Answer
{
    QJsonObject object; // of a JSON answer
    QByteArray body;
    QByteArray etag;
};

struct Listing
{
    QJsonArray items;
    QString next; // cursor of the next page; empty: this was the last
};

struct ListQuery
{
    int limit = 50;
    QString cursor;
    QString q;
    QUrlQuery more; // filters of the particular list
};

class Client
{
public:
    struct Options
    {
        // How long to go on trying while the service can't be reached; asked at the first failure.
        std::function<Duration()> patience = [] { return Duration(std::chrono::seconds(30)); };
        Duration requestTime = std::chrono::seconds(60);
        // How whoever looks on reads a problem; without: as the service and this client say it, in English.
        std::function<Problem(Problem)> words = {};
    };
    Client(Transport &transport, EndpointSource endpoint, Options options);

    // The general form, for everything below and whatever has no call of its own yet.
    struct Call
    {
        QByteArray method = "GET";
        QString path;
        QByteArray body;
        QByteArray type = "application/json";
        QByteArray ifMatch;
        QByteArray key; // of a change that was sent before; empty: one of its own
        std::optional<Duration> timeout;
        std::function<void(qint64 got, qint64 whole)> progress = {}; // of the answer, as of TransportRequest
        std::shared_ptr<GivingUp> givingUp = {};
        // What comes instead is a problem rather than an answer without anything in it.
        enum class Expects { Anything, Object, List } expects = Expects::Anything;
    };
    Pending<Answer> call(Call call);
    Pending<QJsonObject> get(const QString &path);
    Pending<QJsonObject> post(const QString &path, const QJsonObject &body,
                              std::optional<Duration> timeout = {}, const QByteArray &key = {});
    Pending<QJsonObject> put(const QString &path, const QJsonObject &body, const QByteArray &key = {});
    Pending<QJsonObject> remove(const QString &path, std::optional<Duration> timeout = {},
                                const QByteArray &key = {});
    Pending<Listing> list(const QString &path, const ListQuery &query); // one page
    Pending<Listing> whole(const QString &path);                        // of what has no pages

    Pending<Listing> customers(const ListQuery &query = {});
    Pending<QJsonObject> usage(const QString &customer); // of this month so far
    Pending<Listing> applications(const ListQuery &query = {});
    Pending<QJsonObject> application(const QString &handle); // "northwind/shop"
    Pending<QJsonObject> createApplication(const QJsonObject &application);
    // `key`, here and below: that of the same action when it was sent before; empty: a new one.
    Pending<QJsonObject> cloneApplication(const QString &handle, const QByteArray &key = {});
    Pending<QJsonObject> startEnvironment(const QString &handle, const QString &environment,
                                          const QByteArray &key = {});
    Pending<QJsonObject> stopEnvironment(const QString &handle, const QString &environment,
                                         const QByteArray &key = {});
    Pending<QJsonObject> removeEnvironment(const QString &handle, const QString &environment,
                                           const QByteArray &key = {});
    Pending<QJsonObject> removeApplication(const QString &handle, const QByteArray &key = {});

    Pending<Listing> releases(const ListQuery &query = {});
    Pending<QJsonObject> startRelease(const QJsonObject &release, const QByteArray &key = {});
    Pending<QJsonObject> release(qint64 id);
    Pending<Listing> steps(qint64 id);
    Pending<Listing> preview(qint64 id, const QString &step);
    Pending<QJsonObject> report(qint64 id);
    Pending<QJsonObject> samples(qint64 id, qint64 since = 0); // ms since the probe's start
    Pending<Listing> log(qint64 id, const ListQuery &query = {});
    // approve, retry, skip, pause, resume, abort, rollback, finalize, signoff
    Pending<QJsonObject> command(qint64 id, const QString &verb, const QJsonObject &body,
                                 const QByteArray &key = {});

    Pending<Listing> pipelines(const ListQuery &query = {});
    Pending<QJsonObject> pipeline(const QString &name);
    Pending<Listing> durations(const QString &pipeline);
    Pending<QJsonObject> checkPipeline(const QByteArray &yaml, const QString &source);
    Pending<QJsonObject> importPipeline(const QByteArray &yaml, const QString &source,
                                        const QByteArray &key = {});

    Pending<Listing> cases(const ListQuery &query = {});
    Pending<QJsonObject> supportCase(qint64 id); // with its messages and pages
    Pending<QJsonObject> openCase(const QJsonObject &fresh, const QByteArray &key = {});
    // reply, note, take, assign, triage, wait, resume, solve, close
    Pending<QJsonObject> caseCommand(qint64 id, const QString &verb, const QJsonObject &body,
                                     const QByteArray &key = {});
    // A file for a reply or a note: begun, then brought piece by piece, which may be tried again at will.
    Pending<QJsonObject> beginCaseFile(qint64 caseId, const QString &name, qint64 size);
    Pending<QJsonObject> bringCaseFile(qint64 caseId, qint64 file, qint64 at, const QByteArray &bytes,
                                       std::shared_ptr<GivingUp> givingUp = {});
    Pending<Listing> caseFiles(qint64 caseId); // one's own that aren't said yet
    Pending<QJsonObject> removeCaseFile(qint64 caseId, qint64 file);
    Pending<QByteArray> caseFile(qint64 caseId, qint64 file,
                                 std::function<void(qint64, qint64)> progress = {},
                                 std::shared_ptr<GivingUp> givingUp = {});
    Pending<QJsonObject> beAtCase(qint64 id, bool writing); // the others who are: {"items":[…]}
    Pending<QJsonObject> leaveCase(qint64 id);
    Pending<Listing> templates();                                                   // of answers
    Pending<QJsonObject> filledTemplate(qint64 caseId, const QString &name);        // with what was missing
    Pending<QJsonObject> setTemplate(const QString &name, const QJsonObject &words, // title, text
                                     const QByteArray &key = {});
    Pending<QJsonObject> removeTemplate(const QString &name, const QByteArray &key = {});
    Pending<QJsonObject> acknowledgePage(qint64 id, const QByteArray &key = {});
    // Mail that was taken; more: verdict=quarantined or discarded.
    Pending<Listing> mails(const ListQuery &query = {});
    Pending<QJsonObject> mail(qint64 id); // with its text, and where it would go
    // Into the case that it belongs to, or into this one.
    Pending<QJsonObject> releaseMail(qint64 id, qint64 intoCase = 0, const QByteArray &key = {});
    Pending<QJsonObject> discardMail(qint64 id, const QString &reason = {}, const QByteArray &key = {});
    Pending<QJsonObject> takeMailBack(qint64 id, const QByteArray &key = {});
    // What came with a mail, as it came. Progress is told in bytes; giving up makes it a failure, at once.
    Pending<QJsonObject> mailHtml(qint64 mail); // {"html"}, cleaned
    Pending<QByteArray> attachment(qint64 mail, int number, std::function<void(qint64, qint64)> progress = {},
                                   std::shared_ptr<GivingUp> givingUp = {});
    Pending<QJsonObject> sla(); // policies, calendars, agreements
    Pending<QJsonObject> slaReport(const QUrlQuery &query);

    Pending<Listing> events(const ListQuery &query = {});
    Pending<QJsonObject> ledgerHead();

    Pending<QJsonObject> duty();
    Pending<QJsonObject> shifts(const QString &from, const QString &to); // ISO 8601, as everywhere
    Pending<QJsonObject> overrideDuty(const QJsonObject &override, const QByteArray &key = {});
    Pending<QJsonObject> removeOverride(qint64 id, const QByteArray &key = {});
    // person, begins, ends, with, with_begins, with_ends
    Pending<QJsonObject> swapDuty(const QJsonObject &swap, const QByteArray &key = {});
    Pending<QJsonObject> removeSwap(qint64 id, const QByteArray &key = {});
    Pending<QJsonObject> simulateDuty(const QJsonObject &wish); // at, customer, severity
    Pending<Listing> pages(const ListQuery &query = {});
    Pending<QJsonObject> nextTarget();

    Pending<Listing> users(const ListQuery &query = {});
    Pending<QJsonObject> addUser(const QJsonObject &user);
    Pending<QJsonObject> issueToken(const QString &user, const QJsonObject &body);

    Pending<QJsonObject> host(const QString &name);
    Pending<QJsonObject> addHost(const QJsonObject &host);
    Pending<QJsonObject> removeHost(const QString &name);
    Pending<QJsonObject> scanHost(const QString &address, int port);
    Pending<QJsonObject> mailbox(const QString &name);
    Pending<QJsonObject> setMailbox(const QString &name, const QJsonObject &mailbox);
    Pending<QJsonObject> removeMailbox(const QString &name);
    Pending<QJsonObject> checkMailbox(const QString &name);
    Pending<QJsonObject> setSecret(const QString &name, const QString &value);
    Pending<QJsonObject> removeSecret(const QString &name);

    Pending<QJsonObject> whoAmI();
    Pending<QJsonObject> health();
    Pending<QJsonObject> demo();
    Pending<QJsonObject> loadDemo(bool on, int rate);
    Pending<QJsonObject> brake();
    Pending<QJsonObject> setBrake(bool on, const QString &reason, const QByteArray &key = {});
    Pending<QJsonObject> backUp();

    Endpoint endpoint() const { return m_endpoint(); }
    Problem worded(Problem problem) const;
    // The problem says that nobody answered, not that somebody refused.
    static bool isUnreachable(const Problem &problem);
    // Whether what was asked had its effect: nobody answered, none can read it, or it is still worked on.
    static bool isOutcomeUnknown(const Problem &problem);
    // The service doesn't know the question: it is older than this program.
    static bool isUnknownThere(const Problem &problem);
    // An answer to a caller's own key that the service had given before: nothing was done now.
    static bool isReplayed(const QJsonObject &answer);

private:
    struct Attempt;
    Pending<QByteArray> bytesAt(const QString &path, std::function<void(qint64, qint64)> progress,
                                std::shared_ptr<GivingUp> givingUp);
    Pending<Answer> expect(Call::Expects what, Call call);
    static Result<Answer> read(const Attempt &attempt, const TransportAnswer &answer);
    void send(const std::shared_ptr<Attempt> &attempt);
    void onAnswer(const std::shared_ptr<Attempt> &attempt, const TransportAnswer &answer);
    bool tryAgain(const std::shared_ptr<Attempt> &attempt);
    void refuse(const Attempt &attempt, Problem problem) const;

    Transport &m_transport;
    const EndpointSource m_endpoint;
    const Options m_options;
    QObject m_alive; // pending repetitions end with the client
};

} // namespace slipway
