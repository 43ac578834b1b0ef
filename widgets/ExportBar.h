// Where a file is to be written: asked in place, with what is there already said before it is replaced.
#pragma once
#include <QFrame>

class QLabel;
class QLineEdit;
class QPushButton;

namespace slipway {

class ExportBar : public QFrame
{
    Q_OBJECT

public:
    explicit ExportBar(QWidget *parent = nullptr); // hidden until it asks
    void ask(const QString &name);                 // of the file, in the user's documents
    void say(const QString &progress);             // while it is written: another can't be wanted
    void settle();                                 // it is written no longer; the place can be chosen anew
    QString path() const;

Q_SIGNALS:
    void wanted(const QString &path);
    void givenUp();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void refresh();
    void browse();
    void write();
    void giveUp();

    QLineEdit *m_path = nullptr;
    QLabel *m_note = nullptr;
    QPushButton *m_write = nullptr;
    bool m_writing = false;
};

} // namespace slipway
