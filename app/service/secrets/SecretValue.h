// The bytes of a secret: moved, never copied or printed, and wiped where they were. Ends with a NUL that
// doesn't count, for libraries that want text.
#pragma once
#include <QByteArrayView>

#include <vector>

namespace slipway {

class SecretValue
{
public:
    SecretValue() = default;
    explicit SecretValue(QByteArrayView bytes);
    SecretValue(SecretValue &&other) noexcept = default; // takes the buffer along
    SecretValue &operator=(SecretValue &&other) noexcept;
    ~SecretValue();

    QByteArrayView bytes() const;
    const char *text() const { return m_bytes.empty() ? "" : m_bytes.data(); }
    bool isEmpty() const { return bytes().isEmpty(); }

private:
    void wipe();

    std::vector<char> m_bytes;
};

} // namespace slipway
