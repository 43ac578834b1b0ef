#include "widgets/EventWords.h"

#include "domain/Json.h"
#include "models/ModelText.h"
#include "models/ServicePhrases.h"
#include "models/ServiceWords.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <array>
#include <optional>

namespace slipway {

namespace {

// {name} is a field of the payload, {subject} the name behind the kind of thing it is about: "214" of
// "release/214". Where `field` is named, the words are for that value of it.
struct Words
{
    const char *kind;
    const char *words;
    const char *field = "";
    const char *value = "";
};

constexpr auto table = std::to_array<Words>({
    {"release.created", QT_TRANSLATE_NOOP("EventWords", "started release {subject} of {application}: {note}"),
     "note"},
    {"release.created", QT_TRANSLATE_NOOP("EventWords", "started release {subject} of {application}")},
    {"release.draft", QT_TRANSLATE_NOOP("EventWords", "planned release {subject} of {application}")},
    {"release.running", QT_TRANSLATE_NOOP("EventWords", "went on with release {subject} of {application}")},
    {"release.waiting",
     QT_TRANSLATE_NOOP("EventWords", "release {subject} of {application} waits: {waits_for}")},
    {"release.frozen", QT_TRANSLATE_NOOP("EventWords", "held requests of {application}")},
    {"release.live", QT_TRANSLATE_NOOP("EventWords", "swapped {application}: release {subject} is live")},
    {"release.finalized", QT_TRANSLATE_NOOP("EventWords", "finalized release {subject} of {application}")},
    {"release.rolled-back",
     QT_TRANSLATE_NOOP("EventWords", "rolled back release {subject} of {application}")},
    {"release.aborted", QT_TRANSLATE_NOOP("EventWords", "aborted release {subject} of {application}")},
    {"release.failed", QT_TRANSLATE_NOOP("EventWords", "release {subject} of {application} failed")},
    {"release.kept", QT_TRANSLATE_NOOP("EventWords", "gave up a swap: {address} serves as before")},
    {"release.measured", QT_TRANSLATE_NOOP("EventWords", "wrote down what was seen from outside")},
    {"cutover.recovered", QT_TRANSLATE_NOOP("EventWords", "recovered the cutover of release {subject}")},
    {"application.created", QT_TRANSLATE_NOOP("EventWords", "created the application {subject}")},
    {"application.removed",
     QT_TRANSLATE_NOOP("EventWords", "removed the application {subject}, which was never built")},
    {"application.recipe", QT_TRANSLATE_NOOP("EventWords", "changed the recipe of {subject}")},
    {"application.swapped", QT_TRANSLATE_NOOP("EventWords", "swapped the sides of {subject}")},
    {"addresses.swapped", QT_TRANSLATE_NOOP("EventWords", "swapped the addresses of {subject}")},
    {"environment.created", QT_TRANSLATE_NOOP("EventWords", "added the environment {name} to {subject}")},
    {"environment.role", QT_TRANSLATE_NOOP("EventWords", "{environment} is production of {subject}"), "role",
     "production"},
    {"environment.role", QT_TRANSLATE_NOOP("EventWords", "{environment} stands by for {subject}"), "role",
     "standby"},
    {"environment.role", QT_TRANSLATE_NOOP("EventWords", "{environment} is a test environment of {subject}"),
     "role", "test"},
    {"environment.role", QT_TRANSLATE_NOOP("EventWords", "retired {environment} of {subject}"), "role",
     "retired"},
    {"environment.state", QT_TRANSLATE_NOOP("EventWords", "{environment} of {subject} runs"), "state",
     "running"},
    {"environment.state", QT_TRANSLATE_NOOP("EventWords", "{environment} of {subject} is stopped"), "state",
     "stopped"},
    {"environment.state", QT_TRANSLATE_NOOP("EventWords", "{environment} of {subject} failed"), "state",
     "failed"},
    {"environment.state", QT_TRANSLATE_NOOP("EventWords", "{environment} of {subject} is missing"), "state",
     "missing"},
    {"environment.quiet", QT_TRANSLATE_NOOP("EventWords", "made {environment} of {subject} quiet"), "quiet",
     "true"},
    {"environment.quiet", QT_TRANSLATE_NOOP("EventWords", "{environment} of {subject} isn't quiet any more"),
     "quiet", "false"},
    {"environment.version",
     QT_TRANSLATE_NOOP("EventWords", "{environment} of {subject} says it is version {version}")},
    {"environment.opened", QT_TRANSLATE_NOOP("EventWords", "let the customer into {environment}")},
    {"environment.closed", QT_TRANSLATE_NOOP("EventWords", "closed the door of {environment}")},
    {"environment.address", QT_TRANSLATE_NOOP("EventWords", "gave {environment} the address {address}")},
    {"environment.resumed",
     QT_TRANSLATE_NOOP("EventWords", "let {environment} go on by itself: its lease had lapsed")},
    {"appliance.down", QT_TRANSLATE_NOOP("EventWords", "{appliance} of {environment} went down")},
    {"appliance.up", QT_TRANSLATE_NOOP("EventWords", "{appliance} of {environment} is up again")},
    {"appliance.state", QT_TRANSLATE_NOOP("EventWords", "appliance {subject}: {state}, {health}")},
    {"appliance.address", QT_TRANSLATE_NOOP("EventWords", "gave appliance {subject} the address {address}")},
    {"step.started", QT_TRANSLATE_NOOP("EventWords", "began step {step}")},
    {"step.done", QT_TRANSLATE_NOOP("EventWords", "finished step {step}")},
    {"step.waiting", QT_TRANSLATE_NOOP("EventWords", "release {release} waits at step {step}: {waits_for}"),
     "release"},
    {"step.waiting", QT_TRANSLATE_NOOP("EventWords", "step {step} waits: {waits_for}")},
    {"step.failed", QT_TRANSLATE_NOOP("EventWords", "step {step} failed")},
    {"step.unknown", QT_TRANSLATE_NOOP("EventWords", "can't tell whether step {step} is done")},
    {"step.skipped", QT_TRANSLATE_NOOP("EventWords", "skipped step {step}: {reason}")},
    {"step.retried", QT_TRANSLATE_NOOP("EventWords", "tried step {step} again")},
    {"step.undoing", QT_TRANSLATE_NOOP("EventWords", "takes back step {step}")},
    {"step.undone", QT_TRANSLATE_NOOP("EventWords", "took back step {step}")},
    {"signoff.given", QT_TRANSLATE_NOOP("EventWords", "signed off {name} as {role}")},
    {"signal.given", QT_TRANSLATE_NOOP("EventWords", "gave the signal {name}")},
    {"run.scheduled", QT_TRANSLATE_NOOP("EventWords", "planned {definition} for {subject}")},
    {"run.started", QT_TRANSLATE_NOOP("EventWords", "started {definition} for {subject}"), "definition", ""},
    {"run.started", QT_TRANSLATE_NOOP("EventWords", "began run {run}")},
    {"run.inputs", QT_TRANSLATE_NOOP("EventWords", "changed what run {run} goes by")},
    {"run.paused", QT_TRANSLATE_NOOP("EventWords", "paused run {run}")},
    {"run.resumed", QT_TRANSLATE_NOOP("EventWords", "let run {run} go on")},
    {"run.aborting", QT_TRANSLATE_NOOP("EventWords", "aborts run {run}; what was done is taken back")},
    {"run.rolling-back", QT_TRANSLATE_NOOP("EventWords", "rolls back run {run}: {reason}")},
    {"run.rollback-given-up", QT_TRANSLATE_NOOP("EventWords", "couldn't roll back run {run}")},
    {"run.ended", QT_TRANSLATE_NOOP("EventWords", "run {run} is done"), "state", "done"},
    {"run.ended", QT_TRANSLATE_NOOP("EventWords", "run {run} was aborted"), "state", "aborted"},
    {"run.ended", QT_TRANSLATE_NOOP("EventWords", "run {run} was rolled back"), "state", "rolled-back"},
    {"run.ended", QT_TRANSLATE_NOOP("EventWords", "run {run} failed"), "state", "failed"},
    {"lock.taken", QT_TRANSLATE_NOOP("EventWords", "reserved {subject} for run {run}")},
    {"lock.released", QT_TRANSLATE_NOOP("EventWords", "{subject} is free again")},
    {"lock.broken", QT_TRANSLATE_NOOP("EventWords", "took {subject} away from run {run}: {reason}")},
    {"brake.on", QT_TRANSLATE_NOOP("EventWords", "pulled the brake: {reason}")},
    {"brake.off", QT_TRANSLATE_NOOP("EventWords", "took the brake off")},
    {"customer.created", QT_TRANSLATE_NOOP("EventWords", "added the customer {name}")},
    {"contact.created", QT_TRANSLATE_NOOP("EventWords", "added the contact {name} of {subject}")},
    {"contact.keys", QT_TRANSLATE_NOOP("EventWords", "changed who of {subject} may come in")},
    {"pipeline.shipped",
     QT_TRANSLATE_NOOP("EventWords", "brought the pipeline {subject}, version {version}")},
    {"pipeline.imported",
     QT_TRANSLATE_NOOP("EventWords", "imported the pipeline {subject}, version {version}")},
    {"user.created", QT_TRANSLATE_NOOP("EventWords", "added the user {subject}")},
    {"user.enabled", QT_TRANSLATE_NOOP("EventWords", "let the user {subject} in again")},
    {"user.disabled", QT_TRANSLATE_NOOP("EventWords", "shut the user {subject} out")},
    {"user.password", QT_TRANSLATE_NOOP("EventWords", "set the password of {subject}")},
    {"token.issued", QT_TRANSLATE_NOOP("EventWords", "issued a token for {subject}")},
    {"token.revoked", QT_TRANSLATE_NOOP("EventWords", "revoked a token of {subject}")},
    {"host.added", QT_TRANSLATE_NOOP("EventWords", "added the host {subject}")},
    {"host.removed", QT_TRANSLATE_NOOP("EventWords", "removed the host {subject}")},
    {"secret.set", QT_TRANSLATE_NOOP("EventWords", "set the secret {subject}")},
    {"secret.removed", QT_TRANSLATE_NOOP("EventWords", "removed the secret {subject}")},
    {"setting.changed", QT_TRANSLATE_NOOP("EventWords", "changed the setting {subject}")},
    {"outbound.refused",
     QT_TRANSLATE_NOOP("EventWords", "{environment} was refused {refused} connections to the outside")},
    {"mail.waits", QT_TRANSLATE_NOOP("EventWords", "mail waits for {smarthost}: {why}")},
    {"mail.flows", QT_TRANSLATE_NOOP("EventWords", "{smarthost} takes mail again")},
    {"mail.expired", QT_TRANSLATE_NOOP("EventWords", "gave up the message {message_id}: {why}")},
    {"mail.refused", QT_TRANSLATE_NOOP("EventWords", "the smarthost refused {messages} messages: {why}")},
    {"case.opened", QT_TRANSLATE_NOOP("EventWords", "opened case {case}: {title}")},
    {"case.message", QT_TRANSLATE_NOOP("EventWords", "wrote to case {case}")},
    {"case.acknowledged", QT_TRANSLATE_NOOP("EventWords", "acknowledged case {case}: nobody else is paged")},
    {"case.replied", QT_TRANSLATE_NOOP("EventWords", "answered the customer of case {case}")},
    {"case.noted", QT_TRANSLATE_NOOP("EventWords", "noted something at case {case}")},
    {"case.file-dropped",
     QT_TRANSLATE_NOOP("EventWords", "let go of {name}, which was never sent from case {case}")},
    {"case.taken", QT_TRANSLATE_NOOP("EventWords", "took case {case}")},
    {"case.assigned", QT_TRANSLATE_NOOP("EventWords", "gave case {case} to {owner}")},
    {"case.solved", QT_TRANSLATE_NOOP("EventWords", "solved case {case}")},
    {"case.closed", QT_TRANSLATE_NOOP("EventWords", "closed case {case}")},
    {"case.reopened",
     QT_TRANSLATE_NOOP("EventWords", "case {case} is open again: release {release} is {outcome}"), "release"},
    {"case.reopened", QT_TRANSLATE_NOOP("EventWords", "came back to case {case}")},
    {"case.breached", QT_TRANSLATE_NOOP("EventWords", "case {case} missed its guarantee: {clock}")},
    {"case.warning",
     QT_TRANSLATE_NOOP("EventWords", "case {case} has used {percent} % of its time: {clock}")},
    {"case.triaged", QT_TRANSLATE_NOOP("EventWords", "changed what case {case} is")},
    {"case.reckoned", QT_TRANSLATE_NOOP("EventWords", "changed what is promised for case {case}")},
    {"case.waiting", QT_TRANSLATE_NOOP("EventWords", "let case {case} wait for {reference}"), "reference"},
    {"case.waiting", QT_TRANSLATE_NOOP("EventWords", "let case {case} wait: {state}")},
    {"case.linked", QT_TRANSLATE_NOOP("EventWords", "linked case {case} to {reference}")},
    {"case.unlinked", QT_TRANSLATE_NOOP("EventWords", "took the link to {reference} from case {case}")},
    {"case.resumed",
     QT_TRANSLATE_NOOP("EventWords", "case {case} is open again: release {release} is {outcome}"), "release"},
    {"case.resumed", QT_TRANSLATE_NOOP("EventWords", "let case {case} wait no longer")},
    {"template.changed", QT_TRANSLATE_NOOP("EventWords", "changed the answer template {subject}")},
    {"template.removed", QT_TRANSLATE_NOOP("EventWords", "removed the answer template {subject}")},
    {"sla.set", QT_TRANSLATE_NOOP("EventWords", "changed what is guaranteed: {kind} {name}")},
    {"sla.removed", QT_TRANSLATE_NOOP("EventWords", "took away what was guaranteed: {kind} {name}")},
    {"case.undeliverable",
     QT_TRANSLATE_NOOP("EventWords", "the answer to case {case} can't be delivered: {why}")},
    {"page.due", QT_TRANSLATE_NOOP("EventWords", "pages {to} for case {case}")},
    {"page.accepted", QT_TRANSLATE_NOOP("EventWords", "the page to {to} for case {case} is on its way")},
    {"page.refused", QT_TRANSLATE_NOOP("EventWords", "the page to {to} for case {case} was refused: {why}")},
    {"page.unreachable",
     QT_TRANSLATE_NOOP("EventWords", "the page to {to} for case {case} can't be handed over now: {why}")},
    {"case.snoozed", QT_TRANSLATE_NOOP("EventWords", "wants nobody paged for case {case} until {until}")},
    {"page.nobody", QT_TRANSLATE_NOOP("EventWords", "nobody can be paged as {to} for case {case}")},
    {"page.machine-answer",
     QT_TRANSLATE_NOOP("EventWords", "a machine answered a page for case {case}: {why}")},
    {"mail.quarantined", QT_TRANSLATE_NOOP("EventWords", "mail from {from} is in quarantine: {why}")},
    {"mail.released", QT_TRANSLATE_NOOP("EventWords", "let the mail from {from} out of quarantine")},
    {"mail.discarded", QT_TRANSLATE_NOOP("EventWords", "discarded the mail from {from}")},
    {"mail.taken-back", QT_TRANSLATE_NOOP("EventWords", "took the mail from {from} back into quarantine")},
    {"mailbox.set", QT_TRANSLATE_NOOP("EventWords", "takes mail from the mailbox {subject} at {host}")},
    {"mailbox.removed", QT_TRANSLATE_NOOP("EventWords", "takes no more mail from the mailbox {subject}")},
    {"mailbox.waits", QT_TRANSLATE_NOOP("EventWords", "the mailbox {subject} can't be read: {why}")},
    {"mailbox.flows", QT_TRANSLATE_NOOP("EventWords", "the mailbox {subject} can be read again")},
    {"mailbox.left", QT_TRANSLATE_NOOP("EventWords", "left mail {uid} in the mailbox {subject}: {why}")},
    {"mailbox.restarted",
     QT_TRANSLATE_NOOP("EventWords",
                       "the mailbox {subject} was numbered anew: its {mails} mails are read again")},
    {"duty.person", QT_TRANSLATE_NOOP("EventWords", "changed how {name} is reached")},
    {"duty.rota", QT_TRANSLATE_NOOP("EventWords", "changed the rota")},
    {"duty.swap-removed",
     QT_TRANSLATE_NOOP("EventWords", "took back that {person} and {with} swap their duty")},
    {"duty.swap",
     QT_TRANSLATE_NOOP("EventWords", "let {with} be on duty for {person}, and {person} for {with}")},
    {"duty.override-removed", QT_TRANSLATE_NOOP("EventWords", "took back that {person} is on duty")},
    {"duty.override", QT_TRANSLATE_NOOP("EventWords", "put {person} on duty until {ends}")},
    {"watcher.set", QT_TRANSLATE_NOOP("EventWords", "tells a watcher outside that paging goes on")},
    {"watcher.removed", QT_TRANSLATE_NOOP("EventWords", "tells no watcher outside any more")},
    {"watcher.unreachable",
     QT_TRANSLATE_NOOP("EventWords", "the watcher outside isn't reached ({subject}): {why}")},
    {"watcher.reached", QT_TRANSLATE_NOOP("EventWords", "the watcher outside is reached again ({subject})")},
    {"gateway.silent", QT_TRANSLATE_NOOP("EventWords", "the gateway doesn't answer: {why}")},
    {"gateway.heard", QT_TRANSLATE_NOOP("EventWords", "the gateway answers again")},
    {"backup.made", QT_TRANSLATE_NOOP("EventWords", "made the backup {subject}")},
    {"folder.restored", QT_TRANSLATE_NOOP("EventWords", "the data folder was restored from a backup")},
    {"demo.load-on", QT_TRANSLATE_NOOP("EventWords", "turned the demo's traffic on")},
    {"demo.load-off", QT_TRANSLATE_NOOP("EventWords", "turned the demo's traffic off")},
});

std::optional<QString> fieldOf(const Event &event, const QJsonObject &payload, const QString &name)
{
    if (name == QLatin1String("subject"))
        return event.subject.section(QLatin1Char('/'), 1);
    const QJsonValue value = payload.value(name);
    if (value.isString())
        return value.toString();
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.isDouble())
        return QString::number(value.toInteger());
    return std::nullopt;
}

// What comes from a closed set or is a sentence of the service, in the language of this console.
QString inOurWords(const QString &name, const QString &value)
{
    if (name == QLatin1String("waits_for"))
        return waitWords(value);
    if (name == QLatin1String("role"))
        return roleWords(value);
    if (name == QLatin1String("state") || name == QLatin1String("health") || name == QLatin1String("outcome"))
        return stateWord(value);
    if (name == QLatin1String("why")) {
        const QString doubt = doubtWords(value);
        return doubt == value ? phraseWords(value) : doubt;
    }
    return value;
}

// Each {name} once; nothing where one leads nowhere. What was put in isn't looked at again.
std::optional<QString> filled(const QString &words, const Event &event, const QJsonObject &payload)
{
    QString text;
    qsizetype from = 0;
    for (;;) {
        const qsizetype open = words.indexOf(QLatin1Char('{'), from);
        if (open < 0)
            return text + words.mid(from);
        const qsizetype close = words.indexOf(QLatin1Char('}'), open);
        const QString name = words.mid(open + 1, close - open - 1);
        const auto field = fieldOf(event, payload, name);
        if (!field || field->isEmpty())
            return std::nullopt;
        text += words.mid(from, open - from) + quietWord(inOurWords(name, *field));
        from = close + 1;
    }
}

bool isMeant(const Words &row, const Event &event, const QJsonObject &payload)
{
    if (event.kind != QLatin1String(row.kind))
        return false;
    if (!*row.field)
        return true;
    const auto field = fieldOf(event, payload, QLatin1String(row.field));
    return field && (!*row.value || *field == QLatin1String(row.value));
}

} // namespace

