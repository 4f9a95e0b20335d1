"""The job by DuckDB with its spatial extension: peer_duckdb.py CSV BOUNDARIES OUT [within|intersects], or --version.

OUT.gpkg: the mahalle with the number of their households; OUT.csv: which household is in which mahalle."""
import glob, os, sys
import duckdb

db = duckdb.connect()
packed = glob.glob(os.path.dirname(os.path.dirname(duckdb.__file__)) + "/duckdb_extension_spatial/extensions/*/spatial.duckdb_extension")
db.execute(f"LOAD '{packed[0]}'" if packed else "LOAD spatial")
if sys.argv[1] == "--version":
    sys.exit(print(f"DuckDB {duckdb.__version__} with its spatial extension"))
csv, boundaries, out, predicate = (*sys.argv[1:], "within")[:4]
db.execute(f"CREATE TABLE mahalle AS SELECT mah_code, geom FROM ST_Read('{boundaries}')")
found = f"""SELECT h.hane_no, m.mah_code FROM (SELECT hane_no, ST_Point(boylam, enlem) AS geom FROM read_csv('{csv}')) h
            JOIN mahalle m ON ST_{predicate.title()}(h.geom, m.geom)"""
if out.endswith(".csv"):
    db.execute(f"COPY ({found}) TO '{out}' (HEADER)")
else:
    db.execute(f"""COPY (SELECT mah_code, coalesce(households, 0) AS households, geom FROM mahalle
                         LEFT JOIN (SELECT mah_code, count(*) AS households FROM ({found}) GROUP BY mah_code) USING (mah_code))
                   TO '{out}' (FORMAT GDAL, DRIVER 'GPKG', LAYER_NAME 'mahalle', SRS 'EPSG:4326')""")
