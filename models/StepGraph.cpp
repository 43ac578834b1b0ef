#include "models/StepGraph.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace slipway {

namespace {

// What must come before each step, by index; names that lead nowhere and a step's own are left out.
std::vector<std::vector<std::size_t>> before(const std::vector<StepRow> &steps)
{
    QHash<QString, std::size_t> places;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (!places.contains(steps[i].id))
            places.insert(steps[i].id, i);
    }
    std::vector<std::vector<std::size_t>> all(steps.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        for (const QString &name : steps[i].after) {
            const auto found = places.constFind(name);
            if (found == places.constEnd() || *found == i)
                continue;
            if (std::find(all[i].begin(), all[i].end(), *found) == all[i].end())
                all[i].push_back(*found);
        }
    }
    return all;
}

// One more than the furthest of what comes before. Where only a circle is left, its first step is put as
// if what it waits for in the circle weren't there.
std::vector<int> columnsOf(const std::vector<std::vector<std::size_t>> &before)
{
    const std::size_t count = before.size();
    std::vector<std::vector<std::size_t>> next(count);
    std::vector<std::size_t> open(count);
    std::vector<std::size_t> ready;
    for (std::size_t i = 0; i < count; ++i) {
        open[i] = before[i].size();
        for (const std::size_t earlier : before[i])
            next[earlier].push_back(i);
        if (open[i] == 0)
            ready.push_back(i);
    }
    std::vector<int> columns(count, 0);
    std::vector<bool> placed(count, false);
    std::size_t first = 0;
    for (std::size_t done = 0; done < count; ++done) {
        if (ready.empty()) {
            while (placed[first])
                ++first;
            ready.push_back(first);
        }
        const std::size_t step = ready.back();
        ready.pop_back();
        placed[step] = true;
        for (const std::size_t later : next[step]) {
            if (placed[later])
                continue;
            columns[later] = std::max(columns[later], columns[step] + 1);
            if (--open[later] == 0)
                ready.push_back(later);
        }
    }
    return columns;
}

// A step goes on in the uppermost row that leads to it, or in the next one below that is free there.
std::vector<int> rowsOf(const std::vector<std::vector<std::size_t>> &before, const std::vector<int> &columns)
{
    std::vector<std::size_t> order(before.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return columns[a] < columns[b]; });
    std::vector<int> rows(before.size(), 0);
    QSet<std::pair<int, int>> taken;
    for (const std::size_t step : order) {
        int row = -1;
        for (const std::size_t earlier : before[step]) {
            if (columns[earlier] < columns[step])
                row = row < 0 ? rows[earlier] : std::min(row, rows[earlier]);
        }
        row = std::max(row, 0);
        while (taken.contains({columns[step], row}))
            ++row;
        taken.insert({columns[step], row});
        rows[step] = row;
    }
    return rows;
}

} // namespace

StepGraph graphOf(const std::vector<StepRow> &steps)
{
    const auto earlier = before(steps);
    const std::vector<int> columns = columnsOf(earlier);
    const std::vector<int> rows = rowsOf(earlier, columns);
    StepGraph graph;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        graph.nodes.push_back({steps[i].id, columns[i], rows[i]});
        graph.columns = std::max(graph.columns, columns[i] + 1);
        graph.rows = std::max(graph.rows, rows[i] + 1);
        for (const std::size_t from : earlier[i])
            graph.edges.push_back({steps[from].id, steps[i].id});
    }
    return graph;
}

} // namespace slipway
