#include "widgets/FileChips.h"

#include "models/FileSafety.h"
#include "widgets/ElidedLabel.h"
#include "widgets/EventWords.h"
#include "widgets/FlowLayout.h"
#include "widgets/Theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace slipway {

namespace {

constexpr int widestWords = 40 * theme::unit;
constexpr int longestName = 32;

// Its ending says what it is.
QString shortName(const QString &name)
{
    const QString quiet = quietWord(name, 200);
    constexpr int end = 10;
    return quiet.size() <= longestName
               ? quiet
               : quiet.left(longestName - end - 1) + QStringLiteral("…") + quiet.right(end);
}

QString stateWords(const ReplyFile &file)
{
    switch (file.state) {
    case ReplyFile::State::Waiting:
        return FileChip::tr("waits");
    case ReplyFile::State::Underway:
        return FileChip::tr("%1 %").arg(file.size > 0 ? 100 * file.got / file.size : 0);
    case ReplyFile::State::There:
        return {};
    case ReplyFile::State::Failed:
        return QStringLiteral("▲ ") + quietWord(file.why, 200);
    }
    return {};
}

} // namespace

FileChip::FileChip(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("fileChip"));
    m_words = new ElidedLabel(this);
    m_words->setFont(theme::small());
    m_words->setMaximumWidth(widestWords);
    m_again = new QPushButton(tr("Again"), this);
    m_again->setObjectName(QStringLiteral("againFile"));
    m_again->setAutoDefault(false);
    m_remove = new QToolButton(this);
    m_remove->setObjectName(QStringLiteral("removeFile"));
    m_remove->setText(QStringLiteral("✕"));
    m_remove->setAutoRaise(true);
    m_remove->setFocusPolicy(Qt::StrongFocus);
    m_remove->installEventFilter(this);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(theme::unit, 0, theme::unit / 4, 0);
    line->setSpacing(theme::unit / 2);
    line->addWidget(m_words);
    line->addWidget(m_again);
    line->addWidget(m_remove);
    connect(m_again, &QPushButton::clicked, this, [this] { Q_EMIT againWanted(m_file.key); });
    connect(m_remove, &QToolButton::clicked, this, [this] { Q_EMIT removeWanted(m_file.key); });
}

void FileChip::follow(QWidget *before) const
{
    setTabOrder(before, m_again);
    setTabOrder(m_again, m_remove);
}

QWidget *FileChip::last() const
{
    return m_remove;
}

void FileChip::showFile(const ReplyFile &file)
{
    m_file = file;
    const QString name = shortName(file.name);
    QStringList words{name, sizeWords(file.size)};
    if (const QString state = stateWords(file); !state.isEmpty())
        words.append(state);
    m_words->setText(words.join(QStringLiteral(" · ")));
    m_words->setToolTip(file.path);
    const bool isFailed = file.state == ReplyFile::State::Failed;
    if (isFailed)
        theme::setTone(m_words, theme::Tone::Bad);
    else
        theme::clearTone(m_words);
    m_again->setVisible(isFailed);
    m_again->setAccessibleName(tr("Attach %1 again").arg(name));
    m_remove->setAccessibleName(tr("Remove %1").arg(name));
    m_remove->setToolTip(m_remove->accessibleName());
    setAccessibleName(m_words->text());
    updateGeometry();
    update();
}

QString FileChip::text() const
{
    return m_words->text();
}

bool FileChip::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Delete || key == Qt::Key_Backspace) {
            Q_EMIT removeWanted(m_file.key);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

// Filled as far as it is there.
void FileChip::paintEvent(QPaintEvent *)
{
    const bool isFailed = m_file.state == ReplyFile::State::Failed;
    const QColor tone = theme::colour(isFailed ? theme::Tone::Bad : theme::Tone::Busy);
    QColor line = tone;
    line.setAlphaF(0.6F);
    QColor filled = tone;
    filled.setAlphaF(0.12F);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF whole = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const double part = m_file.size > 0 ? static_cast<double>(m_file.got) / static_cast<double>(m_file.size)
                                        : (m_file.state == ReplyFile::State::There ? 1.0 : 0.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(filled);
    painter.setClipRect(QRectF(whole.left(), whole.top(), whole.width() * part, whole.height()));
    painter.drawRoundedRect(whole, 4, 4);
    painter.setClipping(false);
    painter.setPen(QPen(line, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(whole, 4, 4);
}

FileChips::FileChips(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("fileChips"));
    setAccessibleName(tr("Attached files"));
    m_row = new FlowLayout(this);
    m_row->setSpacing(theme::unit / 2);
    m_row->setContentsMargins({});
    hide();
}

// Whoever has the focus on one keeps it, or goes to the next when that one is gone.
void FileChips::showFiles(const std::vector<ReplyFile> &files)
{
    QWidget *focus = focusWidget();
    const bool hadFocus = focus && focus->hasFocus();
    std::size_t place = m_chips.size();
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        if (hadFocus && m_chips[i]->isAncestorOf(focus))
            place = i;
    }
    const auto isGone = [&files](const FileChip *chip) {
        return std::none_of(files.begin(), files.end(),
                            [chip](const ReplyFile &file) { return file.key == chip->key(); });
    };
    const bool leaves = place < m_chips.size() && isGone(m_chips[place]);
    for (FileChip *chip : m_chips) {
        if (!isGone(chip))
            continue;
        m_row->removeWidget(chip);
        chip->hide();
        chip->deleteLater();
    }
    std::erase_if(m_chips, isGone);
    for (const ReplyFile &file : files) {
        auto found = std::find_if(m_chips.begin(), m_chips.end(),
                                  [&file](const FileChip *chip) { return chip->key() == file.key; });
        if (found == m_chips.end()) {
            auto *chip = new FileChip(this);
            connect(chip, &FileChip::removeWanted, this, &FileChips::removeWanted);
            connect(chip, &FileChip::againWanted, this, &FileChips::againWanted);
            m_row->addWidget(chip);
            if (QWidget *before = m_chips.empty() ? m_before : m_chips.back()->last())
                chip->follow(before);
            chip->show();
            found = m_chips.insert(m_chips.end(), chip);
        }
        (*found)->showFile(file);
    }
    setVisible(!m_chips.empty());
    if (leaves && m_chips.empty())
        Q_EMIT emptied();
    else if (leaves)
        m_chips[std::min(place, m_chips.size() - 1)]
            ->findChild<QToolButton *>(QStringLiteral("removeFile"))
            ->setFocus(Qt::OtherFocusReason);
}

void FileChips::setUsable(bool usable)
{
    setEnabled(usable);
}

} // namespace slipway

#include "moc_FileChips.cpp"
