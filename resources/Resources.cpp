#include <QtCore/QtGlobal>

// Q_INIT_RESOURCE must stand outside any namespace.
void slipwayInitResources();
void slipwayInitResources()
{
    Q_INIT_RESOURCE(slipway);
}
