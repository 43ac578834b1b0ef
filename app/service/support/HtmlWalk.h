// What the readers of HTML mail share: libxml2's events, in their order. No tree is built, so that no depth
// is too much and nothing is left out.
#pragma once
#include <QString>

#include <set>
#include <string_view>

namespace slipway::html {

using Name = std::string_view;

class Element
{
public:
    Element(const char *name, const char *const *attributes) : m_name(name), m_attributes(attributes) {}
    Name name() const { return m_name; }
    bool is(const std::set<Name> &names) const { return names.contains(m_name); }
    QString attribute(Name name) const;
    // Where a link leads, in full; empty: nowhere that anybody should be led.
    QString target() const;

private:
    Name m_name;
    const char *const *m_attributes; // name, value, name, value, … null
};

// Elements are closed in the order in which they were opened, whatever the mail says. What is no words
// (script, style) and what the sender hides from readers doesn't come.
class Reader
{
public:
    virtual ~Reader() = default;
    virtual void open(const Element &element) = 0;
    virtual void close(Name name) = 0;
    virtual void words(const QString &words) = 0;
};
void walk(const QString &html, Reader &reader);

} // namespace slipway::html
