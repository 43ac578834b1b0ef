#include "models/ReplyFiles.h"

#include "domain/CaseFile.h"
#include "domain/Json.h"
#include "models/SaidBefore.h"

#include <QBuffer>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QPointer>
#include <QThreadPool>
#include <QUuid>

#include <algorithm>

namespace slipway {

namespace {

constexpr auto afterSilence = std::chrono::seconds(1);

} // namespace

ReplyFiles::ReplyFiles(Session &session, QString folder, QObject *parent)
    : QObject(parent),
      m_session(session),
      m_folder(std::move(folder)),
      m_reader(std::make_unique<QThreadPool>())
{
    m_reader->setMaxThreadCount(1); // in the order in which they were chosen
    connect(&m_session, &Session::stateChanged, this, &ReplyFiles::next);
    connect(&m_keeper, &FileKeeper::kept, this, [this](const QString &path) {
        if (const qint64 ofCase = m_pictures.take(path); ofCase != 0)
            run([this, ofCase, path] {
                return [this, ofCase, look = lookAt(path)] { take(ofCase, {look}, true); };
            });
    });
    connect(&m_keeper, &FileKeeper::failed, this, [this](const Problem &problem) {
        const qint64 ofCase = m_pictures.take(problem.where);
        expect(ofCase, -1);
        Q_EMIT refused(ofCase, problem);
        Q_EMIT changed(ofCase);
    });
}

ReplyFiles::~ReplyFiles()
{
    letGo(); // nobody can put it back any more
    m_reader->waitForDone();
}

void ReplyFiles::run(std::function<std::function<void()>()> work)
{
    m_reader->start(
        [this, work = std::move(work)] { QMetaObject::invokeMethod(this, work(), Qt::QueuedConnection); });
}

const std::vector<ReplyFile> &ReplyFiles::of(qint64 ofCase) const
{
    static const std::vector<ReplyFile> none;
    const auto found = m_files.constFind(ofCase);
    return found == m_files.constEnd() ? none : *found;
}

ReplyFile *ReplyFiles::find(qint64 ofCase, int key)
{
    auto files = m_files.find(ofCase);
    if (files == m_files.end())
        return nullptr;
    const auto found =
        std::find_if(files->begin(), files->end(), [key](const ReplyFile &file) { return file.key == key; });
    return found == files->end() ? nullptr : &*found;
}

ReplyFiles::Look ReplyFiles::lookAt(const QString &path)
{
    const QFileInfo info(path);
    Look look{path, info.size(), info.lastModified().toMSecsSinceEpoch(), {}};
    if (info.exists() && !info.isFile())
        look.why = tr("Only files can be attached; pack a folder into one.");
    else if (QFile file(path); !file.open(QIODevice::ReadOnly))
        look.why = file.errorString();
    return look;
}

// They belong to it from here on: what is sent meanwhile waits for them.
void ReplyFiles::expect(qint64 ofCase, qsizetype more)
{
    m_coming[ofCase] += more;
    if (m_coming.value(ofCase) == 0)
        m_coming.remove(ofCase);
}

void ReplyFiles::add(qint64 ofCase, const QStringList &paths)
{
    expect(ofCase, paths.size());
    run([this, ofCase, paths]() -> std::function<void()> {
        std::vector<Look> looks;
        for (const QString &path : paths)
            looks.push_back(lookAt(path));
        return [this, ofCase, looks] { take(ofCase, looks, false); };
    });
}

// A file at once: nobody else has it.
void ReplyFiles::addPicture(qint64 ofCase, const QImage &picture)
{
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QString name =
        tr("picture", "name of a file") + QDateTime::currentDateTime().toString(QStringLiteral("-hhmmss"));
    const QString folder = QStringLiteral("%1/%2").arg(m_folder, id);
    const QString path = QStringLiteral("%1/%2.png").arg(folder, name);
    m_pictures.insert(path, ofCase);
    expect(ofCase, 1);
    run([this, folder, path, picture]() -> std::function<void()> {
        QDir().mkpath(folder);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        picture.save(&buffer, "PNG");
        return [this, path, bytes] { m_keeper.keep(path, bytes); };
    });
}

void ReplyFiles::take(qint64 ofCase, const std::vector<Look> &looks, bool isOurs)
{
    expect(ofCase, -std::ssize(looks));
    auto &files = m_files[ofCase];
    qint64 bytes = 0;
    for (const ReplyFile &file : files)
        bytes += file.size;
    std::optional<Problem> problem;
    for (const Look &look : looks) {
        const QString name = QFileInfo(look.path).fileName();
        Result<void> fits = CaseFile::fits(name, look.size);
        if (!look.why.isEmpty())
            fits = fail(Problem::Kind::Invalid, tr("%1 can't be attached").arg(name), look.why);
        if (fits)
            fits = CaseFile::fitOneMessage(files.size() + 1, bytes + look.size);
        if (!fits) {
            problem = problem.value_or(m_session.client().worded(fits.error()));
            if (isOurs)
                drop(ofCase, {0, look.path, name, 0, 0, true, 0, 0, ReplyFile::State::Waiting, {}});
            continue;
        }
        bytes += look.size;
        files.push_back({++m_lastKey,
                         look.path,
                         name,
                         look.size,
                         look.modified,
                         isOurs,
                         0,
                         0,
                         ReplyFile::State::Waiting,
                         {}});
    }
    if (files.empty())
        m_files.remove(ofCase);
    if (problem)
        Q_EMIT refused(ofCase, *problem);
    Q_EMIT changed(ofCase);
    Q_EMIT kept();
    next();
}

// One after the other, of whichever case; where nobody answers, once somebody does.
void ReplyFiles::next()
{
    if (m_busy || !m_session.isLive())
        return;
    if (!m_unverified.isEmpty()) {
        verify(*m_unverified.begin());
        return;
    }
    for (auto files = m_files.begin(); files != m_files.end(); ++files) {
        for (ReplyFile &file : *files) {
            if (file.state != ReplyFile::State::Waiting)
                continue;
            m_busy = true;
            m_underWay = file.key;
            file.state = ReplyFile::State::Underway;
            Q_EMIT changed(files.key());
            if (file.id == 0)
                begin(files.key(), file);
            else
                read(files.key(), file);
            return;
        }
    }
}

void ReplyFiles::begin(qint64 ofCase, const ReplyFile &file)
{
    m_session.client()
        .beginCaseFile(ofCase, file.name, file.size)
        .then([alive = QPointer(this), ofCase, key = file.key](const Result<QJsonObject> &answer) {
            if (alive)
                alive->onBegun(ofCase, key, answer);
        });
}

void ReplyFiles::onBegun(qint64 ofCase, int key, const Result<QJsonObject> &answer)
{
    ReplyFile *file = find(ofCase, key);
    if (!answer) {
        stop(ofCase, key, answer.error());
        return;
    }
    const qint64 id = answer->value(QLatin1String("id")).toInteger();
    if (!file) { // it was removed meanwhile
        m_session.client().removeCaseFile(ofCase, id);
        m_busy = false;
        m_underWay = 0;
        next();
        return;
    }
    file->id = id;
    settle(*file, 0);
    Q_EMIT changed(ofCase);
    Q_EMIT kept();
    if (file = find(ofCase, key); file && file->state == ReplyFile::State::Underway)
        read(ofCase, *file);
}

// How far it is: there, and the next one's turn, or on with it.
void ReplyFiles::settle(ReplyFile &file, qint64 got)
{
    file.got = got;
    if (file.got < file.size)
        return;
    file.state = ReplyFile::State::There;
    file.why.clear();
    m_busy = false;
    m_underWay = 0;
    QMetaObject::invokeMethod(this, &ReplyFiles::next, Qt::QueuedConnection);
}

void ReplyFiles::read(qint64 ofCase, const ReplyFile &file)
{
    run([this, ofCase, meant = file]() -> std::function<void()> {
        const Look look = lookAt(meant.path);
        const bool isOther = look.size != meant.size || look.modified != meant.modified;
        QByteArray piece;
        QString why = look.why;
        if (why.isEmpty() && isOther)
            why = tr("It has changed since it was attached; attach it again.");
        QFile source(meant.path);
        if (why.isEmpty() && source.open(QIODevice::ReadOnly) && source.seek(meant.got))
            piece = source.read(CaseFile::bytesOfAPiece);
        if (why.isEmpty() && piece.isEmpty())
            why = source.errorString();
        return [this, ofCase, key = meant.key, piece, why, name = meant.name] {
            if (why.isEmpty())
                bring(ofCase, key, piece);
            else
                stop(ofCase, key, {Problem::Kind::Invalid, why, {}, {}});
        };
    });
}

void ReplyFiles::bring(qint64 ofCase, int key, const QByteArray &piece)
{
    const ReplyFile *file = find(ofCase, key);
    if (!file) {
        stop(ofCase, key, {});
        return;
    }
    m_givingUp = std::make_shared<GivingUp>();
    m_session.client()
        .bringCaseFile(ofCase, file->id, file->got, piece, m_givingUp)
        .then([alive = QPointer(this), ofCase, key](const Result<QJsonObject> &answer) {
            if (alive)
                alive->onBrought(ofCase, key, answer);
        });
}

void ReplyFiles::onBrought(qint64 ofCase, int key, const Result<QJsonObject> &answer)
{
    m_givingUp.reset();
    ReplyFile *file = find(ofCase, key);
    if (!file || (!answer && answer.error().kind != Problem::Kind::NotFound)) {
        stop(ofCase, key, answer ? Problem() : answer.error());
        return;
    }
    if (!answer) { // gone there: from the beginning, unless the case is
        file->id = file->got = 0;
        begin(ofCase, *file);
        return;
    }
    settle(*file, answer->value(QLatin1String("got")).toInteger());
    const bool isThere = file->state == ReplyFile::State::There;
    Q_EMIT changed(ofCase);
    if (isThere)
        Q_EMIT kept();
    else if (file = find(ofCase, key); file)
        read(ofCase, *file);
}

// It isn't gone on with now: later where nobody answers, else when somebody says so.
void ReplyFiles::stop(qint64 ofCase, int key, const Problem &problem)
{
    m_busy = false;
    m_underWay = 0;
    if (ReplyFile *file = find(ofCase, key)) {
        const bool isLater = Client::isUnreachable(problem);
        file->state = isLater ? ReplyFile::State::Waiting : ReplyFile::State::Failed;
        file->why = isLater ? QString() : problem.what;
        Q_EMIT changed(ofCase);
        if (isLater) {
            nextAfterSilence();
            return;
        }
    }
    next();
}

// Where the session doesn't notice, it tells nobody when the service is heard again.
void ReplyFiles::nextAfterSilence()
{
    QTimer::singleShot(afterSilence, this, &ReplyFiles::next);
}

void ReplyFiles::verify(qint64 ofCase)
{
    m_busy = true;
    m_unverified.remove(ofCase);
    m_verified = ofCase;
    m_session.client().caseFiles(ofCase).then(
        [alive = QPointer(this), ofCase](const Result<Listing> &answer) {
            if (alive)
                alive->onListed(ofCase, answer);
        });
}

// Where nobody answers it is asked again.
bool ReplyFiles::isLater(qint64 ofCase, const Problem &problem)
{
    if (!Client::isUnreachable(problem))
        return false;
    m_busy = false;
    m_verified = 0;
    m_unverified.insert(ofCase);
    nextAfterSilence();
    return true;
}

void ReplyFiles::onListed(qint64 ofCase, const Result<Listing> &answer)
{
    if (!answer && isLater(ofCase, answer.error()))
        return;
    QMap<qint64, qint64> got;
    if (answer) {
        for (const QJsonValue &one : answer->items)
            got.insert(one[QLatin1String("id")].toInteger(), one[QLatin1String("got")].toInteger());
    }
    const auto &files = of(ofCase);
    const bool isAnyGone = std::any_of(files.begin(), files.end(), [&got](const ReplyFile &file) {
        return file.id != 0 && file.state != ReplyFile::State::Failed && !got.contains(file.id);
    });
    if (answer && isAnyGone) {
        m_session.client().supportCase(ofCase).then(
            [alive = QPointer(this), ofCase, got](const Result<QJsonObject> &about) {
                if (alive)
                    alive->onMessages(ofCase, got, about);
            });
        return;
    }
    if (answer)
        takeUp(ofCase, got);
    m_busy = false;
    m_verified = 0;
    Q_EMIT changed(ofCase);
    next();
}

// What is no draft any more may have gone with a message whose answer never came here: it isn't brought anew.
void ReplyFiles::onMessages(qint64 ofCase, const QMap<qint64, qint64> &got, const Result<QJsonObject> &answer)
{
    if (!answer && isLater(ofCase, answer.error()))
        return;
    std::vector<qint64> gone;
    QStringList names;
    if (answer) {
        std::vector<MessageRow> messages;
        for (const QJsonValue &one : answer->value(QLatin1String("messages")).toArray())
            messages.push_back(MessageRow::fromJson(one.toObject()));
        const std::set<qint64> said = filesSaid(messages);
        for (const ReplyFile &file : of(ofCase)) {
            if (said.contains(file.id)) {
                gone.push_back(file.id);
                names.append(file.name);
            }
        }
    }
    m_busy = false;
    m_verified = 0;
    if (!gone.empty())
        forget(ofCase, gone);
    takeUp(ofCase, got);
    Q_EMIT changed(ofCase);
    if (!gone.empty())
        Q_EMIT wentBefore(ofCase, names);
    next();
}

// From where they are at the service.
void ReplyFiles::takeUp(qint64 ofCase, const QMap<qint64, qint64> &got)
{
    const auto files = m_files.find(ofCase);
    if (files == m_files.end())
        return;
    for (ReplyFile &file : *files) {
        if (file.id == 0 || file.state == ReplyFile::State::Failed)
            continue;
        const bool isKnown = got.contains(file.id);
        file.id = isKnown ? file.id : 0;
        file.got = got.value(file.id);
        file.state = isKnown && file.got == file.size ? ReplyFile::State::There : ReplyFile::State::Waiting;
    }
}

} // namespace slipway

#include "moc_ReplyFiles.cpp"
