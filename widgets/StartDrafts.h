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

    // How the start of a sheet that was left goes on.
    enum class Fate { UnderWay, Started, NotStarted };

    // Without anything typed there is none.
    void set(const QString &application, const QString &pipeline, const Typed &typed);
    Typed of(const QString &application, const QString &pipeline) const;
    QString pipelineOf(const QString &application) const; // of the newest; empty: there is none
    // None is there while it is under way, and what was kept there since is the newer.
    void settle(const QString &application, const QString &pipeline, const Typed &sent, Fate fate);

    QJsonArray toJson() const;
    void add(const QJsonArray &drafts); // what is typed here already is the newer

private:
    struct Draft
    {
        QString application;
        QString pipeline;
        Typed typed;
        bool isUnderWay = false;
    };
    std::vector<Draft> m_drafts; // newest last
};

} // namespace slipway
