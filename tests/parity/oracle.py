"""The figures on services a second time, from their definitions, with numpy and scipy: nothing of the program is used.

Persons are integers of 1e-9 persons, as weights are decimals. A distance is NaN where it is not known, and infinite where
a type has no open facility at all.
"""
import json
import os
import sqlite3
import subprocess
import sys

import numpy as np
import shapely.geometry
import shapely.ops
from osgeo import gdal, osr
from scipy.spatial import cKDTree

gdal.UseExceptions()
osr.UseExceptions()
ONE = 10**9
GROUPS = ("all", "mig", "set", "target")
here = os.path.dirname(os.path.abspath(__file__))
shared = os.environ.get("MAHALLE_SHARED", os.path.join(here, "..", "..", "..", "shared"))


def run(*command, code=0, stderr=False):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != code:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}, expected {code}: {done.stderr}")
    return done.stderr if stderr else done.stdout


def run_project(program, folder, name, project, code=0):
    """JSON is YAML. Returns the connection to the GeoPackage, or what the refusal said."""
    path, out = f"{folder}/{name}.yaml", f"{folder}/{name}.gpkg"
    with open(path, "w", encoding="utf-8") as file:
        json.dump({**project, "language": "en", "output": out}, file)
    said = run(program, "run", path, "--quiet", code=code, stderr=True)
    if code:
        return said
    db = sqlite3.connect(out)
    db.row_factory = sqlite3.Row
    return db


def projection(epsg, source=4326):
    """From degrees (lon, lat) or another system to a plane one, as arrays."""
    systems = []
    for code in (source, epsg):
        system = osr.SpatialReference()
        system.ImportFromEPSG(code)
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        systems.append(system)
    change = osr.CoordinateTransformation(*systems)
    return lambda points: np.array(change.TransformPoints(np.asarray(points, float).reshape(-1, 2)))[:, :2]


class Comparison:
    """Counts what was compared, keeps the largest relative difference, ends the test at the first that is too large."""

    def __init__(self, what, tolerance=1e-6):
        self.what, self.tolerance, self.count, self.largest = what, tolerance, 0, 0.0

    def exact(self, where, found, expected):
        self.count += 1
        if found != expected:
            if isinstance(found, set):
                found, expected = sorted(map(str, found - expected))[:5], sorted(map(str, expected - found))[:5]
            sys.exit(f"{self.what}: {where}: {str(found)[:300]}, expected {str(expected)[:300]}")

    def near(self, where, found, expected):
        """None and NaN are unknown; unknown is not zero."""
        self.count += 1
        expected = None if expected is None or np.isnan(expected) else float(expected)
        if (found is None) != (expected is None):
            sys.exit(f"{self.what}: {where}: {found}, expected {expected}")
        if found is None or found == expected:
            return
        difference = abs(found - expected) / max(abs(expected), 1e-9)
        self.largest = max(self.largest, difference)
        if not difference <= self.tolerance:
            sys.exit(f"{self.what}: {where}: {found}, expected {expected}")

    def say(self, more=""):
        print(f"{self.what}: {self.count:,} figures compared, largest relative difference {self.largest:.1e}{more}")


def divide(a, b):
    return a / b if b else None


class People:
    """Located households: position in the plane (NaN without one), mahalle, and weighted persons of each group."""

    def __init__(self, xy, mahalle, records):
        self.xy, self.mahalle, self.count = xy, mahalle, len(mahalle)
        self.placed = np.isfinite(xy[:, 0])
        column = {name: np.array([r[name] for r in records], np.int64) for name in ("weight", "size", "recent", "known", "young")}
        weight = column["weight"]
        self.persons = weight * column["size"]
        self.recent = weight * column["recent"] * column["known"]
        self.settled = weight * (column["size"] - column["recent"]) * column["known"]
        self.young = np.where(column["young"] < 0, 0, weight * column["young"])

    def of(self, group, target):
        if group == "target":
            return {"all": self.persons, "age:6-9": self.young}.get(target)
        return {"all": self.persons, "mig": self.recent, "set": self.settled}[group]


