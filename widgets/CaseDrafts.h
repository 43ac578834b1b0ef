// What was typed into cases and isn't sent: one for each, kept until it is sent or emptied. Pure.
#pragma once
#include <QJsonObject>
#include <QMap>
#include <QString>

namespace slipway {

struct CaseDraft
{
    QString text;
    bool isNote = false;
    bool operator==(const CaseDraft &) const = default;
};

class CaseDrafts
{
public:
    void set(qint64 id, const CaseDraft &draft); // without text there is none
    CaseDraft of(qint64 id) const { return m_drafts.value(id); }
    void forget(qint64 id) { m_drafts.remove(id); }

    QJsonObject toJson() const;
    void add(const QJsonObject &object); // what is typed here already is the newer
private:
    QMap<qint64, CaseDraft> m_drafts;
};

} // namespace slipway
