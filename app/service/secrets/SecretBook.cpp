#include "service/secrets/SecretBook.h"

namespace slipway {

namespace {

NewEvent eventOf(const QString &actor, const QString &kind, const QString &secret)
{
    return {actor, kind, QStringLiteral("secret/") + secret, {}};
}

} // namespace

Result<std::optional<SecretValue>> SecretBook::known(const QString &name) const
{
    auto value = m_secrets.get(name);
    if (value)
        return std::move(*value);
    if (value.error().kind == Problem::Kind::NotFound)
        return std::nullopt;
    return Failure(value.error());
}

Result<void> SecretBook::change(const QString &secret, const std::function<Result<void>(Transaction &)> &work)
{
    const std::lock_guard lock(m_changing);
    const auto before = known(secret);
    if (!before)
        return Failure(before.error());
    auto written = m_store.write(work);
    if (written)
        return written;
    const auto after = known(secret);
    if (!after)
        return written;
    const bool isSame =
        before->has_value() == after->has_value() && (!*before || (*before)->bytes() == (*after)->bytes());
    if (isSame)
        return written;
    const auto back = *before ? m_secrets.put(secret, (*before)->bytes()) : m_secrets.remove(secret);
    return back ? written : back;
}

Result<void> SecretBook::put(Transaction &transaction, const QString &name, const SecretValue &value,
                             const QString &actor)
{
    transaction.append(eventOf(actor, QStringLiteral("secret.set"), name));
    return m_secrets.put(name, value.bytes());
}

Result<void> SecretBook::take(Transaction &transaction, const QString &name, const QString &actor)
{
    transaction.append(eventOf(actor, QStringLiteral("secret.removed"), name));
    return m_secrets.remove(name);
}

} // namespace slipway
