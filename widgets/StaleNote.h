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
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void say();
    void tick();

    Session &m_session;
    QTimer m_clock; // its age grows, where somebody looks
};

QString spokenAge(Duration age); // "12 s", "4 min", "3 h"

} // namespace slipway
