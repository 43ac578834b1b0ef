#include "models/SentOnce.h"

#include "client/Client.h"
#include "domain/Json.h"

#include <QUuid>

namespace slipway {

namespace {

const QString actionKey = QStringLiteral("action");
const QString valueKey = QStringLiteral("key");
const QString untilKey = QStringLiteral("until");

QString unknownWords()
{
    return SentOnce::tr(
        "It was sent, but no answer has come yet: it isn't known whether it was done. Pressing "
        "again within ten minutes does nothing twice.");
}

QString unreadableWords()
{
    return SentOnce::tr(
        "It was sent, but the answer makes no sense: it isn't known whether it was done. Pressing "
        "again within ten minutes does nothing twice.");
}

QString replayedWords()
{
    return SentOnce::tr("This had been done already (no answer came then); press again to do it once more.");
}

// The service ended while it worked on it: it never takes that key again.
bool isSpent(const Problem &problem)
{
    return problem.kind == Problem::Kind::Conflict && problem.where == QLatin1String("Idempotency-Key");
}

} // namespace

// Whoever was refused may try again with the same key; only what was done has used it up.
Pending<QJsonObject> SentOnce::send(const QString &action, const Send &send, Press press)
{
    m_keys->removeIf([](const Keys::iterator &one) { return one->until.hasExpired(); });
    Key &key = (*m_keys)[action];
    if (key.value.isEmpty())
        key.value = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    key.until = QDeadlineTimer(QDeadlineTimer::Forever); // while it is under way
    const QByteArray sent = key.value;
    Pending<QJsonObject> told;
    send(sent).then([told, action, press, sent, keptFor = m_keptFor,
                     keys = std::weak_ptr(m_keys)](Result<QJsonObject> answer) {
        const auto known = keys.lock();
        if (known && known->value(action).value == sent) {
            (*known)[action].until = QDeadlineTimer(keptFor);
            answer = heard(*known, action, press, std::move(answer));
        }
        if (!answer && Client::isOutcomeUnknown(answer.error())) {
            const bool isThere = answer.error().kind == Problem::Kind::Malformed;
            answer.error().what = isThere ? unreadableWords() : unknownWords();
            answer.error().hint.clear();
        }
        told.resolve(std::move(answer));
    });
    return told;
}

// What was done when it was sent before isn't told as done now: somebody may have meant it anew.
Result<QJsonObject> SentOnce::heard(Keys &keys, const QString &action, Press press,
                                    Result<QJsonObject> answer)
{
    Key &key = keys[action];
    if (!answer && !isSpent(answer.error())) {
        key.isUnknown = key.isUnknown || Client::isOutcomeUnknown(answer.error());
        return answer;
    }
    const bool wasDone = key.isUnknown && answer && Client::isReplayed(*answer);
    keys.remove(action);
    if (wasDone && press == Press::MayBeAnew)
        return fail(Problem::Kind::Conflict, replayedWords());
    return answer;
}

bool SentOnce::isUnknown(const Problem &problem)
{
    return problem.what == unknownWords() || problem.what == unreadableWords() || wasDone(problem);
}

bool SentOnce::wasDone(const Problem &problem)
{
    return problem.what == replayedWords();
}

void SentOnce::forget(const QString &place)
{
    m_keys->removeIf([&place](const Keys::iterator &one) {
        const bool isUnderWay = one->until.isForever();
        return !isUnderWay && one.key().startsWith(place);
    });
}

QJsonArray SentOnce::doubts(const QString &place, Instant now) const
{
    QJsonArray doubts;
    for (auto one = m_keys->cbegin(); one != m_keys->cend(); ++one) {
        const bool isUnderWay = one->until.isForever();
        if ((!isUnderWay && (!one->isUnknown || one->until.hasExpired())) || !one.key().startsWith(place))
            continue;
        const auto left = isUnderWay ? m_keptFor : std::chrono::milliseconds(one->until.remainingTime());
        doubts.append(QJsonObject{{actionKey, one.key()},
                                  {valueKey, QString::fromLatin1(one->value)},
                                  {untilKey, toText(now + left)}});
    }
    return doubts;
}

// A clock that was set back since doesn't make it last longer.
void SentOnce::takeUp(const QJsonArray &doubts, Instant now)
{
    for (const QJsonValue &value : doubts) {
        const QString action = value[actionKey].toString();
        const auto until = instantFromText(value[untilKey].toString());
        if (!until || *until <= now || m_keys->contains(action))
            continue;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(*until - now);
        m_keys->insert(
            action, {value[valueKey].toString().toLatin1(), true, QDeadlineTimer(std::min(left, m_keptFor))});
    }
}

QString actionOf(const QString &place, const QJsonObject &body)
{
    return place + QLatin1Char(' ') + QString::fromUtf8(toBytes(body));
}

} // namespace slipway
