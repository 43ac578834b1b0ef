// A small fuzzer for one entry point: mutates seeds, deterministically from a seed number, for a bounded
// time. A target is fine with any bytes: it neither crashes, hangs, leaks nor breaks what it promises. What
// broke it is left in a file beside the program.
//
// A fuzz program is a main() that hands a FuzzTarget to fuzz(), and a line slipway_fuzz(…) in CMakeLists.txt.
#pragma once
#include <QByteArray>
#include <QString>

#include <functional>
#include <vector>

namespace slipway {

struct FuzzTarget
{
    QString name;
    std::vector<QByteArray> seeds; // valid inputs and near misses
    std::vector<QByteArray> words; // what the format is made of: pasted in at random places
    // Takes one input; an answer that isn't empty says which promise was broken.
    std::function<QString(const QByteArray &input)> run;
    qsizetype longest = 64 * 1024;
};

// Options: --seconds N (5), --seed N (1), or FILE…: inputs to run once. Returns the program's exit code.
int fuzz(const FuzzTarget &target, int argc, char **argv);

} // namespace slipway
