// A translator that says every text of its context in brackets, so that it is seen which were looked up.
#pragma once
#include <QCoreApplication>
#include <QTranslator>

namespace slipway::test {

class Brackets final : public QTranslator
{
public:
    explicit Brackets(const char *context) : m_context(context) { QCoreApplication::installTranslator(this); }
    ~Brackets() override { QCoreApplication::removeTranslator(this); }
    bool isEmpty() const override { return false; }
    QString translate(const char *context, const char *source, const char *, int) const override
    {
        if (m_context != context)
            return {};
        return QLatin1Char('[') + QString::fromUtf8(source) + QLatin1Char(']');
    }

private:
    const QByteArray m_context;
};

} // namespace slipway::test
