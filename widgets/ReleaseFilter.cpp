#include "widgets/ReleaseFilter.h"

#include <array>

namespace slipway {

namespace {

struct Name
{
    ReleaseView view;
    QLatin1String name;
};

constexpr std::array<Name, 4> names{{{ReleaseView::Open, QLatin1String("open")},
                                     {ReleaseView::All, QLatin1String("all")},
                                     {ReleaseView::Mine, QLatin1String("mine")},
                                     {ReleaseView::WaitsForMe, QLatin1String("waits-for-me")}}};

// What it waits for begins with whose turn it is, where it is somebody's.
bool waitsForMe(const ReleaseRow &release, const QString &user, Role role)
{
    const QString &what = release.waitsFor;
    if (role == Role::Customer)
        return what.startsWith(QLatin1String("customer"));
    if (role != Role::Operations && role != Role::Admin)
        return false;
    // Nobody approves what they started themselves.
    if (what == QLatin1String("operations signs off approval"))
        return release.requestedBy != user;
    return what.startsWith(QLatin1String("operations")) || what.startsWith(QLatin1String("somebody"));
}

} // namespace

QString toText(ReleaseView view)
{
    for (const Name &row : names) {
        if (row.view == view)
            return row.name;
    }
    return {};
}

ReleaseView releaseViewFromText(QStringView text)
{
    for (const Name &row : names) {
        if (text == row.name)
            return row.view;
    }
    return ReleaseView::Open;
}

bool isShown(const ReleaseRow &release, ReleaseView view, const QString &user, std::optional<Role> role)
{
    switch (view) {
    case ReleaseView::Open:
        return !release.isEnded();
    case ReleaseView::Mine:
        return release.requestedBy == user;
    case ReleaseView::WaitsForMe:
        return role && !release.isEnded() && waitsForMe(release, user, *role);
    case ReleaseView::All:
        break;
    }
    return true;
}

} // namespace slipway
