#include "models/ReplyTemplates.h"

#include "models/Roles.h"

#include <QPointer>

#include <algorithm>

namespace slipway {

TemplateRow TemplateRow::fromJson(const QJsonObject &object)
{
    const auto text = [&object](const char *field) { return object.value(QLatin1String(field)).toString(); };
    return {text("name"), text("title").isEmpty() ? text("name") : text("title"), text("text")};
}

QString templateNameOf(const QString &title, const QStringList &taken)
{
    constexpr qsizetype longest = 50; // leaves room for a number
    QString plain = title.toLower().replace(QChar(u'\u00df'), QLatin1String("ss"));
    for (const auto &[letter, letters] : {std::pair(u'\u00e4', "ae"), {u'\u00f6', "oe"}, {u'\u00fc', "ue"}})
        plain.replace(QChar(letter), QLatin1String(letters));
    QString name;
    for (const QChar c : plain.normalized(QString::NormalizationForm_KD)) {
        const bool isKept = (c >= QLatin1Char('a') && c <= QLatin1Char('z')) ||
                            (c >= QLatin1Char('0') && c <= QLatin1Char('9'));
        if (isKept)
            name += c;
        else if (!c.isMark() && !name.isEmpty() && !name.endsWith(QLatin1Char('-')))
            name += QLatin1Char('-');
    }
    name.truncate(longest);
    while (name.endsWith(QLatin1Char('-')))
        name.chop(1);
    if (name.isEmpty())
        name = QStringLiteral("template");
    QString free = name;
    for (int number = 2; taken.contains(free); ++number)
        free = QStringLiteral("%1-%2").arg(name).arg(number);
    return free;
}

ReplyTemplates::ReplyTemplates(Session &session, QObject *parent)
    : QAbstractListModel(parent), m_session(session)
{
    connect(&m_session, &Session::resynchronized, this, &ReplyTemplates::askAgain);
    connect(&m_session, &Session::eventsArrived, this, [this](const std::vector<Event> &events) {
        if (std::any_of(events.begin(), events.end(),
                        [](const Event &event) { return event.kind.startsWith(QLatin1String("template.")); }))
            askAgain();
    });
}

void ReplyTemplates::setActive(bool active)
{
    m_active = active;
    if (m_active && m_dirty)
        askAgain();
}

void ReplyTemplates::askAgain()
{
    m_dirty = true;
    if (!m_active || m_asking || !m_session.isKnown())
        return;
    m_dirty = false;
    m_asking = true;
    m_session.client().templates().then([this, alive = QPointer(this)](const Result<Listing> &answer) {
        if (!alive)
            return;
        m_asking = false;
        if (!answer) {
            const Problem::Kind kind = answer.error().kind;
            m_known = m_known && kind != Problem::Kind::NotFound && kind != Problem::Kind::Forbidden &&
                      kind != Problem::Kind::WrongMethod;
            if (m_known)
                Q_EMIT failed(answer.error());
            Q_EMIT loaded();
            return;
        }
        m_known = true;
        std::vector<TemplateRow> all;
        for (const QJsonValue &item : answer->items) {
            if (TemplateRow row = TemplateRow::fromJson(item.toObject()); !row.name.isEmpty())
                all.push_back(std::move(row));
        }
        std::stable_sort(all.begin(), all.end(), [](const TemplateRow &one, const TemplateRow &other) {
            return one.title.toCaseFolded().localeAwareCompare(other.title.toCaseFolded()) < 0;
        });
        if (all != m_all) {
            m_all = std::move(all);
            show();
        }
        Q_EMIT loaded();
        if (m_dirty)
            askAgain();
    });
}

QStringList ReplyTemplates::names() const
{
    QStringList names;
    for (const TemplateRow &row : m_all)
        names.append(row.name);
    return names;
}

void ReplyTemplates::setFilter(const QString &words)
{
    m_filter = words.simplified();
    show();
}

void ReplyTemplates::show()
{
    beginResetModel();
    m_shown.clear();
    const QStringList words = m_filter.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        const QString said =
            QStringList{m_all[i].title, m_all[i].name, m_all[i].text}.join(QLatin1Char('\n'));
        if (std::all_of(words.begin(), words.end(),
                        [&said](const QString &word) { return said.contains(word, Qt::CaseInsensitive); }))
            m_shown.push_back(i);
    }
    // Whoever types a title means it, before those that only mention it.
    std::stable_partition(m_shown.begin(), m_shown.end(), [this](std::size_t i) {
        return m_all[i].title.contains(m_filter, Qt::CaseInsensitive);
    });
    endResetModel();
}

int ReplyTemplates::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant ReplyTemplates::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TemplateRow &row = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.title;
    case DetailRole:
    case Qt::AccessibleDescriptionRole:
        return row.text.simplified().left(300);
    default:
        return {};
    }
}

} // namespace slipway

#include "moc_ReplyTemplates.cpp"
