#include "service/support/WatcherDesk.h"

#include "domain/Json.h"
#include "service/ipc/Process.h"
#include "service/store/CatalogRepository.h"
#include "service/support/CaseMail.h"
#include "service/support/WatcherRepository.h"

#include <QDateTime>
#include <QFile>

namespace slipway {

namespace {

constexpr qint64 largestStatus = 1024 * 1024;
const QString serviceActor = QStringLiteral("service");

QString toText(WatcherDesk::Way way)
{
    return way == WatcherDesk::Way::Url ? QStringLiteral("url") : QStringLiteral("mail");
}

QString placeOf(WatcherDesk::Way way, const OutsideWatcher &watcher)
{
    return way == WatcherDesk::Way::Url ? watcher.place : watcher.mail;
}

std::vector<WatcherDesk::Way> waysOf(const OutsideWatcher &watcher)
{
    std::vector<WatcherDesk::Way> ways;
    if (!watcher.place.isEmpty())
        ways.push_back(WatcherDesk::Way::Url);
    if (!watcher.mail.isEmpty())
        ways.push_back(WatcherDesk::Way::Mail);
    return ways;
}

QByteArray aliveMail(const QString &from, const QString &to, Instant now)
{
    const QByteArray at = slipway::toText(now).toUtf8();
    return "From: " + from.toUtf8() + "\r\nTo: " + to.toUtf8() + "\r\nSubject: Slipway is alive\r\nDate: " +
           QDateTime::fromMSecsSinceEpoch(now.time_since_epoch() / std::chrono::milliseconds(1), Qt::UTC)
               .toString(Qt::RFC2822Date)
               .toUtf8() +
           "\r\nMessage-ID: <alive." + QByteArray::number(qint64(now.time_since_epoch().count())) + '@' +
           from.section(QLatin1Char('@'), 1).toUtf8() +
           ">\r\nAuto-Submitted: auto-generated\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nAt " + at +
           " paging went on. When these mails stop, it may have stopped.\r\n";
}

QJsonValue timeOrNull(const std::optional<Instant> &time)
{
    return time ? QJsonValue(slipway::toText(*time)) : QJsonValue();
}

} // namespace

WatcherDesk::WatcherDesk(Store &store, SecretStore &secrets, Behind behind, MailServer server,
                         QString mailFolder, QString statusFile, Options options)
    : m_store(store),
      m_secrets(secrets),
      m_book(store, secrets),
      m_behind(std::move(behind)),
      m_server(std::move(server)),
      m_mailFolder(std::move(mailFolder)),
      m_statusFile(std::move(statusFile)),
      m_options(options)
{
}

WatcherDesk::~WatcherDesk()
{
    stop();
}

Result<void> WatcherDesk::start()
{
    const std::lock_guard changing(m_changing);
    const auto watcher = m_store.read([](Reader &reader) { return WatcherRepository::find(reader); });
    if (!watcher)
        return Failure(watcher.error());
    {
        const std::lock_guard lock(m_mutex);
        m_isStarted = true;
    }
    watch(watcher->value_or(OutsideWatcher()));
    return {};
}

void WatcherDesk::stop()
{
    const std::lock_guard changing(m_changing);
    forget();
    const std::lock_guard lock(m_mutex);
    m_isStarted = false;
}

// All are asked before any is waited for.
void WatcherDesk::forget()
{
    for (std::jthread &thread : m_threads)
        thread.request_stop();
    m_threads.clear();
}

void WatcherDesk::watch(const OutsideWatcher &watcher)
{
    {
        const std::lock_guard lock(m_mutex);
        m_watcher = watcher.isSet() ? std::optional(watcher) : std::nullopt;
        m_states.clear();
        for (const Way way : waysOf(watcher))
            m_states[way] = {};
        if (!m_isStarted)
            return;
    }
    writeStatus();
    for (const Way way : waysOf(watcher))
        m_threads.emplace_back(
            [this, way, watcher](const std::stop_token &stop) { serve(way, watcher, stop); });
}

void WatcherDesk::serve(Way way, const OutsideWatcher &watcher, const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        const Duration pause = turn(way, watcher, stop);
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, pause, [] { return false; });
    }
}

// How long to wait before the next.
Duration WatcherDesk::turn(Way way, const OutsideWatcher &watcher, const std::stop_token &stop)
{
    const bool isStalled = m_behind() > m_options.stall;
    {
        const std::lock_guard lock(m_mutex);
        if (isStalled && !std::exchange(m_states[way].isSilent, isStalled))
            qWarning("slipwayd: paging stands still: the watcher outside hears nothing by %s",
                     qUtf8Printable(toText(way)));
        m_states[way].isSilent = isStalled;
    }
    if (isStalled)
        return m_options.look;
    const Duration began = m_store.clock().monotonic();
    const Told told = tell(way, watcher, stop);
    if (stop.stop_requested())
        return {};
    note(way, watcher, told);
    const Duration every = std::chrono::seconds(watcher.everySeconds);
    const Duration took = m_store.clock().monotonic() - began;
    return std::max(Duration(0), (told.isAccepted ? every : std::min(every, m_options.retry)) - took);
}

