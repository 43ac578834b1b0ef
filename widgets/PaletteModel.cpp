#include "widgets/PaletteModel.h"

#include "models/CaseRows.h"
#include "models/Rows.h"
#include "models/ServiceWords.h"
#include "models/ShellLine.h"
#include "widgets/Fuzzy.h"
#include "widgets/Theme.h"

#include <QAction>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::chrono::milliseconds pause{120};
constexpr int mostFound = 12; // of each kind
constexpr int objectBonus = 20;

// "214", "#214", "release 214"
qint64 numberIn(const QString &text)
{
    const QString last = text.section(QLatin1Char(' '), -1).remove(QLatin1Char('#'));
    bool isNumber = false;
    const qint64 number = last.toLongLong(&isNumber);
    return isNumber && number > 0 ? number : 0;
}

QString iconOf(const QString &reference)
{
    const QString kind = reference.section(QLatin1Char('/'), 0, 0);
    return kind == QLatin1String("application") ? QStringLiteral("apps") : kind;
}

} // namespace

PaletteModel::PaletteModel(Session &session, Actions &actions, QObject *parent)
    : QAbstractListModel(parent), m_session(session), m_actions(actions)
{
    m_later.setSingleShot(true);
    m_later.setInterval(pause);
    connect(&m_later, &QTimer::timeout, this, &PaletteModel::search);
    setText({});
}

void PaletteModel::setText(const QString &text)
{
    beginResetModel();
    m_text = text.simplified();
    ++m_ask; // whatever is under way was asked for something else
    m_waiting = 0;
    m_trouble = m_text.isEmpty() || m_session.isLive()
                    ? QString()
                    : tr("Not connected: applications, releases and cases can't be searched");
    m_items.clear();
    addActions();
    if (!m_text.isEmpty())
        addHelp();
    sortItems();
    endResetModel();
    if (m_text.isEmpty() || !m_session.isLive())
        m_later.stop();
    else
        m_later.start();
}

void PaletteModel::addActions()
{
    for (const Actions::Entry &entry : m_actions.entries()) {
        if (!entry.action->isVisible() || !entry.action->isEnabled())
            continue;
        QString text = entry.action->text();
        text.remove(QLatin1Char('&'));
        const auto score = fuzzyScore(m_text, entry.group + QLatin1Char(' ') + text);
        if (!score)
            continue;
        const auto own = fuzzyScore(m_text, text);
        add({text,
             entry.group,
             entry.action->shortcut().toString(QKeySequence::NativeText),
             {},
             entry.action,
             entry.commandLine ? entry.commandLine() : QString(),
             own.value_or(*score - 10)});
    }
}

void PaletteModel::addHelp()
{
    for (const HelpPages::Page &page : m_help.pages()) {
        if (const auto score = fuzzyScore(m_text, page.title))
            add({page.title, tr("Help"), {}, QLatin1String("help/") + page.name, nullptr, {}, *score});
    }
}

void PaletteModel::search()
{
    const int ask = ++m_ask;
    const auto answered = [this, ask, alive = QPointer(this)](auto take) {
        return [this, ask, alive, take](const auto &answer) {
            if (!alive || ask != m_ask)
                return;
            beginResetModel();
            --m_waiting;
            if (answer)
                take(*answer);
            else if (answer.error().kind != Problem::Kind::NotFound)
                m_trouble = tr("The search failed: %1").arg(answer.error().what);
            sortItems();
            endResetModel();
            if (m_waiting == 0)
                Q_EMIT searched();
        };
    };
    const auto takeCases = [this](const Listing &page) { addCases(page); };
    const auto takeReleases = [this](const Listing &page) { addReleases(page); };
    ListQuery query;
    query.limit = mostFound;
    query.q = m_text;
    m_waiting = 4;
    Client &client = m_session.client();
    client.applications(query).then(answered([this](const Listing &page) { addApplications(page); }));
    if (const qint64 number = numberIn(m_text))
        client.supportCase(number).then(answered([takeCases](const QJsonObject &one) {
            takeCases({{one}, {}});
        }));
    else
        client.cases(query).then(answered(takeCases));
    if (const qint64 number = numberIn(m_text))
        client.release(number).then(answered([takeReleases](const QJsonObject &one) {
            takeReleases({{one}, {}});
        }));
    else
        client.releases(query).then(answered(takeReleases));
    client.pipelines(query).then(answered([this](const Listing &page) { addPipelines(page); }));
}

