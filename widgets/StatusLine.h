// The line at the bottom: connected or not, how old what is shown is, and what is under way.
#pragma once
#include "models/TroubleWatch.h"

#include "widgets/Theme.h"

#include <QStatusBar>
#include <QTimer>

class QLabel;

namespace slipway {

class StatusLine : public QStatusBar
{
    Q_OBJECT

public:
    StatusLine(Session &session, TroubleWatch &watch, QWidget *parent = nullptr);
    QString connection() const; // as shown

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QLabel *addLabel(const QString &name);
    void tell();
    void tellWork();
    static void say(QLabel &label, const QString &text, theme::Tone tone);

    Session &m_session;
    TroubleWatch &m_watch;
    QTimer m_tick; // the age grows without anybody saying so
    QLabel *m_brake = nullptr;
    QLabel *m_inFlight = nullptr;
    QLabel *m_connection = nullptr;
};

} // namespace slipway
