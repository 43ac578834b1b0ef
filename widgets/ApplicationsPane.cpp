#include "widgets/ApplicationsPane.h"

#include "models/ReleaseActions.h"
#include "models/Roles.h"
#include "models/ShellLine.h"
#include "widgets/Allowed.h"
#include "widgets/ColumnRoom.h"
#include "widgets/EmptyState.h"
#include "widgets/EventWords.h"
#include "widgets/InlineMessage.h"
#include "widgets/StaleNote.h"
#include "widgets/StateDelegate.h"
#include "widgets/Theme.h"
#include "widgets/TreeMemory.h"
#include "widgets/ViewKeys.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QProcess>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTreeView>
#include <QVBoxLayout>

namespace slipway {

namespace {

constexpr int searchDelay = 250;
constexpr int fewCustomers = 8; // so many are seen at once with what they have

} // namespace

ApplicationsPane::ApplicationsPane(const Desk &desk, QWidget *parent)
    : Pane(QStringLiteral("applications"), desk, parent),
      findProgram([](const QString &name) { return QStandardPaths::findExecutable(name); }),
      startProgram([](const TerminalCommand &command) {
          return QProcess::startDetached(command.program, command.arguments);
      }),
      m_model(desk.session)
{
    build();
    addActions();
    connectModel();
    refresh();
}

ApplicationsPane::~ApplicationsPane() = default;

QString ApplicationsPane::title() const
{
    return tr("Applications");
}

void ApplicationsPane::build()
{
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Search customers and applications"));
    m_search->setAccessibleName(tr("Search customers and applications"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_tree = new QTreeView;
    m_tree->setModel(&m_model);
    m_tree->setAccessibleName(tr("Customers and their applications"));
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setItemDelegate(new StateDelegate({ApplicationsModel::State, ApplicationsModel::Health}, m_tree));
    m_tree->setExpandsOnDoubleClick(true);
    m_columns = new ColumnRoom(m_tree->header(), {{ApplicationsModel::Name, 20 * theme::unit}},
                               {{ApplicationsModel::State, 12 * theme::unit}},
                               {{ApplicationsModel::Version, 8 * theme::unit},
                                {ApplicationsModel::Address, 24 * theme::unit},
                                {ApplicationsModel::Health, 12 * theme::unit}});
    m_tree->installEventFilter(this);
    m_empty = new EmptyState;
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_empty);
    m_message = new InlineMessage(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::unit, theme::unit, theme::unit, theme::unit);
    column->setSpacing(theme::unit);
    column->addWidget(m_search);
    column->addWidget(new StaleNote(m_desk.session, this));
    column->addWidget(m_message);
    column->addWidget(m_stack, 1);
    setFocusProxy(m_tree);
    m_memory =
        new TreeMemory(m_tree, [](const QModelIndex &index) { return index.data(ReferenceRole).toString(); });
    m_memory->setFew(fewCustomers);
}

void ApplicationsPane::connectModel()
{
    m_searchTimer.setSingleShot(true);
    m_searchTimer.setInterval(searchDelay);
    connect(&m_searchTimer, &QTimer::timeout, this, &ApplicationsPane::search);
    connect(m_search, &QLineEdit::textChanged, &m_searchTimer, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        search();
        m_tree->setFocus();
    });
    connect(m_tree, &QWidget::customContextMenuRequested, this, &ApplicationsPane::showMenu);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &ApplicationsPane::refresh);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ApplicationsPane::refresh);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &ApplicationsPane::refresh);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &ApplicationsPane::refresh);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ApplicationsPane::refresh);
    connect(&m_model, &ApplicationsModel::loaded, this, [this] {
        m_message->settle();
        if (!m_search->text().trimmed().isEmpty()) {
            m_memory->setKeeping(false); // what was found is shown, and no habit
            for (int row = 0; row < std::min(m_model.rowCount(), 20); ++row)
                m_tree->expand(m_model.index(row, 0));
            m_memory->setKeeping(true);
        }
        refresh();
    });
    connect(&m_model, &ApplicationsModel::failed, this, [this](const Problem &problem) {
        if (m_model.hasFailed())
            m_message->showUntilSettled(problem);
        else
            m_message->show(problem); // of what was sought, not of the list
        refresh();
    });
    connect(&m_model, &ApplicationsModel::located, this, &ApplicationsPane::showLocated);
    connect(&m_desk.session, &Session::stateChanged, this, &ApplicationsPane::refresh);
}

void ApplicationsPane::addOffer(const QString &id, const QString &text, std::function<bool()> isOffered,
                                std::function<void()> run, std::function<QString()> commandLine,
                                const QKeySequence &key)
{
    QAction *action =
        m_desk.actions.add(this, id, tr("Applications"), text, std::move(run), key, commandLine);
    m_offers.push_back({action, std::move(isOffered), std::move(commandLine)});
}

