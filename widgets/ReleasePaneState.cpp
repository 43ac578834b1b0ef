// What of ReleasePane is kept, and comes back.
#include "widgets/LogView.h"
#include "widgets/NextPanel.h"
#include "widgets/ReleasePane.h"

#include <QSplitter>
#include <QTabWidget>

namespace slipway {

QJsonObject ReleasePane::saveState() const
{
    QJsonObject drafts;
    for (auto draft = m_drafts.begin(); draft != m_drafts.end(); ++draft)
        drafts.insert(QString::number(draft.key()), draft.value());
    if (release() != 0 && !m_next->note().isEmpty())
        drafts.insert(QString::number(release()), m_next->note());
    return {{QStringLiteral("release"), release()},
            {QStringLiteral("tab"), m_tabs->currentIndex()},
            {QStringLiteral("split"), QString::fromLatin1(m_split->saveState().toBase64())},
            {QStringLiteral("log"), m_logView->saveState()},
            {QStringLiteral("drafts"), drafts}};
}

QJsonObject ReleasePane::withoutWork(const QJsonObject &state) const
{
    QJsonObject layout = state;
    layout.remove(QStringLiteral("drafts"));
    return layout;
}

void ReleasePane::restoreState(const QJsonObject &state)
{
    const QJsonObject drafts = state.value(QStringLiteral("drafts")).toObject();
    for (auto draft = drafts.begin(); draft != drafts.end(); ++draft)
        m_drafts.insert(draft.key().toLongLong(), draft.value().toString());
    m_tabs->setCurrentIndex(state.value(QStringLiteral("tab")).toInt());
    if (state.contains(QStringLiteral("split")))
        m_split->restoreState(
            QByteArray::fromBase64(state.value(QStringLiteral("split")).toString().toLatin1()));
    m_logView->restoreState(state.value(QStringLiteral("log")).toObject());
    if (const qint64 id = state.value(QStringLiteral("release")).toInteger(); id != 0 && release() == 0)
        watch(id);
}

} // namespace slipway
