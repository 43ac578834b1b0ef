#include "console/Panes.h"

#include "widgets/ActivityPane.h"
#include "widgets/ApplicationsPane.h"
#include "widgets/HelpPane.h"
#include "widgets/MainWindow.h"
#include "widgets/PipelinesPane.h"
#include "widgets/ReleasePane.h"
#include "widgets/ReleasesPane.h"

namespace slipway {

void addPanes(MainWindow &window)
{
    const auto add = [&](Pane *pane, Qt::DockWidgetArea area, const char *icon, char goKey) {
        window.addPane(pane, area, QLatin1String(icon), QLatin1Char(goKey));
    };
    const Desk desk = window.desk();
    add(new ApplicationsPane(desk), Qt::LeftDockWidgetArea, "apps", 'a');
    add(new ReleasePane(desk), Qt::RightDockWidgetArea, "release", 'o');
    add(new PipelinesPane(desk), Qt::RightDockWidgetArea, "pipeline", 'p');
    add(new HelpPane(desk), Qt::RightDockWidgetArea, "help", 'h');
    add(new ReleasesPane(desk), Qt::BottomDockWidgetArea, "releases", 'r');
    add(new ActivityPane(desk), Qt::BottomDockWidgetArea, "activity", 't');
}

} // namespace slipway