WatcherDesk::Told WatcherDesk::tell(Way way, const OutsideWatcher &watcher, const std::stop_token &stop) const
{
    return way == Way::Url ? call(watcher, stop) : mail(watcher, stop);
}

WatcherDesk::Told WatcherDesk::call(const OutsideWatcher &watcher, const std::stop_token &stop) const
{
    const auto secret = m_secrets.get(OutsideWatcher::secret);
    const auto address = secret ? OutsideWatcher::Address::fromSecret(*secret)
                                : Result<OutsideWatcher::Address>(Failure(secret.error()));
    if (!address)
        return {false, address.error().what, address.error().hint};
    HttpRequest request;
    request.verb =
        watcher.verb == OutsideWatcher::Verb::Get ? HttpRequest::Verb::Get : HttpRequest::Verb::Post;
    request.url = address->url;
    if (!address->token.isEmpty())
        request.headers.emplace_back("Authorization", "Bearer " + address->token);
    if (request.verb == HttpRequest::Verb::Post) {
        request.headers.emplace_back("Content-Type", "application/json");
        request.body = toBytes(QJsonObject{{QStringLiteral("at"), slipway::toText(m_store.clock().now())},
                                           {QStringLiteral("state"), QStringLiteral("alive")}});
    }
    const HttpAnswer answer =
        HttpSender(std::min<Duration>(m_options.patience, std::chrono::seconds(watcher.everySeconds)))
            .send(request, stop);
    if (answer.status >= 200 && answer.status < 300)
        return {true, {}, {}};
    if (answer.status == 0)
        return {false, answer.why,
                QStringLiteral("Look whether %1 can be reached from here.").arg(watcher.place)};
    return {false, QStringLiteral("it answered %1").arg(answer.status),
            QStringLiteral("Set the address again if it has changed: slipwayctl watcher set --address.")};
}

WatcherDesk::Told WatcherDesk::mail(const OutsideWatcher &watcher, const std::stop_token &stop) const
{
    const auto desk = m_store.read(
        [](Reader &reader) { return CatalogRepository::setting(reader, QStringLiteral("support")); });
    const QString ours = desk ? desk->value(QLatin1String("address")).toString() : QString();
    const QString from = ours.isEmpty() ? watcher.mail : ours;
    const SmtpOutcome outcome =
        MailRoute(m_server, m_mailFolder)
            .deliver({from, {watcher.mail}, aliveMail(from, watcher.mail, m_store.clock().now())}, stop);
    if (outcome.kind == SmtpOutcome::Kind::Taken)
        return {true, {}, {}};
    return {false, outcome.why, QStringLiteral("Look at the smarthost in outbound.json.")};
}

void WatcherDesk::note(Way way, const OutsideWatcher &watcher, const Told &told)
{
    const Instant now = m_store.clock().now();
    bool hasTurned = false;
    bool isNews = false;
    {
        const std::lock_guard lock(m_mutex);
        State &state = m_states[way];
        hasTurned = state.problem.isEmpty() != told.problem.isEmpty();
        isNews = state.problem != told.problem || !state.tried;
        state.tried = now;
        if (told.isAccepted)
            state.accepted = now;
        ++(told.isAccepted ? state.acceptedCount : state.failedCount);
        state.problem = told.problem;
        state.hint = told.hint;
    }
    if (isNews)
        writeStatus();
    if (!hasTurned)
        return;
    if (!told.isAccepted)
        qWarning("slipwayd: the watcher outside, %s: %s", qUtf8Printable(placeOf(way, watcher)),
                 qUtf8Printable(told.problem));
    const auto noted = m_store.write([&](Transaction &transaction) -> Result<void> {
        WatcherRepository::note(transaction, serviceActor, toText(way), told.problem);
        return {};
    });
    if (!noted)
        qWarning("slipwayd: the watcher outside: %s", qUtf8Printable(noted.error().text()));
}

QJsonArray WatcherDesk::ways() const
{
    QJsonArray items;
    const std::lock_guard lock(m_mutex);
    for (const auto &[way, state] : m_states)
        items.append(
            QJsonObject{{QStringLiteral("way"), toText(way)},
                        {QStringLiteral("place"), placeOf(way, m_watcher.value_or(OutsideWatcher()))},
                        {QStringLiteral("tried_at"), timeOrNull(state.tried)},
                        {QStringLiteral("accepted_at"), timeOrNull(state.accepted)},
                        {QStringLiteral("problem"), state.problem},
                        {QStringLiteral("hint"), state.hint},
                        {QStringLiteral("silent"), state.isSilent}});
    return items;
}

Result<QJsonObject> WatcherDesk::show() const
{
    const auto watcher = m_store.read([](Reader &reader) { return WatcherRepository::find(reader); });
    if (!watcher)
        return Failure(watcher.error());
    QJsonObject object = watcher->value_or(OutsideWatcher()).toJson();
    if (!*watcher)
        object.insert(QStringLiteral("every_seconds"), QJsonValue());
    object.insert(QStringLiteral("ways"), ways());
    return object;
}

