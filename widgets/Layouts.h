// Named layouts of the window: one built in for each role, and the user's own, as JSON.
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
    enum class BuiltIn { Operations, Support };
    // How the window is read and set.
    struct Window
    {
        std::function<QJsonObject()> read;
        std::function<void(const QJsonObject &)> set;
        std::function<void(BuiltIn)> arrange; // as it is built in
    };
    explicit Layouts(Window window, QObject *parent = nullptr);

    static QString operations(); // the names of the built-in ones
    static QString support();
    QStringList names() const; // the built-in ones first
    QString current() const { return m_current; }
    bool isOwn(const QString &name) const { return m_own.contains(name); }

    void apply(const QString &name);
    // As the window is now; a name that is there is replaced, but a built-in one stays.
    void keep(const QString &name);
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
