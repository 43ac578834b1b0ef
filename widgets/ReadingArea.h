// Words that may be longer than their room: scrolled by keys, and a document for who has it read aloud (Qt's
// own scroll area says nothing of what it is).
#pragma once
#include <QScrollArea>

namespace slipway {

class ReadingArea : public QScrollArea
{
    Q_OBJECT

public:
    explicit ReadingArea(QWidget *parent = nullptr);
};

} // namespace slipway
