#include "console/DesktopNotices.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include <algorithm>

namespace slipway {

namespace {

const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");
const QString openAction = QStringLiteral("default");
const QString buttonAction = QStringLiteral("button");

constexpr qsizetype longestTitle = 100;
constexpr qsizetype longestText = 400;
constexpr uchar normalUrgency = 1;
constexpr uchar criticalUrgency = 2;
constexpr int asTheDesktopLikes = -1; // how long it is seen
constexpr int untilItIsClosed = 0;

QDBusMessage callOf(const QString &name)
{
    return QDBusMessage::createMethodCall(service, path, service, name);
}

QString cut(const QString &text, qsizetype longest)
{
    return text.size() > longest ? text.left(longest) + QStringLiteral("…") : text;
}

QVariantMap hintsOf(const DesktopNotice &notice, bool canSound)
{
    QVariantMap hints{
        {QStringLiteral("urgency"), QVariant::fromValue(notice.isUrgent ? criticalUrgency : normalUrgency)},
        {QStringLiteral("desktop-entry"), QStringLiteral("slipway")},
        {QStringLiteral("category"), notice.category}};
    if (canSound && !notice.sound.isEmpty())
        hints.insert(QStringLiteral("sound-file"), notice.sound);
    else
        hints.insert(QStringLiteral("suppress-sound"), true);
    return hints;
}

QDBusMessage messageOf(const DesktopNotice &notice, uint replaces, const QStringList &abilities)
{
    const bool hasBody = abilities.contains(QLatin1String("body"));
    const QString text = cut(notice.text, longestText);
    // What came by mail stands in it.
    const bool isMarkup = abilities.contains(QLatin1String("body-markup"));
    QStringList actions;
    if (abilities.contains(QLatin1String("actions"))) {
        actions << openAction << DesktopNotices::tr("Show it");
        if (!notice.button.isEmpty())
            actions << buttonAction << notice.button;
    }
    QDBusMessage message = callOf(QStringLiteral("Notify"));
    message << QStringLiteral("Slipway") << replaces << QStringLiteral("slipway")
            << (hasBody ? cut(notice.title, longestTitle) : text)
            << (!hasBody ? QString() : (isMarkup ? text.toHtmlEscaped() : text)) << actions
            << hintsOf(notice, abilities.contains(QLatin1String("sound")))
            << (notice.isUrgent ? untilItIsClosed : asTheDesktopLikes);
    return message;
}

} // namespace

// What the bus calls.
class DesktopNotices::Ear final : public QObject, protected QDBusContext
{
    Q_OBJECT

public:
    explicit Ear(DesktopNotices &notices) : QObject(&notices), m_notices(notices) {}

public Q_SLOTS:
    void onOwner(const QString &, const QString &, const QString &now) { m_notices.onOwner(now); }
    void onToken(uint id, const QString &token) { m_notices.m_token = {id, token.toUtf8()}; }
    void onAction(uint id, const QString &action) { m_notices.onAction(message(), id, action); }
    void onClosed(uint id, uint) { m_notices.onClosed(message(), id); }

private:
    DesktopNotices &m_notices;
};

DesktopNotices::DesktopNotices(std::chrono::milliseconds patience, QObject *parent) : QObject(parent)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, &DesktopNotices::handBack);
}

DesktopNotices::~DesktopNotices()
{
    for (const Told &told : std::as_const(m_told)) {
        if (told.id != 0)
            close(told.id);
    }
}

bool DesktopNotices::canSound() const
{
    return m_abilities && m_abilities->contains(QLatin1String("sound"));
}

void DesktopNotices::begin()
{
    listen();
    if (!m_abilities)
        ask(false);
}

// Without the sender's name, which would be looked up meanwhile: who it is, is seen from what comes.
void DesktopNotices::listen()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (m_ear || !bus.isConnected())
        return;
    m_ear = new Ear(*this);
    bus.connect(QString(), QStringLiteral("/org/freedesktop/DBus"), QStringLiteral("org.freedesktop.DBus"),
                QStringLiteral("NameOwnerChanged"), {service}, QString(), m_ear,
                SLOT(onOwner(QString, QString, QString)));
    bus.connect(QString(), path, service, QStringLiteral("ActivationToken"), m_ear,
                SLOT(onToken(uint, QString)));
    bus.connect(QString(), path, service, QStringLiteral("ActionInvoked"), m_ear,
                SLOT(onAction(uint, QString)));
    bus.connect(QString(), path, service, QStringLiteral("NotificationClosed"), m_ear,
                SLOT(onClosed(uint, uint)));
}

// The desktop may have it started for the first notice, but not before.
void DesktopNotices::ask(bool mayStart)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (m_isAsking || !bus.isConnected())
        return;
    m_isAsking = true;
    QDBusMessage question = callOf(QStringLiteral("GetCapabilities"));
    question.setAutoStartService(mayStart);
    auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, mayStart, answer] {
        answer->deleteLater();
        onAbilities(mayStart, *answer);
    });
}

