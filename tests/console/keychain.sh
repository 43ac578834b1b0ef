#!/bin/bash
# The token store against a real keychain that only this test has, and in a session without any.
set -euo pipefail
program=$1
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir -m 700 "$home/runtime"
export HOME=$home XDG_RUNTIME_DIR=$home/runtime XDG_DATA_HOME=$home/data QT_QPA_PLATFORM=offscreen
unset DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY XDG_CURRENT_DESKTOP

SLIPWAY_KEYCHAIN=none DBUS_SESSION_BUS_ADDRESS=disabled: "$program" noKeychainIsSaidInWords
SLIPWAY_KEYCHAIN=real dbus-run-session -- bash -c '
    printf "a password\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null
    status=0
    "$1" theRealKeychain || status=$?
    # It left the session on its own: found by the home that only this test has.
    for pid in $(pgrep -x gnome-keyring-d -u "$(id -u)"); do
        if tr "\0" "\n" <"/proc/$pid/environ" 2>/dev/null | grep -qxF "HOME=$HOME"; then kill "$pid"; fi
    done
    exit "$status"' keychain "$program"
