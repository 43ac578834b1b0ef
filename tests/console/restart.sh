#!/bin/bash
# A scale is there once the console has started itself again: the same process, and what was typed is there again.
set -euo pipefail
if [ -z "${SLIPWAY_RESTART:-}" ]; then
    export SLIPWAY_RESTART=1
    exec xvfb-run -a -s "-screen 0 1600x1000x24" bash "$0" "$@"
fi
home=$(mktemp -d)
console=
trap '[ -z "$console" ] || kill "$console" 2>/dev/null || true; rm -rf "$home"' EXIT
mkdir -m 700 "$home/runtime"
export HOME=$home XDG_RUNTIME_DIR=$home/runtime XDG_CONFIG_HOME=$home/config XDG_STATE_HOME=$home/state LANG=C.UTF-8
export SLIPWAY_TOKEN=slw_nobody DBUS_SESSION_BUS_ADDRESS=disabled: QT_QPA_PLATFORM=xcb
unset WAYLAND_DISPLAY QT_SCALE_FACTOR

# WORDS COMMAND…: until the command holds, for three minutes at most.
until_it_holds() {
    local words=$1 end=$((SECONDS + 180))
    shift
    until "$@" >/dev/null 2>&1; do
        if [ $SECONDS -gt $end ] || ! kill -0 "$console"; then
            echo "never: $words" >&2
            cat "$home"/out "$home"/err >&2
            exit 1
        fi
        sleep 0.1
    done
}
window() { xdotool search --onlyvisible --pid "$console" | head -1 | grep .; }
in_settings() { grep -rqF "$1" "$home/config"; }
told_scale() { [ "$(grep -c "screens: .*$1" "$home/out")" -ge 1 ]; }
palette() { # WORDS: what the palette finds first
    xdotool windowfocus --sync "$(window)"
    xdotool key ctrl+k
    xdotool type --delay 30 "$1"
    xdotool key Return
}
has_scale() { palette "Scale: 150" && in_settings '"scale": 150'; }
is_again() { [ "$(grep -c "^slipway: " "$home/out")" -ge 2 ]; }

"$SLIPWAY_BIN/slipway" --server http://127.0.0.1:9 --diagnostics >"$home/out" 2>"$home/err" &
console=$!
until_it_holds "the window" window
until_it_holds "the diagnostics" grep -q "^slipway: " "$home/out"
before=$(xdotool getwindowgeometry --shell "$(window)" | grep WIDTH)
until_it_holds "the scale is chosen" has_scale
palette "Start Slipway again"
until_it_holds "the console tells again who it is" is_again
until_it_holds "the window is there again" window
after=$(xdotool getwindowgeometry --shell "$(window)" | grep WIDTH)
grep "^screens: " "$home/out"
echo "window before: $before, after: $after"
[ "$(grep "^screens: " "$home/out" | sort -u | wc -l)" = 2 ] || { echo "the scale is the same" >&2; exit 1; }
kill "$console"
wait "$console" || { echo "it ended with $?" >&2; exit 1; }
console=
