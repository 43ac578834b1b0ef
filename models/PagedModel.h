// A table that is asked of the service page after page, newest first, and kept by the feed: what the ledger
// and the releases have in common.
#pragma once
#include "models/Session.h"

#include <QAbstractTableModel>

namespace slipway {

class PagedModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    virtual void setActive(bool active);
    bool isLoading() const { return m_loading; }
    bool hasFailed() const { return m_failed; } // the last page; asked again once there is a reason to
    void tryAgain();

    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void loaded();
    void failed(const slipway::Problem &problem);

protected:
    PagedModel(Session &session, QObject *parent);

    static constexpr int pageSize = 200;
    // Of this size and at this place; which filters there are is the model's.
    virtual Pending<Listing> askPage(ListQuery page) = 0;
    virtual void takePage(const Listing &page, bool isFirst) = 0;
    virtual void onReload() {} // everything is asked anew
    void readAnew();
    void reload(); // if it has to be
    bool isDirty() const { return m_dirty; }
    void setDirty() { m_dirty = true; }
    bool isActive() const { return m_active; }
    bool isLoadingFirst() const { return m_loading && m_loadingFirst; }

    Session &m_session;
    QString m_next; // cursor of the next page; empty: there is none

private:
    void fetchPage(const QString &cursor);
    void onStateChanged();

    int m_generation = 0; // what was asked in an earlier one isn't for this one
    bool m_active = false;
    bool m_dirty = true; // has to be loaded anew
    bool m_loading = false;
    bool m_loadingFirst = false;
    bool m_failed = false;
};

} // namespace slipway
