// Which releases somebody wants to see. Pure.
#pragma once
#include "domain/Roles.h"
#include "models/Rows.h"

#include <optional>

namespace slipway {

enum class ReleaseView { Open, All, Mine, WaitsForMe };
QString toText(ReleaseView view);                  // as it is kept: "open", "all", "mine", "waits-for-me"
ReleaseView releaseViewFromText(QStringView text); // Open for what it doesn't know

bool isShown(const ReleaseRow &release, ReleaseView view, const QString &user, std::optional<Role> role);

} // namespace slipway
