#include "widgets/StartDrafts.h"

#include <QJsonObject>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::size_t most = 100; // the oldest go

const QString applicationKey = QStringLiteral("application");
const QString pipelineKey = QStringLiteral("pipeline");
const QString typedKey = QStringLiteral("typed");

} // namespace

void StartDrafts::set(const QString &application, const QString &pipeline, const Typed &typed)
{
    std::erase_if(m_drafts, [&](const Draft &one) {
        return one.application == application && one.pipeline == pipeline;
    });
    if (typed.isEmpty())
        return;
    m_drafts.push_back({application, pipeline, typed, false});
    if (m_drafts.size() > most)
        m_drafts.erase(m_drafts.begin());
}

StartDrafts::Typed StartDrafts::of(const QString &application, const QString &pipeline) const
{
    const auto found = std::find_if(m_drafts.begin(), m_drafts.end(), [&](const Draft &one) {
        return one.application == application && one.pipeline == pipeline && !one.isUnderWay;
    });
    return found == m_drafts.end() ? Typed() : found->typed;
}

QString StartDrafts::pipelineOf(const QString &application) const
{
    const auto found = std::find_if(m_drafts.rbegin(), m_drafts.rend(), [&](const Draft &one) {
        return one.application == application && !one.isUnderWay;
    });
    return found == m_drafts.rend() ? QString() : found->pipeline;
}

void StartDrafts::settle(const QString &application, const QString &pipeline, const Typed &sent, Fate fate)
{
    if (fate == Fate::NotStarted) {
        if (of(application, pipeline).isEmpty())
            set(application, pipeline, sent);
        return;
    }
    const auto found = std::find_if(m_drafts.begin(), m_drafts.end(), [&](const Draft &one) {
        return one.application == application && one.pipeline == pipeline && one.typed == sent;
    });
    if (found == m_drafts.end())
        return;
    if (fate == Fate::UnderWay)
        found->isUnderWay = true;
    else if (found->isUnderWay) // or it was typed anew since
        m_drafts.erase(found);
}

QJsonArray StartDrafts::toJson() const
{
    QJsonArray drafts;
    for (const Draft &draft : m_drafts) {
        QJsonObject typed;
        for (auto input = draft.typed.begin(); input != draft.typed.end(); ++input)
            typed.insert(input.key(), input.value());
        drafts.append(QJsonObject{
            {applicationKey, draft.application}, {pipelineKey, draft.pipeline}, {typedKey, typed}});
    }
    return drafts;
}

void StartDrafts::add(const QJsonArray &drafts)
{
    for (const QJsonValue &value : drafts) {
        const QJsonObject draft = value.toObject();
        const QString application = draft.value(applicationKey).toString();
        const QString pipeline = draft.value(pipelineKey).toString();
        Typed typed;
        const QJsonObject inputs = draft.value(typedKey).toObject();
        for (auto input = inputs.begin(); input != inputs.end(); ++input)
            typed.insert(input.key(), input.value().toString());
        if (of(application, pipeline).isEmpty())
            set(application, pipeline, typed);
    }
}

} // namespace slipway
