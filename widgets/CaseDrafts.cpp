#include "widgets/CaseDrafts.h"

namespace slipway {

void CaseDrafts::set(qint64 id, const CaseDraft &draft)
{
    if (id == 0 || draft.text.trimmed().isEmpty())
        m_drafts.remove(id);
    else
        m_drafts.insert(id, draft);
}

QJsonObject CaseDrafts::toJson() const
{
    QJsonObject object;
    for (auto draft = m_drafts.begin(); draft != m_drafts.end(); ++draft)
        object.insert(QString::number(draft.key()), QJsonObject{{QStringLiteral("text"), draft->text},
                                                                {QStringLiteral("note"), draft->isNote}});
    return object;
}

void CaseDrafts::add(const QJsonObject &object)
{
    for (auto draft = object.begin(); draft != object.end(); ++draft) {
        const qint64 id = draft.key().toLongLong();
        const QJsonObject kept = draft.value().toObject();
        if (!m_drafts.contains(id))
            set(id,
                {kept.value(QStringLiteral("text")).toString(), kept.value(QStringLiteral("note")).toBool()});
    }
}

} // namespace slipway
