// slipwayd on a demo of its own: started and stopped here, asked over HTTP what production serves, with the
// customer who brings candidates by scp, and with mail that comes and goes.
#pragma once
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

namespace slipway::test {

class Demo
{
public:
    Demo() = default;
    ~Demo();

    bool start(); // and is ready; else problem() says why not
    QString problem() const { return m_problem; }

    QString folder() const; // of its data
    QString application() const { return m_demo.value(QStringLiteral("app")).toString(); }
    QString productionVersion(); // as a visitor is told it; empty: nobody answered
    // The customer brings a candidate of this version to where `invitation` leads ("ssh -p 2222 shop@host").
    bool bring(const QString &version, const QString &invitation);

    // As the mail system's pipe hands it over.
    bool takeMail(const QByteArray &message);
    QList<QByteArray> mailTo(const QString &address) const; // what was delivered there, oldest first

private:
    QByteArray fetch(const QUrl &url, const QByteArray &token = {});
    QJsonObject ask(const QString &path);
    bool run(const QString &program, const QStringList &arguments, const QByteArray &input = {});
    QString candidate(const QString &version);
    bool fails(const QString &problem);

    QTemporaryDir m_base;
    QProcess m_service;
    QNetworkAccessManager m_network;
    QJsonObject m_demo;
    QString m_problem;
};

} // namespace slipway::test
