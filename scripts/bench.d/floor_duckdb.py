"""A floor: DuckDB reads the CSV and sums the four columns that the density job needs most, or all that it reads (of texts their lengths):
floor_duckdb.py CSV THREADS [all], or --version."""
import sys
import duckdb

FOUR = "sum(boylam), sum(enlem), sum(hane_nufusu), sum(gelis_yili)"
MORE = "oda_sayisi, yas_6_9, sebeke_suyu, kanalizasyon, elektrik, cop_toplama"
TEXTS = "hane_no, geldigi_il, mahalle_adi, ilce"

if sys.argv[1] == "--version":
    sys.exit(print(f"DuckDB {duckdb.__version__}"))
csv, threads, *which = sys.argv[1:]
sums = [FOUR]
if which == ["all"]:
    sums += [f"sum({name})" for name in MORE.split(", ")] + [f"sum(length({name}))" for name in TEXTS.split(", ")]
db = duckdb.connect(config={"threads": int(threads)})
print(db.execute(f"SELECT count(*), {', '.join(sums)} FROM read_csv(?)", [csv]).fetchone())
