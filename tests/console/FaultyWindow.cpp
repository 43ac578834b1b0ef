#include "console/FaultyWindow.h"

#include "widgets/DutyStatus.h"
#include "widgets/EmptyState.h"
#include "widgets/InlineMessage.h"
#include "widgets/Notices.h"
#include "widgets/QuarantineStatus.h"
#include "widgets/Theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QStatusBar>

#include <algorithm>

namespace slipway {

namespace faults {

const QString base = QStringLiteral("/api/v1/");
const QStringList panes{
    QStringLiteral("applications"), QStringLiteral("releases"), QStringLiteral("activity"),
    QStringLiteral("pipelines"),    QStringLiteral("release"),  QStringLiteral("cases"),
    QStringLiteral("case"),         QStringLiteral("duty"),     QStringLiteral("paging"),
    QStringLiteral("quarantine"),   QStringLiteral("report")};
const QHash<QString, QString> listOf{{QStringLiteral("applications"), base + QStringLiteral("customers")},
                                     {QStringLiteral("releases"), base + QStringLiteral("releases")},
                                     {QStringLiteral("activity"), base + QStringLiteral("ledger")},
                                     {QStringLiteral("pipelines"), base + QStringLiteral("pipelines")},
                                     {QStringLiteral("cases"), base + QStringLiteral("cases")},
                                     {QStringLiteral("case"), base + QStringLiteral("cases/881")},
                                     {QStringLiteral("duty"), base + QStringLiteral("duty")},
                                     {QStringLiteral("paging"), base + QStringLiteral("pages")},
                                     {QStringLiteral("quarantine"), base + QStringLiteral("mail")},
                                     {QStringLiteral("report"), base + QStringLiteral("reports/sla")}};

} // namespace faults

using namespace faults;

FaultyWindow::FaultyWindow()
{
    theme::apply(*qApp, theme::Scheme::Light);
    service.fillWorld();
    service.logs[214] = {fake::logLine(1, QStringLiteral("clone"), QStringLiteral("9 files copied"))};
    cases.all[881] = cases.make(881, QStringLiteral("The site is slow"), std::chrono::minutes(14));
    cases.messages[881] = {cases.message(1, QStringLiteral("customer"),
                                         QStringLiteral("maria@northwind.example"),
                                         QStringLiteral("It takes ten seconds."))};
    duty.pages.push_front(FakeDuty::page(1, 881, QStringLiteral("eva")));
    mail.all.push_front(FakeMail::mail(1, QStringLiteral("max@northwind.example")));
    report = {QJsonObject{{QStringLiteral("key"), QStringLiteral("northwind")},
                          {QStringLiteral("met"), 3},
                          {QStringLiteral("breached"), 1},
                          {QStringLiteral("met_percent"), 75.0}}};
    service.on("GET", base + QStringLiteral("reports/sla"),
               [this](const FakeService::Request &) { return FakeService::Reply::items(report); });
}

FaultyWindow::~FaultyWindow()
{
    window.reset(); // before what it shows
    actions.reset();
    session.reset();
}

void FaultyWindow::open(bool isFull)
{
    session = std::make_unique<Session>(
        service, [this] { return service.endpoint(); }, service.parts());
    actions = std::make_unique<Actions>();
    window = std::make_unique<MainWindow>(*session, *actions);
    if (isFull) {
        addPanes(*window);
    } else {
        window->statusBar()->addPermanentWidget(new DutyStatus(window->desk()));
        window->statusBar()->addPermanentWidget(new QuarantineStatus(window->desk()));
    }
    window->restoreSession({});
    window->resize(1280, 800);
    window->show();
    session->open();
    if (isFull) {
        window->open(QStringLiteral("case/881"));
        window->open(QStringLiteral("release/214"));
    }
    QVERIFY(QTest::qWaitForWindowActive(window.get(), within));
}

bool FaultyWindow::showAll()
{
    for (const QString &id : panes) {
        window->showPane(id);
        if (!QTest::qWaitFor([&] { return pane(id)->isVisible(); }, within) || pane(id)->grab().isNull())
            return false;
    }
    return true;
}

// A thread of messages and a week are no lists: where they are, nothing stands in their place.
bool FaultyWindow::hasRows(const QString &id)
{
    window->showPane(id);
    const bool isList = id != QLatin1String("case") && id != QLatin1String("duty");
    const auto views = pane(id)->findChildren<QAbstractItemView *>();
    const auto isFilled = [](const QAbstractItemView *view) {
        return view->isVisible() && view->model() && view->model()->rowCount() > 0;
    };
    return QTest::qWaitFor(
        [&] {
            return pane(id)->isVisible() && emptyWords(id).isEmpty() &&
                   (!isList || std::any_of(views.begin(), views.end(), isFilled));
        },
        within);
}

QString FaultyWindow::message(const QString &id)
{
    QStringList texts;
    const auto bars = pane(id)->findChildren<InlineMessage *>();
    for (const InlineMessage *bar : bars) {
        if (!bar->isHidden())
            texts.append(bar->text());
    }
    return texts.join(QLatin1Char('\n'));
}

QString FaultyWindow::emptyWords(const QString &id)
{
    const auto states = pane(id)->findChildren<EmptyState *>();
    for (const EmptyState *state : states) {
        if (state->isVisible())
            return state->text();
    }
    return {};
}

bool FaultyWindow::hasFailed(const QString &id)
{
    const QString words = emptyWords(id);
    return words.contains(QLatin1String("couldn't be fetched")) ||
           words.contains(QLatin1String("Case 881 can't be shown"));
}

int FaultyWindow::told(const QString &words)
{
    const QStringList texts = window->notices().texts();
    return static_cast<int>(
        std::count_if(texts.begin(), texts.end(), [&](const QString &text) { return text.contains(words); }));
}

void FaultyWindow::passSecond()
{
    service.pass(std::chrono::seconds(1));
    for (int turn = 0; turn < 6; ++turn)
        QCoreApplication::processEvents();
    session->lookAtSilence();
}

} // namespace slipway
