// One line in a pane while what it shows may not be what is, or the service is slow: since when, and that it
// comes back by itself.
#pragma once
#include "models/Session.h"

#include <QLabel>
#include <QTimer>

namespace slipway {

class StaleNote : public QLabel
{
    Q_OBJECT

public:
    explicit StaleNote(Session &session, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void refresh();
    void say();

    Session &m_session;
    QTimer m_clock; // its age grows
};

QString spokenAge(Duration age); // "12 s", "4 min", "3 h"

} // namespace slipway
