#!/usr/bin/env python3
"""Do answers about areas count the very households that lie in them? test_query.py PROGRAM

A city of 4 x 4 mahalle on a lattice, positions on a lattice twice as fine, so that many households stand on borders and
corners of mahalle and of areas. All coordinates are multiples of 1/1024 degree: sums and products are exact, and whole
numbers decide here what the program decides by its own arithmetic."""
import csv, io, json, os, random, sqlite3, subprocess, sys, tempfile

program = os.path.abspath(sys.argv[1])
STEP = 1 / 1024
LEFT, BOTTOM, SIDE = 39.0, 37.0, 16  # degrees; a mahalle is 16 steps wide
PROVINCES = {"21": "Diyarbakır", "63": "Şanlıurfa", "27": "Gaziantep"}
FIELDS = ["n_rec", "hh_est", "pop_est", "mig_rec", "mig_long", "native", "cls_unknown", "mig_hh"]


def at(column, row):
    return [LEFT + column * STEP, BOTTOM + row * STEP]


def square(column, row, width, height):
    return [(column, row), (column + width, row), (column + width, row + height), (column, row + height), (column, row)]


def make_city(folder, seed, count):
    chance = random.Random(seed)
    features, rows = [], []
    for i in range(16):
        ring = [at(*p) for p in square(i % 4 * SIDE, i // 4 * SIDE, SIDE, SIDE)]
        features.append({"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]},
                         "properties": {"mah_code": f"{i:02}", "mah_name": f"Mahalle {i}", "ilce_name": "Batı" if i % 4 < 2 else "Doğu"}})
    json.dump({"type": "FeatureCollection", "features": features}, open(folder + "/mahalle.geojson", "w"))
    for i in range(count):
        rows.append({"hane_no": f"h{i}", "column": chance.randint(0, 8 * SIDE) / 2, "row": chance.randint(0, 8 * SIDE) / 2, "nufus": chance.randint(1, 9),
                     "gelis_yili": chance.choice(["", "yerli", "2024", "2023", "2015", "2001"]), "geldigi_il": chance.choice(list(PROVINCES.values())),
                     "mulkiyet": chance.choice(["kiracı", "ev sahibi", ""]), "oda": chance.choice(["", "1", "2", "3"])})
    with open(folder + "/haneler.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["hane_no", "boylam", "enlem", "nufus", "gelis_yili", "geldigi_il", "mulkiyet", "oda"])
        for r in rows:
            writer.writerow([r["hane_no"], *(repr(x) for x in at(r["column"], r["row"])), r["nufus"], r["gelis_yili"], r["geldigi_il"], r["mulkiyet"], r["oda"]])
    return rows


def mahalle_of(row):
    """The smallest code of the squares that hold the point, border included."""
    return min(i for i in range(16) if i % 4 * SIDE <= row["column"] <= (i % 4 + 1) * SIDE and i // 4 * SIDE <= row["row"] <= (i // 4 + 1) * SIDE)


def position(point, ring):
    """1 inside, 0 on the border, -1 outside; in half steps, so that all numbers are whole."""
    x, y = (int(2 * v) for v in point)
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:]):
        ax, ay, bx, by = 2 * ax, 2 * ay, 2 * bx, 2 * by
        cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        if cross == 0 and min(ax, bx) <= x <= max(ax, bx) and min(ay, by) <= y <= max(ay, by):
            return 0
        if (ay <= y < by and cross > 0) or (by <= y < ay and cross < 0):
            inside = not inside
    return 1 if inside else -1


def ask(folder, *words, form="csv"):
    done = subprocess.run([program, "query", "--households", "haneler.csv", "--neighbourhoods", "mahalle.geojson", "--set", "reference_date=2025-12-31",
                           "--language", "en", "--format", form, *words], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{words}: exit {done.returncode}: {done.stderr}")
    return list(csv.DictReader(io.StringIO(done.stdout))) if form == "csv" else done.stdout


def is_recent(row):
    return row["gelis_yili"] in ("2024", "2023")


def expected(rows):
    total = dict.fromkeys(FIELDS, 0)
    for r in rows:
        total["n_rec"] += 1
        total["hh_est"] += 1
        total["pop_est"] += r["nufus"]
        total["mig_rec"] += r["nufus"] * is_recent(r)
        total["mig_hh"] += is_recent(r)
        total["mig_long"] += r["nufus"] * (r["gelis_yili"] in ("2015", "2001"))
        total["native"] += r["nufus"] * (r["gelis_yili"] == "yerli")
        total["cls_unknown"] += r["nufus"] * (r["gelis_yili"] == "")
    return total


def compare(what, answer, rows):
    want = expected(rows)
    got = {field: float(answer[field] or "nan") for field in FIELDS}
    if got != want:
        sys.exit(f"{what}: {got}, expected {want}")


def wkt(ring):
    return "POLYGON((" + ", ".join(f"{x!r} {y!r}" for x, y in (at(*p) for p in ring)) + "))"


def random_ring(chance):
    """A star around a middle: never crosses itself; corners on the lattice."""
    while True:
        column, row, size = chance.randint(8, 56), chance.randint(8, 56), chance.randint(4, 40)
        corners = [(column + chance.randint(1, size), row + chance.randint(0, size)), (column - chance.randint(0, size), row + chance.randint(1, size)),
                   (column - chance.randint(1, size), row - chance.randint(0, size)), (column + chance.randint(0, size), row - chance.randint(1, size))]
        if len(set(corners)) == 4:
            return corners + corners[:1]


def areas(folder, rows, chance):
    secure = ["--profile", "secure"]
    for i in range(8):
        ring = random_ring(chance)
        inside = [r for r in rows if position((r["column"], r["row"]), ring) >= 0]
        compare(f"polygon {ring}", ask(folder, *secure, "--wkt", wkt(ring))[0], inside)
    # several polygons: inside counts in each, on a border once
    rings = [square(0, 0, 20, 20), square(20, 0, 20, 20), square(10, 10, 20, 20), square(20, 20, 20, 20)]
    json.dump({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"ad": f"Alan {i}"}, "geometry": {"type": "Polygon", "coordinates": [[at(*p) for p in ring]]}}
                                                         for i, ring in enumerate(rings)]}, open(folder + "/alanlar.geojson", "w"))
    members = [[] for _ in rings]
    for r in rows:
        where = [position((r["column"], r["row"]), ring) for ring in rings]
        mine = [i for i, p in enumerate(where) if p == 1] or [i for i, p in enumerate(where) if p == 0][:1]
        for i in mine:
            members[i].append(r)
    answers = ask(folder, *secure, "--within", "alanlar.geojson")
    for i, answer in enumerate(answers):
        if answer["area"] != f"Alan {i}":
            sys.exit(f"area {i} is called {answer['area']}")
        compare(f"area {i} of a file", answer, members[i])
    # parts of an area add up to it
    parts = ask(folder, *secure, "--wkt", wkt(square(7, 7, 30, 21)), "--by", "mahalle")
    inside = [r for r in rows if position((r["column"], r["row"]), square(7, 7, 30, 21)) >= 0]
    for answer in parts:
        compare(f"part {answer['by']}", answer, [r for r in inside if mahalle_of(r) == int(answer["by"])])
    if sum(float(a["n_rec"]) for a in parts) != len(inside):
        sys.exit("the parts do not add up to the area")


