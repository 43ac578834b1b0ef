// Writes the ledger of pages as CSV: all that is asked for, page after page as the service gives it; the file
// is there whole or not at all.
#pragma once
#include "models/FileKeeper.h"
#include "models/PagesModel.h"

namespace slipway {

class PagesExport : public QObject
{
    Q_OBJECT

public:
    // One at a time; a new one gives up what is under way.
    explicit PagesExport(Session &session, QObject *parent = nullptr);
    void write(const PagesModel::Query &query, const QString &path);
    void giveUp();
    bool isWriting() const { return m_file > 0; }

    static QByteArray header();
    static QByteArray lineOf(const PageEntry &entry);

Q_SIGNALS:
    void progressed(int pages); // are written
    void done(int pages, const QString &path);
    void failed(const slipway::Problem &problem);

private:
    void fetch(const QString &cursor);
    void take(const Listing &page);
    void drop();
    void fail(const Problem &problem);

    Session &m_session;
    PagesModel::Query m_query;
    FileKeeper m_keeper;
    int m_file = 0; // of it; 0: none
    int m_count = 0;
    int m_generation = 0;
};

} // namespace slipway
