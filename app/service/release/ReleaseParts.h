// Everything a release works with, handed in once: nothing here is owned.
#pragma once
#include <QString>

namespace slipway {

class Clock;
class CutoverKeeper;
class DataFolder;
class Gateway;
class OutsideProbe;
class Platform;
class Store;

struct ReleaseParts
{
    Store &store;
    Platform &platform;
    Gateway &gateway;
    CutoverKeeper &keeper;
    OutsideProbe &probe;
    const Clock &clock;
    const DataFolder &folder;
};

} // namespace slipway
