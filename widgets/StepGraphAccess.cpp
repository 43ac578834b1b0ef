#include "widgets/StepGraphAccess.h"

#include "models/ServicePhrases.h"
#include "models/ServiceWords.h"
#include "widgets/ReleaseFacts.h"
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

void StepGraphView::updateWords()
{
    const QString words = inWords();
    if (words == accessibleDescription())
        return;
    setAccessibleDescription(words);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

QString StepGraphView::inWords() const
{
    const int node = nodeOf(m_current);
    if (m_nodes.empty())
        return tr("The steps aren't known yet.");
    const bool back = m_lanes.size() > 1;
    int all = 0;
    int over = 0;
    int place = 0;
    for (int i = 0; i < count(); ++i) {
        const Node &other = m_nodes[static_cast<std::size_t>(i)];
        if (other.isBack != back)
            continue;
        ++all;
        if (i == node)
            place = all;
        over += other.step.state == QLatin1String("done") || other.step.state == QLatin1String("skipped");
    }
    const QString done = back ? tr("%1 of %2 steps of the way back are over.").arg(over).arg(all)
                              : tr("%1 of %2 steps are over.").arg(over).arg(all);
    if (node < 0 || place == 0)
        return done;
    return tr("It is at step %1 of %2. ").arg(place).arg(all) + describe(node);
}

QString StepGraphView::describe(int index) const
{
    const Node &node = m_nodes[static_cast<std::size_t>(index)];
    const StepRow &step = node.step;
    QStringList lines{tr("%1: %2.").arg(step.title.isEmpty() ? step.id : step.title, node.look.word)};
    if (node.isHeld)
        lines.append(tr("Requests are held during it."));
    if (isSwap(step))
        lines.append(tr("The addresses change sides here."));
    if (isPointOfNoReturn(step))
        lines.append(tr("There is no way back after it."));
    if (!step.waitsFor.isEmpty())
        lines.append(tr("It waits: %1.").arg(waitWords(step.waitsFor)));
    if (step.started && step.finished)
        lines.append(tr("Took %1.").arg(spanText(*step.finished - *step.started)));
    else if (step.started)
        lines.append(tr("Began at %1.").arg(timeText(*step.started)));
    if (step.attempt > 1)
        lines.append(tr("Try %1.").arg(step.attempt));
    if (!step.by.isEmpty())
        lines.append(step.reason.isEmpty() ? tr("By %1.").arg(step.by)
                                           : tr("By %1: %2.").arg(step.by, step.reason));
    if (!step.problem.isEmpty() && step.state != QLatin1String("done"))
        lines.append(problemWords(Problem::fromJson(step.problem, 500)).text());
    return lines.join(QLatin1Char(' '));
}

} // namespace slipway
