#include "models/ApplicationsModel.h"

#include "models/ApplicationNode.h"
#include "models/ModelText.h"
#include "models/Roles.h"

#include <QLocale>

#include <algorithm>

namespace slipway {

namespace {

// The C locale sorts by code point, which nobody reads in.
QLocale orderOfNames()
{
    const QLocale own;
    return own.language() == QLocale::C ? QLocale(QLocale::English) : own;
}

// The worst of them: one that isn't healthy counts more than one that nobody knows of.
QString healthOf(const EnvironmentRow &environment)
{
    QString worst;
    for (const ApplianceRow &appliance : environment.appliances) {
        const bool isBetter = worst.isEmpty() || worst == QLatin1String("healthy");
        if (appliance.health == QLatin1String("unhealthy"))
            return appliance.health;
        if (isBetter && !appliance.health.isEmpty())
            worst = appliance.health;
    }
    return worst;
}

} // namespace

ApplicationsModel::ApplicationsModel(Session &session, QObject *parent)
    : QAbstractItemModel(parent),
      m_session(session),
      m_refetch(session,
                [this](const QString &handle, const Refetch::Done &done) { fetchOne(handle, false, done); }),
      m_root(std::make_unique<Node>()),
      m_collator(orderOfNames())
{
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    m_collator.setNumericMode(true);
    connect(&session, &Session::eventsArrived, this, &ApplicationsModel::onEvents);
    connect(&session, &Session::stateChanged, this, &ApplicationsModel::onStateChanged);
    connect(&session, &Session::resynchronized, this, [this] {
        m_dirty = true;
        m_byApplication = false;
        reload();
    });
}

ApplicationsModel::~ApplicationsModel() = default;

void ApplicationsModel::setActive(bool active)
{
    m_active = active;
    if (active && m_dirty)
        reload();
    else if (active)
        goOn({});
    m_refetch.setActive(active);
}

bool ApplicationsModel::hasFailed() const
{
    return m_root->failed;
}

bool ApplicationsModel::isLoading() const
{
    return m_root->loading;
}

ApplicationsModel::Node &ApplicationsModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? *static_cast<Node *>(index.internalPointer()) : *m_root;
}

QModelIndex ApplicationsModel::indexOf(const Node &node, int column) const
{
    return node.parent ? createIndex(node.row, column, &node) : QModelIndex();
}

void ApplicationsModel::changed(const Node &node, const QList<int> &roles)
{
    if (node.parent)
        Q_EMIT dataChanged(indexOf(node), indexOf(node, ColumnCount - 1), roles);
}

// All below it are as old as the session.
void ApplicationsModel::tellAge(const Node &parent)
{
    if (parent.children.empty())
        return;
    Q_EMIT dataChanged(indexOf(*parent.children.front()), indexOf(*parent.children.back(), ColumnCount - 1),
                       {StaleRole});
    for (const auto &child : parent.children)
        tellAge(*child);
}

ApplicationsModel::Level ApplicationsModel::level(const QModelIndex &index) const
{
    return nodeOf(index).level;
}

QString ApplicationsModel::customerOf(const QModelIndex &index) const
{
    const Node &node = nodeOf(index);
    return node.level == Level::Customer ? node.slug : node.ofApplication().application.customer;
}

const ApplicationRow *ApplicationsModel::applicationOf(const QModelIndex &index) const
{
    const Node &node = nodeOf(index);
    return node.level == Level::Customer ? nullptr : &node.ofApplication().application;
}

const EnvironmentRow *ApplicationsModel::environmentOf(const QModelIndex &index) const
{
    const Node &node = nodeOf(index);
    const bool isIn = node.level == Level::Environment || node.level == Level::Appliance;
    return isIn ? &node.environment() : nullptr;
}

const ApplianceRow *ApplicationsModel::applianceOf(const QModelIndex &index) const
{
    const Node &node = nodeOf(index);
    return node.level == Level::Appliance ? &node.appliance() : nullptr;
}

QModelIndex ApplicationsModel::indexOf(const QString &reference) const
{
    const QStringList parts = reference.split(QLatin1Char('/'));
    if (parts.size() == 2 && parts[0] == QLatin1String("customer")) {
        const Node *customer = m_customers.value(parts[1]);
        return customer ? indexOf(*customer) : QModelIndex();
    }
    if (parts.size() < 3 || parts[0] != QLatin1String("application"))
        return {};
    const Node *node = m_applications.value(parts[1] + QLatin1Char('/') + parts[2]);
    for (int i = 3; node && i < parts.size(); ++i) {
        const auto found = std::find_if(node->children.begin(), node->children.end(), [&](const auto &child) {
            const bool isAppliance = child->level == Level::Appliance;
            return (isAppliance ? child->appliance().name : child->environment().name) == parts[i];
        });
        node = found == node->children.end() ? nullptr : found->get();
    }
    return node ? indexOf(*node) : QModelIndex();
}

