#!/usr/bin/env python3
"""Distances do not tell where a lone farm lies, nor how many live there: test_lone_farm.py PROGRAM

Villages with one to four farms far outside. Outside the secure profile a mean is told so coarsely that it would be within one of its steps without the
farms; of a group that lives in one house, far from all others, no distance is told; where everybody is the target, all and target are told alike.
"""
import csv, json, os, random, sqlite3, subprocess, sys, tempfile

program = os.path.abspath(sys.argv[1])
STEPS = (5000, 2000, 1000, 500, 200, 100, 50, 20, 10)
EAST, NORTH = 500000, 4100000
CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5257"}}
SERVICES = {"asm": (800, 800), "pharmacy": (39000, 500), "primary": (20000, 7900)}
problems = []


def write_layer(path, features):
    with open(path, "w") as out:
        json.dump({"type": "FeatureCollection", "crs": CRS, "features": features}, out)


def write_households(rows):
    with open("h.csv", "w", newline="") as out:
        w = csv.writer(out)
        w.writerow(["hh_id", "x", "y", "hh_size", "arr_year", "yas_6_9"])
        w.writerows([f"H{i}", *row] for i, row in enumerate(rows))


def told(profile):
    words = [program, "run", "--neighbourhoods", "b.geojson", "--households", "h.csv", "--set", "households.crs=EPSG:5257", "--set",
             "reference_date=2025-12-31", "--set", "priority.draws=0", "--profile", profile, "-o", "o.gpkg", "--quiet"]
    for kind in SERVICES:
        words += ["--service", f"{kind}={kind}.geojson"]
    subprocess.run(words, check=True, capture_output=True)
    with sqlite3.connect("o.gpkg") as db:
        rows = {(code, kind, group): figures for code, kind, group, *figures in
                db.execute("SELECT mah_code, service_type, grp, d_mean, d_med, d_p90 FROM mah_service")}
    os.remove("o.gpkg")
    return rows


def step_of(value):
    """No smaller than the one it was rounded to."""
    return next((step for step in STEPS if value % step == 0), 0)


def village(rnd, households, spread_m):
    return [(round(EAST + 1000 + rnd.uniform(0, spread_m), 1), round(NORTH + 1000 + rnd.uniform(0, spread_m), 1), rnd.randint(1, 6),
             rnd.choice([2023, 2024, "yerli", 2005]), rnd.randint(0, 1)) for _ in range(households)]


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    ring = [[EAST + x, NORTH + y] for x, y in ((0, 0), (40000, 0), (40000, 8000), (0, 8000), (0, 0))]
    write_layer("b.geojson", [{"type": "Feature", "properties": {"mah_code": "101", "mah_name": "Köy"},
                               "geometry": {"type": "Polygon", "coordinates": [ring]}}])
    for kind, (x, y) in SERVICES.items():
        write_layer(f"{kind}.geojson", [{"type": "Feature", "properties": {"hizmet_no": kind},
                                         "geometry": {"type": "Point", "coordinates": [EAST + x, NORTH + y]}}])
    compared = 0
    for seed in range(8):
        rnd = random.Random(seed)
        rows = village(rnd, rnd.choice([40, 120, 400]), rnd.choice([300, 900]))
        farms = [(EAST + rnd.randint(5000, 39000), NORTH + rnd.randint(100, 7900), rnd.choice([2, 9, 14]), 2024, 1) for _ in range(seed % 4 + 1)]
        if seed == 0:  # the village in which three means told the farm to 450 m, and its nine people
            rows, farms = village(rnd, 120, 900), [(EAST + 30123, NORTH + 4568, 9, 2024, 1)]
        write_households(rows)
        without = told("secure")
        write_households(rows + farms)
        for profile in ("public", "internal"):
            figures = told(profile)
            for (code, kind, group), (mean, *quantiles) in figures.items():
                if mean is not None:
                    compared += 1
                    moved = abs(mean - without[code, kind, group][0])
                    if moved > 1.5 * step_of(mean):  # the step, and what is lost in rounding
                        problems.append(f"{seed} {profile} {code} {kind} {group}: {mean}, without the farms {moved:.0f} m from it")
                if kind != "primary" and group == "target" and [mean, *quantiles] != figures[code, kind, "all"]:
                    problems.append(f"{seed} {profile} {code} {kind}: {mean} {quantiles} of the target, {figures[code, kind, 'all']} of all")
    house = [(EAST + 20500, NORTH + 4000, 4, 2024, 1)] * 7  # the only recent migrants, and nobody else near them
    write_households([row for row in village(random.Random(9), 300, 900) if row[3] not in (2023, 2024)] + house)
    for profile in ("public", "internal"):
        for (code, kind, group), figures in told(profile).items():
            if group == "mig" and any(figure is not None for figure in figures):
                problems.append(f"{profile} {code} {kind}: {figures} of a group that lives in one house")
    if compared < 200:
        problems.append(f"only {compared} means are told")

for problem in problems:
    print(problem)
print(f"{compared} means")
sys.exit(bool(problems))
