#!/bin/bash
# What an installation puts where: complete, valid, and able to run from there.
set -euo pipefail
build=$1
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
DESTDIR=$root cmake --install "$build" --prefix /usr >"$root/log"
failures=0
want() {
    [[ -s $root/usr/$1 ]] || { echo "not installed: /usr/$1"; failures=$((failures + 1)); }
}
for name in bin/slipway bin/slipwayctl bin/slipwayd share/applications/slipway.desktop \
    share/metainfo/org.slipway.Slipway.metainfo.xml share/icons/hicolor/scalable/apps/slipway.svg \
    share/man/man1/slipway.1 share/man/man1/slipwayctl.1 share/man/man8/slipwayd.8; do
    want "$name"
done
check() { "$@" || { echo "failed: $*"; failures=$((failures + 1)); }; }
with() { ! command -v "$1" >/dev/null || check "$@"; }

share=$root/usr/share
with desktop-file-validate "$share/applications/slipway.desktop"
with appstreamcli validate --no-net "$share/metainfo/org.slipway.Slipway.metainfo.xml"
for page in "$share"/man/man*/*; do
    said=$(LC_ALL=C.UTF-8 man --warnings -l -Tutf8 -Z "$page" 2>&1 >/dev/null) || said+=' (failed)'
    [[ -z $said ]] || { echo "$page: $said"; failures=$((failures + 1)); }
done
for program in slipway slipwayctl slipwayd; do
    version=$("$root/usr/bin/$program" --version)
    [[ $version == "$program "* ]] || { echo "$program --version says $version"; failures=$((failures + 1)); }
    # Every option of the help stands in the page.
    page=$(echo "$share"/man/man*/"$program".[18])
    while read -r option; do
        grep -qF -- "${option//-/\\-}" "$page" || { echo "$page doesn't name $option"; failures=$((failures + 1)); }
    done < <("$root/usr/bin/$program" --help | grep -v '(internal)' | grep -oE -- '--[a-z]+' | sort -u)
done
grep -q '^MimeType=x-scheme-handler/slipway;' "$share/applications/slipway.desktop" ||
    { echo 'links of slipway: are not taken'; failures=$((failures + 1)); }
exit $((failures > 0))
