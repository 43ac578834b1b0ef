// Views of the releases that are kept by name, and what comes back of the pane as it was left.
#include "widgets/ColumnRoom.h"
#include "widgets/EventWords.h"
#include "widgets/InlineMessage.h"
#include "widgets/ReleasesPane.h"
#include "widgets/TableMemory.h"

#include <QLineEdit>
#include <QMenu>
#include <QWidgetAction>

#include <algorithm>

namespace slipway {

// Starts of which it isn't known whether they were made.
static const QString sentKey = QStringLiteral("sent");

void ReleasesPane::fillViewMenu()
{
    m_viewMenu->clear();
    for (const View &view : m_views) {
        connect(m_viewMenu->addAction(quietWord(view.name, 60)), &QAction::triggered, this, [this, view] {
            m_search->setText(view.text);
            setView(view.which);
        });
    }
    if (!m_views.empty()) {
        QMenu *forget = m_viewMenu->addMenu(tr("Forget"));
        for (const View &view : m_views) {
            connect(forget->addAction(quietWord(view.name, 60)), &QAction::triggered, this,
                    [this, name = view.name] { forgetView(name); });
        }
        m_viewMenu->addSeparator();
    }
    auto *name = new QLineEdit;
    name->setPlaceholderText(tr("Keep this view as…"));
    name->setAccessibleName(tr("Name to keep this view by"));
    name->setMaxLength(60);
    auto *holder = new QWidgetAction(m_viewMenu);
    holder->setDefaultWidget(name);
    m_viewMenu->addAction(holder);
    connect(name, &QLineEdit::returnPressed, this, [this, name] {
        keepView(name->text());
        m_viewMenu->close();
    });
}

void ReleasesPane::forgetView(const QString &name)
{
    const auto found =
        std::find_if(m_views.begin(), m_views.end(), [&](const View &view) { return view.name == name; });
    if (found == m_views.end())
        return;
    const View gone = *found;
    const auto place = found - m_views.begin();
    m_views.erase(found);
    m_message->show(
        InlineMessage::Kind::Information, tr("The view “%1” is forgotten.").arg(quietWord(name, 60)),
        tr("Undo"), [this, gone, place] {
            m_views.insert(m_views.begin() + std::min<std::ptrdiff_t>(place, std::ssize(m_views)), gone);
            m_message->hide();
        });
}

void ReleasesPane::keepView(const QString &name)
{
    const QString wanted = name.simplified();
    if (wanted.isEmpty())
        return;
    const auto found =
        std::find_if(m_views.begin(), m_views.end(), [&](const View &view) { return view.name == wanted; });
    const View view{wanted, m_view, m_search->text()};
    if (found != m_views.end())
        *found = view;
    else
        m_views.push_back(view);
}

QJsonObject ReleasesPane::saveState() const
{
    QJsonArray views;
    for (const View &view : m_views) {
        views.append(QJsonObject{{QStringLiteral("name"), view.name},
                                 {QStringLiteral("view"), toText(view.which)},
                                 {QStringLiteral("text"), view.text}});
    }
    return {
        {QStringLiteral("view"), toText(m_view)},
        {QStringLiteral("text"), m_search->text()},
        {QStringLiteral("views"), views},
        {QStringLiteral("starts"), m_startDrafts.toJson()},
        {sentKey, m_desk.session.once().doubts(QStringLiteral("releases "), m_desk.session.clock().now())},
        {QStringLiteral("table"), m_memory->save()}};
}

QJsonObject ReleasesPane::withoutWork(const QJsonObject &state) const
{
    QJsonObject layout = state;
    layout.remove(QStringLiteral("views"));
    layout.remove(QStringLiteral("starts"));
    layout.remove(sentKey);
    return layout;
}

void ReleasesPane::restoreState(const QJsonObject &state)
{
    m_startDrafts.add(state.value(QStringLiteral("starts")).toArray());
    m_desk.session.once().takeUp(state.value(sentKey).toArray(), m_desk.session.clock().now());
    if (state.contains(QStringLiteral("views")))
        m_views.clear();
    for (const QJsonValue &value : state.value(QStringLiteral("views")).toArray()) {
        const QJsonObject view = value.toObject();
        m_views.push_back({view.value(QStringLiteral("name")).toString(),
                           releaseViewFromText(view.value(QStringLiteral("view")).toString()),
                           view.value(QStringLiteral("text")).toString()});
    }
    m_search->setText(state.value(QStringLiteral("text")).toString());
    setView(releaseViewFromText(state.value(QStringLiteral("view")).toString()));
    m_memory->restore(state.value(QStringLiteral("table")).toObject());
    m_columns->fit();
}

} // namespace slipway
