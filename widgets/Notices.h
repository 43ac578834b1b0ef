// What was said above the panes, newest first, until it is closed; a few at most.
#pragma once
#include "widgets/InlineMessage.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace slipway {

class Notices : public QWidget
{
    Q_OBJECT

public:
    explicit Notices(QWidget *parent = nullptr);

    void say(InlineMessage::Kind kind, const QString &text, const QString &button = {},
             std::function<void()> help = {},
             const QString &about = {}); // takes the place of what was said of it
    void tell(const Problem &problem, const QString &about = {});
    void withdraw(const QString &about); // it is over
    QStringList texts() const;           // as shown, from above
    void clear();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    InlineMessage *freeOne(const QString &text, const QString &about);
    void settle();

    std::vector<InlineMessage *> m_bars; // newest first
    QVBoxLayout *m_layout = nullptr;
};

} // namespace slipway
