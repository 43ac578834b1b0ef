// What a case of some moment would lead to: whom it pages when, by which step, if nobody answers, and among
// that when what is guaranteed would be due. Asked of the service; nothing is sent.
#pragma once
#include "models/DutyRows.h"
#include "models/Session.h"

#include <QAbstractTableModel>

namespace slipway {

struct PlannedRow
{
    Instant at;
    QString step;
    QString to; // "on-duty", "alternate", "group", "manager"
    QStringList people;
    QString when;  // only where this holds; empty: always
    QString clock; // that is due then: "first-response"; empty: it is a page
    bool operator==(const PlannedRow &) const = default;
    static std::optional<PlannedRow> fromJson(const QJsonObject &object);
    bool isTarget() const { return !clock.isEmpty(); }
};

QString rankWord(const QString &rank); // "whoever is on duty"

class PlanModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { After, Time, Whom, People, Step, When, ColumnCount };
    explicit PlanModel(Session &session, QObject *parent = nullptr);

    struct Wish
    {
        Instant at;
        QString customer; // slug; empty: whoever has no agreement of their own
        QString severity; // empty: as the service takes it
        bool operator==(const Wish &) const = default;
    };
    void ask(const Wish &wish, const QTimeZone &zone); // times are shown in this zone
    bool isAsking() const { return m_isAsking; }
    bool isAnswered() const { return m_at.has_value(); }
    Instant at() const { return m_at.value_or(Instant()); } // of the case
    const QString &process() const { return m_process; }
    const PlannedRow &row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    QString inWords() const;     // "eva is paged at once, then …"
    QString targetWords() const; // "By the plan 2h the first response is due after 2:00:00."; or empty

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void answered();
    void failed(const slipway::Problem &problem);

private:
    void take(const QJsonObject &answer, Instant at);
    QVariant shown(const PlannedRow &row, int column) const;

    Session &m_session;
    std::vector<PlannedRow> m_rows;
    std::optional<Instant> m_at;
    QTimeZone m_zone = QTimeZone::utc();
    QString m_process;
    QString m_plan; // by which it is guaranteed
    int m_generation = 0;
    bool m_isAsking = false;
};

} // namespace slipway
