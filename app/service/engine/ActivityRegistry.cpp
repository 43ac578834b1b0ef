#include "service/engine/Activity.h"

namespace slipway {

void ActivityRegistry::add(std::shared_ptr<Activity> activity)
{
    const std::string name = activity->name().toStdString();
    m_activities.insert_or_assign(name, std::move(activity));
}

std::shared_ptr<Activity> ActivityRegistry::find(const QString &name) const
{
    const auto found = m_activities.find(name.toStdString());
    return found == m_activities.end() ? nullptr : found->second;
}

QStringList ActivityRegistry::names() const
{
    QStringList list;
    for (const auto &[name, activity] : m_activities)
        list.append(QString::fromStdString(name));
    list.sort();
    return list;
}

} // namespace slipway
