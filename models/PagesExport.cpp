#include "models/PagesExport.h"

#include <QJsonArray>
#include <QPointer>

#include <array>
#include <utility>

namespace slipway {

namespace {

constexpr int pageSize = 500;

// Quoted where it has to be. A text that a spreadsheet would take for a formula is one no longer.
QByteArray cellOf(QString text)
{
    if (!text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text.front()))
        text.prepend(QLatin1Char('\''));
    const bool needsQuotes = text.contains(QLatin1Char('"')) || text.contains(QLatin1Char(',')) ||
                             text.contains(QLatin1Char('\n')) || text.contains(QLatin1Char('\r'));
    if (!needsQuotes)
        return text.toUtf8();
    text.replace(QLatin1Char('"'), QStringLiteral("\"\""));
    return '"' + text.toUtf8() + '"';
}

QString timeOf(const std::optional<Instant> &time)
{
    return time ? toText(*time) : QString();
}

} // namespace

PagesExport::PagesExport(Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    connect(&m_keeper, &FileKeeper::kept, this, [this](const QString &path) {
        m_file = 0;
        Q_EMIT done(m_count, path);
    });
    connect(&m_keeper, &FileKeeper::failed, this, &PagesExport::fail);
}

QByteArray PagesExport::header()
{
    return "id,case,step,to,method,address,due,claimed,sent,accepted,refused,bounced,why,withdrawn,"
           "acknowledged,attempts,lateness_ms\r\n";
}

QByteArray PagesExport::lineOf(const PageEntry &entry)
{
    const std::array<QString, 17> cells{QString::number(entry.id),
                                        QString::number(entry.caseId),
                                        entry.step,
                                        entry.to,
                                        entry.method,
                                        entry.address,
                                        timeOf(entry.due),
                                        timeOf(entry.claimed),
                                        timeOf(entry.sent),
                                        timeOf(entry.accepted),
                                        timeOf(entry.refused),
                                        timeOf(entry.bounced),
                                        entry.why,
                                        timeOf(entry.withdrawn),
                                        timeOf(entry.acknowledged),
                                        QString::number(entry.attempts),
                                        entry.latenessMs ? QString::number(*entry.latenessMs) : QString()};
    QByteArray line;
    for (const QString &cell : cells)
        line += (line.isEmpty() ? QByteArray() : QByteArray(",")) + cellOf(cell);
    return line + "\r\n";
}

void PagesExport::write(const PagesModel::Query &query, const QString &path)
{
    giveUp();
    m_query = query;
    m_count = 0;
    m_file = m_keeper.begin(path);
    m_keeper.add(m_file, header());
    fetch({});
}

void PagesExport::giveUp()
{
    ++m_generation;
    drop();
}

void PagesExport::drop()
{
    m_keeper.drop(std::exchange(m_file, 0)); // what isn't finished is gone
}

void PagesExport::fetch(const QString &cursor)
{
    ListQuery query = PagesModel::listQuery(m_query);
    query.limit = pageSize;
    query.cursor = cursor;
    m_session.client().pages(query).then(
        [this, alive = QPointer(this), generation = m_generation](const Result<Listing> &answer) {
            if (!alive || generation != m_generation)
                return;
            if (answer)
                take(*answer);
            else
                fail(answer.error());
        });
}

void PagesExport::take(const Listing &page)
{
    QByteArray lines;
    for (const QJsonValue &item : page.items)
        lines += lineOf(PageEntry::fromJson(item.toObject()));
    m_keeper.add(m_file, lines);
    m_count += static_cast<int>(page.items.size());
    if (page.next.isEmpty()) {
        m_keeper.finish(m_file);
        return;
    }
    Q_EMIT progressed(m_count);
    fetch(page.next);
}

// Of the file, or of what belongs into it: whatever else is under way for it is over.
void PagesExport::fail(const Problem &problem)
{
    giveUp();
    Q_EMIT failed(problem);
}

} // namespace slipway

#include "moc_PagesExport.cpp"
