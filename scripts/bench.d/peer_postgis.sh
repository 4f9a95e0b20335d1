#!/usr/bin/env bash
# The job by PostGIS: peer_postgis.sh CSV BOUNDARIES OUT [within|intersects], or --version, of the server that with_postgis.sh started.
# OUT.gpkg: the mahalle with the number of their households; OUT.csv: which household is in which mahalle.
set -eu
[ -n "${BENCH_POSTGIS_PID:-}" ] || { echo "no PostGIS server could be started (postgresql-15-postgis-3)" >&2; exit 1; }
if [ "$1" = --version ]; then
    psql -XAtq -c "SELECT 'PostGIS ' || postgis_lib_version() || ', GEOS ' || postgis_geos_version() || ', PostgreSQL ' || current_setting('server_version')"
    exit
fi
csv=$1 boundaries=$2 out=$3 predicate=${4:-within}
columns=$(head -1 "$csv" | sed 's/,/ text, /g; s/$/ text/; s/\(boylam\|enlem\) text/\1 float8/g')
ogr2ogr -q -f PostgreSQL PG: "$boundaries" -nln mahalle -overwrite -nlt MULTIPOLYGON -lco GEOMETRY_NAME=geom -lco UNLOGGED=ON
# "OFFSET 0" keeps the polygons on the outer side of the join: PostGIS has a polygon prepared only while it stays the same (measured: much faster)
PGOPTIONS=--client-min-messages=warning psql -Xq -v ON_ERROR_STOP=1 <<END
DROP TABLE IF EXISTS haneler, found, points;
CREATE UNLOGGED TABLE haneler ($columns);
\copy haneler FROM '$csv' (FORMAT csv, HEADER)
CREATE UNLOGGED TABLE points AS SELECT hane_no, ST_SetSRID(ST_MakePoint(boylam, enlem), 4326) AS geom FROM haneler;
CREATE INDEX ON points USING gist (geom);
ANALYZE points, mahalle;
CREATE UNLOGGED TABLE found AS SELECT p.hane_no, m.mah_code FROM mahalle m
  CROSS JOIN LATERAL (SELECT hane_no FROM points WHERE ST_$predicate(points.geom, m.geom) OFFSET 0) p;
END
case "$out" in
    *.csv) psql -Xq -c "\copy found TO '$out' (FORMAT csv, HEADER)" ;;
    *) ogr2ogr -q -f GPKG "$out" PG: -nln mahalle -sql "SELECT m.mah_code, coalesce(c.households, 0) AS households, m.geom FROM mahalle m
           LEFT JOIN (SELECT mah_code, count(*) AS households FROM found GROUP BY mah_code) c ON c.mah_code = m.mah_code" ;;
esac
