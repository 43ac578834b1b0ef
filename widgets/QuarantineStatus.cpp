#include "widgets/QuarantineStatus.h"

#include "widgets/Allowed.h"
#include "widgets/StatusFact.h"

#include <QHBoxLayout>

#include <utility>

namespace slipway {

QuarantineStatus::QuarantineStatus(const Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_model(desk.session)
{
    m_fact = new StatusFact(QStringLiteral("quarantined"), this);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_fact);
    connect(m_fact, &QAbstractButton::clicked, this,
            [this] { m_desk.navigator.open(QStringLiteral("quarantine")); });
    connect(&m_model, &QAbstractItemModel::modelReset, this, &QuarantineStatus::tell);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &QuarantineStatus::tell);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &QuarantineStatus::tell);
    connect(&m_desk.session, &Session::stateChanged, this, &QuarantineStatus::look);
    look();
    tell();
}

QString QuarantineStatus::waiting() const
{
    return m_fact->isHidden() ? QString() : m_fact->text();
}

void QuarantineStatus::look()
{
    const bool may = isAllowed(m_desk.session, QLatin1String("listMail"));
    if (may != std::exchange(m_mayLook, may))
        m_model.setActive(may);
    tell();
}

void QuarantineStatus::tell()
{
    const int count = m_mayLook ? m_model.rowCount() : 0;
    setVisible(count > 0);
    m_fact->setVisible(count > 0);
    if (count == 0)
        return;
    const QString many = m_model.hasMore() ? tr("more than %1").arg(count) : QString::number(count);
    m_fact->say(tr("Quarantine: %1").arg(many), theme::Tone::Waiting,
                tr("Mail that waits until somebody releases or discards it"));
}

} // namespace slipway

#include "moc_QuarantineStatus.cpp"
