#include "client/NetworkTransport.h"

#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QPointer>

namespace slipway {

namespace {
constexpr char tooLargeMark[] = "slipwayTooLarge"; // at a reply that was ended for it
} // namespace

NetworkTransport::NetworkTransport(qint64 largest) : m_largest(largest)
{
    m_manager.setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    m_manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

// As it says itself, or as it comes: a body may go on without an end, or unfold to something large.
void NetworkTransport::limit(QNetworkReply &reply) const
{
    const auto end = [&reply] {
        reply.setProperty(tooLargeMark, true);
        reply.abort();
    };
    QObject::connect(&reply, &QNetworkReply::metaDataChanged, &reply, [&reply, end, most = m_largest] {
        if (reply.header(QNetworkRequest::ContentLengthHeader).toLongLong() > most)
            end();
    });
    QObject::connect(&reply, &QNetworkReply::readyRead, &reply, [&reply, end, most = m_largest] {
        if (reply.bytesAvailable() > most)
            end();
    });
}

void NetworkTransport::send(const Endpoint &endpoint, const TransportRequest &request,
                            std::function<void(TransportAnswer)> done)
{
    QUrl url = endpoint.url;
    const qsizetype mark = request.path.indexOf(QLatin1Char('?'));
    url.setPath(request.path.left(mark < 0 ? request.path.size() : mark), QUrl::TolerantMode);
    if (mark >= 0)
        url.setQuery(request.path.mid(mark + 1), QUrl::TolerantMode);
    QNetworkRequest wire(url);
    wire.setTransferTimeout(
        static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(request.timeout).count()));
    if (!endpoint.token.isEmpty())
        wire.setRawHeader("Authorization", "Bearer " + endpoint.token);
    if (!endpoint.folder.isEmpty())
        wire.setRawHeader("Slipway-Folder", endpoint.folder);
    for (const auto &[name, value] : request.headers)
        wire.setRawHeader(name, value);
    QNetworkReply *reply = m_manager.sendCustomRequest(wire, request.method, request.body);
    limit(*reply);
    if (request.progress)
        QObject::connect(reply, &QNetworkReply::downloadProgress, reply, request.progress);
    if (request.givingUp)
        request.givingUp->now = [reply = QPointer(reply)] {
            if (reply)
                reply->abort();
        };
    QObject::connect(
        reply, &QNetworkReply::finished, reply, [reply, most = m_largest, done = std::move(done)] {
            TransportAnswer answer;
            answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
            const bool cutOff = answer.status != 0 && reply->error() != QNetworkReply::NoError &&
                                reply->error() < QNetworkReply::ContentAccessDenied;
            answer.error = reply->errorString();
            if (reply->property(tooLargeMark).toBool())
                answer.tooLarge = most; // it was answered, so it isn't asked again
            else if (cutOff)
                answer.status = 0;                       // the head came, the rest didn't
            if (reply->isOpen() && answer.tooLarge == 0) // a request that was given up has nothing to read
                answer.body = reply->readAll();
            for (const auto &[name, value] : reply->rawHeaderPairs())
                answer.headers.emplace_back(name.toLower(), value);
            reply->deleteLater();
            done(std::move(answer));
        });
}

} // namespace slipway
