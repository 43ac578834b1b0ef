#include "service/secrets/SecretValue.h"

#include <sodium.h>

namespace slipway {

SecretValue::SecretValue(QByteArrayView bytes)
{
    m_bytes.reserve(static_cast<std::size_t>(bytes.size()) + 1); // no smaller buffer is left behind
    m_bytes.assign(bytes.begin(), bytes.end());
    m_bytes.push_back('\0');
}

SecretValue &SecretValue::operator=(SecretValue &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::move(other.m_bytes);
    }
    return *this;
}

SecretValue::~SecretValue()
{
    wipe();
}

QByteArrayView SecretValue::bytes() const
{
    return m_bytes.empty() ? QByteArrayView()
                           : QByteArrayView(m_bytes.data(), static_cast<qsizetype>(m_bytes.size()) - 1);
}

void SecretValue::wipe()
{
    if (!m_bytes.empty())
        ::sodium_memzero(m_bytes.data(), m_bytes.size());
}

} // namespace slipway
