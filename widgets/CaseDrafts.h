// What was typed into cases and isn't sent, as far as is known: one for each, kept until it is sent or
// emptied. Pure.
#pragma once
#include <QJsonObject>
#include <QMap>
#include <QString>

namespace slipway {

struct CaseDraft
{
    QString text;
    bool isNote = false;
    qint64 after = -1;    // the last message that was known when it was typed; -1: that isn't known
    bool wasSent = false; // and nothing was heard of it since
    bool operator==(const CaseDraft &) const = default;
};

class CaseDrafts
{
public:
    void set(qint64 id, const CaseDraft &draft); // without text there is none
    void markSent(qint64 id, bool wasSent);
    CaseDraft of(qint64 id) const { return m_drafts.value(id); }
    void forget(qint64 id) { m_drafts.remove(id); }

    QJsonObject toJson() const;
    // What is typed here already is the newer. Gives back for which cases there is one now that wasn't.
    QList<qint64> add(const QJsonObject &object);

private:
    QMap<qint64, CaseDraft> m_drafts;
};

} // namespace slipway
