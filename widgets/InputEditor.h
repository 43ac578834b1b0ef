// One input of a process as a field of a form: what it is called, where it is typed, what it means, and what
// is wrong with it.
#pragma once
#include "models/InputForm.h"

#include <QWidget>

class QLabel;

namespace slipway {

class InputEditor : public QWidget
{
    Q_OBJECT

public:
    explicit InputEditor(const InputField &field, QWidget *parent = nullptr);

    const InputField &field() const { return m_field; }
    QString typed() const;
    void setTyped(const QString &text);
    Result<QJsonValue> value() const { return valueOf(m_field, typed()); }
    void setError(const QString &text); // empty: nothing is wrong
    QString error() const;
    QWidget *control() const { return m_control; }

Q_SIGNALS:
    void edited();

private:
    QWidget *makeControl();

    const InputField m_field;
    QWidget *m_control = nullptr;
    QLabel *m_error = nullptr;
};

// A line under a field that says what is wrong with it: shape, colour and words; hidden until it does.
QLabel *makeErrorLine(QWidget *parent);
void setErrorLine(QLabel *line, QWidget *field, const QString &text);

} // namespace slipway
