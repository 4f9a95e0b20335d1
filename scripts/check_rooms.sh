#!/usr/bin/env bash
# The order of the street: a room includes headers only from itself and from rooms above it, and each foreign library has its door.
set -u
cd "$(dirname "$0")/../src"
street="base turkish geometry config read check locate reach count indicate plan protect write backend run cli"
rank() { local n=0; for room in $street; do [ "$room" = "$1" ] && { echo $n; return; }; n=$((n + 1)); done; echo -1; }
bad=0
complain() { echo "$1" >&2; bad=1; }
for file in */*.c */*.h; do
    room=${file%%/*}
    own=$(rank "$room")
    [ "$own" -ge 0 ] || complain "$file: '$room' is no room of the street"
    for header in $(sed -n 's/^#include "\([a-z_]*\/[a-z_0-9]*\.h\)".*/\1/p' "$file"); do
        other=${header%%/*}
        [ "$other" = mahalle ] && continue
        theirs=$(rank "$other")
        if [ "$theirs" -lt 0 ]; then complain "$file: includes '$header', which lies in no room"
        elif [ "$theirs" -gt "$own" ]; then complain "$file: includes '$header' from further down the street"
        elif [ "$room" = geometry ] && [ "$other" = turkish ]; then complain "$file: geometry and turkish live side by side"
        fi
    done
done
# only_in HEADER ROOMS...: a library's header is included in its rooms only.
only_in() {
    local pattern=$1; shift
    for file in $(grep -lE "^#include [<\"]$pattern" */*.c */*.h 2>/dev/null); do
        case " $* " in *" ${file%%/*} "*) ;; *) complain "$file: includes $pattern, whose door is in: $*" ;; esac
    done
}
only_in '(gdal|ogr_|cpl_)' read
only_in 'sqlite3' read write geometry
only_in '(geos_c|proj|geodesic)' geometry
only_in 'yaml' config
only_in 'jansson' read write run
only_in 'openssl' read
only_in 'zip\.h' write
only_in '(coin/|Cbc_|Clp_)' plan
only_in 'xlsxwriter' write
only_in 'spatialite' read
only_in 'protect/release_build\.h' protect
exit $bad
