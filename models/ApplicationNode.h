// One row of the tree of applications. Environments and appliances have no data of their own: they show what
// their application holds at their place.
#pragma once
#include "models/ApplicationsModel.h"

namespace slipway {

struct ApplicationsModel::Node
{
    Level level = Level::Customer;
    Node *parent = nullptr;
    int row = 0;
    QString slug; // of a customer
    QString name;
    ApplicationRow application;
    QString next; // cursor of what isn't loaded yet
    bool loaded = false;
    bool loading = false;
    bool failed = false; // asked again once there is a reason to
    std::vector<std::unique_ptr<Node>> children;

    Node &ofApplication()
    {
        Node *node = this;
        while (node->level != Level::Application)
            node = node->parent;
        return *node;
    }
    const Node &ofApplication() const { return const_cast<Node *>(this)->ofApplication(); }
    // Of a customer or an application.
    QString shownName() const
    {
        if (level == Level::Customer)
            return name;
        return application.name.isEmpty() ? application.slug : application.name;
    }
    // Of an environment or an appliance.
    const EnvironmentRow &environment() const
    {
        const Node &own = level == Level::Appliance ? *parent : *this;
        return own.parent->application.environments[static_cast<std::size_t>(own.row)];
    }
    const ApplianceRow &appliance() const { return environment().appliances[static_cast<std::size_t>(row)]; }
    EnvironmentRow &environment() { return const_cast<EnvironmentRow &>(std::as_const(*this).environment()); }

    static std::unique_ptr<Node> ofCustomer(const QString &slug, const QString &name)
    {
        auto node = std::make_unique<Node>();
        node->slug = slug;
        node->name = name;
        return node;
    }
    static std::unique_ptr<Node> leaf(Level level)
    {
        auto node = std::make_unique<Node>();
        node->level = level;
        return node;
    }
    static std::unique_ptr<Node> of(const EnvironmentRow &environment)
    {
        auto node = leaf(Level::Environment);
        for (std::size_t i = 0; i < environment.appliances.size(); ++i)
            node->adopt(leaf(Level::Appliance));
        return node;
    }
    static std::unique_ptr<Node> of(const ApplicationRow &application)
    {
        auto node = leaf(Level::Application);
        node->application = application;
        for (const EnvironmentRow &environment : application.environments)
            node->adopt(of(environment));
        return node;
    }
    void adopt(std::unique_ptr<Node> child)
    {
        child->parent = this;
        child->row = static_cast<int>(children.size());
        children.push_back(std::move(child));
    }
    void number(int from)
    {
        for (auto i = static_cast<std::size_t>(from); i < children.size(); ++i)
            children[i]->row = static_cast<int>(i);
    }
};

} // namespace slipway
