#include "console/Tone.h"

#include <QtEndian>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace slipway {

namespace {

constexpr int samplesPerSecond = 22050;
constexpr int bytesPerSample = 2;

struct Stroke
{
    double hertz; // 0: silence
    double seconds;
};

std::vector<Stroke> strokesOf(Tone tone)
{
    if (tone == Tone::Arrival)
        return {{660, 0.12}, {880, 0.3}};
    std::vector<Stroke> strokes;
    for (int call = 0; call < 3; ++call)
        strokes.insert(strokes.end(), {{880, 0.16}, {1175, 0.16}, {880, 0.16}, {0, 0.22}});
    return strokes;
}

template <class T>
void append(QByteArray &bytes, T value)
{
    const T little = qToLittleEndian(value);
    bytes.append(reinterpret_cast<const char *>(&little), sizeof little);
}

// It swells and fades: a wave that is cut off clicks.
void append(QByteArray &bytes, const Stroke &stroke)
{
    constexpr double loudest = 0.6 * 32767;
    constexpr double swell = 0.01; // seconds
    const int count = static_cast<int>(stroke.seconds * samplesPerSecond);
    for (int i = 0; i < count; ++i) {
        const double at = static_cast<double>(i) / samplesPerSecond;
        const double loudness = std::min(1.0, at / swell) * (1.0 - at / stroke.seconds);
        const double wave = std::sin(2 * std::numbers::pi * stroke.hertz * at);
        append(bytes, static_cast<qint16>(loudest * loudness * wave));
    }
}

} // namespace

QString nameOf(Tone tone)
{
    return tone == Tone::Call ? QStringLiteral("call.wav") : QStringLiteral("arrival.wav");
}

QByteArray waveOf(Tone tone)
{
    QByteArray samples;
    for (const Stroke &stroke : strokesOf(tone))
        append(samples, stroke);
    const auto size = static_cast<quint32>(samples.size());
    constexpr quint32 sizeOfFormat = 16;
    constexpr quint32 sizeOfHead = 36; // after its own size
    QByteArray wave = "RIFF";
    append(wave, sizeOfHead + size);
    wave += "WAVEfmt ";
    append(wave, sizeOfFormat);
    append(wave, quint16(1)); // plain samples
    append(wave, quint16(1)); // one channel
    append(wave, quint32(samplesPerSecond));
    append(wave, quint32(samplesPerSecond * bytesPerSample));
    append(wave, quint16(bytesPerSample));
    append(wave, quint16(bytesPerSample * 8));
    wave += "data";
    append(wave, size);
    return wave + samples;
}

} // namespace slipway
