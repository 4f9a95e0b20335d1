"""Times the spatial index: time_index.py DRIVER POINTS RUNS. DRIVER is build/tests/time_index (tests/qgis/time_index.c).

Built by our writer and by inserting the same boxes into SQLite's R-tree, and asked with 2,000 windows, in one process by turns; ogr2ogr
beside it, as the seconds of a copy with index less those without. The same rows must be found.
"""
import os, platform, shutil, statistics, subprocess, sys, tempfile, time

driver, points, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
WINDOWS = 2000


def run_driver(folder):
    said = subprocess.run([driver, folder, points, str(WINDOWS)], check=True, capture_output=True, text=True).stdout
    lines = {name: (float(seconds), int(rows)) for name, seconds, rows in (line.split() for line in said.splitlines())}
    assert lines["ask_packed"][1] == lines["ask_inserted"][1], "the two indexes find different rows"
    return {name: seconds for name, (seconds, _) in lines.items()}


def seconds_of_ogr2ogr(folder, index):
    out = f"{folder}/copy.gpkg"
    start = time.monotonic()
    subprocess.run(["ogr2ogr", "-f", "GPKG", out, f"{folder}/packed.gpkg", "points", "-lco", f"SPATIAL_INDEX={index}"], check=True)
    seconds = time.monotonic() - start
    os.remove(out)
    return seconds


def spread(values):
    return f"{statistics.median(values):8.3f} s  ({min(values):.3f} to {max(values):.3f})"


with tempfile.TemporaryDirectory() as folder:
    print(f"{int(points):,} points, {os.cpu_count()} cores ({platform.machine()}), median of {runs} runs (fastest to slowest)")
    rows = []
    for _ in range(runs):
        rows.append(run_driver(folder))
        if shutil.which("ogr2ogr"):
            rows[-1]["ogr2ogr"] = seconds_of_ogr2ogr(folder, "YES") - seconds_of_ogr2ogr(folder, "NO")
        for name in ("packed", "inserted"):
            os.remove(f"{folder}/{name}.gpkg")
    base = {"pack_boxes": "pack_boxes", "insert_boxes": "pack_boxes", "ogr2ogr": "pack_boxes",
            "ask_packed": "ask_packed", "ask_inserted": "ask_packed"}
    names = {"pack_boxes": "build: packed, as we write it", "insert_boxes": "build: inserted into SQLite's R-tree",
             "ogr2ogr": "build: ogr2ogr, with index less without", "ask_packed": f"{WINDOWS:,} windows of the packed one",
             "ask_inserted": f"{WINDOWS:,} windows of the inserted one"}
    for name in ("pack_boxes", "insert_boxes", "ogr2ogr", "ask_packed", "ask_inserted"):
        if name in rows[0]:
            ratio = statistics.median(row[name] / row[base[name]] for row in rows)
            print(f"{names[name]:42s} {spread([row[name] for row in rows])}  {ratio:6.2f} x the packed one", flush=True)
    print("both find the same rows")