def conditions(folder, rows):
    tests = {
        "arr_year >= 2020": is_recent, "arr_year between 2001 and 2015 and orig_il = 21": lambda r: r["gelis_yili"] in ("2015", "2001") and r["geldigi_il"] == "Diyarbakır",
        "orig_il in ('Şanlıurfa', 27)": lambda r: r["geldigi_il"] in ("Şanlıurfa", "Gaziantep"), "not orig_il = 'DIYARBAKIR'": lambda r: r["geldigi_il"] != "Diyarbakır",
        "tenure = 'kiracı'": lambda r: r["mulkiyet"] == "kiracı", "tenure is null": lambda r: r["mulkiyet"] == "", "rooms > 1 or recent = 1": lambda r: r["oda"] in ("2", "3") or is_recent(r),
        "hh_size >= 8 and not rooms is null": lambda r: r["nufus"] >= 8 and r["oda"] != "", "recent = 0": lambda r: r["gelis_yili"] not in ("", "2024", "2023"),
    }
    for text, holds in tests.items():
        compare(text, ask(folder, "--profile", "secure", "--where", text)[0], [r for r in rows if holds(r)])


def sums(folder, rows):
    secure, city = ["--profile", "secure"], expected(rows)
    alone = [ask(folder, *secure, "--mahalle", f"{i:02}")[0] for i in range(16)]
    for i, answer in enumerate(alone):
        compare(f"mahalle {i}", answer, [r for r in rows if mahalle_of(r) == i])
    for field in FIELDS:
        if sum(float(a[field]) for a in alone) != city[field]:
            sys.exit(f"{field}: the mahalle, each asked alone, do not sum to the city")
    compare("ilçe", ask(folder, *secure, "--ilce", "BATI")[0], [r for r in rows if mahalle_of(r) % 4 < 2])
    compare("whole city", ask(folder, *secure)[0], rows)
    years = {a["by"]: float(a["persons"]) for a in ask(folder, *secure, "--by", "year")}
    if years != {y: sum(r["nufus"] for r in rows if r["gelis_yili"] == y) for y in ("2024", "2023", "2015", "2001")}:
        sys.exit(f"years: {years}")
    origins = {a["by"]: float(a["persons"]) for a in ask(folder, *secure, "--by", "origin")}
    if origins != {code: sum(r["nufus"] for r in rows if r["geldigi_il"] == name) for code, name in PROVINCES.items()}:
        sys.exit(f"origins: {origins}")


