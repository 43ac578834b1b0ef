#include "gui/Pictures.h"

#include "widgets/MainWindow.h"

#include <QCoreApplication>
#include <QDir>
#include <QPixmap>

namespace slipway::test {

namespace {

constexpr QSize usual(1280, 800);
constexpr QSize large(2560, 1440);

} // namespace

Pictures::Pictures(MainWindow &window)
    : m_window(window), m_folder(qEnvironmentVariable("SLIPWAY_SCREENSHOTS"))
{
    if (isWanted())
        QDir().mkpath(m_folder);
}

void Pictures::take(const QString &name)
{
    if (!isWanted())
        return;
    for (const theme::Scheme scheme : {theme::Scheme::Dark, theme::Scheme::Light}) {
        Q_EMIT m_window.schemeChosen(scheme);
        for (const QSize &size : {large, usual}) {
            m_window.resize(size);
            QCoreApplication::processEvents();
            QCoreApplication::processEvents(); // what was laid out asks for another round
            const QString file =
                QStringLiteral("%1-%2-%3.png")
                    .arg(name,
                         scheme == theme::Scheme::Dark ? QStringLiteral("dark") : QStringLiteral("light"),
                         QString::number(size.width()));
            m_window.grab().save(QDir(m_folder).filePath(file));
        }
    }
}

} // namespace slipway::test
