// The files that go with what is written: how large each is and how far it is, and a way to take it away.
#pragma once
#include "models/ReplyFiles.h"

#include <QWidget>

class QPushButton;
class QToolButton;

namespace slipway {

class ElidedLabel;
class FlowLayout;

// One of them.
class FileChip : public QWidget
{
    Q_OBJECT

public:
    explicit FileChip(QWidget *parent = nullptr);
    void showFile(const ReplyFile &file);
    int key() const { return m_file.key; }
    void follow(QWidget *before) const; // as Tab goes
    QWidget *last() const;              // of what takes the focus
    QString text() const;               // for whoever has it read out

Q_SIGNALS:
    void removeWanted(int key);
    void againWanted(int key);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    ReplyFile m_file;
    ElidedLabel *m_words = nullptr;
    QPushButton *m_again = nullptr;
    QToolButton *m_remove = nullptr;
};

class FileChips : public QWidget
{
    Q_OBJECT

public:
    explicit FileChips(QWidget *parent = nullptr); // hidden until there are some
    void showFiles(const std::vector<ReplyFile> &files);
    void setUsable(bool usable);
    void follow(QWidget *before) { m_before = before; } // as Tab goes, whenever one comes

Q_SIGNALS:
    void removeWanted(int key);
    void againWanted(int key);
    void emptied(); // by whoever had the focus here

private:
    QWidget *m_before = nullptr;
    FlowLayout *m_row = nullptr;
    std::vector<FileChip *> m_chips;
};

} // namespace slipway
