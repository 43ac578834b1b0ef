// A bar that says in place what went wrong or was done, with the button that helps. Never a modal box.
#pragma once
#include "domain/Problem.h"

#include <QFrame>

#include <functional>

class QLabel;
class QToolButton;
class QPushButton;

namespace slipway {

class InlineMessage : public QFrame
{
    Q_OBJECT

public:
    enum class Kind { Information, Success, Warning, Error };
    explicit InlineMessage(QWidget *parent = nullptr); // hidden until something is said

    void show(Kind kind, const QString &text, const QString &button = {}, std::function<void()> help = {});
    void show(const Problem &problem, const QString &button = {}, std::function<void()> help = {});
    // Of a list that couldn't be read: gone by itself once settle() is called, unless something else is said.
    void showUntilSettled(const Problem &problem);
    void settle();
    QString text() const;
    Kind kind() const { return m_kind; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Kind m_kind = Kind::Information;
    bool m_settles = false;
    QString m_said; // as it came; what is seen may be cut
    QLabel *m_icon = nullptr;
    QLabel *m_text = nullptr;
    QPushButton *m_button = nullptr;
    QToolButton *m_close = nullptr;
    std::function<void()> m_help;
};

} // namespace slipway
