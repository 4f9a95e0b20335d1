#!/usr/bin/env bash
# The job by ogr2ogr and SpatiaLite: peer_spatialite.sh CSV BOUNDARIES OUT [within|intersects], or --version.
# OUT.gpkg: the mahalle with the number of their households; OUT.csv: which household is in which mahalle.
set -eu
sql() { sqlite3 -bail -cmd "SELECT load_extension('mod_spatialite')" "$@"; }
if [ "$1" = --version ]; then
    echo "$(ogr2ogr --version | cut -d, -f1), SpatiaLite $(sql :memory: 'SELECT spatialite_version()' | tail -1), SQLite $(sqlite3 --version | cut -d' ' -f1)"
    exit
fi
csv=$1 boundaries=$2 out=$3 predicate=${4:-within}
work=$(mktemp -d "$(dirname "$out")/spatialite.XXXXXX")
trap 'rm -rf "$work"' EXIT
db=$work/work.sqlite
ogr2ogr -f SQLite -dsco SPATIALITE=YES "$db" "$boundaries" -nln mahalle -lco GEOMETRY_NAME=geom -lco LAUNDER=NO
# positions are numbers in an R-tree of SQLite; the polygons are on the outer side of the join: SpatiaLite has one prepared only while it stays the same
sql "$db" >/dev/null <<END
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
.mode csv
.import "$csv" haneler
CREATE VIRTUAL TABLE boxes USING rtree(row, xmin, xmax, ymin, ymax);
INSERT INTO boxes SELECT rowid, boylam + 0.0, boylam + 0.0, enlem + 0.0, enlem + 0.0 FROM haneler;
CREATE TABLE found AS SELECT h.hane_no AS hane_no, m.mah_code AS mah_code FROM mahalle m
  CROSS JOIN boxes b ON b.xmin <= MbrMaxX(m.geom) AND b.xmax >= MbrMinX(m.geom) AND b.ymin <= MbrMaxY(m.geom) AND b.ymax >= MbrMinY(m.geom)
  CROSS JOIN haneler h ON h.rowid = b.row AND ST_$predicate(MakePoint(h.boylam + 0.0, h.enlem + 0.0, 4326), m.geom) = 1;
CREATE TABLE counts AS SELECT mah_code, count(*) AS households FROM found GROUP BY mah_code;
END
case "$out" in
    *.csv) sqlite3 -csv -header "$db" "SELECT hane_no, mah_code FROM found" >"$out" ;;
    *) ogr2ogr -f GPKG "$out" "$db" -nln mahalle -sql "SELECT m.mah_code, coalesce(c.households, 0) AS households, m.geom FROM mahalle m LEFT JOIN counts c ON c.mah_code = m.mah_code" ;;
esac
