// What a pane shows while it has nothing to show: what will appear here, and the first step.
#pragma once
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace slipway {

struct Desk;

class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);
    void say(const QString &heading, const QString &text, const QString &button = {},
             std::function<void()> help = {});
    void sayFailed(std::function<void()> again); // what belongs here couldn't be fetched
    // Where the service isn't heard: what is the matter, what will appear here once it is, and another try.
    // False, and nothing is said, while nothing is wrong.
    bool saysWhatIsWrong(const Desk &desk, const QString &appears);
    QString text() const; // both, for those who read it out

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    QLabel *m_heading = nullptr;
    QLabel *m_text = nullptr;
    QPushButton *m_button = nullptr;
    std::function<void()> m_help;
};

// Asks whoever sees to the connection for another try at once.
void tryAgain(const Desk &desk);

} // namespace slipway
