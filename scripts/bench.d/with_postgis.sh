#!/usr/bin/env bash
# Starts a PostGIS server of its own, runs a command and stops the server: with_postgis.sh FOLDER COMMAND... The command finds it by PGHOST,
# its pid in BENCH_POSTGIS_PID. It listens to a socket in FOLDER only. Without PostGIS the command runs all the same.
set -eu
folder=$1; shift
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)
version=$(basename "$(dirname "${bin:-/none/bin}")")
[ -e "/usr/share/postgresql/$version/extension/postgis.control" ] || exec "$@"
as_user=""; user=$(id -un)
if [ "$(id -u)" = 0 ]; then user=postgres; as_user="setpriv --reuid=$user --regid=$user --init-groups"; fi # it refuses to run as root
rm -rf "$folder/postgis"; mkdir -p "$folder/postgis"; chown "$user" "$folder/postgis"
folder=$(realpath "$folder/postgis")
if ! $as_user "$bin/initdb" -D "$folder/data" -U "$user" -A trust --locale=C -E UTF8 >"$folder/initdb.log" 2>&1; then
    tail -1 "$folder/initdb.log" >&2
    exec "$@"
fi
# no crash has to be survived
$as_user "$bin/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off \
    -c shared_buffers=1GB -c work_mem=256MB -c maintenance_work_mem=1GB -c max_wal_size=8GB -c jit=off \
    -c max_parallel_workers_per_gather="$(nproc)" >"$folder/server.log" 2>&1 &
pid=$!
trap 'kill -INT $pid 2>/dev/null; wait $pid || true; rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM HUP
export PGHOST=$folder PGUSER=$user PGDATABASE=bench
unset PGPORT
for _ in $(seq 100); do "$bin/pg_isready" -q -d postgres && break; sleep 0.1; done
if psql -Xq -d postgres -c "CREATE DATABASE bench" && psql -Xq -c "CREATE EXTENSION postgis"; then export BENCH_POSTGIS_PID=$pid; fi
"$@"
