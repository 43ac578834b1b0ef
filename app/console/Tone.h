// The sounds of the console, made here: a WAV file of sine waves.
#pragma once
#include <QByteArray>
#include <QString>

namespace slipway {

enum class Tone {
    Arrival, // a case came in: one soft stroke
    Call,    // somebody is paged: three calls of two tones, higher
};

QString nameOf(Tone tone); // of its file: "call.wav"
QByteArray waveOf(Tone tone);

} // namespace slipway
