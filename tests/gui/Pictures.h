// Pictures of the window as it is: in two sizes, light and dark. Taken only where SLIPWAY_SCREENSHOTS names a
// folder for them.
#pragma once
#include <QString>

namespace slipway {
class MainWindow;
}

namespace slipway::test {

class Pictures
{
public:
    explicit Pictures(MainWindow &window);
    bool isWanted() const { return !m_folder.isEmpty(); }
    void take(const QString &name); // and leaves the window as it was

private:
    MainWindow &m_window;
    QString m_folder;
};

} // namespace slipway::test
