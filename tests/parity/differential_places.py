"""Boundaries with borders in common, drawn, and the points at which a join could err. Coordinates of the drawn ones are whole multiples of 2**-20
degrees, so that the points on their edges are exact."""
import json
import math
import random

import numpy as np

STEP = 2.0**-20
WEST, SOUTH, CELL = 29.0, 41.0, 2.0**-6


def snap(value):
    return round(value / STEP) * STEP


def corners(dice, side):
    """Vertices of a lattice, moved by chance by less than a third of its cell: quadrilaterals stay simple."""
    return {(i, j): (WEST + snap(CELL * (i + 0.6 * dice.random() - 0.3)), SOUTH + snap(CELL * (j + 0.6 * dice.random() - 0.3)))
            for i in range(side + 1) for j in range(side + 1)}


def triangles(dice, side):
    at = corners(dice, side)
    for i in range(side):
        for j in range(side):
            a, b, c, d = at[i, j], at[i + 1, j], at[i + 1, j + 1], at[i, j + 1]
            yield [[a, b, d]]
            yield [[b, c, d]]


def squares(dice, side):
    """Borders along the axes, of a city on a drawing board: four meet at a corner."""
    for i in range(side):
        for j in range(side):
            w, s, e, n = WEST + i * CELL, SOUTH + j * CELL, WEST + (i + 1) * CELL, SOUTH + (j + 1) * CELL
            yield [[(w, s), (e, s), (e, n), (w, n)]]


def patches(dice, side):
    """Quadrilaterals with a vertex in the middle of an edge that the neighbour does not have, and islands in some: a hole and what fills it."""
    at = corners(dice, side)
    for i in range(side):
        for j in range(side):
            four = [at[i, j], at[i + 1, j], at[i + 1, j + 1], at[i, j + 1]]
            ring = []
            for k in range(4):
                (ax, ay), (bx, by) = four[k], four[(k + 1) % 4]
                ring.append((ax, ay))
                if dice.random() < 0.4:
                    ring.append(((ax + bx) / 2, (ay + by) / 2))
            rings = [ring]
            if dice.random() < 0.3:
                x, y = (snap(sum(p[axis] for p in four) / 4) for axis in (0, 1))
                r = snap(CELL / 16)
                island = [(x - r, y), (x, y - r), (x + r, y), (x, y + r)]
                rings.append(island)
                yield [island]
            yield rings


def write_drawn(kind, side, seed, path):
    """Codes are dealt by chance: the lowest of those that meet lies anywhere."""
    dice = random.Random(seed)
    polygons = list({"triangles": triangles, "squares": squares, "patches": patches}[kind](dice, side))
    codes = list(range(100000, 100000 + len(polygons)))
    dice.shuffle(codes)
    features = [{"type": "Feature", "properties": {"mah_code": str(code), "mah_name": f"M{code}"},
                 "geometry": {"type": "Polygon", "coordinates": [[list(p) for p in ring + ring[:1]] for ring in rings]}}
                for code, rings in zip(codes, polygons)]
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"type": "FeatureCollection", "features": features}, file)


SHARES = (("vertices", 0.08), ("edges", 0.06), ("beside", 0.06))  # the rest lies anywhere


def draw_points(rings, count, seed, exact):
    """Points in and around the polygons, of which a fifth are vertices, points of edges, and either of them a step of the double aside. `exact`: the
    points of edges are at eighths, where the drawn boundaries have exact ones. Returns the points and how many were drawn to be beside a border."""
    dice = np.random.default_rng(seed)
    a = np.concatenate([ring[:-1] for ring in rings])
    b = np.concatenate([ring[1:] for ring in rings])
    low, high = a.min(axis=0), a.max(axis=0)

    def on_edges(number):
        k = dice.integers(len(a), size=number)
        along = (dice.integers(1, 8, size=number) / 8 if exact else dice.random(number))[:, None]
        return a[k] + along * (b[k] - a[k])

    numbers = {name: int(count * share) for name, share in SHARES}
    vertices, edges = a[dice.integers(len(a), size=numbers["vertices"])], on_edges(numbers["edges"])
    half = numbers["beside"] // 2
    beside = np.concatenate([a[dice.integers(len(a), size=half)], on_edges(numbers["beside"] - half)])
    aside = dice.integers(1, 9, size=len(beside))  # the eight neighbours
    aside -= aside <= 4  # 0..3 and 5..8: 4 would be the point itself
    for axis, step in ((0, aside % 3 - 1), (1, aside // 3 - 1)):
        beside[:, axis] = np.where(step == 0, beside[:, axis], np.nextafter(beside[:, axis], np.where(step > 0, math.inf, -math.inf)))
    margin = (high - low) * 0.01
    rest = count - len(vertices) - len(edges) - len(beside)
    anywhere = low - margin + dice.random((rest, 2)) * (high - low + 2 * margin)
    anywhere = np.round(anywhere * 2.0**46) / 2.0**46
    points = np.concatenate([vertices, edges, beside, anywhere])
    return points[dice.permutation(len(points))], len(beside)
