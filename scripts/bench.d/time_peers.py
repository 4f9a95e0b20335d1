"""The whole job by the program and by its peers: time_peers.py PROGRAM CSV BOUNDARIES FOLDER RUNS, started through with_postgis.sh.

The job: a CSV of households (EPSG:4326) and the boundaries of the mahalle become a GeoPackage of the mahalle with the number of their households.
The program writes all its figures besides, its styles and its project. Each peer is a script CSV BOUNDARIES OUT [within|intersects]; with a
peer's name in BENCH_ONLY only that one runs. The counts are compared mahalle by mahalle, and who stands exactly on a border is followed."""
import collections, csv as text, os, platform, sqlite3, subprocess, sys
from timing import note, report

program, csv, boundaries, folder, runs = sys.argv[1:5] + [int(sys.argv[5])]
here, python, cores = os.path.dirname(os.path.abspath(__file__)), folder + "/peers-python/bin/python", os.cpu_count()
rows_differing, borders = csv.removesuffix(".csv") + "-not-inside-one.csv", folder + "/borders.csv"
PEERS = {
    "DuckDB spatial": ["env", f"PYTHONPATH={folder}/duckdb-spatial", python, here + "/peer_duckdb.py"],
    "SedonaDB": [python, here + "/peer_sedonadb.py"],
    "GeoPandas 1": [python, here + "/peer_geopandas.py"],
    "GeoPandas of Debian": ["/usr/bin/python3", here + "/peer_geopandas.py"],
    "PostGIS": [here + "/peer_postgis.sh"],
    "ogr2ogr and SpatiaLite": [here + "/peer_spatialite.sh"],
    "QGIS": ["/usr/bin/python3", here + "/peer_qgis.py"],
}
unexplained = []


def ours(households, out):
    """Only the position decides, as for the peers: no mahalle by its stated name (a column of 0 and 1 stands in for it), none by nearness."""
    return [program, "run", "--households", households, "--neighbourhoods", boundaries, "-o", out, "--profile", "secure", "--quiet",
            "--set", "reference_date=2025-12-31", "--set", "quarantine.snap_m=0", "--set", "quarantine.max_rejected_share=1",
            "--set", "households.fields.mah_name=elektrik"]


def remove(path):
    for name in (path, path + "-wal", path + "-shm"):
        if os.path.exists(name):
            os.remove(name)


def leave_out(name, why):
    note("left out/" + name, why=why)
    print(f"{name:34s} left out: {why}", flush=True)


def counts_of(out, layer="mahalle", field="households"):
    with sqlite3.connect(out) as db:
        table, = db.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY table_name = ? DESC", (layer,)).fetchone()
        return collections.Counter({int(code): int(count) for code, count in db.execute(f'SELECT mah_code, {field} FROM "{table}"') if count})


def our_counts(households, field="n_rec"):
    out = folder + "/ours.gpkg"
    remove(out)
    subprocess.run(ours(households, out), check=True)
    return counts_of(out, "mah_indicators", field)


def pairs_of(command, households, predicate):
    """Which household is in which mahalle, by a peer."""
    out = folder + "/pairs.csv"
    remove(out)
    subprocess.run([*command, households, boundaries, out, predicate], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(out, encoding="utf-8", newline="") as file:
        return [(row["hane_no"], int(row["mah_code"])) for row in text.DictReader(file)]


def compare(name, theirs, command):
    """How the counts differ from ours, and whether the rows that GEOS does not find inside exactly one mahalle are all of the difference."""
    difference = {code: theirs[code] - mine[code] for code in theirs | mine if theirs[code] != mine[code]}
    few = collections.Counter(code for _, code in pairs_of(command, rows_differing, "within"))
    explained = all(theirs[code] - mine[code] == few[code] - mine_few[code] for code in theirs | mine | few | mine_few)
    if not explained:
        unexplained.append(name)
    note("agreement/" + name, mahalle=len(difference), households=sum(map(abs, difference.values())), total=theirs.total(), explained=explained)
    print(f"{'':34s} {theirs.total():,} households counted; " + (f"{len(difference)} mahalle differ from ours by {sum(map(abs, difference.values()))} households, " +
          ("all on a border, in an overlap or outside" if explained else "NOT EXPLAINED") if difference else "every mahalle as ours"), flush=True)


def follow_borders(name, command):
    for predicate in ("within", "intersects"):
        times = collections.Counter(collections.Counter(household for household, _ in pairs_of(command, borders, predicate)).values())
        say_borders(name, predicate, border_rows - times.total(), times[1], times.total() - times[1])


def say_borders(name, predicate, lost, once, more):
    note("borders/" + name, predicate=predicate, lost=lost, once=once, more=more)
    print(f"{name:34s} {predicate:12s} {lost:8,} lost {once:8,} once {more:8,} more than once", flush=True)


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(text.DictReader(file))


print(f"{os.path.getsize(csv) / 1e6:.0f} MB of CSV, {cores} cores ({platform.machine()}), median of {runs} runs (fastest to slowest)")
floor = report("floor: wc -l", ["wc", "-l", csv], runs, key="peers/wc")
if subprocess.run([python, here + "/floor_duckdb.py", "--version"], capture_output=True).returncode == 0:
    report("floor: DuckDB reads and sums", [python, here + "/floor_duckdb.py", csv, str(cores)], runs, key="peers/DuckDB sum", wc=floor)
mine_seconds = report("mahalle run", ours(csv, folder + "/ours.gpkg"), runs, key="peers/mahalle", wc=floor)
mine, mine_few = our_counts(csv), our_counts(rows_differing)
print(f"{'':34s} {mine.total():,} households counted")
able = {}
for name, command in PEERS.items():
    if os.environ.get("BENCH_ONLY", name) != name:
        continue
    version = subprocess.run([*command, "--version"], capture_output=True, text=True)
    if version.returncode:
        leave_out(name, (version.stderr.strip().splitlines() or ["no reason given"])[-1])
        continue
    note("version/" + name, version=version.stdout.strip())
    server = int(os.environ["BENCH_POSTGIS_PID"]) if name == "PostGIS" else None
    out = folder + "/peer.gpkg"
    fresh = ["sh", "-c", 'rm -f "$0"; exec "$@" "$0" 2>/dev/null', out, *command, csv, boundaries]
    try:
        report(name, fresh, runs, key="peers/" + name, server=server, ours=mine_seconds)
        compare(name, counts_of(out), command)
        able[name] = command
    except (SystemExit, OSError, sqlite3.Error, subprocess.CalledProcessError) as error:
        leave_out(name, f"failed: {error}"[-200:])

people = rows_of(borders)
border_rows = len(people)
print(f"{border_rows:,} households exactly on vertices of the boundaries")
rows, persons = our_counts(borders).total(), our_counts(borders, "pop_est").total()
if persons == sum(int(row["hane_nufusu"]) for row in people):
    say_borders("mahalle", "its rule", border_rows - rows, rows, 0)
else:
    unexplained.append("mahalle on borders")
for name, command in able.items():
    follow_borders(name, command)
for path in (folder + "/pairs.csv", folder + "/peer.gpkg", folder + "/ours.gpkg"):
    remove(path)
if unexplained:
    sys.exit("not explained: " + ", ".join(unexplained))
