// Who else has a case open: while one is looked at the service is told so, and tells who else is there and
// writing. A service that knows nothing of it is left in peace.
#pragma once
#include "models/Session.h"

namespace slipway {

struct PresentRow
{
    QString who;
    bool writing = false;
    bool operator==(const PresentRow &) const = default;
    static std::optional<PresentRow> fromJson(const QJsonObject &object);
};

class CasePresence : public QObject
{
    Q_OBJECT

public:
    // The service forgets whoever isn't heard of for 30 seconds.
    explicit CasePresence(Session &session, QObject *parent = nullptr,
                          std::chrono::milliseconds interval = std::chrono::seconds(10));
    ~CasePresence() override; // says that nobody is there any more

    void watch(qint64 id); // 0: none
    void setActive(bool active);
    void typed();                                                      // a key: is writing for a while
    void stopWriting();                                                // sent, emptied or left
    const std::vector<PresentRow> &others() const { return m_others; } // those who write first

Q_SIGNALS:
    void changed();

private:
    bool isHere() const;
    void setWriting(bool writing);
    void tell();
    void onAnswer(qint64 id, const Result<QJsonObject> &answer);
    void leave();
    void setOthers(std::vector<PresentRow> others);

    Session &m_session;
    QTimer m_again;
    QTimer m_rest; // no key came for a while
    qint64 m_id = 0;
    qint64 m_told = 0; // where the service believes us to be; 0: nowhere
    bool m_active = false;
    bool m_writing = false;
    bool m_asking = false;
    bool m_askAgain = false; // something has changed since
    bool m_unknown = false;  // there
    std::vector<PresentRow> m_others;
};

} // namespace slipway
