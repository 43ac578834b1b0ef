// What was said above the panes, newest first, until it is closed; a few at most.
#pragma once
#include "widgets/InlineMessage.h"

#include <QWidget>

#include <set>
#include <vector>

class QToolButton;
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
    void setMost(std::size_t bars); // that are seen unasked

Q_SIGNALS:
    void warned(const QString &text); // of a warning or an error, as it came

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    InlineMessage *freeOne(const QString &text, const QString &about);
    void settle();
    void shut(InlineMessage *bar);
    bool isOpen(InlineMessage *bar) const; // seen, or folded away

    std::vector<InlineMessage *> m_bars; // newest first
    std::set<InlineMessage *> m_folded;
    std::size_t m_most = 3;
    bool m_isUnfolded = false;
    bool m_isSettling = false;
    QToolButton *m_more = nullptr;
    QVBoxLayout *m_layout = nullptr;
};

} // namespace slipway
