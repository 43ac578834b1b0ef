// Fusion with our sizes and lines: borders and check boxes that are seen in the dark too, a focus ring, rows
// of one height, and production's tint wherever the dynamic property says so.
#pragma once
#include <QProxyStyle>

namespace slipway {

class Style final : public QProxyStyle
{
    Q_OBJECT

public:
    static constexpr auto productionProperty = "slipwayProduction"; // on docks, and whatever touches it
    static constexpr auto headingProperty = "slipwayHeading";       // on docks: what stands above the pane
    static constexpr auto primaryProperty = "slipwayPrimary";       // on the button a process waits for
    Style();

    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *result) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl sub,
                         const QWidget *widget) const override;
    QIcon standardIcon(StandardPixmap pixmap, const QStyleOption *option,
                       const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    void polish(QWidget *widget) override;
    using QProxyStyle::polish;
};

} // namespace slipway
