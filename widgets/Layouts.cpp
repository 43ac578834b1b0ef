#include "widgets/Layouts.h"

namespace slipway {

namespace {

constexpr int longestName = 60;
const QString supportKey = QStringLiteral("support"); // as it is kept, whatever the language

} // namespace

Layouts::Layouts(Window window, QObject *parent)
    : QObject(parent), m_window(std::move(window)), m_current(operations())
{
}

QString Layouts::operations()
{
    return tr("Operations");
}

QString Layouts::support()
{
    return tr("Support");
}

QStringList Layouts::names() const
{
    return QStringList{operations(), support()} + m_own.keys();
}

void Layouts::apply(const QString &name)
{
    const bool isSupport = name == support();
    if (isOwn(name))
        m_window.set(m_own.value(name).toObject());
    else
        m_window.arrange(isSupport ? BuiltIn::Support : BuiltIn::Operations);
    m_current = isOwn(name) || isSupport ? name : operations();
    Q_EMIT changed();
}

void Layouts::keep(const QString &name)
{
    const QString own = name.simplified().left(longestName);
    if (own.isEmpty() || own == operations() || own == support())
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
            {QStringLiteral("current"), isOwn(m_current) ? m_current : QString()},
            {QStringLiteral("builtIn"), m_current == support() ? supportKey : QString()}};
}

void Layouts::fromJson(const QJsonObject &object)
{
    m_own = object.value(QStringLiteral("own")).toObject();
    const QString current = object.value(QStringLiteral("current")).toString();
    const bool isSupport = object.value(QStringLiteral("builtIn")).toString() == supportKey;
    m_current = isOwn(current) ? current : isSupport ? support() : operations();
    Q_EMIT changed();
}

} // namespace slipway
