#include "service/api/Router.h"

#include <algorithm>

namespace slipway {

namespace {

bool isParameter(const QByteArray &segment)
{
    return segment.startsWith('{');
}

std::vector<QByteArrayView> splitPath(const QByteArray &path)
{
    std::vector<QByteArrayView> segments;
    qsizetype begin = 1;
    while (begin <= path.size()) {
        qsizetype end = path.indexOf('/', begin);
        if (end < 0)
            end = path.size();
        segments.push_back(QByteArrayView(path).sliced(begin, end - begin));
        begin = end + 1;
    }
    return segments;
}

bool fits(const std::vector<QByteArray> &pattern, const std::vector<QByteArrayView> &segments)
{
    return pattern.size() == segments.size() &&
           std::equal(pattern.begin(), pattern.end(), segments.begin(),
                      [](const QByteArray &expected, QByteArrayView given) {
                          return isParameter(expected) ? !given.isEmpty() : given == expected;
                      });
}

} // namespace

Router::Router()
{
    for (const Route &route : routes()) {
        Entry entry;
        entry.route = &route;
        entry.segments = [&route] {
            std::vector<QByteArray> segments;
            const QByteArray path(route.path);
            for (const QByteArrayView segment : splitPath(path))
                segments.push_back(segment.toByteArray());
            return segments;
        }();
        m_entries.push_back(std::move(entry));
    }
}

void Router::add(const char *id, Work work, Handler handler)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [id](const Entry &entry) {
        return QByteArrayView(entry.route->id) == QByteArrayView(id);
    });
    if (found == m_entries.end())
        qFatal("There is no route \"%s\" in the table", id);
    found->work = work;
    found->handler = std::move(handler);
}

Router::Match Router::match(const QByteArray &method, const QByteArray &path) const
{
    Match match;
    if (!path.startsWith('/'))
        return match;
    const std::vector<QByteArrayView> segments = splitPath(path);
    const QByteArrayView wanted = method == "HEAD" ? QByteArrayView("GET") : QByteArrayView(method);
    for (const Entry &entry : m_entries) {
        if (!fits(entry.segments, segments))
            continue;
        match.allow += match.allow.isEmpty() ? "" : ", ";
        match.allow += entry.route->method;
        if (QByteArrayView(entry.route->method) == QByteArrayView("GET"))
            match.allow += ", HEAD";
        if (QByteArrayView(entry.route->method) == wanted)
            match.entry = &entry;
    }
    if (!match.allow.isEmpty())
        match.allow += ", OPTIONS";
    if (!match.entry)
        return match;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const QByteArray &pattern = match.entry->segments[i];
        if (!isParameter(pattern))
            continue;
        const auto value = percentDecoded(segments[i], false);
        match.malformed |= !value || value->contains(QLatin1Char('/'));
        match.parameters.emplace(pattern.sliced(1, pattern.size() - 2), value.value_or(QString()));
    }
    return match;
}

QStringList Router::withoutHandler() const
{
    QStringList ids;
    for (const Entry &entry : m_entries) {
        if (!entry.handler)
            ids.append(QLatin1String(entry.route->id));
    }
    return ids;
}

} // namespace slipway
