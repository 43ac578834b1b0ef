// The cases that are linked to what is shown, in a line of links; gone while there are none. And linking it
// to one more.
#pragma once
#include "models/LinkedCases.h"
#include "widgets/Navigator.h"

#include <QLabel>

namespace slipway {

class LinkedCasesLine : public QLabel
{
    Q_OBJECT

public:
    LinkedCasesLine(Session &session, Navigator &navigator, QWidget *parent = nullptr);

    void watch(const QString &reference); // "release/214"; empty: nothing
    void setActive(bool active);
    // Asks for a case, and links `reference` to it, which needn't be what is shown.
    void ask(const QString &reference, const QString &customer);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    Session &m_session;
    Navigator &m_navigator;
    LinkedCases m_cases;
};

} // namespace slipway
