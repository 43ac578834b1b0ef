// How the guarantees were kept, and how long answers took: what the service counted, by whatever is asked
// for, and how the answers of one row or of all spread over time.
#pragma once
#include "models/Session.h"

#include <QAbstractTableModel>
#include <QDate>
#include <QTimeZone>

namespace slipway {

struct ReportRow
{
    struct Bucket
    {
        std::optional<Duration> upTo; // nothing: without end
        qint64 count = 0;
        bool operator==(const Bucket &) const = default;
    };
    QString key;
    int met = 0;                       // in time
    int missed = 0;                    // answered late, or not at all
    int open = 0;                      // may still be met in time
    std::optional<double> keptPercent; // of what is decided
    qint64 answers = 0;
    std::optional<Duration> half; // so long half of the answers took at most, nine of ten, and all
    std::optional<Duration> most;
    std::optional<Duration> longest;
    std::vector<Bucket> buckets; // the quickest first
    bool isSum = false;          // of all others
    bool operator==(const ReportRow &) const = default;
    static ReportRow fromJson(const QJsonObject &object);
};

// What is asked: days are whole ones of the zone, both included.
struct ReportQuery
{
    QString by = QStringLiteral("customer"); // clock, customer, plan, severity, person, month
    QDate from;
    QDate to;
    QString customer; // slug; empty: all
    QTimeZone zone = QTimeZone::utc();
    bool operator==(const ReportQuery &) const = default;

    QUrlQuery arguments() const; // as the API takes them
    QString commandLine() const; // slipwayctl sla report …
};

class SlaReportModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { What, Kept, Met, Missed, Open, Answers, Half, Most, Longest, ColumnCount };
    explicit SlaReportModel(Session &session, QObject *parent = nullptr);

    void ask(const ReportQuery &query);
    void askAgain();
    bool isAsked() const { return m_asked; }
    bool isLoaded() const { return m_loaded; }
    bool hasFailed() const { return m_failed; }
    const ReportQuery &query() const { return m_query; }
    // Where there are several the last one is their sum, without what can't be added up.
    const ReportRow &row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    const ReportRow &sum() const { return m_sum; }
    QString name(const ReportRow &row) const; // of what it counts: "northwind", "critical", "Nov 2026"
    QString inWords() const;                  // "38 of 40 guarantees were kept (95 %). …"
    QByteArray csv() const;                   // as slipwayctl sla report --csv writes it

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void loaded();
    void failed(const slipway::Problem &problem);

private:
    void take(const QJsonObject &answer);
    QVariant shown(const ReportRow &row, int column) const;

    Session &m_session;
    ReportQuery m_query;
    std::vector<ReportRow> m_rows;
    ReportRow m_sum;
    int m_generation = 0;
    bool m_asked = false;
    bool m_loaded = false;
    bool m_failed = false;
};

// How answers spread over time, as rows: for the keyboard, and for whoever has it read out.
class AnswerTimesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Within, Count, Share, SoFar, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void show(const std::vector<ReportRow::Bucket> &buckets);
    const std::vector<ReportRow::Bucket> &buckets() const { return m_buckets; }
    static QString boundWords(const ReportRow::Bucket &bucket, const ReportRow::Bucket *before);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<ReportRow::Bucket> m_buckets;
    qint64 m_all = 0;
};

} // namespace slipway
