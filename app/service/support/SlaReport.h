// How the guarantees were kept: clocks that began in a span of time, counted by whatever one likes, and how
// long answers took. The counting is pure.
#pragma once
#include "domain/Case.h"
#include "service/store/Transaction.h"

#include <QTimeZone>

namespace slipway {

struct SlaReport
{
    enum class By { Clock, Customer, Plan, Severity, Person, Month };
    struct Query
    {
        By by = By::Customer;
        Instant from;
        Instant until; // not included
        QString customer;
        QTimeZone zone = QTimeZone::utc(); // whose months they are
    };
    // A clock of a case.
    struct Line
    {
        CaseClock clock;
        QString customer;
        QString plan;
        QString severity;
        QString person; // who worked at it last
    };
    struct Group
    {
        QString key;
        int met = 0;                    // in time
        int breached = 0;               // met late, or not at all
        int running = 0;                // may still be met in time
        std::vector<qint64> responseMs; // of responses that were given, the quickest first
        bool operator==(const Group &) const = default;

        // Of those that are decided; nothing where none is.
        std::optional<double> metPercent() const;
        std::optional<qint64> responseAt(int percentile) const; // nearest rank
        QJsonObject toJson() const;
    };

    static Result<By> byFromText(QStringView text);
    static Result<std::vector<Line>> lines(Reader &reader, const Query &query);
    static std::vector<Group> groups(const std::vector<Line> &lines, const Query &query); // by key
    static const std::vector<qint64> &buckets(); // upper bounds in ms of the distribution; one more is open
};

} // namespace slipway
