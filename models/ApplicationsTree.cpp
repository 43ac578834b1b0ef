// The tree of applications as it is put together and kept: pages, searches, and what the feed says.
#include "domain/Json.h"
#include "models/ApplicationNode.h"

#include <QPointer>

#include <algorithm>

namespace slipway {

namespace {

constexpr int pageSize = 200;

// What a run does in steps changes no application by itself: what it changes has an event of its own.
bool isOfARun(const QString &kind)
{
    return kind.startsWith(QLatin1String("step.")) || kind.startsWith(QLatin1String("run.")) ||
           kind.startsWith(QLatin1String("lock.")) || kind.startsWith(QLatin1String("release."));
}

template <class Row>
QStringList namesOf(const std::vector<Row> &rows)
{
    QStringList names;
    for (const Row &row : rows)
        names.append(row.name);
    return names;
}

std::vector<ApplicationRow> applicationsOf(const QJsonArray &items)
{
    std::vector<ApplicationRow> rows;
    for (const QJsonValue &item : items) {
        ApplicationRow row = ApplicationRow::fromJson(item.toObject());
        if (!row.customer.isEmpty() && !row.slug.isEmpty())
            rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace

void ApplicationsModel::reload()
{
    if (!m_active || !m_session.isKnown())
        return;
    m_dirty = false;
    ++m_generation;
    m_refetch.forget();
    loadRoot({});
}

void ApplicationsModel::search(const QString &text)
{
    const QString wanted = text.trimmed();
    if (wanted == m_search)
        return;
    m_search = wanted;
    m_dirty = true;
    // One at a time: whoever types fast gets the answer to the last.
    if (m_root->loading)
        m_searchAgain = true;
    else
        reload();
}

void ApplicationsModel::loadRoot(const QString &cursor)
{
    m_root->loading = true;
    m_root->failed = false;
    ListQuery query;
    query.limit = pageSize;
    query.cursor = cursor;
    query.q = m_search.left(200); // the service takes no more
    const bool isFirst = cursor.isEmpty();
    const QPointer<ApplicationsModel> alive(this);
    const auto take = [this, alive, isFirst, generation = m_generation,
                       asCustomers = !listsApplications()](const Result<Listing> &page) {
        if (!alive || generation != m_generation)
            return;
        m_root->loading = false;
        if (std::exchange(m_searchAgain, false)) {
            reload();
        } else if (page) {
            takeRoot(*page, isFirst);
        } else if (asCustomers && page.error().kind == Problem::Kind::Forbidden) {
            m_byApplication = true;
            reload();
        } else {
            m_dirty = m_dirty || isFirst;
            takeFailure(*m_root, page.error());
        }
    };
    if (listsApplications())
        m_session.client().applications(query).then(take);
    else
        m_session.client().list(QStringLiteral("/api/v1/customers"), query).then(take);
}

void ApplicationsModel::takeRoot(const Listing &page, bool isFirst)
{
    const bool isAnew = isFirst && !m_root->children.empty();
    if (isAnew) {
        beginResetModel();
        m_customers.clear();
        m_applications.clear();
        m_ofAppliance.clear();
        m_root->children.clear();
        endResetModel();
    }
    m_root->loaded = true;
    m_root->next = page.next;
    if (listsApplications()) {
        for (const ApplicationRow &row : applicationsOf(page.items)) {
            Node *customer = addCustomer(row.customer, m_names.value(row.customer, row.customer));
            customer->loaded = true;
            addApplications(*customer, {row});
        }
    } else {
        addCustomers(page.items);
    }
    Q_EMIT loaded();
    goOn({});
}

// What is in order is whole: later pages belong in between. Not of what was searched for: that may be
// everything there is.
void ApplicationsModel::goOn(const QModelIndex &parent)
{
    if (!listsApplications() && canFetchMore(parent) && nodeOf(parent).loaded)
        fetchMore(parent);
}

void ApplicationsModel::loadApplications(Node &customer)
{
    customer.loading = true;
    customer.failed = false;
    ListQuery query;
    query.limit = pageSize;
    query.cursor = customer.next;
    query.more.addQueryItem(QStringLiteral("customer"),
                            QString::fromLatin1(QUrl::toPercentEncoding(customer.slug)));
    const QPointer<ApplicationsModel> alive(this);
    m_session.client().applications(query).then(
        [this, alive, slug = customer.slug, generation = m_generation](const Result<Listing> &page) {
            Node *node = alive && generation == m_generation ? m_customers.value(slug) : nullptr;
            if (!node)
                return;
            node->loading = false;
            if (!page) {
                takeFailure(*node, page.error());
                return;
            }
            node->loaded = true;
            node->next = page->next;
            addApplications(*node, applicationsOf(page->items));
            changed(*node); // it may have turned out to have none
            Q_EMIT loaded();
            goOn(indexOf(*node));
        });
}

void ApplicationsModel::takeFailure(Node &node, const Problem &problem)
{
    node.failed = true;
    Q_EMIT failed(problem);
}

void ApplicationsModel::fetch(const QString &handle)
{
    if (Node *node = m_applications.value(handle)) {
        Q_EMIT located(indexOf(*node));
        return;
    }
    fetchOne(handle, true, [](bool) {});
}

void ApplicationsModel::fetchOne(const QString &handle, bool isSought,
                                 const std::function<void(bool arrived)> &done)
{
    const QPointer<ApplicationsModel> alive(this);
    m_session.client().application(handle).then(
        [this, alive, handle, isSought, done](const Result<QJsonObject> &answer) {
            if (!alive)
                return;
            const auto rows = applicationsOf(answer ? QJsonArray{*answer} : QJsonArray());
            const bool isIt = !rows.empty() && rows.front().handle == handle;
            const bool isGone = !answer && answer.error().kind == Problem::Kind::NotFound;
            if (isIt) {
                const QString slug = rows.front().customer;
                addApplications(*addCustomer(slug, m_names.value(slug, slug)), rows);
                if (Node *node = m_applications.value(handle); node && isSought)
                    Q_EMIT located(indexOf(*node));
            } else if (isGone) {
                removeApplication(handle);
            }
            if (!answer && isSought)
                Q_EMIT failed(answer.error());
            done(answer || isGone);
        });
}

void ApplicationsModel::onEvents(const std::vector<Event> &events)
{
    if (!m_active) { // what the payloads say is nobody's question now
        m_dirty = m_dirty || std::any_of(events.begin(), events.end(),
                                         [](const Event &event) { return !isOfARun(event.kind); });
        return;
    }
    for (const Event &event : events) {
        if (!isOfARun(event.kind))
            onEvent(event);
    }
    if (m_dirty && !m_root->failed && !m_root->loading)
        reload();
}

void ApplicationsModel::onEvent(const Event &event)
{
    const auto payload = objectFromBytes(event.payload, QStringLiteral("payload")).value_or(QJsonObject());
    QString handle = payload.value(QStringLiteral("application")).toString();
    if (event.subject.startsWith(QLatin1String("application/")))
        handle = event.subject.mid(12);
    else if (event.subject.startsWith(QLatin1String("appliance/")) && handle.isEmpty())
        handle = m_ofAppliance.value(event.subject.mid(10).toLongLong());
    const bool isPlain = !listsApplications() && m_root->loaded;
    if (event.kind == QLatin1String("customer.created") && isPlain) {
        const QString slug = payload.value(QStringLiteral("slug")).toString();
        if (!slug.isEmpty())
            addCustomer(slug, payload.value(QStringLiteral("name")).toString());
    }
    const Node *customer = m_customers.value(handle.section(QLatin1Char('/'), 0, 0));
    const bool isNew = event.kind == QLatin1String("application.created") && isPlain && customer &&
                       (customer->loaded || customer->loading);
    if ((isNew || m_applications.contains(handle)) && !m_refetch.ask(handle))
        m_dirty = true;
}

void ApplicationsModel::onStateChanged()
{
    tellAge(*m_root);
    if (m_session.isLive() && m_active)
        tryAgain();
}

void ApplicationsModel::tryAgain()
{
    if (m_root->failed && m_root->loaded && !m_dirty)
        loadRoot(m_root->next);
    else if (m_root->failed || m_dirty)
        reload();
    for (Node *customer : std::as_const(m_customers)) {
        if (customer->failed)
            loadApplications(*customer);
    }
}

void ApplicationsModel::insert(Node &parent, int at, std::vector<std::unique_ptr<Node>> nodes,
                               const std::function<void()> &alongside)
{
    if (nodes.empty())
        return;
    beginInsertRows(indexOf(parent), at, at + static_cast<int>(nodes.size()) - 1);
    alongside();
    for (const auto &node : nodes)
        node->parent = &parent;
    parent.children.insert(parent.children.begin() + at, std::make_move_iterator(nodes.begin()),
                           std::make_move_iterator(nodes.end()));
    parent.number(at);
    endInsertRows();
}

void ApplicationsModel::removeRows(Node &parent, int first, int last, const std::function<void()> &alongside)
{
    if (first > last)
        return;
    beginRemoveRows(indexOf(parent), first, last);
    alongside();
    parent.children.erase(parent.children.begin() + first, parent.children.begin() + last + 1);
    parent.number(first);
    endRemoveRows();
}

ApplicationsModel::Node *ApplicationsModel::addCustomer(const QString &slug, const QString &name)
{
    if (Node *node = m_customers.value(slug))
        return node;
    std::vector<std::unique_ptr<Node>> nodes;
    nodes.push_back(Node::ofCustomer(slug, name.isEmpty() ? slug : name));
    m_customers.insert(slug, nodes.front().get());
    addInOrder(*m_root, std::move(nodes));
    return m_customers.value(slug);
}

void ApplicationsModel::addCustomers(const QJsonArray &items)
{
    std::vector<std::unique_ptr<Node>> added;
    for (const QJsonValue &item : items) {
        const QString slug = item[QLatin1String("slug")].toString();
        if (slug.isEmpty())
            continue;
        const QString said = item[QLatin1String("name")].toString();
        const QString name = said.isEmpty() ? slug : said;
        m_names.insert(slug, name);
        Node *known = m_customers.value(slug);
        if (!known) {
            added.push_back(Node::ofCustomer(slug, name));
            m_customers.insert(slug, added.back().get());
        } else if (known->name != name && known->parent) {
            known->name = name;
            changed(*known);
            reorder(*known);
        }
    }
    addInOrder(*m_root, std::move(added));
}

void ApplicationsModel::addApplications(Node &customer, const std::vector<ApplicationRow> &rows)
{
    std::vector<std::unique_ptr<Node>> added;
    for (const ApplicationRow &row : rows) {
        Node *known = m_applications.value(row.handle);
        if (known && known->parent) {
            update(*known, row);
        } else if (!known) {
            added.push_back(Node::of(row));
            m_applications.insert(row.handle, added.back().get());
            remember(*added.back());
        }
    }
    addInOrder(customer, std::move(added));
}

bool ApplicationsModel::isBefore(const Node &one, const Node &other) const
{
    const int order = m_collator.compare(one.shownName(), other.shownName());
    if (order != 0)
        return order < 0;
    return one.level == Level::Customer ? one.slug < other.slug
                                        : one.application.handle < other.application.handle;
}

// By name; those that come to stand side by side are inserted in one piece.
void ApplicationsModel::addInOrder(Node &parent, std::vector<std::unique_ptr<Node>> nodes)
{
    const auto isEarlier = [this](const auto &one, const auto &other) { return isBefore(*one, *other); };
    std::sort(nodes.begin(), nodes.end(), isEarlier);
    auto next = nodes.begin();
    while (next != nodes.end()) {
        const auto place = std::upper_bound(parent.children.begin(), parent.children.end(), *next, isEarlier);
        const auto last = place == parent.children.end()
                              ? nodes.end()
                              : std::find_if(next, nodes.end(),
                                             [&](const auto &node) { return !isBefore(*node, **place); });
        const int at = static_cast<int>(place - parent.children.begin());
        std::vector<std::unique_ptr<Node>> together(std::make_move_iterator(next),
                                                    std::make_move_iterator(last));
        next = last;
        insert(parent, at, std::move(together));
    }
}

// It may be called something else now.
void ApplicationsModel::reorder(const Node &node)
{
    Node &parent = *node.parent;
    const int from = node.row;
    const auto to = static_cast<int>(
        std::count_if(parent.children.begin(), parent.children.end(),
                      [&](const auto &other) { return other.get() != &node && isBefore(*other, node); }));
    if (to == from)
        return;
    const QModelIndex index = indexOf(parent);
    beginMoveRows(index, from, from, index, to > from ? to + 1 : to);
    const auto first = parent.children.begin();
    if (to > from)
        std::rotate(first + from, first + from + 1, first + to + 1);
    else
        std::rotate(first + to, first + from, first + from + 1);
    parent.number(std::min(from, to));
    endMoveRows();
}

void ApplicationsModel::remember(const Node &application)
{
    for (const EnvironmentRow &environment : application.application.environments) {
        for (const ApplianceRow &appliance : environment.appliances)
            m_ofAppliance.insert(appliance.id, application.application.handle);
    }
}

// Rows stay where they are as far as they can, so that what is open and selected stays so.
void ApplicationsModel::update(Node &application, const ApplicationRow &row)
{
    ApplicationRow &now = application.application;
    if (now == row)
        return;
    auto &environments = now.environments;
    const QStringList wanted = namesOf(row.environments);
    for (int i = static_cast<int>(environments.size()) - 1; i >= 0; --i) {
        if (!wanted.contains(environments[static_cast<std::size_t>(i)].name))
            removeRows(application, i, i, [&] { environments.erase(environments.begin() + i); });
    }
    for (int i = 0; i < static_cast<int>(row.environments.size()); ++i) {
        const EnvironmentRow &environment = row.environments[static_cast<std::size_t>(i)];
        const bool isThere = i < static_cast<int>(environments.size()) &&
                             environments[static_cast<std::size_t>(i)].name == environment.name;
        if (isThere) {
            updateEnvironment(*application.children[static_cast<std::size_t>(i)], environment);
            continue;
        }
        std::vector<std::unique_ptr<Node>> added;
        added.push_back(Node::of(environment));
        insert(application, i, std::move(added),
               [&] { environments.insert(environments.begin() + i, environment); });
    }
    const int count = static_cast<int>(row.environments.size());
    removeRows(application, count, static_cast<int>(environments.size()) - 1,
               [&] { environments.resize(static_cast<std::size_t>(count)); });
    now = row;
    remember(application);
    changed(application);
    reorder(application);
}

void ApplicationsModel::updateEnvironment(Node &node, const EnvironmentRow &row)
{
    EnvironmentRow &now = node.environment();
    if (now == row)
        return;
    if (namesOf(now.appliances) != namesOf(row.appliances)) {
        removeRows(node, 0, static_cast<int>(node.children.size()) - 1, [&] { now.appliances.clear(); });
        std::vector<std::unique_ptr<Node>> added;
        for (std::size_t i = 0; i < row.appliances.size(); ++i)
            added.push_back(Node::leaf(Level::Appliance));
        insert(node, 0, std::move(added), [&] { now.appliances = row.appliances; });
    }
    const EnvironmentRow before = std::exchange(now, row);
    changed(node);
    for (const auto &child : node.children) {
        const auto i = static_cast<std::size_t>(child->row);
        if (before.appliances[i] != now.appliances[i] || before.role != now.role)
            changed(*child);
    }
}

void ApplicationsModel::removeApplication(const QString &handle)
{
    Node *node = m_applications.take(handle);
    if (node)
        removeRows(*node->parent, node->row, node->row);
}

} // namespace slipway