def same_as_the_run(folder, profile):
    out = f"{folder}/{profile}.gpkg"
    subprocess.run([program, "run", "--households", "haneler.csv", "--neighbourhoods", "mahalle.geojson", "--set", "reference_date=2025-12-31", "--language", "en",
                    "--profile", profile, "-o", out, "--quiet"], cwd=folder, check=True)
    published = sqlite3.connect(out)
    published.row_factory = sqlite3.Row
    for row in published.execute("SELECT * FROM mah_indicators"):
        answer = ask(folder, "--profile", profile, "--mahalle", row["mah_code"])[0]
        for field in answer:
            if field in ("area", "note") or field not in row.keys():
                continue
            mine, theirs = answer[field], row[field]
            if (mine or None) != (None if theirs is None else str(theirs)) and (mine == "" or theirs is None or float(mine) != float(theirs)):
                sys.exit(f"{profile}, mahalle {row['mah_code']}, {field}: query says '{mine}', the run published {theirs}")


def guarded(folder, rows):
    """Free sets under the public profile: the same set gives the same answer, small ones are hidden, none is exact twice."""
    ring = wkt(square(3, 3, 40, 40))
    if ask(folder, "--wkt", ring, "--where", "arr_year >= 2020", form="json") != ask(folder, "--wkt", ring, "--where", "not (arr_year < 2020) and recent = 1", form="json"):
        sys.exit("the same households asked for in two ways give two answers")
    for threads in ("1", "3"):
        if ask(folder, "--wkt", ring, "--threads", threads, form="json") != ask(folder, "--wkt", ring, form="json"):
            sys.exit("the answer depends on the threads")
    errors = []
    for size in range(1, 16, 2):
        for profile in ("public", "internal"):
            shape = square(20, 20, size, size)
            answer = ask(folder, "--profile", profile, "--wkt", wkt(shape))[0]
            inside = expected([r for r in rows if position((r["column"], r["row"]), shape) >= 0])
            for field, least in (("n_rec", 5), ("pop_est", 10), ("mig_rec", 10)):
                if answer[field] != "" and inside[field] < least:
                    sys.exit(f"{field} of {inside[field]} is shown as {answer[field]}")
                if answer[field] != "":
                    errors.append(float(answer[field]) - inside[field])
                    if abs(errors[-1]) > 20 + 2.5:
                        sys.exit(f"{field} of {inside[field]} is shown as {answer[field]}: moved too far")
    exact = {y: sum(r["nufus"] for r in rows if r["gelis_yili"] == y) for y in ("2024", "2023", "2015", "2001")}
    if {a["by"]: float(a["persons"] or "nan") for a in ask(folder, "--profile", "internal", "--by", "year")} == exact:
        sys.exit("the city's years are exact: less those of the mahalle they give hidden years away")
    told = 0  # a quotient must not tell the city's figure under a condition exactly
    for least in range(1, 7):
        answer = ask(folder, "--profile", "internal", "--mahalle", "05", "--where", f"hh_size >= {least}")[0]
        city = float(answer["mig_rec"]) / float(answer["sh_city_mig"])
        told += abs(city - expected([r for r in rows if r["nufus"] >= least])["mig_rec"]) < 1e-6
    if told > 2:
        sys.exit(f"the city's migrants under a condition can be worked out exactly, {told} times of 6")
    if sum(abs(e) > 1 for e in errors) < len(errors) / 2:
        sys.exit(f"answers about free areas are hardly moved: {errors}")


