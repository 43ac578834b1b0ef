// What the desktop says of dark and light, for the scheme that follows it.
#pragma once
#include <optional>

class QApplication;

namespace slipway::theme {

// From the next apply() on; nothing: what the platform's own colours say.
void setSystemDark(QApplication &application, std::optional<bool> isDark);

} // namespace slipway::theme
