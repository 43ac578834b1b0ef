// One fact in the line at the bottom that leads somewhere: it looks like the others, and can be clicked and
// reached by keyboard.
#pragma once
#include "widgets/Theme.h"

#include <QAbstractButton>

namespace slipway {

class StatusFact : public QAbstractButton
{
    Q_OBJECT

public:
    explicit StatusFact(const QString &name, QWidget *parent = nullptr);
    // What is said moves: it keeps the room of the widest so far, so that its neighbours stay.
    void say(const QString &words, theme::Tone tone, const QString &more = {});
    theme::Tone tone() const { return m_tone; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    theme::Tone m_tone = theme::Tone::Idle;
    int m_widest = 0;
};

} // namespace slipway