def duplicates(folder):
    """The first sound row of an id is the household, also where it lies outside of what is looked at; CSV, and a GeoPackage through its index."""
    from osgeo import ogr, osr
    inside, outside = (10, 10), (50, 50)
    rows = [(f"a{i}", inside, 3) for i in range(40)] + [("d1", outside, 3), ("d1", inside, 3), ("d2", outside, 0), ("d2", inside, 3), ("d3", inside, 3), ("d3", outside, 3)]
    rows += [(f"b{i}", outside, 3) for i in range(40)]
    with open(folder + "/cift.csv", "w") as file:
        file.write("hane_no,boylam,enlem,nufus\n")
        for name, place, size in rows:
            file.write("{},{!r},{!r},{}\n".format(name, *at(*place), size))
    degrees = osr.SpatialReference()
    degrees.ImportFromEPSG(4326)
    for name, unique in (("cift", False), ("tek", True)):
        made = ogr.GetDriverByName("GPKG").CreateDataSource(f"{folder}/{name}.gpkg")
        layer = made.CreateLayer("haneler", degrees, ogr.wkbPoint)
        layer.CreateField(ogr.FieldDefn("hane_no", ogr.OFTString))
        layer.CreateField(ogr.FieldDefn("nufus", ogr.OFTInteger))
        seen = set()
        for household, place, size in rows:
            if unique and household in seen:
                continue
            seen.add(household)
            feature = ogr.Feature(layer.GetLayerDefn())
            feature.SetField("hane_no", household)
            feature.SetField("nufus", size)
            feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT({!r} {!r})".format(*at(*place))))
            layer.CreateFeature(feature)
        if unique:
            made.ExecuteSQL("CREATE UNIQUE INDEX tek ON haneler (hane_no)")
        made = layer = None
    with open(folder + "/yersiz.csv", "w") as file: # the first row of an id has no position but a code; another one lies outside of all mahalle
        file.write("hane_no,boylam,enlem,nufus,mahalle_kodu\n")
        file.write("d1,,,3,15\n" + "{},{!r},{!r},3,\n".format("d1", *at(*inside)) + "".join("a{},{!r},{!r},3,\n".format(i, *at(*inside)) for i in range(40)))
        file.write("y,38.5,37.0,5,15\n")
    with open(folder + "/kenar.csv", "w") as file: # the first row of an id lies just outside of the area, in a mahalle that has nothing in it
        file.write("hane_no,boylam,enlem,nufus\n")
        file.write("k,{!r},{!r},3\n".format(*at(32 + 1 / 64, 20)) + "".join("{},{!r},{!r},3\n".format(i, *at(20, 20)) for i in ["k", *range(40)]))
    shape = square(5, 5, 20, 20)
    for file, want, shape in (("cift.csv", 42, shape), ("cift.gpkg", 42, shape), ("tek.gpkg", 41, shape), ("yersiz.csv", 40, shape), ("kenar.csv", 40, square(17, 17, 14.875, 14.875))):
        done = subprocess.run([program, "query", "--households", file, "--neighbourhoods", "mahalle.geojson", "--profile", "secure", "--format", "csv", "--set", "quarantine.snap_m=0",
                               "--wkt", wkt(shape)], cwd=folder, capture_output=True, text=True)
        got = list(csv.DictReader(io.StringIO(done.stdout)))
        if done.returncode != 0 or got[0]["n_rec"] != str(want):
            sys.exit(f"{file}: {done.stderr or got[0]['n_rec']}, expected {want}")


with tempfile.TemporaryDirectory() as folder:
    rows = make_city(folder, 5, 3000)
    chance = random.Random(6)
    areas(folder, rows, chance)
    conditions(folder, rows)
    sums(folder, rows)
    for profile in ("public", "internal", "secure"):
        same_as_the_run(folder, profile)
    guarded(folder, rows)
    duplicates(folder)
print("areas, conditions, sums, the run's own figures, the guard and duplicates: ok")