QModelIndex ApplicationsModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node &node = nodeOf(parent);
    const bool isThere = parent.column() <= 0 && row >= 0 && column >= 0 && column < ColumnCount &&
                         row < static_cast<int>(node.children.size());
    return isThere ? indexOf(*node.children[static_cast<std::size_t>(row)], column) : QModelIndex();
}

QModelIndex ApplicationsModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(*nodeOf(child).parent) : QModelIndex();
}

int ApplicationsModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent).children.size());
}

int ApplicationsModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

// A customer may have some until it is known to have none.
bool ApplicationsModel::hasChildren(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return false;
    const Node &node = nodeOf(parent);
    const bool mayHave = parent.isValid() && node.level == Level::Customer && !node.loaded;
    return mayHave || !node.children.empty();
}

bool ApplicationsModel::canFetchMore(const QModelIndex &parent) const
{
    const Node &node = nodeOf(parent);
    if (!m_active || node.level != Level::Customer || node.loading || node.failed || parent.column() > 0)
        return false;
    if (!parent.isValid())
        return node.loaded && !node.next.isEmpty();
    return !node.loaded || !node.next.isEmpty();
}

void ApplicationsModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    if (parent.isValid())
        loadApplications(nodeOf(parent));
    else
        loadRoot(m_root->next);
}

QVariant ApplicationsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
        return shown(node, index.column());
    case StateRole:
        return stateOf(node, index.column());
    case ProductionRole: {
        const EnvironmentRow *environment = environmentOf(index);
        return environment && environment->isProduction();
    }
    case ReferenceRole:
        return referenceOf(node);
    case StaleRole:
        return !m_session.isLive();
    case DetailRole:
        return detailOf(node);
    default:
        return {};
    }
}

// What stands for a row of the tree: an application is as its production is.
QString ApplicationsModel::stateOf(const Node &node, int column) const
{
    if (node.level == Level::Customer)
        return {};
    if (node.level == Level::Appliance)
        return column == Health ? node.appliance().health : node.appliance().state;
    const EnvironmentRow *environment =
        node.level == Level::Environment ? &node.environment() : node.application.production();
    if (!environment)
        return {};
    return column == Health ? healthOf(*environment) : environment->state;
}

QVariant ApplicationsModel::shown(const Node &node, int column) const
{
    if (column == State || column == Health)
        return stateWord(stateOf(node, column));
    const EnvironmentRow *environment = nullptr;
    QString name;
    switch (node.level) {
    case Level::Customer:
        return column == Name ? QVariant(node.name) : QVariant(QString());
    case Level::Application:
        environment = node.application.production();
        name = node.shownName();
        break;
    case Level::Environment:
        environment = &node.environment();
        name = environment->role.isEmpty() ? environment->name
                                           : tr("%1 · %2", "role and name of an environment")
                                                 .arg(stateWord(environment->role), environment->name);
        break;
    case Level::Appliance: {
        const ApplianceRow &appliance = node.appliance();
        return column == Name ? appliance.name : column == Address ? appliance.address : QString();
    }
    }
    if (column == Name)
        return name;
    if (!environment)
        return QString();
    if (column == Version)
        return environment->version;
    return environment->url.isEmpty() ? environment->address : environment->url;
}

QString ApplicationsModel::detailOf(const Node &node) const
{
    switch (node.level) {
    case Level::Customer:
        return tr("Customer %1").arg(node.name);
    case Level::Application: {
        const EnvironmentRow *production = node.application.production();
        if (!production)
            return tr("%1 has no production environment").arg(node.application.handle);
        return tr("Production of %1: %2, version %3")
            .arg(node.application.handle, stateWord(production->state), production->version);
    }
    case Level::Environment:
        return tr("%1 of %2: %3, version %4")
            .arg(node.environment().name, node.ofApplication().application.handle,
                 stateWord(node.environment().state), node.environment().version);
    case Level::Appliance:
        return tr("%1 (%2) in %3: %4, %5")
            .arg(node.appliance().name, node.appliance().className, node.environment().name,
                 stateWord(node.appliance().state), stateWord(node.appliance().health));
    }
    return {};
}

QString ApplicationsModel::referenceOf(const Node &node) const
{
    if (node.level == Level::Customer)
        return QStringLiteral("customer/") + node.slug;
    QString reference = QStringLiteral("application/") + node.ofApplication().application.handle;
    if (node.level != Level::Application)
        reference += QLatin1Char('/') + node.environment().name;
    if (node.level == Level::Appliance)
        reference += QLatin1Char('/') + node.appliance().name;
    return reference;
}

QVariant ApplicationsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Application");
    case State:
        return tr("State");
    case Version:
        return tr("Version");
    case Address:
        return tr("Address");
    case Health:
        return tr("Health");
    default:
        return {};
    }
}

} // namespace slipway

#include "moc_ApplicationsModel.cpp"
