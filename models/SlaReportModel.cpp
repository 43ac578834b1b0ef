#include "models/SlaReportModel.h"

#include "domain/Csv.h"
#include "models/CaseRows.h"
#include "models/DutyRows.h"
#include "models/ModelText.h"
#include "models/Roles.h"
#include "models/ShellLine.h"

#include <QDateTime>
#include <QJsonArray>
#include <QLocale>
#include <QPointer>

#include <algorithm>
#include <cmath>
#include <utility>

namespace slipway {

namespace {

constexpr double fine = 99.9; // percent of promises that are kept: nothing to say
constexpr double poor = 95;

std::optional<Duration> spanIn(const QJsonObject &object, const char *field)
{
    const QJsonValue ms = object.value(QLatin1String(field));
    return ms.isDouble() ? std::optional<Duration>(std::chrono::milliseconds(ms.toInteger())) : std::nullopt;
}

QString spanOrNone(const std::optional<Duration> &span)
{
    return span ? longSpan(*span) : QString();
}

// As slipwayctl writes it.
QString minutes(const std::optional<Duration> &span)
{
    return span ? QString::number(std::chrono::duration<double, std::ratio<60>>(*span).count(), 'f', 1)
                : QString();
}

QString percentWords(double percent)
{
    return QStringLiteral("%1 %").arg(
        QLocale().toString(percent, 'f', percent == std::floor(percent) ? 0 : 1));
}

ReportRow sumOf(const std::vector<ReportRow> &rows)
{
    ReportRow all;
    all.isSum = true;
    for (const ReportRow &row : rows) {
        all.met += row.met;
        all.missed += row.missed;
        all.open += row.open;
        all.answers += row.answers;
        if (row.longest)
            all.longest = std::max(all.longest.value_or(Duration::zero()), *row.longest);
        all.buckets.resize(std::max(all.buckets.size(), row.buckets.size()));
        for (std::size_t i = 0; i < row.buckets.size(); ++i) {
            all.buckets[i].upTo = row.buckets[i].upTo;
            all.buckets[i].count += row.buckets[i].count;
        }
    }
    if (all.met + all.missed > 0) // rounded down: 100 means that none was missed
        all.keptPercent = std::floor(10000.0 * all.met / (all.met + all.missed)) / 100;
    return all;
}

QString startOf(QDate day, const QTimeZone &zone)
{
    const Instant moment(std::chrono::milliseconds(day.startOfDay(zone).toMSecsSinceEpoch()));
    QString text = toText(moment);
    return text.remove(QStringLiteral(".000000"));
}

} // namespace

ReportRow ReportRow::fromJson(const QJsonObject &object)
{
    const auto number = [&object](const char *field) { return object.value(QLatin1String(field)).toInt(); };
    ReportRow row;
    row.key = object.value(QLatin1String("key")).toString();
    row.met = number("met");
    row.missed = number("breached");
    row.open = number("running");
    if (const QJsonValue percent = object.value(QLatin1String("met_percent")); percent.isDouble())
        row.keptPercent = percent.toDouble();
    row.answers = number("responses");
    row.half = spanIn(object, "response_p50_ms");
    row.most = spanIn(object, "response_p90_ms");
    row.longest = spanIn(object, "response_max_ms");
    for (const QJsonValue &value : object.value(QLatin1String("distribution")).toArray()) {
        const QJsonObject bucket = value.toObject();
        row.buckets.push_back({spanIn(bucket, "up_to_ms"), bucket.value(QLatin1String("count")).toInteger()});
    }
    return row;
}

QUrlQuery ReportQuery::arguments() const
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("by"), by);
    query.addQueryItem(QStringLiteral("from"), startOf(from, zone));
    query.addQueryItem(QStringLiteral("until"), startOf(to.addDays(1), zone));
    if (!customer.isEmpty())
        query.addQueryItem(QStringLiteral("customer"),
                           QString::fromLatin1(QUrl::toPercentEncoding(customer)));
    query.addQueryItem(QStringLiteral("zone"), QString::fromLatin1(zone.id()));
    return query;
}

