#include "widgets/ExportBar.h"

#include "widgets/Theme.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QToolButton>

namespace slipway {

ExportBar::ExportBar(QWidget *parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("exportBar"));
    setFrameShape(QFrame::StyledPanel);
    auto *label = new QLabel(tr("Write to"), this);
    m_path = new QLineEdit(this);
    m_path->setObjectName(QStringLiteral("path"));
    m_path->setAccessibleName(tr("File to write to"));
    label->setBuddy(m_path);
    auto *choose = new QToolButton(this);
    choose->setIcon(theme::icon(QStringLiteral("open")));
    choose->setAutoRaise(true);
    choose->setFocusPolicy(Qt::StrongFocus);
    choose->setAccessibleName(tr("Choose a file"));
    choose->setToolTip(choose->accessibleName());
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("note"));
    m_write = new QPushButton(theme::icon(QStringLiteral("save")), tr("Write"), this);
    m_write->setObjectName(QStringLiteral("write"));
    auto *giveUp = new QPushButton(tr("Leave it"), this);
    giveUp->setObjectName(QStringLiteral("giveUp"));
    for (QPushButton *button : {m_write, giveUp})
        button->setAutoDefault(false);
    setTabOrder(giveUp, m_write); // as they stand
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme::unit, theme::unit / 2, theme::unit, theme::unit / 2);
    row->setSpacing(theme::unit);
    row->addWidget(label);
    row->addWidget(m_path, 1);
    row->addWidget(choose);
    row->addWidget(m_note);
    row->addWidget(giveUp);
    row->addWidget(m_write);
    connect(m_path, &QLineEdit::textChanged, this, &ExportBar::refresh);
    connect(m_path, &QLineEdit::returnPressed, this, &ExportBar::write);
    connect(choose, &QToolButton::clicked, this, &ExportBar::browse);
    connect(giveUp, &QPushButton::clicked, this, &ExportBar::giveUp);
    connect(m_write, &QPushButton::clicked, this, &ExportBar::write);
    hide();
}

void ExportBar::ask(const QString &name)
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString folder = QDir(documents).exists() ? documents : QDir::homePath();
    const QString kept = m_path->text().isEmpty() ? folder : QFileInfo(m_path->text()).absolutePath();
    m_writing = false;
    m_path->setText(QDir::toNativeSeparators(kept + QLatin1Char('/') + name));
    refresh();
    show();
    m_path->setFocus(Qt::OtherFocusReason);
    m_path->selectAll();
}

QString ExportBar::path() const
{
    QString path = QDir::fromNativeSeparators(m_path->text().trimmed());
    if (path.startsWith(QLatin1String("~/")))
        path.replace(0, 1, QDir::homePath());
    return path;
}

void ExportBar::refresh()
{
    const QFileInfo file(path());
    const bool isPlace = file.absoluteDir().exists() && !file.isDir() && !path().isEmpty();
    m_write->setEnabled(isPlace && !m_writing);
    m_note->setText(!isPlace && !path().isEmpty() ? tr("There is no such folder.")
                    : file.exists()               ? tr("It is there already and will be replaced.")
                                                  : QString());
    m_note->setVisible(!m_note->text().isEmpty());
}

void ExportBar::say(const QString &progress)
{
    m_writing = true;
    m_write->setEnabled(false);
    m_note->setText(progress);
    m_note->show();
}

void ExportBar::settle()
{
    m_writing = false;
    refresh();
}

// Not modal: what is being looked at stays in reach.
void ExportBar::browse()
{
    auto *dialog = new QFileDialog(this, tr("Write to"), QFileInfo(path()).absolutePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // it is said here
    dialog->selectFile(QFileInfo(path()).fileName());
    connect(dialog, &QFileDialog::fileSelected, m_path, &QLineEdit::setText);
    dialog->show();
}

void ExportBar::write()
{
    if (m_write->isEnabled())
        Q_EMIT wanted(path());
}

void ExportBar::giveUp()
{
    m_writing = false;
    hide();
    Q_EMIT givenUp();
}

void ExportBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        giveUp();
    else
        QFrame::keyPressEvent(event);
}

} // namespace slipway

#include "moc_ExportBar.cpp"
