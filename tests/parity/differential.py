"""Every point in its mahalle? Millions of points, many of them on borders, against integer arithmetic, and the same join by others.

  differential.py PROGRAM LOCATE_POINTS POINTS [--result FILE.csv] [--peers shapely,geopandas,postgis] [--places NAME,...]

The oracle is exact_cover.c, integers of 128 bits. The rule: of all mahalle that cover the point, border included, the one of the lowest code. Asked
are the locate room itself, point by point, and the program: a run over a CSV, of which the persons and households of each mahalle are compared
(households have one to twelve persons, by chance). Of the others is counted what a join by them would lose or count more than once, and which of
their pairs are not what arithmetic says. Exit 1 where the program differs."""
import argparse
import csv
import os
import sqlite3
import subprocess
import sys
import tempfile

import numpy as np
import differential_peers as peers
from differential_places import draw_points, write_drawn

here = os.path.dirname(os.path.abspath(__file__))
shared = os.environ.get("MAHALLE_SHARED", os.path.join(here, "..", "..", "..", "shared"))
AT_ONCE = 500_000
PLACES = {"istanbul": 4, "triangles": 2, "patches": 2, "squares": 2}  # tenths of the points
COLUMNS = ["place", "mahalle", "points", "on_borders", "beside", "outside", "who", "by", "asked", "lost", "doubled", "wrong"]


def run(*command, **more):
    done = subprocess.run(command, capture_output=True, **more)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}: {done.stderr.decode()}")
    return done.stdout


class Place:
    """Boundaries as the program publishes them: repaired, in their own reference system, in the order of their codes."""

    def __init__(self, name, program, folder):
        self.name, self.program, self.folder, self.path = name, program, folder, f"{folder}/{name}.geojson"
        if name == "istanbul":
            self.path = f"{shared}/data/tr-mahalle-boundaries/istanbul_mahalle.geojson"
        else:
            write_drawn(name, 24, 7, self.path)
        middle = (29.0, 41.05) if name == "istanbul" else (29.1, 41.1)
        self.sums(np.array([middle]), np.array([1]))
        import shapely.wkb
        from osgeo import ogr
        data = ogr.Open(f"{folder}/out.gpkg")
        layer = data.GetLayerByName("mah_indicators")
        found = sorted((f.GetFieldAsString("mah_code").encode(), bytes(f.GetGeometryRef().ExportToWkb(ogr.wkbNDR))) for f in layer)
        self.codes = [code.decode() for code, _ in found]
        self.shapes = [shapely.wkb.loads(wkb) for _, wkb in found]
        self.write_polygons()

    def write_polygons(self):
        self.rings = []
        with open(f"{self.folder}/polygons", "wb") as file:
            np.array([len(self.shapes)], np.int64).tofile(file)
            for shape in self.shapes:
                rings = [np.array(ring.coords)[:, :2] for part in getattr(shape, "geoms", [shape]) for ring in (part.exterior, *part.interiors)]
                np.array([len(rings)], np.int64).tofile(file)
                for ring in rings:
                    np.array([len(ring)], np.int64).tofile(file)
                    ring.astype(np.float64).tofile(file)
                self.rings += rings

    def sums(self, points, persons):
        """Persons and households of each mahalle, by a whole run."""
        with open(f"{self.folder}/h.csv", "w", encoding="utf-8") as file:
            file.write("hane_no,boylam,enlem,hane_nufusu\n")
            file.writelines(f"{i},{x!r},{y!r},{n}\n" for i, ((x, y), n) in enumerate(zip(points.tolist(), persons.tolist())))
        run(self.program, "run", "--households", f"{self.folder}/h.csv", "--neighbourhoods", self.path, "-o", f"{self.folder}/out.gpkg",
            "--profile", "secure", "--set", "quarantine.max_rejected_share=1", "--set", "quarantine.snap_m=0", "--quiet",
            "--set", "reference_date=2025-12-31")
        with sqlite3.connect(f"{self.folder}/out.gpkg") as db:
            rows = db.execute("SELECT mah_code, pop_est, hh_est FROM mah_indicators").fetchall()
        return {code: (round(people), round(homes)) for code, people, homes in rows}


def exact_pairs(oracle, place, points):
    """point * mahalle + mahalle, ascending, and whether inside."""
    points.tofile(f"{place.folder}/points")
    run(oracle, f"{place.folder}/polygons", f"{place.folder}/points", f"{place.folder}/pairs")
    found = np.fromfile(f"{place.folder}/pairs", np.int32).reshape(-1, 3).astype(np.int64)
    return found[:, 0] * len(place.codes) + found[:, 1], found[:, 2] == 1