QString quietWord(const QString &word, int longest)
{
    // Long before a line's end nobody looks at what else there is.
    QString text = word.left(longest * 8).simplified();
    erase_if(text, [](QChar c) { // marks that turn what comes after them
        return (c >= QChar(0x202a) && c <= QChar(0x202e)) || (c >= QChar(0x2066) && c <= QChar(0x2069));
    });
    if (text.size() > longest) {
        QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
        finder.setPosition(longest);
        const qsizetype end = finder.isAtBoundary() ? longest : finder.toPreviousBoundary();
        text = text.left(end > 0 ? end : longest) + QStringLiteral("…");
    }
    const bool turns = std::any_of(text.cbegin(), text.cend(), [](QChar c) {
        return c.direction() == QChar::DirR || c.direction() == QChar::DirAL;
    });
    // First strong isolate … pop directional isolate.
    return turns ? QChar(0x2068) + text + QChar(0x2069) : text;
}

QString wordsOf(const Event &event)
{
    const QJsonObject payload = QJsonDocument::fromJson(event.payload).object();
    for (const Words &row : table) {
        if (!isMeant(row, event, payload))
            continue;
        if (const auto text = filled(QCoreApplication::translate("EventWords", row.words), event, payload))
            return *text;
    }
    return quietWord(event.kind);
}

QStringList kindsWithWords()
{
    QStringList kinds;
    for (const Words &row : table)
        kinds.append(QLatin1String(row.kind));
    kinds.removeDuplicates();
    kinds.sort();
    return kinds;
}

} // namespace slipway
