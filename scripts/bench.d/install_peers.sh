#!/usr/bin/env bash
# Installs the peers that are Python packages into a virtual environment of their own: install_peers.sh FOLDER. What cannot be installed is
# named and left out. DuckDB's spatial extension goes with the version of DuckDB that it was built for, apart from the newest DuckDB.
set -u
folder=$1
[ -x "$folder/peers-python/bin/python" ] || /usr/bin/python3 -m venv "$folder/peers-python" || exit 0
pip() { "$folder/peers-python/bin/python" -m pip --quiet --disable-pip-version-check "$@"; }
install() { # name, then what pip is given
    local name=$1; shift
    [ -e "$folder/peers-python/$name.installed" ] && return
    echo "installing $name ..." >&2
    if pip install "$@" >"$folder/peers-python/$name.log" 2>&1; then touch "$folder/peers-python/$name.installed"
    else echo "$name could not be installed: $(tail -1 "$folder/peers-python/$name.log")" >&2; fi
}
install duckdb duckdb
install geopandas 'geopandas>=1' pyogrio
install sedonadb sedonadb pyarrow geoarrow-pyarrow 'geopandas>=1' pyogrio
install duckdb-spatial --target "$folder/duckdb-spatial" --upgrade duckdb==1.5.5 duckdb-extension-spatial==1.5.5
