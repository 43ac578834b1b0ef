#include "widgets/DutyWeekAccess.h"

#include "models/Roles.h"
#include "widgets/DutyWeekView.h"
#include "widgets/EventWords.h"

#include <QAccessibleWidget>
#include <QPointer>

#include <map>

namespace slipway {

namespace {

constexpr int longestWords = 1000;

class PersonAccess final : public QAccessibleInterface
{
public:
    PersonAccess(DutyWeekView *view, int person) : m_view(view), m_person(person) {}

    bool isValid() const override { return m_view && m_person < m_view->model().rowCount(); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override
    {
        const QAccessibleInterface *list = parent();
        return list ? list->window() : nullptr;
    }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString &) override {}

    QString text(QAccessible::Text kind) const override
    {
        if (!isValid())
            return {};
        const QModelIndex index = m_view->model().index(m_person);
        if (kind == QAccessible::Name)
            return quietWord(index.data().toString());
        return kind == QAccessible::Description ? quietWord(index.data(DetailRole).toString(), longestWords)
                                                : QString();
    }

    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect row = m_view->rowRect(m_person);
        return {m_view->viewport()->mapToGlobal(row.topLeft()), row.size()};
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.selectable = true;
        state.focusable = true;
        state.selected = m_person == m_view->personIndex();
        state.focused = state.selected && m_view->hasFocus();
        state.offscreen = !m_view->viewport()->rect().intersects(m_view->rowRect(m_person));
        return state;
    }

private:
    const QPointer<DutyWeekView> m_view;
    const int m_person;
};

class WeekAccess final : public QAccessibleWidget
{
public:
    explicit WeekAccess(DutyWeekView *view) : QAccessibleWidget(view, QAccessible::List) {}
    ~WeekAccess() override
    {
        for (const auto &[person, id] : m_ids)
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return view() ? view()->model().rowCount() : 0; }

    QAccessibleInterface *child(int person) const override
    {
        if (person < 0 || person >= childCount())
            return nullptr;
        auto found = m_ids.find(person);
        if (found == m_ids.end()) {
            const auto id = QAccessible::registerAccessibleInterface(new PersonAccess(view(), person));
            found = m_ids.emplace(person, id).first;
        }
        return QAccessible::accessibleInterface(found->second);
    }

    int indexOfChild(const QAccessibleInterface *wanted) const override
    {
        for (const auto &[person, id] : m_ids) {
            if (QAccessible::accessibleInterface(id) == wanted)
                return person;
        }
        return -1;
    }

    QAccessibleInterface *childAt(int, int y) const override
    {
        return view() ? child(view()->personAt(view()->viewport()->mapFromGlobal(QPoint(0, y)).y()))
                      : nullptr;
    }

    QAccessibleInterface *focusChild() const override
    {
        return view() ? child(view()->personIndex()) : nullptr;
    }

private:
    DutyWeekView *view() const { return static_cast<DutyWeekView *>(object()); }

    mutable std::map<int, QAccessible::Id> m_ids;
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *view = qobject_cast<DutyWeekView *>(object);
    return view ? new WeekAccess(view) : nullptr;
}

} // namespace

void makeDutyWeekAccessible()
{
    static const bool once = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(once)
}

} // namespace slipway
