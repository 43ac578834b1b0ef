#include "service/api/AnswerCache.h"

#include "service/store/Store.h"

namespace slipway {

namespace {

constexpr std::size_t mostAnswers = 256;
constexpr qsizetype largestAnswer = 32 * 1024;

std::string keyOf(const Request &request)
{
    const Principal &who = request.principal;
    const QByteArray key = request.path + '?' + request.query + '\n' + QByteArray::number(who.userId) + '\n' +
                           QByteArray::number(static_cast<uint>(who.role)) + '\n' + who.customer.toUtf8();
    return key.toStdString();
}

// Changes whenever another connection has committed; every write goes through the writer's.
Result<qint64> dataVersion(const Store &store)
{
    return store.read([](Reader &reader) { return reader.integer(QStringLiteral("PRAGMA data_version")); });
}

} // namespace

Result<Response> AnswerCache::answer(const Request &request,
                                     const std::function<Result<Response>(const Request &)> &make)
{
    // Before `make` looks: what it finds is this version's or newer.
    const auto version = dataVersion(m_store);
    if (!version || !request.header("if-match").isEmpty())
        return make(request);
    const std::string key = keyOf(request);
    {
        const std::lock_guard lock(m_mutex);
        Kept &kept = m_kept[std::this_thread::get_id()];
        if (kept.version != *version || kept.answers.size() >= mostAnswers)
            kept.answers.clear();
        kept.version = *version;
        if (const auto found = kept.answers.find(key); found != kept.answers.end())
            return found->second;
    }
    auto response = make(request);
    if (response && response->status == 200 && response->body.size() <= largestAnswer) {
        const std::lock_guard lock(m_mutex);
        m_kept[std::this_thread::get_id()].answers.insert_or_assign(key, *response);
    }
    return response;
}

} // namespace slipway
