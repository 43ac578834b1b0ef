// How a release stands, in one line below its heading: state, who is waited for, who started it. Tinted while
// production is touched.
#pragma once
#include "models/Rows.h"
#include "widgets/Theme.h"

#include <QFrame>

class QLabel;

namespace slipway {

class ElidedLabel;

class ReleaseHeader : public QFrame
{
    Q_OBJECT

public:
    explicit ReleaseHeader(QWidget *parent = nullptr);
    // `goesBack`: it is on its way back, which its state doesn't say.
    void showRelease(const ReleaseRow &release, bool production, bool goesBack = false);
    QString state() const;                               // shape and word, as shown
    static QString headingOf(const ReleaseRow &release); // number, application, pipeline

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_state = nullptr;
    ElidedLabel *m_waits = nullptr;
    QLabel *m_begun = nullptr;
    bool m_isProduction = false;
};

} // namespace slipway
