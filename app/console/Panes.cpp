#include "console/Panes.h"

#include "widgets/ActivityPane.h"
#include "widgets/ApplicationsPane.h"
#include "widgets/CasePane.h"
#include "widgets/CaseSheet.h"
#include "widgets/CasesPane.h"
#include "widgets/DutyPane.h"
#include "widgets/DutyStatus.h"
#include "widgets/HelpPane.h"
#include "widgets/MainWindow.h"
#include "widgets/PagingPane.h"
#include "widgets/PipelinesPane.h"
#include "widgets/QuarantinePane.h"
#include "widgets/QuarantineStatus.h"
#include "widgets/ReleasePane.h"
#include "widgets/ReleaseSheet.h"
#include "widgets/ReleasesPane.h"
#include "widgets/ReportPane.h"
#include "widgets/Sheet.h"

#include <QStatusBar>

namespace slipway {

namespace {

constexpr int releaseSheetWidth = 960;
constexpr int caseSheetWidth = 640;

void startRelease(MainWindow &window, ReleasesPane &pane, const QString &application)
{
    if (window.sheet())
        return; // one question at a time
    auto *content = new ReleaseSheet(window.desk());
    content->setDrafts(pane.startDrafts());
    QObject::connect(content, &ReleaseSheet::drafted, &pane, &ReleasesPane::keepStart);
    QObject::connect(content, &ReleaseSheet::settled, &pane, &ReleasesPane::settleStart);
    QObject::connect(content, &ReleaseSheet::sent, &pane, &ReleasesPane::draftLeft);
    Sheet *sheet = window.showSheet(content, nullptr, releaseSheetWidth);
    QObject::connect(content, &ReleaseSheet::closed, sheet, &Sheet::close);
    QObject::connect(content, &ReleaseSheet::started, &window,
                     [&window](qint64 id) { window.open(QStringLiteral("release/%1").arg(id)); });
    content->start(application);
}

void openCase(MainWindow &window, CasesPane &pane)
{
    if (window.sheet())
        return; // one question at a time
    auto *content = new CaseSheet(window.desk(), pane.newCaseDraft());
    Sheet *sheet = window.showSheet(content, content->first(), caseSheetWidth);
    QObject::connect(content, &CaseSheet::edited, &pane,
                     [&pane, content] { pane.setNewCaseDraft(content->draft()); });
    QObject::connect(content, &CaseSheet::sent, &pane, &CasesPane::draftLeft);
    QObject::connect(content, &CaseSheet::closed, sheet, &Sheet::close);
    QObject::connect(content, &CaseSheet::opened, &window, [&window, &pane](qint64 id) {
        pane.setNewCaseDraft({});
        window.open(QStringLiteral("case/%1").arg(id));
    });
}

} // namespace

void addPanes(MainWindow &window)
{
    const auto add = [&](Pane *pane, Qt::DockWidgetArea area, const char *icon, char goKey) {
        window.addPane(pane, area, QLatin1String(icon), QLatin1Char(goKey));
    };
    const Desk desk = window.desk();
    add(new ApplicationsPane(desk), Qt::LeftDockWidgetArea, "apps", 'a');
    add(new ReleasePane(desk), Qt::RightDockWidgetArea, "release", 'o');
    add(new CasePane(desk), Qt::RightDockWidgetArea, "case", 's');
    add(new PipelinesPane(desk), Qt::RightDockWidgetArea, "pipeline", 'p');
    add(new DutyPane(desk), Qt::RightDockWidgetArea, "duty", 'd');
    add(new ReportPane(desk), Qt::RightDockWidgetArea, "report", 'e');
    add(new HelpPane(desk), Qt::RightDockWidgetArea, "help", 'h');
    auto *releases = new ReleasesPane(desk);
    add(releases, Qt::BottomDockWidgetArea, "releases", 'r');
    auto *cases = new CasesPane(desk);
    add(cases, Qt::BottomDockWidgetArea, "cases", 'c');
    add(new ActivityPane(desk), Qt::BottomDockWidgetArea, "activity", 't');
    QObject::connect(cases, &CasesPane::newCaseWanted, &window,
                     [&window, cases] { openCase(window, *cases); });
    add(new PagingPane(desk), Qt::BottomDockWidgetArea, "page", 'l');
    add(new QuarantinePane(desk), Qt::BottomDockWidgetArea, "quarantine", 'q');
    window.statusBar()->insertPermanentWidget(0, new DutyStatus(desk));
    window.statusBar()->insertPermanentWidget(1, new QuarantineStatus(desk));
    window.setStartRelease(
        [&window, releases](const QString &application) { startRelease(window, *releases, application); });
}

} // namespace slipway
