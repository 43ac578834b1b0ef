#!/bin/bash
# Every string of the desktop is there in every language: lupdate finds nothing new, nothing is unfinished, and
# placeholders survive. English has its plurals only. The service's own sentences have words, too.
set -euo pipefail
source=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$source"
cp translations/slipway_*.ts "$work"
update() { # LANGUAGE OPTION…
    /usr/lib/qt6/bin/lupdate "${@:2}" -I app -I . -locations none -source-language en -target-language "$1" \
        models widgets app/console -ts "$work/slipway_$1.ts" >"$work/$1.log" 2>&1
}
update de
update en -pluralonly
python3 - "$work"/slipway_*.ts <<'END'
import re
import sys
import xml.etree.ElementTree as tree


def places(text):
    return sorted(re.findall(r"%L?\d|%n|\{\w+\}", text or ""))


failures = 0
for path in sys.argv[1:]:
    root = tree.parse(path).getroot()
    count = 0
    for context in root.findall("context"):
        for message in context.findall("message"):
            source = message.findtext("source")
            translation = message.find("translation")
            kind = translation.get("type")
            forms = translation.findall("numerusform") or [translation]
            where = f"{path.rsplit('/', 1)[1]}: {context.findtext('name')}: {source!r}"
            count += 1
            if kind in ("obsolete", "vanished"):
                wrong = "is in no source any more"
            elif kind or not all(form.text for form in forms):
                wrong = "isn't translated"
            elif any(places(form.text) != places(source) for form in forms):
                wrong = "loses a placeholder"
            else:
                continue
            print(where, wrong)
            failures += 1
    if not count:
        print(f"{path}: empty")
        failures += 1
    print(f"{path.rsplit('/', 1)[1]}: {count} strings")
sys.exit(failures > 0)
END
python3 "$here/phrases.py" "$source"
