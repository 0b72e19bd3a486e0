#!/bin/sh
# Draws the pictures of the tray anew from the SVG files beside this one. Needs rsvg-convert (librsvg2-bin) and
# ImageMagick's convert; the pictures are checked in, so nobody needs either to build the app.
#   STATE.svg          a tile, for Windows and Linux: readable on light and on dark panels
#   STATETemplate.svg  black and alpha, for macOS, which colours it
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

for state in fresh needs-you offline resting; do
  rsvg-convert -w 24 -h 24 "$state.svg" -o "$state.png"
  rsvg-convert -w 48 -h 48 "$state.svg" -o "$state@2x.png"
  rsvg-convert -w 18 -h 18 "${state}Template.svg" -o "${state}Template.png"
  rsvg-convert -w 36 -h 36 "${state}Template.svg" -o "${state}Template@2x.png"
  # Windows leaves its own space around an icon: without ours there are more pixels, and the edges are sharp.
  sed 's/viewBox="0 0 24 24"/viewBox="1 1 22 22"/' "$state.svg" > "$work/$state.svg"
  for size in 16 20 24 32 40 48; do
    rsvg-convert -w "$size" -h "$size" "$work/$state.svg" -o "$work/$state-$size.png"
  done
  convert "$work/$state-16.png" "$work/$state-20.png" "$work/$state-24.png" "$work/$state-32.png" \
    "$work/$state-40.png" "$work/$state-48.png" "$state.ico"
done

# All of them in one picture, for docs/decisions/0026-tray.md.
states='fresh needs-you offline resting'
row() { # background, ending of the files
  convert -background "$1" $(for state in $states; do echo "$state$2"; done) -gravity center -extent 80x72 +append \
    "$work/row-$3.png"
}
row '#f6f6f4' '@2x.png' 1
row '#2b2b2b' '@2x.png' 2
row '#f6f6f4' 'Template@2x.png' 3
convert "$work/row-1.png" "$work/row-2.png" "$work/row-3.png" -append -strip ../../docs/images/tray-states.png