Result<QJsonObject> WatcherDesk::set(const QJsonObject &body, const QString &actor)
{
    const std::lock_guard changing(m_changing);
    const auto before = m_store.read([](Reader &reader) { return WatcherRepository::find(reader); });
    const auto known = m_book.known(OutsideWatcher::secret);
    if (!before || !known)
        return Failure(before ? known.error() : before.error());
    OutsideWatcher::Address address;
    if (*known && *before) {
        const auto read = OutsideWatcher::Address::fromSecret(**known);
        if (read) // or it is set anew
            address = *read;
    }
    const auto wanted = before->value_or(OutsideWatcher()).with(body, address);
    if (!wanted)
        return Failure(wanted.error());
    forget();
    const auto written = m_book.change(OutsideWatcher::secret, [&](Transaction &transaction) -> Result<void> {
        if (auto set = WatcherRepository::set(transaction, actor, *wanted); !set)
            return set;
        if (!address.url.isEmpty())
            return m_book.put(transaction, OutsideWatcher::secret, address.toSecret(), actor);
        return *known ? m_book.take(transaction, OutsideWatcher::secret, actor) : Result<void>();
    });
    watch(written ? *wanted : before->value_or(OutsideWatcher()));
    return written ? show() : Failure(written.error());
}

Result<void> WatcherDesk::remove(const QString &actor)
{
    const std::lock_guard changing(m_changing);
    const auto before = m_store.read([](Reader &reader) { return WatcherRepository::find(reader); });
    const auto known = m_book.known(OutsideWatcher::secret);
    if (!before || !known)
        return Failure(before ? known.error() : before.error());
    forget();
    auto written = m_book.change(OutsideWatcher::secret, [&](Transaction &transaction) -> Result<void> {
        if (auto gone = WatcherRepository::remove(transaction, actor); !gone)
            return gone;
        return *known ? m_book.take(transaction, OutsideWatcher::secret, actor) : Result<void>();
    });
    watch(written ? OutsideWatcher() : before->value_or(OutsideWatcher()));
    return written;
}

Result<QJsonObject> WatcherDesk::test(const std::stop_token &stop) const
{
    const auto watcher = m_store.read([](Reader &reader) { return WatcherRepository::find(reader); });
    if (!watcher)
        return Failure(watcher.error());
    if (!*watcher)
        return fail(Problem::Kind::NotFound, QStringLiteral("No watcher outside is set"),
                    QStringLiteral("\"slipwayctl watcher set\" sets one."));
    QJsonArray items;
    bool isFine = true;
    for (const Way way : waysOf(**watcher)) {
        const Told told = tell(way, **watcher, stop);
        isFine = isFine && told.isAccepted;
        items.append(QJsonObject{{QStringLiteral("way"), toText(way)},
                                 {QStringLiteral("place"), placeOf(way, **watcher)},
                                 {QStringLiteral("ok"), told.isAccepted},
                                 {QStringLiteral("problem"), told.problem},
                                 {QStringLiteral("hint"), told.hint}});
    }
    return QJsonObject{{QStringLiteral("ok"), isFine}, {QStringLiteral("ways"), items}};
}

QByteArray WatcherDesk::metrics() const
{
    QByteArray up = "# HELP slipway_watcher_up Whether the watcher outside heard what it was told last.\n"
                    "# TYPE slipway_watcher_up gauge\n";
    QByteArray told = "# HELP slipway_watcher_told_total What the watcher outside was told.\n"
                      "# TYPE slipway_watcher_told_total counter\n";
    const std::lock_guard lock(m_mutex);
    for (const auto &[way, state] : m_states) {
        const QByteArray label = "{way=\"" + toText(way).toUtf8() + '"';
        const bool isUp = state.accepted && state.problem.isEmpty() && !state.isSilent;
        up += "slipway_watcher_up" + label + (isUp ? "} 1\n" : "} 0\n");
        told += "slipway_watcher_told_total" + label + ",outcome=\"accepted\"} " +
                QByteArray::number(state.acceptedCount) + "\nslipway_watcher_told_total" + label +
                ",outcome=\"failed\"} " + QByteArray::number(state.failedCount) + '\n';
    }
    return m_states.empty() ? QByteArray() : up + told;
}

void WatcherDesk::writeStatus() const
{
    const std::lock_guard writing(m_writing);
    const auto written =
        writeFileAtomically(m_statusFile, toBytes(QJsonObject{{QStringLiteral("items"), ways()}}), 0600);
    if (!written)
        qWarning("slipwayd: %s", qUtf8Printable(written.error().text()));
}

QJsonArray WatcherDesk::statusIn(const QString &file)
{
    const auto bytes = readFile(file, largestStatus);
    const auto object = bytes ? objectFromBytes(*bytes, file) : Result<QJsonObject>(Failure(bytes.error()));
    return object ? object->value(QLatin1String("items")).toArray() : QJsonArray();
}

} // namespace slipway
