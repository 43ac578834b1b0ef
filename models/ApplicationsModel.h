// Customer → application → environment → appliance, with the state of each; customers and applications by
// name. Customers come in pages, one after the other; a customer's applications when it is opened; changes by
// the feed.
#pragma once
#include "models/Refetch.h"
#include "models/Rows.h"
#include "models/Session.h"

#include <QAbstractItemModel>
#include <QCollator>
#include <QHash>

namespace slipway {

class ApplicationsModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, State, Version, Address, Health, ColumnCount };
    enum class Level { Customer, Application, Environment, Appliance };
    explicit ApplicationsModel(Session &session, QObject *parent = nullptr);
    ~ApplicationsModel() override;

    void setActive(bool active);
    void search(const QString &text); // on the server; empty: everything
    Level level(const QModelIndex &index) const;
    QString customerOf(const QModelIndex &index) const; // slug
    const ApplicationRow *
    applicationOf(const QModelIndex &index) const; // of it or of what it lies in; or null
    const EnvironmentRow *environmentOf(const QModelIndex &index) const;
    const ApplianceRow *applianceOf(const QModelIndex &index) const;
    // "customer/northwind", "application/northwind/shop", and within it "…/shop-1" and "…/shop-1/web";
    // invalid where it isn't loaded.
    QModelIndex indexOf(const QString &reference) const;
    void fetch(const QString &handle); // loads it and what it lies in, then says located()
    bool hasFailed() const;            // the last page of them; asked again once there is a reason to
    void tryAgain();
    bool isLoading() const; // the first page, or what was searched for

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void loaded(); // a page came
    void failed(const slipway::Problem &problem);
    void located(const QModelIndex &index);

private:
    struct Node;
    Node &nodeOf(const QModelIndex &index) const;
    QModelIndex indexOf(const Node &node, int column = 0) const;
    void changed(const Node &node, const QList<int> &roles = {});
    void tellAge(const Node &parent);

    void reload();
    void goOn(const QModelIndex &parent);
    void loadRoot(const QString &cursor);
    void loadApplications(Node &customer);
    bool listsApplications() const { return m_byApplication || !m_search.isEmpty(); }
    void takeRoot(const Listing &page, bool isFirst);
    void takeFailure(Node &node, const Problem &problem);
    void fetchOne(const QString &handle, bool isSought, const std::function<void(bool arrived)> &done);
    void onEvents(const std::vector<Event> &events);
    void onEvent(const Event &event);
    void onStateChanged();

    Node *addCustomer(const QString &slug, const QString &name);
    void addCustomers(const QJsonArray &items);
    void addApplications(Node &customer, const std::vector<ApplicationRow> &rows);
    void addInOrder(Node &parent, std::vector<std::unique_ptr<Node>> nodes);
    void reorder(const Node &node);
    bool isBefore(const Node &one, const Node &other) const;
    void update(Node &application, const ApplicationRow &row);
    void updateEnvironment(Node &environment, const EnvironmentRow &row);
    void insert(
        Node &parent, int at, std::vector<std::unique_ptr<Node>> nodes,
        const std::function<void()> &alongside = [] {});
    void removeRows(
        Node &parent, int first, int last, const std::function<void()> &alongside = [] {});
    void remember(const Node &application);
    void removeApplication(const QString &handle);

    QVariant shown(const Node &node, int column) const;
    QString stateOf(const Node &node, int column) const;
    QString detailOf(const Node &node) const;
    QString referenceOf(const Node &node) const;

    Session &m_session;
    Refetch m_refetch;
    std::unique_ptr<Node> m_root;
    QHash<QString, Node *> m_customers;    // by slug
    QHash<QString, Node *> m_applications; // by handle
    QHash<qint64, QString> m_ofAppliance;  // id → handle
    QHash<QString, QString> m_names;       // of every customer that was seen, by slug
    QCollator m_collator;
    QString m_search;
    int m_generation = 0;
    bool m_active = false;
    bool m_dirty = true; // has to be loaded anew
    bool m_searchAgain = false;
    bool m_byApplication = false; // who may not list customers sees those of the applications
};

} // namespace slipway
