#include "widgets/TemplatePicker.h"

#include "models/Roles.h"
#include "widgets/EventWords.h"
#include "widgets/StateDelegate.h"
#include "widgets/Theme.h"
#include "widgets/ViewKeys.h"
#include "widgets/WrappedLabel.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

namespace {

constexpr QSize usual(52 * theme::unit, 40 * theme::unit);

} // namespace

TemplatePicker::TemplatePicker(ReplyTemplates &templates, QWidget *parent)
    : QFrame(parent, Qt::Popup), m_templates(templates)
{
    setObjectName(QStringLiteral("templatePicker"));
    setAccessibleName(tr("Templates for answers"));
    setFrameShape(QFrame::StyledPanel);
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("templateSearch"));
    m_search->setPlaceholderText(tr("Words of a template"));
    m_search->setAccessibleName(tr("Look for a template"));
    m_search->installEventFilter(this);
    m_list = new QListView(this);
    m_list->setObjectName(QStringLiteral("templates"));
    m_list->setModel(&m_templates);
    m_list->setAccessibleName(tr("Templates for answers"));
    m_list->setItemDelegate(new StateDelegate({}, m_list));
    m_list->setUniformItemSizes(true);
    m_list->installEventFilter(this);
    m_preview = new QLabel(this);
    m_preview->setObjectName(QStringLiteral("templatePreview"));
    wrap(m_preview);
    m_preview->setFont(theme::small());
    m_preview->setMinimumHeight(4 * QFontMetrics(theme::small()).lineSpacing());
    m_preview->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_keys = new QLabel(tr("Enter inserts it · F2 changes it · Del removes it"), this);
    m_keys->setObjectName(QStringLiteral("templateKeys"));
    m_keys->setFont(theme::small());
    m_keys->setForegroundRole(QPalette::PlaceholderText);
    m_keys->hide();
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(theme::unit, theme::unit, theme::unit, theme::unit);
    lines->setSpacing(theme::unit);
    lines->addWidget(m_search);
    lines->addWidget(m_list, 1);
    lines->addWidget(m_preview);
    lines->addWidget(m_keys);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_templates.setFilter(words);
        refresh();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &TemplatePicker::refresh);
    connect(m_list, &QListView::clicked, this, &TemplatePicker::take);
    connect(&m_templates, &ReplyTemplates::loaded, this, &TemplatePicker::refresh);
}

void TemplatePicker::open(QWidget *above)
{
    m_templates.askAgain();
    m_search->clear();
    m_templates.setFilter({});
    resize(usual);
    QPoint place = above->mapToGlobal(QPoint(0, -usual.height() - theme::unit / 2));
    const QRect room = above->screen()->availableGeometry();
    place.setX(std::clamp(place.x(), room.left(), std::max(room.left(), room.right() - usual.width())));
    place.setY(std::max(place.y(), room.top()));
    move(place);
    refresh();
    show();
    m_search->setFocus(Qt::PopupFocusReason);
}

void TemplatePicker::setChangeable(bool changeable)
{
    m_isChangeable = changeable;
    m_keys->setVisible(changeable);
}

void TemplatePicker::refresh()
{
    if (!m_list->currentIndex().isValid() && m_templates.rowCount() > 0) {
        m_list->setCurrentIndex(m_templates.index(0)); // which comes back here
        return;
    }
    const QModelIndex current = m_list->currentIndex();
    QString words = current.isValid() ? current.data(DetailRole).toString() : QString();
    if (m_templates.total() == 0)
        words = tr("Nobody has written a template yet.");
    else if (!current.isValid())
        words = tr("No template has these words.");
    m_preview->setText(quietWord(words, 240));
    m_search->setAccessibleDescription(
        current.isValid() ? current.data().toString() + QStringLiteral(". ") + words : words);
}

void TemplatePicker::take()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid())
        return;
    const QString name = m_templates.at(current.row()).name;
    hide();
    Q_EMIT chosen(name);
}

// The focus stays in the search; the arrows lead through what was found.
bool TemplatePicker::eventFilter(QObject *watched, QEvent *event)
{
    if (isEnterKey(event)) {
        take();
        return true;
    }
    if (isPlainKey(event, Qt::Key_Escape)) {
        hide();
        return true;
    }
    const bool changes = isPlainKey(event, Qt::Key_F2);
    const bool removes = isPlainKey(event, Qt::Key_Delete) && m_search->text().isEmpty();
    const QModelIndex current = m_list->currentIndex();
    if (m_isChangeable && current.isValid() && (changes || removes)) {
        const TemplateRow row = m_templates.at(current.row());
        hide();
        if (changes)
            Q_EMIT changeWanted(row);
        else
            Q_EMIT removalWanted(row);
        return true;
    }
    for (const int key : {Qt::Key_Up, Qt::Key_Down, Qt::Key_PageUp, Qt::Key_PageDown}) {
        if (watched == m_search && isPlainKey(event, key)) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace slipway

#include "moc_TemplatePicker.cpp"
