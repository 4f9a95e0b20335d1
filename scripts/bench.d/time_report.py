"""Times what docs/performance.md says of the program alone: time_report.py PROGRAM BIG_CSV BIG_GPKG BOUNDARIES FOLDER ROWS RUNS.

Start-up, cost by number of households and by number of mahalle, the big CSV and the big GeoPackage beside their floors, on one thread and on all.
FOLDER holds parse_floor, step_floor, polygons-N.gpkg and households-in-N.csv (ROWS households each)."""
import datetime, os, re, subprocess, sys
from timing import note, report

program, big_csv, big_gpkg, boundaries, folder, rows, runs = sys.argv[1:6] + [int(value) for value in sys.argv[6:]]
here, python, cores = os.path.dirname(os.path.abspath(__file__)), os.path.dirname(folder) + "/peers-python/bin/python", os.cpu_count()
big = int(big_csv.rpartition("-")[2].removesuffix(".csv"))
NEEDED = ["hane_nufusu", "gelis_yili"]
ALL = ["hane_no", "geom", *NEEDED, "geldigi_il", "oda_sayisi", "yas_6_9", "sebeke_suyu", "kanalizasyon", "elektrik", "cop_toplama", "mahalle_adi", "ilce"]
ALL_CSV = ["boylam", "enlem", *[("=" if name in ("hane_no", "geldigi_il", "mahalle_adi", "ilce") else "") + name for name in ALL if name != "geom"]]


def run(households, mahalle, threads=cores):
    return [program, "run", "--households", households, "--neighbourhoods", mahalle, "-o", folder + "/out.gpkg", "--quiet",
            "--set", "reference_date=2025-12-31", "--threads", str(threads)]


def head_of(path, count):
    """The first households of a file: they lie in it in no order."""
    part = f"{folder}/head-{count}.csv"
    with open(path, "rb") as source, open(part, "wb") as out:
        for _ in range(count + 1):
            out.write(next(source))
    return part


def first(path, pattern):
    with open(path, encoding="utf-8") as file:
        found = re.search(pattern, file.read(), re.MULTILINE)
    return found[1].strip('"') if found else "?"


def say(*command):
    try:
        return (subprocess.run(command, capture_output=True, text=True).stdout.splitlines() or ["?"])[0]
    except OSError:
        return "?"


note("machine", date=datetime.date.today().isoformat(), cpu=first("/proc/cpuinfo", r"^model name\s*: (.*)"), cores=cores,
     memory_gb=round(int(first("/proc/meminfo", r"^MemTotal:\s*(\d+)")) / 2**20), system=first("/etc/os-release", r"^PRETTY_NAME=(.*)"),
     compiler=say("cc", "--version"), program=say(program, "--version"), commit=say("git", "rev-parse", "--short", "HEAD"),
     gdal=say("gdalinfo", "--version").split(",")[0], load=os.getloadavg()[0])
print(f"the program alone, {cores} cores, median of {runs} runs (fastest to slowest)")
note("sizes", big=big, rows=rows, cores=cores, runs=runs, csv_mb=os.path.getsize(big_csv) / 1e6, gpkg_mb=os.path.getsize(big_gpkg) / 1e6)
report("--version", [program, "--version"], max(runs, 20), key="start/version")
for power in range(3, 8):
    if 10**power < big:
        report(f"{10**power:,} households", run(head_of(big_csv, 10**power), boundaries), max(runs, 10 if power < 5 else 0), key=f"households/{10**power}")

for count in (13, 982, 50082):
    csv = f"{folder}/households-in-{count}.csv"
    for size in (1000, rows):
        households = csv if size == rows else head_of(csv, size)
        report(f"{size:,} households, {count:,} mahalle", run(households, f"{folder}/polygons-{count}.gpkg"), runs, key=f"polygons/{count}/{size}")

report("floor: wc -l", ["wc", "-l", big_csv], runs, key="big/wc")
for threads in sorted({1, cores}):
    on = f", {threads} thread{'s' * (threads > 1)}"
    parse = report("floor: bare parse" + on, [folder + "/parse_floor", big_csv, str(threads), "boylam", "enlem", *NEEDED], runs, key=f"big/parse/{threads}")
    every = report("floor: bare parse, all columns" + on, [folder + "/parse_floor", big_csv, str(threads), *ALL_CSV], runs, key=f"big/parse all/{threads}")
    others = {"bare_parse": parse, "bare_parse_all": every}
    if os.path.exists(os.path.dirname(folder) + "/peers-python/duckdb.installed"):
        others["DuckDB"] = report("floor: DuckDB reads and sums" + on, [python, here + "/floor_duckdb.py", big_csv, str(threads)], runs, key=f"big/duckdb/{threads}")
        others["DuckDB_all"] = report("floor: DuckDB reads and sums all columns" + on, [python, here + "/floor_duckdb.py", big_csv, str(threads), "all"], runs,
                                      key=f"big/duckdb all/{threads}")
    report("mahalle run, CSV" + on, run(big_csv, boundaries, threads), runs, key=f"big/csv/{threads}", **others)
    step = report("floor: sqlite3_step, 3 columns" + on, [folder + "/step_floor", big_gpkg, "haneler", str(threads), "geom", *NEEDED], runs, key=f"big/step/{threads}")
    every = report("floor: sqlite3_step, all columns" + on, [folder + "/step_floor", big_gpkg, "haneler", str(threads), *ALL], runs, key=f"big/step all/{threads}")
    report("mahalle run, GeoPackage" + on, run(big_gpkg, boundaries, threads), runs, key=f"big/gpkg/{threads}", step=step, step_all=every)
for name in ("out.gpkg", "head-1000.csv", "head-10000.csv", "head-100000.csv", "head-1000000.csv"):
    if os.path.exists(f"{folder}/{name}"):
        os.remove(f"{folder}/{name}")
