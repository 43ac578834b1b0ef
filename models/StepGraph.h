// Where each step of a process stands in its picture: columns by what must come before, rows by branch. Pure.
#pragma once
#include "models/Rows.h"

namespace slipway {

struct GraphNode
{
    QString id;
    int column = 0; // 0…
    int row = 0;    // 0 is the main line; parallel branches below
    bool operator==(const GraphNode &) const = default;
};

struct GraphEdge
{
    QString from;
    QString to;
    bool operator==(const GraphEdge &) const = default;
};

struct StepGraph
{
    std::vector<GraphNode> nodes; // in the order of the steps
    std::vector<GraphEdge> edges;
    int columns = 0;
    int rows = 0;
    bool operator==(const StepGraph &) const = default;
};

// Of the steps of one phase. What names a step that isn't there, or goes in a circle, still gets a place.
StepGraph graphOf(const std::vector<StepRow> &steps);

} // namespace slipway
