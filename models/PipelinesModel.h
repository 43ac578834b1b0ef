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
    bool hasFailed() const { return m_failed; }
    void tryAgain() { reload(); }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void loaded();
    void failed(const slipway::Problem &problem);

private:
    void reload();
    void fetchPage(const QString &cursor);
    void onEvents(const std::vector<Event> &events);

    Session &m_session;
    std::vector<PipelineRow> m_rows;
    std::vector<PipelineRow> m_coming; // pages that are here already, of a list that isn't whole
    int m_generation = 0;
    bool m_active = false;
    bool m_dirty = true; // has to be loaded anew
    bool m_failed = false;
};

// The steps of a definition that the service has read: the check answers them, so that the picture is drawn
// by the one reader there is.
std::vector<StepRow> stepsOfVerdict(const QJsonObject &verdict, bool back);

} // namespace slipway
