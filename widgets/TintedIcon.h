// An icon of our own family: a black-stroked SVG, drawn in the colour the palette has at the time of
// painting, so that a change of scheme needs no new icons.
#pragma once
#include <QIconEngine>
#include <QString>

namespace slipway {

class TintedIcon final : public QIconEngine
{
public:
    explicit TintedIcon(const QString &file) : m_file(file) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine *clone() const override { return new TintedIcon(m_file); }
    QString key() const override { return QStringLiteral("slipway-tinted"); }

private:
    QString m_file;
};

} // namespace slipway