void PaletteModel::addApplications(const Listing &page)
{
    for (const QJsonValue &item : page.items) {
        const ApplicationRow row = ApplicationRow::fromJson(item.toObject());
        const QString text =
            row.name.isEmpty() ? row.handle : QStringLiteral("%1 · %2").arg(row.handle, row.name);
        add({text,
             tr("Application"),
             {},
             QStringLiteral("application/") + row.handle,
             nullptr,
             QStringLiteral("slipwayctl app show ") + shellQuoted(row.handle),
             objectBonus + fuzzyScore(m_text, text).value_or(0)});
    }
}

void PaletteModel::addReleases(const Listing &page)
{
    for (const QJsonValue &item : page.items) {
        const ReleaseRow row = ReleaseRow::fromJson(item.toObject());
        const theme::Look look = theme::lookOf(row.state);
        const QString text = QStringLiteral("%1 · %2").arg(row.id).arg(row.application);
        const int score = numberIn(m_text) == row.id ? 1000 : fuzzyScore(m_text, text).value_or(0);
        add({text, tr("Release"), QStringLiteral("%1 %2").arg(look.shape).arg(look.word),
             QStringLiteral("release/%1").arg(row.id), nullptr,
             QStringLiteral("slipwayctl release show %1").arg(row.id), objectBonus + score});
    }
}

void PaletteModel::addCases(const Listing &page)
{
    for (const QJsonValue &item : page.items) {
        const CaseRow row = CaseRow::fromJson(item.toObject());
        const theme::Look look = theme::lookOf(row.state);
        const QString text = QStringLiteral("%1 · %2").arg(row.id).arg(row.subject);
        const int score = numberIn(m_text) == row.id ? 1000 : fuzzyScore(m_text, text).value_or(0);
        add({text, tr("Case"), QStringLiteral("%1 %2").arg(look.shape).arg(look.word), row.handle(), nullptr,
             QStringLiteral("slipwayctl case show %1").arg(row.id), objectBonus + score});
    }
}

void PaletteModel::addPipelines(const Listing &page)
{
    for (const QJsonValue &item : page.items) {
        const PipelineRow row = PipelineRow::fromJson(item.toObject());
        const QString text =
            row.title.isEmpty() ? row.name : QStringLiteral("%1 · %2").arg(row.name, titleWords(row.title));
        add({text,
             tr("Pipeline"),
             {},
             QLatin1String("pipeline/") + row.name,
             nullptr,
             QStringLiteral("slipwayctl pipeline show ") + shellQuoted(row.name),
             objectBonus + fuzzyScore(m_text, text).value_or(0)});
    }
}

void PaletteModel::add(Item item)
{
    m_items.push_back(std::move(item));
}

void PaletteModel::sortItems()
{
    if (m_text.isEmpty())
        return; // as they were added, which is by pane
    std::stable_sort(m_items.begin(), m_items.end(),
                     [](const Item &a, const Item &b) { return a.score > b.score; });
}

QAction *PaletteModel::action(int row) const
{
    return row >= 0 && row < rowCount() ? m_items.at(static_cast<std::size_t>(row)).action.data() : nullptr;
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Item &item = m_items.at(static_cast<std::size_t>(index.row()));
    switch (role) {
    case Qt::DisplayRole:
        return item.text;
    case Qt::DecorationRole:
        return item.action ? item.action->icon() : theme::icon(iconOf(item.reference));
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2 %3").arg(item.group, item.text, item.side);
    case SideRole:
        return item.side;
    case GroupRole:
        return item.group;
    case CommandRole:
        return item.command;
    case ReferenceRole:
        return item.reference;
    default:
        return {};
    }
}

} // namespace slipway