void DesktopNotices::onAbilities(bool mayStart, QDBusPendingCallWatcher &answer)
{
    m_isAsking = false;
    const QDBusPendingReply<QStringList> reply = answer;
    if (!reply.isValid()) {
        if (!mayStart && !m_waiting.empty())
            ask(true);
        else
            handBack();
        return;
    }
    m_abilities = reply.value();
    m_owner = reply.reply().service();
    m_patience.stop();
    for (const DesktopNotice &notice : std::exchange(m_waiting, {}))
        send(notice);
}

void DesktopNotices::handBack()
{
    m_patience.stop();
    for (const DesktopNotice &notice : std::exchange(m_waiting, {}))
        Q_EMIT refused(notice);
}

void DesktopNotices::show(const DesktopNotice &notice)
{
    listen();
    if (!m_ear) {
        Q_EMIT refused(notice);
    } else if (m_abilities) {
        send(notice);
    } else {
        std::erase_if(m_waiting, [&](const DesktopNotice &one) { return one.about == notice.about; });
        m_waiting.push_back(notice);
        if (!m_patience.isActive())
            m_patience.start();
        ask(true);
    }
}

void DesktopNotices::send(const DesktopNotice &notice)
{
    Told &told = m_told[notice.about];
    told.isOver = false;
    if (told.isUnderWay) {
        told.next = notice;
        return;
    }
    told.isUnderWay = true;
    told.notice = notice;
    const QDBusMessage message = messageOf(notice, told.id, *m_abilities);
    auto *answer = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
    auto *late = new QTimer(answer);
    late->setSingleShot(true);
    // Its answer is still taken: by that it can be closed.
    connect(late, &QTimer::timeout, this, [this, notice] {
        if (!m_told.value(notice.about).isOver)
            Q_EMIT refused(notice);
    });
    late->start(m_patience.intervalAsDuration());
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, notice, answer, late] {
        answer->deleteLater();
        const bool wasRefused = !late->isActive();
        late->stop();
        onAnswer(notice, wasRefused, *answer);
    });
}

void DesktopNotices::onAnswer(const DesktopNotice &notice, bool wasRefused, QDBusPendingCallWatcher &answer)
{
    Told &told = m_told[notice.about];
    told.isUnderWay = false;
    const auto next = std::exchange(told.next, std::nullopt);
    const bool isOver = told.isOver;
    const QDBusPendingReply<uint> reply = answer;
    if (reply.isValid()) {
        m_owner = reply.reply().service();
        told.id = reply.value();
    } else {
        m_abilities.reset(); // asked anew: it may be another one by then
    }
    if (!reply.isValid() || isOver) {
        if (told.id != 0)
            close(told.id);
        m_told.remove(notice.about);
    }
    if (!reply.isValid() && !wasRefused && !isOver && !next)
        Q_EMIT refused(notice);
    if (next)
        show(*next);
}

void DesktopNotices::withdraw(const QString &about)
{
    std::erase_if(m_waiting, [&](const DesktopNotice &one) { return one.about == about; });
    const auto told = m_told.find(about);
    if (told == m_told.end())
        return;
    told->next.reset();
    told->isOver = true;
    if (told->isUnderWay)
        return;
    close(told->id);
    m_told.erase(told);
}

void DesktopNotices::close(uint id) const
{
    QDBusMessage message = callOf(QStringLiteral("CloseNotification"));
    message.setAutoStartService(false);
    message << id;
    QDBusConnection::sessionBus().asyncCall(message);
}

// The numbers of one that ended say nothing to the next. What is urgent is shown by that again.
void DesktopNotices::onOwner(const QString &now)
{
    if (now == m_owner)
        return;
    m_owner = now;
    m_abilities.reset();
    std::vector<DesktopNotice> lost;
    m_told.removeIf([&](const QHash<QString, Told>::iterator &one) {
        const bool wasShown = std::exchange(one->id, 0) != 0;
        if (!one->isUnderWay && wasShown && one->notice.isUrgent)
            lost.push_back(one->notice);
        return !one->isUnderWay;
    });
    for (DesktopNotice &notice : lost) {
        notice.sound.clear();
        show(notice);
    }
    if (!now.isEmpty())
        begin();
}

QString DesktopNotices::aboutOf(const QDBusMessage &message, uint id) const
{
    if (message.service() != m_owner || id == 0)
        return {};
    const auto told =
        std::find_if(m_told.begin(), m_told.end(), [id](const Told &one) { return one.id == id; });
    return told == m_told.end() ? QString() : told.key();
}

void DesktopNotices::onAction(const QDBusMessage &message, uint id, const QString &action)
{
    const QString about = aboutOf(message, id);
    if (about.isEmpty())
        return;
    const QByteArray token = m_token.first == id ? m_token.second : QByteArray();
    if (action == buttonAction)
        Q_EMIT pressed(about, token);
    else
        Q_EMIT opened(about, token);
}

void DesktopNotices::onClosed(const QDBusMessage &message, uint id)
{
    const auto told = m_told.find(aboutOf(message, id));
    if (told == m_told.end())
        return;
    told->id = 0;
    if (!told->isUnderWay)
        m_told.erase(told);
}

} // namespace slipway

#include "DesktopNotices.moc"
