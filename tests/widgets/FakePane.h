// A pane that remembers what it was told, with a search field and a list.
#pragma once
#include "widgets/Pane.h"

#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace slipway {

class FakePane final : public Pane
{
public:
    FakePane(const QString &id, const QString &title, const Desk &desk)
        : Pane(id, desk), m_title(title), search(new QLineEdit(this)), list(new QListWidget(this))
    {
        auto *column = new QVBoxLayout(this);
        column->addWidget(search);
        column->addWidget(list);
        search->setAccessibleName(QStringLiteral("Search %1").arg(title));
        list->setAccessibleName(title);
        list->addItems({QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("three")});
    }
    QString title() const override { return m_title; }
    QString heading() const override { return m_heading.isEmpty() ? m_title : m_heading; }
    QJsonObject saveState() const override { return {{QStringLiteral("search"), search->text()}}; }
    void restoreState(const QJsonObject &state) override
    {
        search->setText(state.value(QStringLiteral("search")).toString());
    }
    void setActive(bool on) override
    {
        active = on;
        ++turns;
    }
    void open(const QString &reference) override { opened.append(reference); }
    void focusSearch() override { search->setFocus(); }
    QString chosenApplication() const override { return chosen; }
    void rename(const QString &title, const QString &heading = {})
    {
        m_title = title;
        m_heading = heading;
        Q_EMIT titleChanged();
    }

private:
    QString m_title;
    QString m_heading;

public:
    QLineEdit *const search;
    QListWidget *const list;
    QStringList opened;
    QString chosen; // application
    bool active = false;
    int turns = 0;
};

} // namespace slipway
