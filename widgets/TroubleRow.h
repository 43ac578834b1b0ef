// One trouble of the strip: a sentence, what belongs to it in a second line, and one button.
#pragma once
#include "models/TroubleWatch.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace slipway {

class TroubleRow : public QWidget
{
    Q_OBJECT

public:
    explicit TroubleRow(QWidget *parent = nullptr);
    void show(const Trouble &trouble, Instant now);

Q_SIGNALS:
    void actionAsked(const slipway::Trouble &trouble);

private:
    Trouble m_trouble;
    QLabel *m_shape = nullptr;
    QLabel *m_what = nullptr;
    QLabel *m_rest = nullptr;
    QPushButton *m_button = nullptr;
};

} // namespace slipway
