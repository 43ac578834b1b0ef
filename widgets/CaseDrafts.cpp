#include "widgets/CaseDrafts.h"

namespace slipway {

void CaseDrafts::set(qint64 id, const CaseDraft &draft)
{
    if (id == 0 || draft.text.trimmed().isEmpty())
        m_drafts.remove(id);
    else
        m_drafts.insert(id, draft);
}

void CaseDrafts::markSent(qint64 id, bool wasSent)
{
    if (const auto draft = m_drafts.find(id); draft != m_drafts.end())
        draft->wasSent = wasSent;
}

QJsonObject CaseDrafts::toJson() const
{
    QJsonObject object;
    for (auto draft = m_drafts.begin(); draft != m_drafts.end(); ++draft)
        object.insert(QString::number(draft.key()), QJsonObject{{QStringLiteral("text"), draft->text},
                                                                {QStringLiteral("note"), draft->isNote},
                                                                {QStringLiteral("after"), draft->after},
                                                                {QStringLiteral("sent"), draft->wasSent}});
    return object;
}

QList<qint64> CaseDrafts::add(const QJsonObject &object)
{
    QList<qint64> added;
    for (auto draft = object.begin(); draft != object.end(); ++draft) {
        const qint64 id = draft.key().toLongLong();
        const QJsonObject kept = draft.value().toObject();
        if (m_drafts.contains(id))
            continue;
        set(id,
            {kept.value(QStringLiteral("text")).toString(), kept.value(QStringLiteral("note")).toBool(),
             kept.value(QStringLiteral("after")).toInteger(-1), kept.value(QStringLiteral("sent")).toBool()});
        if (m_drafts.contains(id))
            added.append(id);
    }
    return added;
}

} // namespace slipway
