// Texts for answers that come again and again: which there are, by the words one looks for, and one of them
// filled in for a case. A service that knows none of it has none.
#pragma once
#include "models/Session.h"

#include <QAbstractListModel>

namespace slipway {

struct TemplateRow
{
    QString name;
    QString title;
    QString text; // as it was written, with what is filled in later
    bool operator==(const TemplateRow &) const = default;
    static TemplateRow fromJson(const QJsonObject &object);
};

// For a title: of a-z, 0-9 and hyphens, and none of those that are taken.
QString templateNameOf(const QString &title, const QStringList &taken);

class ReplyTemplates : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit ReplyTemplates(Session &session, QObject *parent = nullptr);

    void setActive(bool active); // asks nothing while nobody looks, as at first
    void askAgain();
    bool isKnown() const { return m_known; } // there are such things at this service
    void setFilter(const QString &words);    // all of them are in its title, name or text
    const TemplateRow &at(int row) const { return m_all[m_shown[static_cast<std::size_t>(row)]]; }
    std::size_t total() const { return m_all.size(); }
    QStringList names() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void loaded();
    void failed(const slipway::Problem &problem);

private:
    void show();

    Session &m_session;
    std::vector<TemplateRow> m_all; // by title
    std::vector<std::size_t> m_shown;
    QString m_filter;
    bool m_active = false;
    bool m_dirty = true;
    bool m_known = false;
    bool m_asking = false;
};

} // namespace slipway
