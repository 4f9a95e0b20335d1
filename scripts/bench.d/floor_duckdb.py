"""A floor: DuckDB reads the CSV and sums the four columns that the density job needs most: floor_duckdb.py CSV THREADS, or --version."""
import sys
import duckdb

if sys.argv[1] == "--version":
    sys.exit(print(f"DuckDB {duckdb.__version__}"))
csv, threads = sys.argv[1:]
db = duckdb.connect(config={"threads": int(threads)})
print(db.execute("SELECT count(*), sum(boylam), sum(enlem), sum(hane_nufusu), sum(gelis_yili) FROM read_csv(?)", [csv]).fetchone())
