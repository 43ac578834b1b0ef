// Files for what one writes in cases, on their way to the service: looked at before anything travels, brought
// one after the other in pieces, and gone on with where they were after a restart of either side. All that
// reads or writes files does so beside the GUI thread.
#pragma once
#include "models/FileKeeper.h"
#include "models/Session.h"

#include <QMap>
#include <QSet>

#include <memory>
#include <optional>

class QImage;
class QThreadPool;

namespace slipway {

struct ReplyFile
{
    enum class State { Waiting, Underway, There, Failed };
    int key = 0; // of this console, for as long as it runs
    QString path;
    QString name;
    qint64 size = 0;
    qint64 modified = 0; // in ms, as it was added: what has changed since isn't what was meant
    bool isOurs = false; // it was pasted: there is no other copy, and it goes with the draft
    qint64 id = 0;       // at the service; 0: not begun
    qint64 got = 0;      // so much is there
    State state = State::Waiting;
    QString why; // it failed
    bool operator==(const ReplyFile &) const = default;
};

class ReplyFiles : public QObject
{
    Q_OBJECT

public:
    // `folder`: where what is pasted is kept; made when it is needed.
    ReplyFiles(Session &session, QString folder, QObject *parent = nullptr);
    ~ReplyFiles() override;

    const std::vector<ReplyFile> &of(qint64 ofCase) const;
    // What doesn't fit is refused, the rest is taken.
    void add(qint64 ofCase, const QStringList &paths);
    void addPicture(qint64 ofCase, const QImage &picture);
    void remove(qint64 ofCase, int key); // and what was removed before is gone for good
    void putBack();                      // what was removed last
    void again(qint64 ofCase, int key);  // what failed
    void lookAgain(qint64 ofCase);       // whether what is there still is
    void forget(qint64 ofCase, const std::vector<qint64> &sent); // by their ids; what came since stays

    bool isUnderWay(qint64 ofCase) const;         // something isn't known to be there, and may come
    const ReplyFile *failed(qint64 ofCase) const; // the first; or null
    std::vector<qint64> ids(qint64 ofCase) const;
    qsizetype count(qint64 ofCase) const; // with those that are still being looked at

    QJsonObject toJson() const;
    void restore(const QJsonObject &object); // of cases that have none yet

Q_SIGNALS:
    void changed(qint64 ofCase);
    void kept();                                                  // what toJson() says is another
    void refused(qint64 ofCase, const slipway::Problem &problem); // and then changed()
    // They went with a message, of which nobody had heard here: they don't belong to the draft any more.
    void wentBefore(qint64 ofCase, const QStringList &names);

private:
    struct Look
    {
        QString path;
        qint64 size = 0;
        qint64 modified = 0;
        QString why; // it can't be attached
    };
    struct Removed
    {
        qint64 ofCase = 0;
        ReplyFile file;
    };
    static Look lookAt(const QString &path);
    void take(qint64 ofCase, const std::vector<Look> &looks, bool isOurs);
    void expect(qint64 ofCase, qsizetype more); // or fewer
    ReplyFile *find(qint64 ofCase, int key);
    void next();
    void begin(qint64 ofCase, const ReplyFile &file);
    void read(qint64 ofCase, const ReplyFile &file);
    void bring(qint64 ofCase, int key, const QByteArray &piece);
    void onBegun(qint64 ofCase, int key, const Result<QJsonObject> &answer);
    void onBrought(qint64 ofCase, int key, const Result<QJsonObject> &answer);
    void verify(qint64 ofCase);
    void onListed(qint64 ofCase, const Result<Listing> &answer);
    void onMessages(qint64 ofCase, const QMap<qint64, qint64> &got, const Result<QJsonObject> &answer);
    void takeUp(qint64 ofCase, const QMap<qint64, qint64> &got);
    bool isLater(qint64 ofCase, const Problem &problem);
    void stop(qint64 ofCase, int key, const Problem &problem);
    void nextAfterSilence();
    void settle(ReplyFile &file, qint64 got);
    void letGo();
    void tidy();
    void drop(qint64 ofCase, const ReplyFile &file);
    void run(std::function<std::function<void()>()> work); // beside this thread; what it returns here again

    Session &m_session;
    const QString m_folder;
    FileKeeper m_keeper;
    QMap<qint64, std::vector<ReplyFile>> m_files;
    QMap<QString, qint64> m_pictures; // being written, and for which case
    QMap<qint64, qsizetype> m_coming; // so many are being looked at or written, by case
    QSet<qint64> m_unverified;        // cases whose files may be gone at the service
    qint64 m_verified = 0;            // the one of which that is asked now
    std::optional<Removed> m_removed;
    std::shared_ptr<GivingUp> m_givingUp; // of the piece under way
    bool m_busy = false;                  // with one file, or a list
    int m_underWay = 0;                   // its key; 0: none
    int m_lastKey = 0;
    std::unique_ptr<QThreadPool> m_reader;
};

} // namespace slipway
