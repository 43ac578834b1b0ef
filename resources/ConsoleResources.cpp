#include <QtCore/QtGlobal>

// Q_INIT_RESOURCE must stand outside any namespace.
void slipwayInitConsoleResources();
void slipwayInitConsoleResources()
{
    Q_INIT_RESOURCE(console);
}
