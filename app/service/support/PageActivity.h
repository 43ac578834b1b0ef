// `do: page.send` of a paging process: calls whoever `with: {to: on-duty | alternate | group | manager}`
// means. `due` says when that was to be; without it, when the case was opened. `method` or `level` says with
// which of their methods it begins; without them with the first.
#pragma once
#include "service/engine/Activity.h"
#include "service/store/Store.h"
#include "service/support/Pager.h"

namespace slipway {

class PageActivity final : public Activity
{
public:
    // `mailWaits` is told after the commit.
    PageActivity(Store &store, const Pager &pager, std::function<void()> mailWaits)
        : m_store(store), m_pager(pager), m_mailWaits(std::move(mailWaits))
    {
    }

    QString name() const override { return QStringLiteral("page.send"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<Observation> observe(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;
    // Nobody is called back: what hasn't gone out is withdrawn with the acknowledgement.
    Result<void> undo(const StepContext &, const QJsonObject &) override { return {}; }

private:
    Store &m_store;
    const Pager &m_pager;
    std::function<void()> m_mailWaits;
};

} // namespace slipway
