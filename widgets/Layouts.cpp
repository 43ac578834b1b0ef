#include "widgets/Layouts.h"

namespace slipway {

namespace {

constexpr int longestName = 60;

} // namespace

Layouts::Layouts(Window window, QObject *parent)
    : QObject(parent), m_window(std::move(window)), m_current(operations())
{
}

QString Layouts::operations()
{
    return tr("Operations");
}

QStringList Layouts::names() const
{
    return QStringList(operations()) + m_own.keys();
}

void Layouts::apply(const QString &name)
{
    if (isOwn(name))
        m_window.set(m_own.value(name).toObject());
    else
        m_window.arrange();
    m_current = isOwn(name) ? name : operations();
    Q_EMIT changed();
}

void Layouts::keep(const QString &name)
{
    const QString own = name.simplified().left(longestName);
    if (own.isEmpty() || own == operations())
        return;
    m_own.insert(own, m_window.read());
    m_current = own;
    Q_EMIT changed();
}

QJsonObject Layouts::remove(const QString &name)
{
    const QJsonObject gone = m_own.take(name).toObject();
    if (m_current == name)
        m_current = operations();
    Q_EMIT changed();
    return gone;
}

void Layouts::putBack(const QString &name, const QJsonObject &layout)
{
    m_own.insert(name, layout);
    Q_EMIT changed();
}

QJsonObject Layouts::toJson() const
{
    return {{QStringLiteral("own"), m_own},
            {QStringLiteral("current"), isOwn(m_current) ? m_current : QString()}};
}

void Layouts::fromJson(const QJsonObject &object)
{
    m_own = object.value(QStringLiteral("own")).toObject();
    const QString current = object.value(QStringLiteral("current")).toString();
    m_current = isOwn(current) ? current : operations();
    Q_EMIT changed();
}

} // namespace slipway