# ---- distances ----

def to_points(xy, facilities):
    """Distance to the nearest of `facilities` (None is closed) and its number; equal distances go to the first."""
    open_ones = np.flatnonzero(np.isfinite(facilities[:, 0]))
    first = np.unique(facilities[open_ones], axis=0, return_index=True)[1] # of those at one place
    open_ones = open_ones[np.sort(first)]
    near, who = cKDTree(facilities[open_ones]).query(xy, k=1)
    return near, open_ones[who]


def pairs_within(xy, facilities, radius):
    """Households, facilities and distances of all pairs up to the radius; a millimetre more, the caller draws the line."""
    tree, household, facility = cKDTree(xy), [], []
    for k in np.flatnonzero(np.isfinite(facilities[:, 0])):
        near = tree.query_ball_point(facilities[k], radius + 1e-3)
        household.extend(near)
        facility.extend([k] * len(near))
    household, facility = np.array(household, int), np.array(facility, int)
    return household, facility, np.hypot(*(xy[household] - facilities[facility]).T)


def to_shapes(xy, shapes):
    """The same for shapely geometries. A rectangle is no farther than its shape, a vertex no nearer."""
    from shapely.geometry import Point
    bounds = np.array([shape.bounds for shape in shapes])
    vertices = np.concatenate([coordinates_of(shape) for shape in shapes])
    limit = cKDTree(vertices).query(xy, k=1)[0]
    distance, who = np.full(len(xy), np.inf), np.zeros(len(xy), int)
    for k, shape in enumerate(shapes):
        low, high = bounds[k, :2], bounds[k, 2:]
        apart = np.maximum(np.maximum(low - xy, xy - high), 0)
        for i in np.flatnonzero(np.hypot(apart[:, 0], apart[:, 1]) <= np.minimum(limit * (1 + 1e-12), distance)):
            d = shape.distance(Point(xy[i]))
            if d < distance[i]:
                distance[i], who[i] = d, k
    return distance, who


def coordinates_of(shape):
    if hasattr(shape, "geoms"):
        return np.concatenate([coordinates_of(part) for part in shape.geoms])
    if shape.geom_type == "Polygon":
        return np.concatenate([np.array(ring.coords) for ring in (shape.exterior, *shape.interiors)])
    return np.array(shape.coords)


# ---- coverage ----

def quantile(distance, weight, numerator, denominator):
    """Smallest distance up to which numerator / denominator of the weight lies, ties included."""
    order = np.argsort(distance, kind="stable")
    total = np.cumsum(weight[order])
    at = np.searchsorted(total * denominator >= total[-1] * numerator, True)
    return distance[order[at]]


def statistics(distance, weight, radius):
    some = weight > 0
    distance, weight = distance[some], weight[some]
    known = ~np.isnan(distance)
    figures = {"pop": int(weight.sum()) / ONE, "unknown": int(weight[~known].sum()) / ONE, "covered": None,
               "uncovered": None, "share": None, "d_mean": None, "d_med": None, "d_p90": None,
               "records": (int(some.sum()), int(known.sum()))}
    if radius is not None and (known.any() or not some.any()):  # people of whom nothing is known are in neither
        near = known & (distance <= radius)
        covered, uncovered = int(weight[near].sum()), int(weight[known & ~near].sum())
        figures.update(covered=covered / ONE, uncovered=uncovered / ONE, share=divide(covered, covered + uncovered),
                       near_records=int(near.sum()))
    finite = np.isfinite(distance)
    distance, weight = distance[finite], weight[finite]
    if weight.sum() > 0:
        figures.update(d_mean=float((distance * (weight / ONE)).sum() / (weight / ONE).sum()),
                       d_med=quantile(distance, weight, 1, 2), d_p90=quantile(distance, weight, 9, 10))
    return figures


