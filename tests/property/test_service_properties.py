#!/usr/bin/env python3
"""What must hold of services whatever the city: test_service_properties.py PROGRAM"""
import csv, json, os, sqlite3, sys, tempfile

import shapely.ops
import shapely.wkb

from city_maker import Made, run, table, write_boundaries

program = sys.argv[1]
TABLES = {"mah_indicators": "mah_code", "mah_service": "rowid", "city_service": "rowid", "service_need": "rowid", "gap_grid": "rowid"}
COUNTS = ("pop", "covered", "uncovered", "unknown")
STANDARDS = """service_type;kind;scope;target_group;value
asm;distance_m;mahalle;all;600
primary;distance_m;mahalle;all;500
pharmacy;distance_m;mahalle;all;900
park;distance_m;mahalle;all;400
asm;persons_per_unit;mahalle;all;300
primary;persons_per_unit;mahalle;age:6-9;20
park;area_m2_pp;plan;all;7
"""


class Town:
    """A made city with ages, facilities (some closed, some outside) and streets that do not all meet."""

    def __init__(self, seed):
        made = self.made = Made(seed, size=4, households=500)
        rnd = self.random = made.random
        self.households = [row + [rnd.choice(["", 0, 1, 2])] for row in made.rows]
        self.facilities = {kind: [[f"{kind}{n}", *self.place(), rnd.choice(["", 1, 2, 5, 8]), rnd.choice(["evet", "evet", "evet", "kapalı"])]
                                  for n in range(count)]
                           for kind, count in (("asm", 5), ("primary", 9), ("pharmacy", 12), ("park", 4))}
        # streets that cross at shared corners, each with a gap somewhere or not, and one that meets no other
        xs, ys = (sorted(o + round(rnd.uniform(0, .04), 7) for _ in range(10)) for o in (38, 37))
        self.streets = [[[38.05, 37.0], [38.05, 37.04]]]
        for corners in [[[x, y] for x in xs] for y in ys] + [[[x, y] for y in ys] for x in xs]:
            cut = rnd.randrange(1, 9)
            self.streets += [corners[:cut + 1], corners[cut + rnd.choice([0, 0, 1]):]]
        self.streets = [line for line in self.streets if len(line) > 1]

    def place(self):
        return [round(38 + self.random.uniform(-.004, .044), 7), round(37 + self.random.uniform(-.004, .044), 7)]


