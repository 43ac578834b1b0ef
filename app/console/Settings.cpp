#include "console/Settings.h"

#include "domain/Json.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QSaveFile>
#include <QThreadPool>

#include <chrono>

namespace slipway {

namespace {

constexpr std::chrono::milliseconds debounce{400};
constexpr std::chrono::seconds again{30}; // after a failure, without another change
// Far above what anybody keeps, drafts included; what isn't read at a start mustn't be written before it.
constexpr qint64 longestFile = 64 * 1024 * 1024;

QString longestWord()
{
    return QLocale().formattedDataSize(longestFile, 0);
}

std::optional<Problem> writeFile(const QString &path, const QJsonObject &values)
{
    const QByteArray bytes = QJsonDocument(values).toJson();
    if (bytes.size() > longestFile) {
        return Problem{
            Problem::Kind::Invalid,
            Settings::tr("The settings can't be saved: they are larger than %1").arg(longestWord()), path,
            Settings::tr("What was saved before is still there, and what you change is kept until "
                         "Slipway ends. Import or discard long drafts; saving is tried again.")};
    }
    const QString folder = QFileInfo(path).path();
    QString reason;
    if (!QDir().mkpath(folder)) {
        reason = Settings::tr("the folder can't be made");
    } else {
        QSaveFile file(path);
        file.setDirectWriteFallback(false);
        // Flushed by hand: commit() overlooks what its own flush couldn't write.
        if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush() &&
            file.commit())
            return std::nullopt;
        reason = file.errorString();
    }
    return Problem{Problem::Kind::Unavailable, Settings::tr("The settings can't be saved: %1").arg(reason),
                   path,
                   Settings::tr("What you change is kept until Slipway ends. Look at the free space and "
                                "the owner of the folder; saving is tried again.")};
}

} // namespace

Settings::Settings(const QString &file, QObject *parent)
    : QObject(parent), m_file(file), m_writer(std::make_unique<QThreadPool>())
{
    m_writer->setMaxThreadCount(1);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &Settings::write);
    load();
}

Settings::~Settings()
{
    flush();
}

void Settings::load()
{
    QFile file(m_file);
    if (!file.exists())
        return;
    if (!file.open(QIODevice::ReadOnly)) {
        m_fault = Fault::Unreadable;
        m_reason = file.errorString();
        return;
    }
    const bool isTooLong = file.size() > longestFile;
    const auto object = objectFromBytes(isTooLong ? QByteArray() : file.readAll(), m_file);
    file.close();
    if (object) {
        m_values = *object;
        return;
    }
    m_fault = isTooLong ? Fault::TooLong : Fault::Broken;
    const QString aside = m_file + QStringLiteral(".broken-") +
                          QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddHHmmsszzz"));
    if (QFile::rename(m_file, aside))
        m_aside = aside;
}

std::optional<Problem> Settings::loadProblem() const
{
    if (m_fault == Fault::None)
        return std::nullopt;
    if (m_fault == Fault::Unreadable) {
        return Problem{Problem::Kind::Unavailable, tr("The settings can't be read: %1").arg(m_reason), m_file,
                       tr("Slipway starts with its defaults. Look at the owner of the file.")};
    }
    const bool isTooLong = m_fault == Fault::TooLong;
    const QString kept =
        isTooLong ? tr("The file was kept there as it is.") : tr("The broken file was kept there.");
    return Problem{
        Problem::Kind::Malformed,
        isTooLong
            ? tr("The settings are larger than %1, and Slipway starts with its defaults").arg(longestWord())
            : tr("The settings were broken, and Slipway starts with its defaults"),
        m_aside.isEmpty() ? m_file : m_aside, m_aside.isEmpty() ? tr("It couldn't be moved away.") : kept};
}

void Settings::set(const QString &key, const QJsonValue &value)
{
    const bool isEmpty = value.isUndefined() || value.isNull();
    if (isEmpty ? !m_values.contains(key) : m_values.value(key) == value)
        return;
    if (isEmpty)
        m_values.remove(key);
    else
        m_values.insert(key, value);
    m_changed = true;
    // Not restarted: somebody who never rests is saved, too.
    if (!m_soon.isActive() || m_soon.intervalAsDuration() > debounce)
        m_soon.start(debounce);
}

void Settings::write()
{
    m_changed = false;
    // As they are now: what changes meanwhile parts from them.
    m_writer->start([this, values = m_values] {
        const auto problem = writeFile(m_file, values);
        QMetaObject::invokeMethod(
            this, [this, problem] { onWritten(problem); }, Qt::QueuedConnection);
    });
}

void Settings::onWritten(const std::optional<Problem> &problem)
{
    if (problem && !m_soon.isActive()) {
        m_changed = true;
        m_soon.start(again);
    }
    if (problem.has_value() == m_isFailing)
        return;
    m_isFailing = problem.has_value();
    if (problem)
        Q_EMIT failed(*problem);
    else
        Q_EMIT recovered();
}

void Settings::flush()
{
    m_soon.stop();
    if (m_changed)
        write();
    m_writer->waitForDone();
}

} // namespace slipway