void ApplicationsPane::addVerb(ApplicationVerb verb, const QString &id, const QString &text,
                               const char *route, const QKeySequence &key)
{
    const auto chosen = [this, verb] { return verb == ApplicationVerb::Clone ? nullptr : environment(); };
    addOffer(
        id, text,
        [this, verb, chosen, route] {
            const ApplicationRow *app = application();
            return app && m_desk.session.isLive() && isAllowed(m_desk.session, QLatin1String(route)) &&
                   isPossible(verb, *app, chosen()) && !m_busy.contains(busyKey(verb, *app, chosen()));
        },
        [this, verb] { ask(verb); },
        [this, verb, chosen] {
            const ApplicationRow *app = application();
            return app ? commandLineOf(verb, *app, chosen()) : QString();
        },
        key);
}

void ApplicationsPane::addActions()
{
    addOffer(
        QStringLiteral("applications.release"), tr("Start a release…"),
        [this] {
            return application() && m_desk.session.isLive() &&
                   isAllowed(m_desk.session, QLatin1String("startRelease"));
        },
        [this] { m_desk.navigator.startRelease(application() ? application()->handle : QString()); },
        [this] {
            const ApplicationRow *app = application();
            return app ? startLine(app->handle) : QString();
        });
    addVerb(ApplicationVerb::Clone, QStringLiteral("applications.clone"),
            tr("Copy production into a test environment…"), "cloneApplication");
    addVerb(ApplicationVerb::Start, QStringLiteral("applications.start"), tr("Start the environment…"),
            "startEnvironment");
    addVerb(ApplicationVerb::Stop, QStringLiteral("applications.stop"), tr("Stop the environment…"),
            "stopEnvironment");
    addVerb(ApplicationVerb::Remove, QStringLiteral("applications.remove"), tr("Remove the environment…"),
            "removeEnvironment");
    addVerb(ApplicationVerb::Discard, QStringLiteral("applications.discard"), tr("Remove the application…"),
            "removeApplication");
    addOffer(
        QStringLiteral("applications.browse"), tr("Open in browser"),
        [this] { return environment() && !environment()->url.isEmpty(); }, [this] { browse(); },
        [this] {
            const QString line = addressLine();
            return line.isEmpty() ? line : QStringLiteral("xdg-open \"$(%1)\"").arg(line);
        });
    const auto hasDoor = [this] { return environment() && !environment()->sshHost.isEmpty(); };
    addOffer(
        QStringLiteral("applications.ssh"), tr("Open an SSH session"), hasDoor, [this] { openSsh(); },
        [this] { return environment() ? sshLine(*environment()) : QString(); });
    addOffer(
        QStringLiteral("applications.copy-address"), tr("Copy address"),
        [this] { return environment() && !environment()->url.isEmpty(); },
        [this] {
            if (environment())
                m_desk.navigator.copy(environment()->url);
        },
        [this] { return addressLine(); });
    addOffer(QStringLiteral("applications.copy-ssh"), tr("Copy SSH line"), hasDoor, [this] {
        if (environment())
            m_desk.navigator.copy(sshLine(*environment()));
    });
    addOffer(
        QStringLiteral("applications.history"), tr("Show history"), [this] { return !reference().isEmpty(); },
        [this] { m_desk.navigator.open(QStringLiteral("activity/") + reference()); },
        [this] { return historyLine(reference()); });
}

QString ApplicationsPane::addressLine() const
{
    const ApplicationRow *app = application();
    const EnvironmentRow *chosen = environment();
    if (!app || !chosen)
        return {};
    const QString line = QStringLiteral("slipwayctl app url ") + shellQuoted(app->handle);
    return chosen->isProduction() ? line
                                  : line + QStringLiteral(" --environment ") + shellQuoted(chosen->name);
}

QString ApplicationsPane::chosenApplication() const
{
    return application() ? application()->handle : QString();
}

const ApplicationRow *ApplicationsPane::application() const
{
    const QModelIndex index = m_tree->currentIndex();
    return index.isValid() ? m_model.applicationOf(index) : nullptr;
}

const EnvironmentRow *ApplicationsPane::environment() const
{
    const QModelIndex index = m_tree->currentIndex();
    if (!index.isValid())
        return nullptr;
    if (const EnvironmentRow *own = m_model.environmentOf(index))
        return own;
    const ApplicationRow *app = m_model.applicationOf(index);
    return app ? app->production() : nullptr;
}

QString ApplicationsPane::reference() const
{
    const QModelIndex index = m_tree->currentIndex();
    if (!index.isValid())
        return {};
    if (const ApplicationRow *app = m_model.applicationOf(index))
        return QStringLiteral("application/") + app->handle;
    return QStringLiteral("customer/") + m_model.customerOf(index);
}

QString ApplicationsPane::busyKey(ApplicationVerb verb, const ApplicationRow &application,
                                  const EnvironmentRow *environment)
{
    return QString::number(static_cast<int>(verb)) + QLatin1Char(' ') + application.handle +
           QLatin1Char('/') + (environment ? environment->name : QString());
}