def write_rows(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([header, *rows])


def write_households(path, rows):
    write_rows(path, ["hane_no", "boylam", "enlem", "hane_nufusu", "gelis_yili", "geldigi_il", "agirlik", "n_6_9"], rows)


def write_streets(path, lines):
    with open(path, "w", encoding="utf-8") as out:
        json.dump({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": line}} for line in lines]}, out)


class Bench:
    """Runs a town, changed in one way or another, and looks at the tables."""

    def __init__(self, seed, folder):
        self.seed, self.folder, self.town = seed, folder, Town(seed)
        write_boundaries(folder + "/b.geojson", self.town.made.features)
        open(folder + "/s.csv", "w", encoding="utf-8").write(STANDARDS)

    def run(self, households=None, facilities=None, streets=None, more=(), profile="secure"):
        """streets None: straight lines. households: a list of files, each a list of rows."""
        paths = []
        for number, rows in enumerate(households or [self.town.households]):
            paths.append(f"{self.folder}/h{number}.csv")
            write_households(paths[-1], rows)
        arguments = ["--set", f"standards={self.folder}/s.csv", "--set", "need.plan_population=100000", *more]
        for kind, rows in (facilities or self.town.facilities).items():
            write_rows(f"{self.folder}/{kind}.csv", ["hizmet_no", "boylam", "enlem", "kapasite", "acik_mi"], rows)
            arguments += ["--service", f"{kind}={self.folder}/{kind}.csv"]
        if streets is not None:
            write_streets(self.folder + "/y.geojson", streets)
            arguments += ["--set", f"streets.source={self.folder}/y.geojson", "--set", "coverage.street_snap_m=300"]
        self.out, self.summary = run(program, self.folder, paths, self.folder + "/b.geojson", more=arguments, profile=profile)
        return self

    def figures(self):
        found = {name: table(self.out, name, order) for name, order in TABLES.items()}
        found["services_out"] = table(self.out, "services_out", "service_id")
        return found

    def coverage(self):
        """(mahalle or None, type, group) -> the row of mah_service by field."""
        names = ("mah_code", "service_type", "grp", *COUNTS, "share", "d_mean", "d_med", "d_p90")
        return {row[:3]: dict(zip(names, row)) for row in self.rows(f"select {','.join(names)} from mah_service")}

    def rows(self, query):
        return list(sqlite3.connect(self.out).execute(query))

    def fail(self, what):
        sys.exit(f"seed {self.seed}: {what}")


def close(a, b):
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) <= 1e-6 * max(1, abs(a), abs(b))
    return a == b


def expect_same(bench, what, a, b, almost=False):
    for name in a:
        if a[name] == b[name]:
            continue
        if almost and len(a[name]) == len(b[name]) and all(all(map(close, r, s)) for r, s in zip(a[name], b[name])):
            continue
        bench.fail(f"{what}: {name} differs: {[pair for pair in zip(a[name], b[name]) if pair[0] != pair[1]][:1] or 'number of rows'}")


def expect_books(bench, what):
    """Mahalle sum to the city in every group; the wide table says what the long one says; the squares hold everybody."""
    coverage = bench.coverage()
    city = {key: row for key, row in coverage.items() if key[0] is None}
    if not city:
        bench.fail(f"{what}: no row of the city")
    for (_, kind, group), row in city.items():
        for count in COUNTS:
            total = sum(r[count] or 0 for (m, k, g), r in coverage.items() if m is not None and (k, g) == (kind, group))
            if not close(float(total), float(row[count] or 0)):  # NULL: people of whom no distance is known
                bench.fail(f"{what}: {count} of {kind}, {group}: mahalle sum to {total}, the city has {row[count]}")
        if not close(row["pop"], (row["covered"] or 0) + (row["uncovered"] or 0) + row["unknown"]):
            bench.fail(f"{what}: {kind}, {group}: pop is not covered + uncovered + unknown")
    for code, *shares in bench.rows("select mah_code, cov_asm, cov_primary, cov_pharmacy, cov_park from mah_indicators where pop_est > 0"):
        for kind, share in zip(("asm", "primary", "pharmacy", "park"), shares):
            if share != coverage[code, kind, "all"]["share"]:
                bench.fail(f"{what}: cov_{kind} of {code} is not the share in mah_service")
    squares, people = bench.rows("select sum(pop_est) from gap_grid")[0][0], bench.rows("select sum(pop_est) from mah_indicators")[0][0]
    if not close(squares, people):
        bench.fail(f"{what}: the squares hold {squares} persons, the mahalle {people}")


def expect_not_above(bench, what, low, high, fields):
    for key, row in low.items():
        for field in fields:
            a, b = row[field], high[key][field]
            if a is not None and b is not None and a > b and not close(a, b):
                bench.fail(f"{what}: {field} of {key} is {a}, above {b}")


def whatever_the_order(bench, streets):
    town, what = bench.town, "straight" if streets is None else "on foot"
    base = bench.run(streets=streets).figures()
    expect_books(bench, what)
    bytes_of = {open(bench.run(streets=streets, more=["--threads", str(n)]).out, "rb").read() for n in (1, 2, 3, 8)}
    if len(bytes_of) != 1:
        bench.fail(f"{what}: other bytes with another number of threads")
    shuffle = lambda rows: town.random.sample(rows, len(rows))
    expect_same(bench, what + ", permuting the households", base, bench.run([shuffle(town.households)], streets=streets).figures())
    third = len(town.households) // 3
    expect_same(bench, what + ", splitting the households", base,
                bench.run([town.households[:third], town.households[third:]], streets=streets).figures())
    mixed = {kind: shuffle(rows) for kind, rows in town.facilities.items()}
    expect_same(bench, what + ", permuting the facilities", base, bench.run(facilities=mixed, streets=streets).figures(), almost=True)
    if streets is not None:
        turned = [line[::town.random.choice([1, -1])] for line in shuffle(streets)]
        expect_same(bench, "permuting and turning streets", base, bench.run(streets=turned).figures(), almost=True)


def more_and_fewer_facilities(bench, streets):
    town, what = bench.town, "straight" if streets is None else "on foot"
    before = bench.run(streets=streets).coverage()
    far = {kind: rows + [[kind + "far", 30.5, 40.5, 3, "evet"]] for kind, rows in town.facilities.items()}
    if bench.run(facilities=far, streets=streets).coverage() != before:
        bench.fail(f"{what}: a facility 700 km away changed the coverage")
    more = {kind: rows + [[kind + "new", *town.place(), 3, "evet"]] for kind, rows in town.facilities.items()}
    after = bench.run(facilities=more, streets=streets).coverage()
    expect_not_above(bench, f"{what}, one facility more", before, after, ["covered"])
    if streets is None:  # on foot a new facility can also make a far household known
        expect_not_above(bench, f"{what}, one facility more", after, before, ["uncovered", "d_mean", "d_med", "d_p90"])
    closed = {kind: [rows[0][:-1] + ["kapalı"], *rows[1:]] for kind, rows in town.facilities.items()}
    expect_not_above(bench, f"{what}, one facility closed", bench.run(facilities=closed, streets=streets).coverage(), before, ["covered"])


def on_foot_is_never_nearer(bench):
    straight = bench.run().coverage()
    on_foot = bench.run(streets=bench.town.streets).coverage()
    if not any(row["unknown"] for row in on_foot.values()) or not any(row["covered"] for row in on_foot.values()):
        bench.fail("everybody or nobody has a way: the test no longer tests anything")
    expect_not_above(bench, "on foot against straight", on_foot, straight, ["covered"])


def need_grows_with_people(bench):
    need = lambda: {row[:4]: row[4:] for row in bench.rows("select level, mah_code, service_type, kind, population, need, deficit from service_need")}
    before = bench.run().figures() and need()
    weights = [row[:6] + [float(row[6]) * (1 if bench.town.random.random() < .7 else 2)] + row[7:] for row in bench.town.households]
    bench.run([weights])
    for key, values in need().items():
        for now, then in zip(values, before[key]):
            if (now is None) != (then is None) or (now is not None and now < then and not close(now, then)):
                bench.fail(f"more people, less need: {key}: {then} before, {now} now")


def the_grid_is_a_patchwork(bench):
    """Pieces of enough households each, valid, none over another, that add up; the same whatever the order and the threads."""
    town = bench.town
    read = lambda: bench.rows("select cell_id, n_rec, pop_est, area_km2, geom from gap_grid order by fid")
    bench.run()  # the secure profile keeps every cell
    everybody = bench.rows("select sum(n_rec), sum(pop_est) from gap_grid")[0]
    if any(row[0].endswith("_rest") for row in read()):
        bench.fail("a remainder under the secure profile")
    bench.run(profile="internal")
    pieces, logged = read(), dict(bench.rows("select item, value from run_log where step = 'gap_grid'"))
    for number in (1, 3):
        mixed = town.random.sample(town.households, len(town.households))
        bench.run([mixed], more=["--threads", str(number)], profile="internal")
        if read() != pieces:
            bench.fail("the grid shows the order of the households or the threads")
    shapes = [shapely.wkb.loads(row[-1][40:]) for row in pieces]  # after the header of a GeoPackage with an envelope
    rests = sum(row[0].endswith("_rest") for row in pieces)
    if not all(shape.is_valid for shape in shapes) or min(row[1] for row in pieces) < 5 or not 0 < rests < len(pieces):
        bench.fail("a piece of the grid is not valid or holds too few, or there is no remainder")
    area, union = sum(shape.area for shape in shapes), shapely.ops.unary_union(shapes).area
    if abs(area - union) > 1e-9 * area:
        bench.fail(f"pieces of the grid overlap: {area} and {union} square degrees")
    for what, row, total in (("households", 1, everybody[0]), ("persons", 2, everybody[1])):
        left, dropped = total - sum(piece[row] for piece in pieces), logged[f"dropped_{what}"]
        if not (left > 1e-9 if dropped == "few" else close(float(left), float(dropped))):
            bench.fail(f"{what} of the grid do not add up: {left} of {total} are in no piece, {dropped} are said to be dropped")


for seed in range(1, int(os.environ.get("MAHALLE_PROPERTY_CITIES", "6")) + 1):
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(seed, folder)
        for streets in (None, bench.town.streets):
            whatever_the_order(bench, streets)
            more_and_fewer_facilities(bench, streets)
        on_foot_is_never_nearer(bench)
        need_grows_with_people(bench)
        the_grid_is_a_patchwork(bench)
print("all properties of services hold")
