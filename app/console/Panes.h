// Which panes the window has, and where.
#pragma once

namespace slipway {

class MainWindow;

void addPanes(MainWindow &window);

} // namespace slipway
