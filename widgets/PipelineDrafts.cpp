#include "widgets/PipelineDrafts.h"

namespace slipway {

void PipelineDrafts::setStored(const QString &name, const QString &yaml)
{
    m_stored.insert(name, yaml);
    if (m_drafts.value(name) == yaml)
        m_drafts.remove(name);
}

void PipelineDrafts::setText(const QString &name, const QString &yaml)
{
    if (m_stored.contains(name) && m_stored.value(name) == yaml)
        m_drafts.remove(name);
    else
        m_drafts.insert(name, yaml);
}

QString PipelineDrafts::text(const QString &name) const
{
    return m_drafts.value(name, m_stored.value(name));
}

QJsonObject PipelineDrafts::toJson() const
{
    QJsonObject object;
    for (auto draft = m_drafts.begin(); draft != m_drafts.end(); ++draft)
        object.insert(draft.key(), draft.value());
    return object;
}

void PipelineDrafts::fromJson(const QJsonObject &object)
{
    for (auto draft = object.begin(); draft != object.end(); ++draft)
        m_drafts.insert(draft.key(), draft.value().toString());
}

} // namespace slipway
