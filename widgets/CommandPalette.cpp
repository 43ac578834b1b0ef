#include "widgets/CommandPalette.h"

#include "widgets/PaletteDelegate.h"
#include "widgets/Theme.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

namespace slipway {

namespace {

constexpr int mostRows = 14;

} // namespace

CommandPalette::CommandPalette(QWidget *window, Session &session, Navigator &navigator, Actions &actions)
    : Sheet(window), m_navigator(navigator), m_model(new PaletteModel(session, actions, this))
{
    setObjectName(QStringLiteral("palette"));
    auto *content = new QWidget(this);
    content->setAccessibleName(tr("Search or command"));
    m_edit = new QLineEdit(content);
    m_edit->setObjectName(QStringLiteral("paletteText"));
    m_edit->setPlaceholderText(tr("An action, an application, a release, a case or its number"));
    m_edit->setAccessibleName(tr("Search or command"));
    m_edit->setMaxLength(200);
    m_edit->addAction(theme::icon(QStringLiteral("search")), QLineEdit::LeadingPosition)
        ->setText(m_edit->accessibleName());
    m_edit->installEventFilter(this);
    m_list = new QListView(content);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("What fits"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus); // what is typed stays what is typed
    m_list->setUniformItemSizes(true);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_foot = new QLabel(content);
    m_foot->setObjectName(QStringLiteral("paletteFoot"));
    m_foot->setFont(theme::small());
    m_foot->setTextFormat(Qt::PlainText);
    m_foot->setForegroundRole(QPalette::PlaceholderText);

    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(theme::unit, theme::unit, theme::unit, theme::unit);
    column->setSpacing(theme::unit);
    column->addWidget(m_edit);
    column->addWidget(m_list, 1);
    column->addWidget(m_foot);
    setContent(content);
    setWidth(660);
    m_list->setFixedHeight(mostRows * theme::rowHeight());
    setTallest(content->sizeHint().height());

    connect(m_edit, &QLineEdit::textChanged, m_model, &PaletteModel::setText);
    connect(m_model, &QAbstractItemModel::modelReset, this, &CommandPalette::onReset);
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &CommandPalette::onCurrent);
    connect(m_edit, &QLineEdit::textEdited, this, [this] { m_current.clear(); });
    onReset();
}

void CommandPalette::ask()
{
    open(m_edit);
}

// The best is current, unless somebody has moved to another that is still there.
void CommandPalette::onReset()
{
    int row = 0;
    for (int at = 0; at < m_model->rowCount() && !m_current.isEmpty(); ++at) {
        if (m_model->index(at).data(Qt::AccessibleTextRole).toString() == m_current)
            row = at;
    }
    m_list->setCurrentIndex(m_model->index(row));
    m_list->setFixedHeight(qBound(1, m_model->rowCount(), mostRows) * theme::rowHeight());
    onCurrent();
}

void CommandPalette::onCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    const QString command = index.data(PaletteModel::CommandRole).toString();
    if (!m_model->trouble().isEmpty())
        m_foot->setText(m_model->trouble());
    else if (m_model->rowCount() == 0)
        m_foot->setText(m_model->isSearching() ? tr("Searching…") : tr("Nothing fits"));
    else if (command.isEmpty())
        m_foot->setText(tr("Enter: do it or go there   Esc: close"));
    else
        m_foot->setText(tr("Enter: do it or go there   Ctrl+C: copy as command   Esc: close"));
    m_foot->setToolTip(command);
    // The focus stays in the field: who listens is told what would happen.
    m_edit->setAccessibleDescription(index.data(Qt::AccessibleTextRole).toString());
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress && onKey(*static_cast<QKeyEvent *>(event)))
        return true;
    return Sheet::eventFilter(watched, event);
}

bool CommandPalette::onKey(const QKeyEvent &key)
{
    switch (key.key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: {
        QKeyEvent copy(key.type(), key.key(), key.modifiers());
        QApplication::sendEvent(m_list, &copy);
        m_current = m_list->currentIndex().data(Qt::AccessibleTextRole).toString();
        return true;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run(m_list->currentIndex());
        return true;
    default:
        break;
    }
    if (key.matches(QKeySequence::Copy) && !m_edit->hasSelectedText()) {
        copyCommand();
        return true;
    }
    return false;
}

void CommandPalette::run(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const QString reference = index.data(PaletteModel::ReferenceRole).toString();
    const QPointer<QAction> action = m_model->action(index.row());
    // The focus is back where it was before anything happens there.
    close();
    if (!reference.isEmpty())
        m_navigator.open(reference);
    else if (action && action->isVisible() && action->isEnabled())
        action->trigger();
}

void CommandPalette::copyCommand()
{
    const QString command = m_list->currentIndex().data(PaletteModel::CommandRole).toString();
    if (!command.isEmpty())
        m_navigator.copy(command);
}

void CommandPalette::mousePressEvent(QMouseEvent *event)
{
    Sheet::mousePressEvent(event);
    giveUp(); // beside the card: nothing is lost
}

} // namespace slipway