void ApplicationsPane::refresh()
{
    for (const Offer &offer : m_offers)
        offer.action->setVisible(offer.isOffered());
    const QModelIndex index = m_tree->currentIndex();
    const EnvironmentRow *chosen = index.isValid() ? m_model.environmentOf(index) : nullptr;
    Q_EMIT productionChanged(chosen && chosen->isProduction());
    refreshEmpty();
}

void ApplicationsPane::refreshEmpty()
{
    const bool isEmpty = m_model.rowCount() == 0;
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_tree);
    if (!isEmpty)
        return;
    const QString sought = m_search->text().trimmed();
    const Session &session = m_desk.session;
    if (m_empty->saysWhatIsWrong(m_desk, tr("Applications appear here once the service answers.")))
        return;
    if (m_model.isLoading() || !session.isLive()) {
        m_empty->say(tr("Applications are being fetched…"), {});
    } else if (m_model.hasFailed()) {
        m_empty->sayFailed([this] {
            m_message->hide();
            m_model.tryAgain();
            refreshEmpty();
        });
    } else if (!sought.isEmpty()) {
        m_empty->say(tr("Nothing is called “%1”").arg(quietWord(sought)),
                     tr("Customers and applications are found by any part of their name."), tr("Show all"),
                     [this] { m_search->clear(); });
    } else {
        m_empty->say(tr("No applications yet"),
                     tr("Each customer's applications appear here, with their environments and what they "
                        "consist of. The first is built from a recipe:\n\n"
                        "slipwayctl app create CUSTOMER/NAME --recipe FILE"),
                     tr("How it begins"), [this] { m_desk.navigator.showHelp(id()); });
    }
}

void ApplicationsPane::showMenu(const QPoint &place)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *commands = new QMenu(tr("Copy as command"), menu);
    for (const Offer &offer : m_offers) {
        if (!offer.action->isVisible())
            continue;
        menu->addAction(offer.action);
        const QString line = offer.commandLine ? offer.commandLine() : QString();
        if (line.isEmpty())
            continue;
        QAction *copy = commands->addAction(offer.action->text().remove(QStringLiteral("…")));
        connect(copy, &QAction::triggered, this, [this, line] { m_desk.navigator.copy(line); });
    }
    if (!commands->isEmpty()) {
        menu->addSeparator();
        menu->addMenu(commands);
    }
    if (menu->isEmpty()) {
        delete menu;
        return;
    }
    menu->popup(m_tree->viewport()->mapToGlobal(place));
}

void ApplicationsPane::search()
{
    m_searchTimer.stop();
    m_model.search(m_search->text().trimmed());
    refresh();
}

void ApplicationsPane::open(const QString &reference)
{
    const QModelIndex index = m_model.indexOf(reference);
    if (index.isValid()) {
        showLocated(index);
        return;
    }
    if (!m_search->text().isEmpty()) {
        m_search->clear();
        search();
    }
    // "application/northwind/shop", whatever may follow.
    const QStringList parts = reference.split(QLatin1Char('/'));
    if (parts.size() >= 3)
        m_model.fetch(parts[1] + QLatin1Char('/') + parts[2]);
}

void ApplicationsPane::showLocated(const QModelIndex &index)
{
    m_tree->setCurrentIndex(index);
    m_tree->expand(index);
    m_tree->scrollTo(index);
}

void ApplicationsPane::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ApplicationsPane::setActive(bool active)
{
    m_model.setActive(active);
    refresh();
}

bool ApplicationsPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && leavesSearch(m_search, m_tree, event))
        return true;
    if (watched == m_tree && movesByLetters(m_tree, event))
        return true;
    if (watched == m_tree && isPlainKey(event, Qt::Key_Delete)) {
        for (const QString &id :
             {QStringLiteral("applications.remove"), QStringLiteral("applications.discard")}) {
            QAction *remove = m_desk.actions.find(id);
            if (remove && remove->isVisible())
                remove->trigger(); // which asks
        }
        return true;
    }
    if (watched == m_tree && isEnterKey(event)) {
        const QModelIndex index = m_tree->currentIndex();
        if (m_model.hasChildren(index))
            m_tree->setExpanded(index, !m_tree->isExpanded(index));
        return true;
    }
    return Pane::eventFilter(watched, event);
}

QJsonObject ApplicationsPane::saveState() const
{
    return {{QStringLiteral("search"), m_search->text()},
            {QStringLiteral("tree"), m_memory->save()},
            {QStringLiteral("columns"), QString::fromLatin1(m_tree->header()->saveState().toBase64())}};
}

void ApplicationsPane::restoreState(const QJsonObject &state)
{
    m_tree->header()->restoreState(
        QByteArray::fromBase64(state.value(QStringLiteral("columns")).toString().toLatin1()));
    m_columns->fit();
    m_search->setText(state.value(QStringLiteral("search")).toString());
    if (m_searchTimer.isActive())
        search();
    m_memory->restore(state.value(QStringLiteral("tree")).toObject());
}

} // namespace slipway