def ours(given, place, points, lowest):
    """How many points, and how many mahalle of a run, differ from the oracle."""
    said = run(given.locate_points, place.path, f"{place.folder}/points", f"{place.folder}/answers")
    if said.decode().split() != place.codes:
        sys.exit(f"{place.name}: the mahalle read are not those published")
    answers = np.fromfile(f"{place.folder}/answers", np.int32)
    wrong = np.flatnonzero(answers != lowest)
    for i in wrong[:5]:
        print(f"{place.name}: {points[i, 0]!r} {points[i, 1]!r}: {answers[i]}, expected {lowest[i]}")
    persons = np.random.default_rng(3).integers(1, 13, size=len(points))
    placed = lowest >= 0
    expected = zip(np.bincount(lowest[placed], persons[placed], len(place.codes)), np.bincount(lowest[placed], minlength=len(place.codes)))
    expected = {code: (int(people), int(homes)) for code, (people, homes) in zip(place.codes, expected)}
    published = place.sums(points, persons)
    differing = [code for code in place.codes if published.get(code) != expected[code]]
    for code in differing[:5]:
        print(f"{place.name}: mahalle {code}: {published.get(code)} persons and households, expected {expected[code]}")
    return len(wrong), len(differing)


def compare_pairs(found, exact, count, mahalle):
    """What a join by these pairs loses, counts more than once, and says wrongly."""
    times, covered = np.bincount(found // mahalle, minlength=count), np.bincount(exact["intersects"] // mahalle, minlength=count) > 0
    return {"lost": int((covered & (times == 0)).sum()), "doubled": int((times > 1).sum())}


def one_round(given, place, oracle, count, seed, tally):
    points, beside = draw_points(place.rings, count, seed, place.name != "istanbul")
    mahalle = len(place.codes)
    pairs, inside = exact_pairs(oracle, place, points)
    lowest = np.full(count, -1)
    first, index = np.unique(pairs // mahalle, return_index=True)
    lowest[first] = pairs[index] % mahalle
    on_borders = len(np.unique(pairs[~inside] // mahalle))
    facts = {"points": count, "on_borders": on_borders, "beside": beside, "outside": int((lowest < 0).sum())}
    exact = {"within": pairs[inside], "intersects": pairs}
    wrong, differing = ours(given, place, points, lowest)
    add(tally, place, facts, "locate room", "point by point", count, 0, 0, wrong)
    add(tally, place, facts, "mahalle run", "sums of a mahalle", count, 0, 0, differing)
    for who in given.peers:
        some = min(count, 20_000) if who == "geopandas" else count  # Debian's takes minutes a million
        if who == "geopandas" and (place.name, who, "within") in tally:
            continue
        known = {predicate: keys[keys < some * mahalle] for predicate, keys in exact.items()}
        for predicate, found in getattr(peers, who + "_pairs")(place.shapes, points[:some]).items():
            counts = compare_pairs(found, known, some, mahalle)
            mistaken = len(np.setxor1d(found, known[predicate]))
            add(tally, place, facts, who, predicate, some, counts["lost"], counts["doubled"], mistaken)


def add(tally, place, facts, who, by, *numbers):
    line = tally.setdefault((place.name, who, by), {**dict.fromkeys(COLUMNS, 0), "place": place.name, "mahalle": len(place.codes), "who": who, "by": by})
    for name, number in (*facts.items(), *zip(("asked", "lost", "doubled", "wrong"), numbers)):
        line[name] += number


def show(tally):
    print(f"{'place':<10} {'points':>10} {'on borders':>10} {'beside':>8}  {'who':<12} {'by':<18} {'asked':>10} {'lost':>8} {'doubled':>8} {'wrong':>6}")
    for line in tally.values():
        print(f"{line['place']:<10} {line['points']:>10,} {line['on_borders']:>10,} {line['beside']:>8,}  {line['who']:<12} {line['by']:<18} "
              f"{line['asked']:>10,} {line['lost']:>8,} {line['doubled']:>8,} {line['wrong']:>6,}")


def write(tally, path):
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        out.writeheader()
        out.writerows(tally.values())


def compile_oracle(folder):
    run(os.environ.get("CC", "cc"), "-std=c11", "-O2", "-o", f"{folder}/exact_cover", f"{here}/exact_cover.c", "-lm")
    return f"{folder}/exact_cover"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("program")
    arguments.add_argument("locate_points")
    arguments.add_argument("points", type=int)
    arguments.add_argument("--result")
    arguments.add_argument("--peers", type=lambda text: text.split(","), default=[])
    arguments.add_argument("--places", type=lambda text: text.split(","), default=list(PLACES))
    given = arguments.parse_args()
    tally, tenths = {}, sum(PLACES[name] for name in given.places)
    with tempfile.TemporaryDirectory() as folder:
        oracle = compile_oracle(folder)
        for number, name in enumerate(given.places):
            place, left = Place(name, given.program, folder), given.points * PLACES[name] // tenths
            for seed in range(1000 * number, 1000 * number + 1000):
                if left <= 0:
                    break
                one_round(given, place, oracle, min(left, AT_ONCE), seed, tally)
                left -= AT_ONCE
                if given.result:
                    write(tally, given.result)
                print(f"{name}: {max(left, 0):,} points left", file=sys.stderr, flush=True)
    show(tally)
    sys.exit(any(line["wrong"] for line in tally.values() if line["who"] in ("locate room", "mahalle run")))


if __name__ == "__main__":
    main()
