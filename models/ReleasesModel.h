// Every release, newest first, kept as it is by the feed.
#pragma once
#include "models/Rows.h"
#include "models/Session.h"

#include <QAbstractTableModel>

namespace slipway {

class ReleasesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Id, Application, Pipeline, State, StepTitle, WaitsFor, RequestedBy, Started, ColumnCount };
    explicit ReleasesModel(Session &session, QObject *parent = nullptr);

    void setActive(bool active);
    const ReleaseRow &release(int row) const;
    int rowOf(qint64 id) const; // -1: not loaded
    bool isLoading() const;
    // How far it is, 0…1, by what the steps of its pipeline took before; nothing where that isn't known.
    std::optional<double> progress(int row) const;
    std::optional<Duration> eta(int row) const; // until it is live, from earlier runs of the same pipeline

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void loaded();
    void failed(const slipway::Problem &problem);

private:
    Session &m_session;
};

} // namespace slipway