QString ReportQuery::commandLine() const
{
    QString line = QStringLiteral("slipwayctl sla report --by %1 --from %2 --until %3")
                       .arg(by, startOf(from, zone), startOf(to.addDays(1), zone));
    if (!customer.isEmpty()) // with the equals sign: it may begin with a dash
        line += QLatin1Char(' ') + shellQuoted(QStringLiteral("--customer=") + customer);
    return line + QStringLiteral(" --zone %1 --csv").arg(QString::fromLatin1(zone.id()));
}

SlaReportModel::SlaReportModel(Session &session, QObject *parent)
    : QAbstractTableModel(parent), m_session(session)
{
}

void SlaReportModel::ask(const ReportQuery &query)
{
    m_query = query;
    askAgain();
}

void SlaReportModel::askAgain()
{
    m_asked = true;
    m_failed = false;
    const QPointer<SlaReportModel> alive(this);
    m_session.client()
        .slaReport(m_query.arguments())
        .then([this, alive, generation = ++m_generation](const Result<QJsonObject> &answer) {
            if (!alive || generation != m_generation)
                return;
            if (answer) {
                take(*answer);
                return;
            }
            m_failed = true;
            Q_EMIT failed(answer.error());
        });
}

// What stays the same stays where it is, with what is chosen there.
void SlaReportModel::take(const QJsonObject &answer)
{
    std::vector<ReportRow> rows;
    for (const QJsonValue &item : answer.value(QLatin1String("items")).toArray())
        rows.push_back(ReportRow::fromJson(item.toObject()));
    ReportRow sum = sumOf(rows);
    if (rows.size() > 1)
        rows.push_back(sum);
    if (!m_loaded || rows != m_rows) {
        beginResetModel();
        m_rows = std::move(rows);
        m_sum = std::move(sum);
        endResetModel();
    }
    m_loaded = true;
    Q_EMIT loaded();
}

QString SlaReportModel::name(const ReportRow &row) const
{
    if (row.isSum)
        return tr("All together");
    if (m_query.by == QLatin1String("month")) {
        const QDate first = QDate::fromString(row.key + QStringLiteral("-01"), Qt::ISODate);
        return first.isValid() ? QLocale().toString(first, tr("MMM yyyy", "format of a month")) : row.key;
    }
    if (m_query.by == QLatin1String("severity"))
        return stateWord(row.key);
    if (m_query.by == QLatin1String("clock"))
        return clockWord(row.key);
    if (row.key.isEmpty())
        return m_query.by == QLatin1String("person") ? tr("nobody") : tr("nobody whom we know");
    return row.key;
}

QString SlaReportModel::inWords() const
{
    const ReportRow &all = m_sum;
    if (!all.keptPercent)
        return all.open > 0 ? tr("Nothing is decided yet: %n clocks run.", nullptr, all.open)
                            : tr("No clock began in that time.");
    QString words = tr("%1 of %2 guarantees were kept (%3).")
                        .arg(QString::number(all.met), QString::number(all.met + all.missed),
                             percentWords(*all.keptPercent));
    if (all.longest)
        words += QLatin1Char(' ') +
                 tr("%n answers were given; the longest took %1.", nullptr, static_cast<int>(all.answers))
                     .arg(longSpan(*all.longest));
    return words;
}

QByteArray SlaReportModel::csv() const
{
    QString text = QStringLiteral("what,met_%,met,breached,open,responses,p50_min,p90_min,max_min\r\n");
    for (const ReportRow &row : m_rows) {
        if (row.isSum)
            break;
        text += csvLine({row.key.isEmpty() ? QStringLiteral("(nobody)") : row.key,
                         row.keptPercent ? QString::number(*row.keptPercent) : QString(),
                         QString::number(row.met), QString::number(row.missed), QString::number(row.open),
                         QString::number(row.answers), minutes(row.half), minutes(row.most),
                         minutes(row.longest)}) +
                QStringLiteral("\r\n");
    }
    return text.toUtf8();
}

int SlaReportModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SlaReportModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SlaReportModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ReportRow &one = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown(one, index.column());
    case Qt::TextAlignmentRole:
        return index.column() > Kept ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case StateRole:
        return !one.keptPercent           ? QString()
               : *one.keptPercent >= fine ? QStringLiteral("met")
               : *one.keptPercent >= poor ? QStringLiteral("soon")
                                          : QStringLiteral("breached");
    case StaleRole:
        return !m_session.isLive();
    case DetailRole:
        return tr("%1: %2 kept, %3 missed, %4 still open", "what is counted, numbers of guarantees")
            .arg(name(one), QString::number(one.met), QString::number(one.missed), QString::number(one.open));
    default:
        return {};
    }
}

QVariant SlaReportModel::shown(const ReportRow &row, int column) const
{
    switch (column) {
    case What:
        return name(row);
    case Kept:
        return row.keptPercent ? percentWords(*row.keptPercent) : tr("nothing is decided");
    case Met:
        return row.met;
    case Missed:
        return row.missed;
    case Open:
        return row.open;
    case Answers:
        return row.answers;
    case Half:
        return spanOrNone(row.half);
    case Most:
        return spanOrNone(row.most);
    case Longest:
        return spanOrNone(row.longest);
    default:
        return {};
    }
}

QVariant SlaReportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case What:
        return m_query.by == QLatin1String("plan")       ? tr("Plan")
               : m_query.by == QLatin1String("severity") ? tr("Severity")
               : m_query.by == QLatin1String("person")   ? tr("Person")
               : m_query.by == QLatin1String("month")    ? tr("Month")
               : m_query.by == QLatin1String("clock")    ? tr("Guarantee")
                                                         : tr("Customer");
    case Kept:
        return tr("Kept");
    case Met:
        return tr("In time");
    case Missed:
        return tr("Missed");
    case Open:
        return tr("Open");
    case Answers:
        return tr("Answers");
    case Half:
        return tr("Half within");
    case Most:
        return tr("9 of 10 within");
    case Longest:
        return tr("Longest");
    default:
        return {};
    }
}

void AnswerTimesModel::show(const std::vector<ReportRow::Bucket> &buckets)
{
    if (buckets == m_buckets)
        return;
    beginResetModel();
    m_buckets = buckets;
    m_all = 0;
    for (const ReportRow::Bucket &bucket : m_buckets)
        m_all += bucket.count;
    endResetModel();
}

QString AnswerTimesModel::boundWords(const ReportRow::Bucket &bucket, const ReportRow::Bucket *before)
{
    if (bucket.upTo)
        return tr("up to %1").arg(longSpan(*bucket.upTo));
    return before && before->upTo ? tr("over %1").arg(longSpan(*before->upTo)) : tr("longer");
}

int AnswerTimesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_buckets.size());
}

int AnswerTimesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AnswerTimesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return index.column() > Within ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    if (role != Qt::DisplayRole)
        return {};
    const auto at = static_cast<std::size_t>(index.row());
    const auto share = [this](qint64 count) {
        return m_all == 0
                   ? QString()
                   : percentWords(
                         std::floor(1000.0 * static_cast<double>(count) / static_cast<double>(m_all)) / 10);
    };
    switch (index.column()) {
    case Within:
        return boundWords(m_buckets[at], at > 0 ? &m_buckets[at - 1] : nullptr);
    case Count:
        return m_buckets[at].count;
    case Share:
        return share(m_buckets[at].count);
    case SoFar: {
        qint64 sum = 0;
        for (std::size_t i = 0; i <= at; ++i)
            sum += m_buckets[i].count;
        return share(sum);
    }
    default:
        return {};
    }
}

QVariant AnswerTimesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Within:
        return tr("Answered");
    case Count:
        return tr("Answers");
    case Share:
        return tr("Share");
    case SoFar:
        return tr("So far");
    default:
        return {};
    }
}

} // namespace slipway

#include "moc_SlaReportModel.cpp"
