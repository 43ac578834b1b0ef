// The process definitions, newest version of each.
#pragma once
#include "models/Rows.h"
#include "models/Session.h"

#include <QAbstractListModel>

namespace slipway {

class PipelinesModel : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit PipelinesModel(Session &session, QObject *parent = nullptr);
    void setActive(bool active);
    const PipelineRow &pipeline(int row) const;
    int rowOf(const QString &name) const; // -1: not loaded
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void loaded();
    void failed(const slipway::Problem &problem);

private:
    Session &m_session;
};

// The steps of a definition that the service has read: the check answers them, so that the picture is drawn
// by the one reader there is.
std::vector<StepRow> stepsOfVerdict(const QJsonObject &verdict, bool back);

} // namespace slipway
