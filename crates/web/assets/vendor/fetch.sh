#!/usr/bin/env bash
# Makes this folder and ../icons.svg again from the npm registry, and refuses anything but the bytes README.md names.
set -euo pipefail
cd "$(dirname "$0")"

htmx=4.0.1
font=5.3.0
lucide=1.62.0
# Only what a page uses: the whole sprite is half a megabyte.
icons="
  arrow-left arrow-right arrow-right-left calendar-check calendar-clock calendar-days calendar-off calendar-plus check
  check-check chevron-down chevron-left chevron-right chevron-up chevrons-up-down circle circle-alert circle-check
  clock copy door-open eye eye-off flag info key-round keyboard layers-2 layout-dashboard list-checks loader lock
  lock-open log-in log-out menu monitor pencil phone phone-outgoing plus printer rotate-ccw search settings shield-check
  sparkles sun-moon table-2 target trash-2 triangle-alert undo-2 user user-check user-plus user-x users users-round
  video wifi-off x
"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unpack() { # package version: its files, in $work/package
  rm -rf "$work/package"
  tar -xzf "$work/$(cd "$work" && npm pack --silent "$1@$2")" -C "$work"
}
keep() { # folder file...: into the new vendor folder
  mkdir -p "$work/assets/vendor/$1"
  (cd "$work/package" && cp "${@:2}" "$work/assets/vendor/$1")
}

unpack htmx.org "$htmx"
keep "htmx-$htmx" LICENSE dist/htmx.min.js

unpack @fontsource-variable/atkinson-hyperlegible-next "$font"
keep "atkinson-hyperlegible-next-$font" LICENSE files/atkinson-hyperlegible-next-latin-wght-normal.woff2

unpack lucide-static "$lucide"
keep "lucide-static-$lucide" LICENSE
{
  echo '<svg xmlns="http://www.w3.org/2000/svg">'
  echo "<!-- Icons of lucide-static $lucide, ISC, some of them MIT (Feather): see vendor/lucide-static-$lucide/LICENSE -->"
  for icon in $icons; do
    # What is drawn, on one line; how it is stroked is said once, in app.css.
    shapes=$(tr '\n' ' ' <"$work/package/icons/$icon.svg" | sed -E 's/.*<svg[^>]*>//; s/<\/svg>.*//; s/ +/ /g; s/ ?(\/?>) ?/\1/g; s/^ //')
    echo "<symbol id=\"i-$icon\" viewBox=\"0 0 24 24\">$shapes</symbol>"
  done
  echo '</svg>'
} >"$work/assets/icons.svg"

sums() { sed -nE 's/^\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|$/\2  \1/p' README.md; }
sums >"$work/sums"
(cd "$work/assets/vendor" && if [ "${1:-}" = --sums ]; then find .. -type f -exec sha256sum {} +; else sha256sum --check --quiet --strict "$work/sums"; fi)
rm -rf ./*-[0-9]*/
cp -r "$work/assets/." ..
