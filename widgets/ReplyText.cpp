#include "widgets/ReplyText.h"

#include <QImage>
#include <QMimeData>
#include <QUrl>

namespace slipway {

namespace {

// Of this machine; nothing where something else is among them.
QStringList filesIn(const QMimeData &source)
{
    QStringList paths;
    for (const QUrl &url : source.urls()) {
        if (!url.isLocalFile())
            return {};
        paths.append(url.toLocalFile());
    }
    return paths;
}

// Where there are words as well, as in a copied table, those are meant.
bool isPicture(const QMimeData &source)
{
    return source.hasImage() && !source.hasText();
}

} // namespace

bool ReplyText::canInsertFromMimeData(const QMimeData *source) const
{
    return isPicture(*source) || !filesIn(*source).isEmpty() || QPlainTextEdit::canInsertFromMimeData(source);
}

void ReplyText::insertFromMimeData(const QMimeData *source)
{
    if (const QStringList paths = filesIn(*source); !paths.isEmpty())
        Q_EMIT filesGiven(paths);
    else if (isPicture(*source))
        Q_EMIT pictureGiven(qvariant_cast<QImage>(source->imageData()));
    else
        QPlainTextEdit::insertFromMimeData(source);
}

} // namespace slipway

#include "moc_ReplyText.cpp"
