#include "widgets/MailView.h"

#include "widgets/Theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QResizeEvent>
#include <QScrollBar>
#include <QTextDocument>

#include <algorithm>
#include <cmath>

namespace slipway {

namespace {

constexpr int highest = 16'000; // what is longer scrolls in itself

} // namespace

MailView::MailView(QWidget *parent) : QTextBrowser(parent)
{
    setObjectName(QStringLiteral("mail"));
    setAccessibleName(tr("The mail as it was laid out"));
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    document()->setDocumentMargin(theme::unit);
    // Mail is written for paper, whatever colours the window has.
    QPalette paper = palette();
    for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
        paper.setColor(group, QPalette::Base, Qt::white);
        paper.setColor(group, QPalette::Text, Qt::black);
    }
    setPalette(paper);
    document()->setDefaultStyleSheet(
        QStringLiteral("a { color: #0b57a4 } td, th { padding: 2px 8px 2px 0; text-align: left }"));
    connect(this, &QTextBrowser::highlighted, this,
            [this](const QUrl &target) { setToolTip(target.toDisplayString()); });
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &target) {
        const QString words = target.toString(QUrl::FullyEncoded);
        QGuiApplication::clipboard()->setText(words);
        Q_EMIT linkCopied(words);
    });
}

void MailView::showMail(const QString &html)
{
    setHtml(html);
    fit();
}

// Nothing at all: no picture, no style, no file of this machine.
QVariant MailView::loadResource(int, const QUrl &)
{
    return {};
}

void MailView::fit()
{
    document()->setTextWidth(viewport()->width());
    const int bar = horizontalScrollBar()->maximum() > 0 ? horizontalScrollBar()->sizeHint().height() : 0;
    setFixedHeight(std::min(static_cast<int>(std::ceil(document()->size().height())) + bar, highest));
}

void MailView::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fit();
}

} // namespace slipway
