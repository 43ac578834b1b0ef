#include "console/Panes.h"

#include "widgets/MainWindow.h"

namespace slipway {

void addPanes(MainWindow &window)
{
    window.arrange();
}

} // namespace slipway
