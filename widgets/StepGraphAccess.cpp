#include "widgets/StepGraphAccess.h"

#include "widgets/StepGraphView.h"

#include <QAccessibleWidget>
#include <QPointer>

#include <map>

namespace slipway {

namespace {

class StepAccess final : public QAccessibleInterface
{
public:
    StepAccess(StepGraphView *view, int node) : m_view(view), m_node(node) {}

    bool isValid() const override { return m_view && m_node < m_view->count(); }
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
        const StepRow &step = m_view->stepAt(m_node);
        if (kind == QAccessible::Name)
            return step.title.isEmpty() ? step.id : step.title;
        return kind == QAccessible::Description ? m_view->describe(m_node) : QString();
    }

    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect box = m_view->nodeRect(m_node);
        return {m_view->viewport()->mapToGlobal(box.topLeft()), box.size()};
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
        state.selected = m_view->stepAt(m_node).id == m_view->selected();
        state.focused = state.selected && m_view->hasFocus();
        state.offscreen = !m_view->viewport()->rect().intersects(m_view->nodeRect(m_node));
        return state;
    }

private:
    const QPointer<StepGraphView> m_view;
    const int m_node;
};

class StepGraphAccess final : public QAccessibleWidget
{
public:
    explicit StepGraphAccess(StepGraphView *view) : QAccessibleWidget(view, QAccessible::List) {}
    ~StepGraphAccess() override
    {
        for (const auto &[node, id] : m_ids)
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return view() ? view()->count() : 0; }

    QAccessibleInterface *child(int node) const override
    {
        if (node < 0 || node >= childCount())
            return nullptr;
        auto found = m_ids.find(node);
        if (found == m_ids.end()) {
            const auto id = QAccessible::registerAccessibleInterface(new StepAccess(view(), node));
            found = m_ids.emplace(node, id).first;
        }
        return QAccessible::accessibleInterface(found->second);
    }

    int indexOfChild(const QAccessibleInterface *wanted) const override
    {
        for (const auto &[node, id] : m_ids) {
            if (QAccessible::accessibleInterface(id) == wanted)
                return node;
        }
        return -1;
    }

    QAccessibleInterface *childAt(int x, int y) const override
    {
        return view() ? child(view()->nodeAt(view()->viewport()->mapFromGlobal(QPoint(x, y)))) : nullptr;
    }

    QAccessibleInterface *focusChild() const override
    {
        return view() ? child(view()->nodeOf(view()->selected())) : nullptr;
    }

private:
    StepGraphView *view() const { return static_cast<StepGraphView *>(object()); }

    mutable std::map<int, QAccessible::Id> m_ids;
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *view = qobject_cast<StepGraphView *>(object);
    return view ? new StepGraphAccess(view) : nullptr;
}

} // namespace

void makeStepGraphAccessible()
{
    static const bool once = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(once)
}

} // namespace slipway
