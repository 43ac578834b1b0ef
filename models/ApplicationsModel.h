// Customer → application → environment → appliance, with the state of each. Customers come in pages; a
// customer's applications when it is opened; changes by the feed.
#pragma once
#include "models/Rows.h"
#include "models/Session.h"

#include <QAbstractItemModel>

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
    QModelIndex indexOf(const QString &reference) const; // "application/northwind/shop", where it is loaded
    void fetch(const QString &handle);                   // loads it and what it lies in, then says located()
    bool isLoading() const;

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
    Session &m_session;
    std::unique_ptr<Node> m_root;
};

} // namespace slipway
