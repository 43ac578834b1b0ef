// What was typed to start a release and isn't sent: for each application and pipeline, kept until it is sent
// or cleared. Pure.
#pragma once
#include <QJsonArray>
#include <QMap>
#include <QString>

#include <vector>

namespace slipway {

class StartDrafts
{
public:
    using Typed = QMap<QString, QString>; // by input

    // Without anything typed there is none.
    void set(const QString &application, const QString &pipeline, const Typed &typed);
    Typed of(const QString &application, const QString &pipeline) const;
    QString pipelineOf(const QString &application) const; // of the newest; empty: there is none

    QJsonArray toJson() const;
    void add(const QJsonArray &drafts); // what is typed here already is the newer

private:
    struct Draft
    {
        QString application;
        QString pipeline;
        Typed typed;
    };
    std::vector<Draft> m_drafts; // newest last
};

} // namespace slipway