def coverage(people, types, codes):
    """{(mah_code or None for the city, type, group): figures}; types: {code: {distance, radius, target}}."""
    order = np.argsort(people.mahalle, kind="stable")
    ends = np.searchsorted(people.mahalle[order], np.arange(len(codes) + 1))
    areas = [(code, order[ends[i]:ends[i + 1]]) for i, code in enumerate(codes)] + [(None, np.arange(people.count))]
    answer = {}
    for name, kind in types.items():
        for code, rows in areas:
            for group in GROUPS:
                weight = people.of(group, kind["target"])
                if weight is not None: # a target whose ages nobody was asked for has no row
                    answer[code, name, group] = statistics(kind["distance"][rows], weight[rows], kind["radius"])
            recent, settled = answer[code, name, "mig"]["share"], answer[code, name, "set"]["share"]
            both = recent is not None and settled is not None
            answer[code, name, "all"].update(gap=100 * (settled - recent) if both else None,
                                             equity=divide(recent, settled) if both else None)
    return answer


# ---- two-step floating catchments ----

def decay(kind, distance, radius):
    if kind == "gaussian":
        end = np.exp(-.5)
        return np.where(distance <= radius, (np.exp(-.5 * (distance / radius)**2) - end) / (1 - end), 0)
    return np.select([distance <= radius / 3, distance <= radius * 2 / 3, distance <= radius], [1, .68, .22], 0)


def access(pairs, capacity, demand, radius, kind):
    """A of every household. pairs: household, facility, distance; capacity NaN gives nothing; kind None: f = 1."""
    household, facility, distance = pairs
    near = (distance <= radius) & (demand[household] > 0)
    household, facility, distance = household[near], facility[near], distance[near]
    weight = np.ones(len(distance)) if kind is None else decay(kind, distance, radius)
    people = np.bincount(facility, demand[household] * weight, len(capacity))
    supply = np.nan_to_num(capacity)
    ratio = np.divide(supply, people, out=np.zeros(len(capacity)), where=people > 0)
    a = np.bincount(household, ratio[facility] * weight, len(demand))
    given, used = (a * demand).sum(), supply[people > 0].sum()
    if abs(given - used) > 1e-9 * max(used, 1):
        sys.exit(f"the oracle itself does not conserve capacity: {given} of {used}")
    return a


def mean_access(a, demand, known, mahalle, count):
    """Mean over the people of each mahalle whose distance is known; NaN where nobody is."""
    demand = np.where(known, demand, 0)
    people = np.bincount(mahalle, demand, count)
    return np.divide(np.bincount(mahalle, a * demand, count), people, out=np.full(count, np.nan), where=people > 0)


# ---- gap grid ----

TOP = 5  # the largest squares have 2**5 smallest ones a side


def squares(cells, records, persons, least_records, least_persons):
    """Level and square of every household's piece by the written rule; level -1: left out. cells: column, row of the smallest."""
    level, square = np.full(len(cells), -1), np.zeros((len(cells), 2), np.int64)

    def holds(rows):
        return records[rows].sum() >= least_records and persons[rows].sum() >= least_persons * ONE

    for at in range(TOP + 1):
        left = np.flatnonzero(level < 0)
        parts = {}
        for row, key in zip(left, map(tuple, cells[left] >> at)):
            parts.setdefault(key, []).append(row)
        for key, rows in parts.items():
            if holds(rows):
                level[rows], square[rows] = at, key
    return level, square


def shapes(pieces):
    """{(level, row, column): polygon in smallest cells}: each square without the pieces of smaller squares in it."""
    polygons, inside = {}, {}
    for piece in sorted(pieces):
        at, row, column = piece
        whole = shapely.geometry.box(column << at, row << at, (column + 1) << at, (row + 1) << at)
        polygons[piece] = whole.difference(shapely.ops.unary_union(inside.get(piece, [])))
        for above in range(at + 1, TOP + 1):
            inside.setdefault((above, row >> above - at, column >> above - at), []).append(polygons[piece])
    return polygons
