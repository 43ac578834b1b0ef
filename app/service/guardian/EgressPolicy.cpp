#include "service/guardian/EgressPolicy.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <optional>

namespace slipway {

namespace {

constexpr int mailPort = 25;
constexpr NetBytes mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr int mappedBits = 96;

struct Block
{
    NetBytes first;
    int bits;
};

constexpr Block four(int a, int b, int c, int bits)
{
    Block block{mapped, mappedBits + bits};
    block.first[12] = static_cast<unsigned char>(a);
    block.first[13] = static_cast<unsigned char>(b);
    block.first[14] = static_cast<unsigned char>(c);
    return block;
}

// What IANA's registries of special addresses name, and whatever leads from IPv6 into IPv4.
constexpr std::array notPublic4{four(0, 0, 0, 8),      four(10, 0, 0, 8),     four(100, 64, 0, 10),
                                four(127, 0, 0, 8),    four(169, 254, 0, 16), four(172, 16, 0, 12),
                                four(192, 0, 0, 24),   four(192, 0, 2, 24),   four(192, 88, 99, 24),
                                four(192, 168, 0, 16), four(198, 18, 0, 15),  four(198, 51, 100, 24),
                                four(203, 0, 113, 24), four(224, 0, 0, 4),    four(240, 0, 0, 4)};
constexpr Block global6{{0x20}, 3}; // everything else isn't given out to anybody
constexpr std::array notPublic6{
    Block{{0x20, 0x01, 0x00}, 23},       // protocols, Teredo among them
    Block{{0x20, 0x01, 0x0d, 0xb8}, 32}, // documentation
    Block{{0x20, 0x02}, 16},             // 6to4
    Block{{0x3f, 0xff}, 20},             // documentation
};

bool isIn(const Block &block, const NetBytes &address)
{
    const auto whole = static_cast<std::size_t>(block.bits / 8);
    if (!std::equal(address.begin(), address.begin() + static_cast<std::ptrdiff_t>(whole),
                    block.first.begin()))
        return false;
    const int rest = block.bits % 8;
    const auto mask = static_cast<unsigned char>(0xff << (8 - rest));
    return rest == 0 || ((address[whole] ^ block.first[whole]) & mask) == 0;
}

NetBytes fromFour(const in_addr &address)
{
    NetBytes bytes = mapped;
    std::memcpy(bytes.data() + 12, &address, 4);
    return bytes;
}

std::optional<NetBytes> bytesOf(const sockaddr *address)
{
    if (address->sa_family == AF_INET)
        return fromFour(reinterpret_cast<const sockaddr_in *>(address)->sin_addr);
    if (address->sa_family != AF_INET6)
        return std::nullopt;
    NetBytes bytes{};
    std::memcpy(bytes.data(), &reinterpret_cast<const sockaddr_in6 *>(address)->sin6_addr, bytes.size());
    return bytes;
}

std::optional<NetBytes> bytesOf(const QString &text)
{
    const QByteArray latin = text.toLatin1();
    in_addr four{};
    if (::inet_pton(AF_INET, latin.constData(), &four) == 1)
        return fromFour(four);
    NetBytes bytes{};
    if (::inet_pton(AF_INET6, latin.constData(), bytes.data()) == 1)
        return bytes;
    return std::nullopt;
}

QString textOf(const NetBytes &address)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    const bool isFour = isIn({mapped, mappedBits}, address);
    ::inet_ntop(isFour ? AF_INET : AF_INET6, address.data() + (isFour ? 12 : 0), text.data(), text.size());
    return QString::fromLatin1(text.data());
}

} // namespace

EgressPolicy::EgressPolicy(std::vector<HostPort> allow) : EgressPolicy(std::move(allow), ofThisMachine()) {}

EgressPolicy::EgressPolicy(std::vector<HostPort> allow, std::set<NetBytes> own)
    : m_allow(std::move(allow)), m_own(std::move(own))
{
}

std::set<NetBytes> EgressPolicy::ofThisMachine()
{
    std::set<NetBytes> found;
    ifaddrs *list = nullptr;
    if (::getifaddrs(&list) != 0)
        return found;
    for (const ifaddrs *entry = list; entry; entry = entry->ifa_next) {
        if (!entry->ifa_addr)
            continue;
        if (const auto bytes = bytesOf(entry->ifa_addr))
            found.insert(*bytes);
    }
    ::freeifaddrs(list);
    return found;
}

bool EgressPolicy::isPublic(const NetBytes &address)
{
    const auto holds = [&](const Block &block) { return isIn(block, address); };
    if (isIn({mapped, mappedBits}, address))
        return std::none_of(notPublic4.begin(), notPublic4.end(), holds);
    return holds(global6) && std::none_of(notPublic6.begin(), notPublic6.end(), holds);
}

bool EgressPolicy::isAllowed(const HostPort &asked, const NetBytes &address) const
{
    return std::any_of(m_allow.begin(), m_allow.end(), [&](const HostPort &entry) {
        return entry == asked || (entry.port == asked.port && bytesOf(entry.host) == address);
    });
}

Result<void> EgressPolicy::check(const HostPort &asked, const sockaddr *address) const
{
    const auto bytes = bytesOf(address);
    if (!bytes)
        return fail(Problem::Kind::Forbidden, QStringLiteral("Only IPv4 and IPv6 are reached from here"), {},
                    asked.text());
    if (isAllowed(asked, *bytes))
        return {};
    const QString place = HostPort{textOf(*bytes), asked.port}.text();
    const QString hint =
        QStringLiteral("Ask the operator to put \"%1\" under \"allow\" in outbound.json.").arg(place);
    if (!isPublic(*bytes) || m_own.contains(*bytes))
        return fail(Problem::Kind::Forbidden,
                    QStringLiteral("%1 is not public, and not among what is allowed").arg(place), hint,
                    asked.text());
    if (asked.port == mailPort)
        return fail(Problem::Kind::Forbidden,
                    QStringLiteral("Mail leaves by the environment's own mail port"),
                    QStringLiteral("Hand it to the server that SLIPWAY_MAIL names."), asked.text());
    return {};
}

} // namespace slipway
