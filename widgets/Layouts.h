// Named layouts of the window, as JSON: one built in, and the user's own.
#pragma once
#include <QJsonObject>
#include <QObject>
#include <QStringList>

#include <functional>

namespace slipway {

class Layouts : public QObject
{
    Q_OBJECT

public:
    // How the window is read and set.
    struct Window
    {
        std::function<QJsonObject()> read;
        std::function<void(const QJsonObject &)> set;
        std::function<void()> arrange; // as it is built in
    };
    explicit Layouts(Window window, QObject *parent = nullptr);

    static QString operations(); // the name of the built-in one
    QStringList names() const;   // the built-in one first
    QString current() const { return m_current; }
    bool isOwn(const QString &name) const { return m_own.contains(name); }

    void apply(const QString &name);
    void
    keep(const QString &name); // as the window is now; a name that is there is replaced, but the built-in
    QJsonObject remove(const QString &name); // what it was; empty: there is no such own one
    void putBack(const QString &name, const QJsonObject &layout); // the window stays as it is

    QJsonObject toJson() const;
    void fromJson(const QJsonObject &object); // the window isn't touched

Q_SIGNALS:
    void changed();

private:
    const Window m_window;
    QJsonObject m_own; // name → layout
    QString m_current;
};

} // namespace slipway
