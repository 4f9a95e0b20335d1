#!/usr/bin/env bash
# Only mah_ names leave the library.
set -eu
others=$(nm -D --defined-only "$1" | awk '{print $3}' | grep -v '^mah_' || true)
[ -z "$others" ] || { echo "these names leave the library too: $others" >&2; exit 1; }
nm -D --defined-only "$1" | grep -q ' mah_run$' || { echo "mah_run does not leave the library" >&2; exit 1; }
