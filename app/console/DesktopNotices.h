// Notices by the desktop's own service, org.freedesktop.Notifications: one for each thing that is told of, in
// whose place a newer one comes, and which goes when that is over. Nothing here waits for an answer; what
// nobody has taken in time is handed back.
#pragma once
#include <QHash>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <optional>
#include <vector>

class QDBusMessage;
class QDBusPendingCallWatcher;

namespace slipway {

struct DesktopNotice
{
    QString about; // "case/12"
    QString title; // of the thing; where the desktop shows one line only, it is the text
    QString text;
    QString category; // "x-slipway.page"
    QString button;   // beside opening it; empty: none
    QString sound;    // the file that is heard with it; empty: it is silent
    bool isUrgent = false;
};

class DesktopNotices : public QObject
{
    Q_OBJECT

public:
    explicit DesktopNotices(std::chrono::milliseconds patience = std::chrono::seconds(3),
                            QObject *parent = nullptr);
    ~DesktopNotices() override; // nobody would hear any more what is clicked there

    void begin();          // asks what the desktop can, unless it is known
    bool canSound() const; // as far as is known
    void show(const DesktopNotice &notice);
    void withdraw(const QString &about);

Q_SIGNALS:
    void refused(const slipway::DesktopNotice &notice);          // nobody shows it, or not in time
    void opened(const QString &about, const QByteArray &token);  // `token`: see Application::show
    void pressed(const QString &about, const QByteArray &token); // its button

private:
    class Ear;
    struct Told
    {
        DesktopNotice notice;              // as it was sent last
        std::optional<DesktopNotice> next; // once that has been answered
        uint id = 0;                       // 0: nobody shows it
        bool isUnderWay = false;
        bool isOver = false; // by the time that it is answered
    };
    void listen();
    void ask(bool mayStart);
    void onAbilities(bool mayStart, QDBusPendingCallWatcher &answer);
    void handBack();
    void send(const DesktopNotice &notice);
    void onAnswer(const DesktopNotice &notice, bool wasRefused, QDBusPendingCallWatcher &answer);
    void close(uint id) const;
    void onOwner(const QString &now);
    void onAction(const QDBusMessage &message, uint id, const QString &action);
    void onClosed(const QDBusMessage &message, uint id);
    QString aboutOf(const QDBusMessage &message, uint id) const; // empty: none of these

    Ear *m_ear = nullptr; // once the bus is listened to
    QTimer m_patience;    // until it is known what the desktop can
    QString m_owner;      // of the service's name, as the bus calls it
    std::optional<QStringList> m_abilities;
    bool m_isAsking = false;
    std::vector<DesktopNotice> m_waiting; // for that
    QHash<QString, Told> m_told;          // by what it is about
    std::pair<uint, QByteArray> m_token;  // of the notice that is clicked
};

} // namespace slipway
