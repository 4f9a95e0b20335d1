#!/usr/bin/env python3
"""Does a question about polygons, which judges only boundaries near them, say what it says with all boundaries judged? test_query_near.py PROGRAM

A polygon asked together with a mahalle by its name makes the program read all boundaries whole: the row of the polygon must stay the same, to the last
digit. Dirty cities drawn by chance: mahalle of several rows, bow ties, spikes, lines without area and far from everything, households with ids that stand
inside and outside, without a position, in no mahalle but near one, in three reference systems."""
import csv, io, json, os, random, subprocess, sys, tempfile
from osgeo import osr

program = os.path.abspath(sys.argv[1])
ALWAYS = {"area", "by", "by_name", "area_km2", "n_rec", "hh_est", "pop_est", "persons"}
LEFT, BOTTOM, STEP, SIDE = 39.0, 37.0, 0.01, 5


def to(code):
    degrees, system = osr.SpatialReference(), osr.SpatialReference()
    degrees.ImportFromEPSG(4326), system.ImportFromEPSG(code)
    for one in (degrees, system):
        one.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return osr.CoordinateTransformation(degrees, system)


SYSTEMS = {code: to(code) for code in (4326, 5257, 3857)}


def square(column, row, width=1.0, height=1.0):
    x, y = LEFT + column * STEP, BOTTOM + row * STEP
    w, h = width * STEP, height * STEP
    return [[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]]


def rows_of(code, column, row, chance):
    """One mahalle: most often one square, else two halves, a bow tie with a square, or a square with a spike of no width."""
    kind = chance.random()
    if kind < 0.15:
        return [square(column, row, 0.5), square(column + 0.5, row, 0.5)]
    if kind < 0.25:
        return [square(column, row), square(chance.uniform(0, SIDE), chance.uniform(SIDE + 1, SIDE + 4), 0.2, 0.2)]  # an exclave
    ring = square(column, row)
    if kind < 0.35:
        (x, y), far = ring[1], chance.choice([0.001, 0.3, 9.0])
        return [ring[:2] + [[x + far, y + 1e-3], [x, y]] + ring[2:]]
    if kind < 0.45:
        return [[ring[0], ring[2], ring[1], ring[3], ring[0]], square(column, row, 0.4, 0.4)]
    return [ring]


def make_city(folder, chance, code):
    features = []
    for number in range(SIDE * SIDE):
        for ring in rows_of(number, number % SIDE, number // SIDE, chance):
            features.append((f"{number:02}", f"Mahalle {number if chance.random() < 0.9 else 0}", ring))
    if chance.random() < 0.5:
        features.append(("90", "Çizgi", [[0, 0], [0.5, 0.5], [0, 0], [0.5, 0.5], [0, 0]]))
    chance.shuffle(features)
    system = SYSTEMS[code]
    made = [{"type": "Feature", "properties": {"mah_code": c, "mah_name": n}, "geometry": {"type": "Polygon", "coordinates": [[list(system.TransformPoint(*p)[:2]) for p in ring]]}}
            for c, n, ring in features]
    json.dump({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{code}"}}, "features": made}, open(folder + "/m.geojson", "w"))


def make_households(folder, chance, count):
    ids = [f"h{n}" for n in range(count)] + [f"h{chance.randrange(count)}" for _ in range(count // 10)]
    chance.shuffle(ids)
    with open(folder + "/h.csv", "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["hane_no", "boylam", "enlem", "hane_nufusu", "gelis_yili", "mahalle_kodu", "mahalle_adi"])
        for name in ids:
            x, y = LEFT + chance.uniform(-0.5, SIDE + 0.5) * STEP, BOTTOM + chance.uniform(-0.5, SIDE + 0.5) * STEP
            if chance.random() < 0.1:
                x = LEFT - chance.uniform(0, 0.008)  # near a border, in no mahalle
            place = ["", ""] if chance.random() < 0.1 else [repr(x), repr(y)]
            out.writerow([name, *place, chance.choice([1, 3, 4, 7, 0]), chance.choice(["2024", "2010", "yerli", ""]),
                          f"{chance.randrange(30):02}" if chance.random() < 0.3 else "", f"Mahalle {chance.randrange(30)}" if chance.random() < 0.3 else ""])


def ask(folder, *words):
    done = subprocess.run([program, "query", "--households", "h.csv", "--neighbourhoods", "m.geojson", "--set", "reference_date=2025-12-31", "--profile", "secure",
                           "--format", "csv", "--quiet", *words], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{words}: {done.stderr}")
    return list(csv.DictReader(io.StringIO(done.stdout)))


answers = people = 0
for seed in range(8):
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        make_city(folder, chance, chance.choice([4326, 4326, 5257, 3857]))
        make_households(folder, chance, 400)
        for _ in range(6):
            x, y = LEFT + chance.uniform(-0.3, SIDE) * STEP, BOTTOM + chance.uniform(-0.3, SIDE) * STEP
            area = chance.choice([["--near", f"{y!r},{x!r}", "--radius", str(chance.choice([150, 700, 2000]))],
                                  ["--bbox", f"{x - chance.uniform(0.001, 0.02)!r},{y!r},{x!r},{y + chance.uniform(0.001, 0.02)!r}"]])
            more = ["--set", f"quarantine.snap_m={chance.choice([0, 50, 500])}", *chance.choice([[], [], ["--by", "mahalle"], ["--by", "year"]])]
            near = ask(folder, *area, *more)
            whole = [row for row in ask(folder, *area, *more, "--mahalle", "00") if row["area"] == near[0]["area"]] if near else []
            for row in near + whole:  # what compares with the city is told only where a mahalle is asked for
                row.pop("lq_mig", None), row.pop("sh_city_mig", None)
            if "--by" not in more:
                people += float(near[0]["pop_est"] or 0)
            # What nobody in the area answered is "not asked" there, and none where the answer also speaks of others.
            different = [(key, a[key], b[key]) for a, b in zip(near, whole) for key in a if a[key] != b[key] and (key in ALWAYS or a[key] != "")]
            if different or len(near) != len(whole):
                sys.exit(f"seed {seed}, {area} {more}: {len(near)} rows, {len(whole)} with all boundaries; {different[:10]}")
            answers += 1
if people < 500:
    sys.exit(f"only {people} people in all: this test does not test what it should")
print(f"{answers} answers with near and with all boundaries are the same")
