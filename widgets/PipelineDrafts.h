// What was typed into definitions and isn't imported: one text for each pipeline, kept until it is imported
// or let go. Pure.
#pragma once
#include <QJsonObject>
#include <QMap>
#include <QString>

namespace slipway {

class PipelineDrafts
{
public:
    // What the service has; a draft that has become the same is none any more.
    void setStored(const QString &name, const QString &yaml);
    void setText(const QString &name, const QString &yaml);
    void forget(const QString &name) { m_drafts.remove(name); }

    bool isStored(const QString &name) const { return m_stored.contains(name); }
    bool isDraft(const QString &name) const { return m_drafts.contains(name); }
    QString stored(const QString &name) const { return m_stored.value(name); }
    QString text(const QString &name) const; // the draft, or what is stored

    QJsonObject toJson() const; // only the drafts
    void fromJson(const QJsonObject &object);

private:
    QMap<QString, QString> m_stored;
    QMap<QString, QString> m_drafts;
};

} // namespace slipway
